"""What the agents have still to do, as a real broker tells it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from chassis.backlog import Backlog, read_backlog
from chassis.broker import ensure_topics
from chassis.errors import UnavailableError
from chassis.settings import ServiceSettings
from contracts.topics import CONSUMER_GROUPS, PARTITIONS, ConsumerGroup
from deploy.local.infrastructure import Infrastructure
from deploy.local.ports import free_port


async def test_a_message_is_passed_when_its_group_has_committed_it(infra: Infrastructure) -> None:
    """A new message counts as to be done until its group commits, then no more; other tasks' messages do not count."""
    settings = ServiceSettings(_env_file=None, kafka_bootstrap_servers=infra.bootstrap_servers)
    group = ConsumerGroup(name=f"group-{uuid4().hex}", topic=f"topic-{uuid4().hex}")
    await _make(group.topic, infra.bootstrap_servers)
    producer = AIOKafkaProducer(bootstrap_servers=infra.bootstrap_servers)
    await producer.start()
    for _ in range(2):
        sent = await producer.send_and_wait(group.topic, b"{}", key=b"task")
    await producer.stop()

    backlog = await _backlog(settings, [group])

    assert len(backlog.logs[group.name]) == PARTITIONS
    ends = backlog.ends("task")
    assert ends == {group.name: sent.offset + 1}
    assert not backlog.has_passed(ends, "task")

    await _commit(infra.bootstrap_servers, group, TopicPartition(group.topic, sent.partition), sent.offset)
    assert not (await read_backlog(settings, [group])).has_passed(ends, "task")
    await _commit(infra.bootstrap_servers, group, TopicPartition(group.topic, sent.partition), sent.offset + 1)
    assert (await read_backlog(settings, [group])).has_passed(ends, "task")


async def test_the_agents_are_asked_for_unless_others_are_named(infra: Infrastructure) -> None:
    """Every agent's group is there, each with all partitions of its topic, however many that are."""
    partitions = infra.topic_partitions or PARTITIONS
    settings = ServiceSettings(
        _env_file=None, kafka_bootstrap_servers=infra.bootstrap_servers, kafka_topic_partitions=partitions
    )
    await ensure_topics(settings)
    await _backlog(settings, CONSUMER_GROUPS)
    logs = (await read_backlog(settings)).logs
    assert {name: len(found) for name, found in logs.items()} == {group.name: partitions for group in CONSUMER_GROUPS}


async def test_a_broker_that_is_away_is_told() -> None:
    """The error is the one that means waiting."""
    settings = ServiceSettings(_env_file=None, kafka_bootstrap_servers=f"127.0.0.1:{free_port()}")
    with pytest.raises(UnavailableError):
        await read_backlog(settings)


async def _backlog(settings: ServiceSettings, groups: Sequence[ConsumerGroup]) -> Backlog:
    """Return the backlog once the broker knows topics and groups that are new: Apache Kafka takes a while for both."""
    async with asyncio.timeout(60):
        while True:
            with suppress(UnavailableError):
                backlog = await read_backlog(settings, groups)
                if all(backlog.logs.values()):
                    return backlog
            await asyncio.sleep(0.5)


async def _make(topic: str, bootstrap_servers: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers)
    await admin.start()
    await admin.create_topics([NewTopic(topic, PARTITIONS, 1)])
    await admin.close()


async def _commit(bootstrap_servers: str, group: ConsumerGroup, place: TopicPartition, offset: int) -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, group_id=group.name, enable_auto_commit=False)
    async with consumer:
        consumer.assign([place])
        await consumer.commit({place: offset})
