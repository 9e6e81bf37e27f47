"""What the agents still have to do: how far each group has committed, and how long the logs of its topics are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError, KafkaError
from aiokafka.partitioner import DefaultPartitioner

from chassis.errors import UnavailableError
from chassis.partitions import partitions_of
from chassis.settings import ServiceSettings
from contracts.topics import CONSUMER_GROUPS, ConsumerGroup

_partition_of: Final = DefaultPartitioner()
"""The one that producers choose a message's partition with."""

Ends = Mapping[str, int]
"""By group: the length of the log in the partition that has a task's messages."""

Dones = Mapping[str, int]
"""By group: the offset in that partition below which everything is done."""


@dataclass(frozen=True)
class Log:
    """One partition as a group sees it: the offsets below `done` need no more work."""

    done: int
    end: int


@dataclass(frozen=True)
class Backlog:
    """All groups at one moment; `logs` are by group, then by partition of the group's topic."""

    logs: Mapping[str, Mapping[int, Log]]

    def ends(self, task_id: str) -> Ends:
        """Return where the logs end now: nothing that was said of the task until now lies behind that."""
        return {group: self._log(group, task_id).end for group in self.logs}

    def dones(self, task_id: str) -> Dones:
        """Return how far each group has come where the task's messages are."""
        return {group: self._log(group, task_id).done for group in self.logs}

    def has_passed(self, ends: Ends, task_id: str) -> bool:
        """Return whether every group is done with all that lay before these ends.

        A message in work counts as not done however long it takes, since it is committed only afterwards. A log that is
        shorter than it was has lost what it held: nothing there is still to be done.
        """
        logs = {group: self._log(group, task_id) for group in ends}
        return all(log.done >= min(ends[group], log.end) for group, log in logs.items())

    def _log(self, group: str, task_id: str) -> Log:
        partitions = sorted(self.logs.get(group, {}))
        if not partitions:
            return Log(done=0, end=0)
        return self.logs[group][_partition_of(task_id.encode(), partitions, partitions)]


async def read_backlog(settings: ServiceSettings, groups: Iterable[ConsumerGroup] = CONSUMER_GROUPS) -> Backlog:
    """Return the backlog of the agents, or of other groups; raises `UnavailableError` when Kafka does not answer."""
    try:
        return await _read(settings, groups)
    except (KafkaError, OSError, TimeoutError) as error:
        raise UnavailableError(
            "broker_unavailable", f"Kafka does not answer: {type(error).__name__}.", "Check KAFKA_BOOTSTRAP_SERVERS."
        ) from error


async def _read(settings: ServiceSettings, groups: Iterable[ConsumerGroup]) -> Backlog:
    servers = settings.kafka_bootstrap_servers.split(",")
    admin = AIOKafkaAdminClient(bootstrap_servers=servers, request_timeout_ms=settings.kafka_request_timeout_ms)
    consumer = AIOKafkaConsumer(bootstrap_servers=servers, request_timeout_ms=settings.kafka_request_timeout_ms)
    try:
        await admin.start()
        await consumer.start()
        groups = list(groups)
        partitions = await partitions_of({group.topic for group in groups}, admin)
        return Backlog(
            {group.name: await _logs(group.name, partitions[group.topic], admin, consumer) for group in groups}
        )
    finally:
        await consumer.stop()
        await admin.close()


async def _logs(
    group: str, partitions: Sequence[TopicPartition], admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer
) -> dict[int, Log]:
    if not partitions:
        return {}
    begins = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    # Asked for by name: listing all that a group has committed is more than the embedded broker can.
    committed = await admin.list_consumer_group_offsets(group, partitions=partitions)
    if set(committed) != set(partitions):
        # A coordinator that is still loading answers with an error of the whole, which the client does not look at.
        raise GroupCoordinatorNotAvailableError
    return {
        place.partition: Log(done=max(committed[place].offset, begins[place]), end=ends[place]) for place in partitions
    }
