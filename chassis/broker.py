"""The Kafka broker as OMA uses it: acknowledged by all, committed after the handler's own events, topics made first."""

from functools import partial
from typing import Final, Literal, TypedDict

import structlog
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from faststream import AckPolicy
from faststream.kafka import KafkaBroker

from chassis.bus import KafkaBus, SealEvents
from chassis.dead_letters import KafkaDeadLetters
from chassis.delivery import Delivery, DeliveryRules
from chassis.inbox import decode, parse
from chassis.metrics import DeliveryMetrics
from chassis.settings import ServiceSettings
from contracts import Phase
from contracts.topics import TOPICS

_TOPIC_ALREADY_EXISTS: Final = 36
"""Error code of the Kafka protocol."""

_FOR_EVER: Final = {"retention.ms": "-1"}
"""The topics are where everything else can be made from again; Kafka would delete what is a week old."""

_log = structlog.get_logger(__name__)


def build_broker(
    settings: ServiceSettings, *, service: str, phase: Phase | None, metrics: DeliveryMetrics
) -> KafkaBroker:
    """Return a broker with the delivery rules on it; it connects when it is started.

    `phase` is the stage whose failure a handler's error is, None for a service that must not fail tasks.
    """
    broker = KafkaBroker(
        settings.kafka_bootstrap_servers.split(","),
        client_id=service,
        acks="all",
        enable_idempotence=settings.kafka_idempotent_producer,
        request_timeout_ms=settings.kafka_request_timeout_ms,
        allow_auto_create_topics=False,
        graceful_timeout=settings.shutdown_grace_seconds,
        parser=parse,
        decoder=decode,
        logger=None,
        ack_policy=AckPolicy.NACK_ON_ERROR,
    )
    rules = DeliveryRules(
        settings=settings,
        metrics=metrics,
        bus=KafkaBus(broker),
        dead_letters=KafkaDeadLetters(broker, service),
        phase=phase,
    )
    broker.add_middleware(partial(Delivery, rules=rules))
    broker.add_middleware(partial(SealEvents, source=f"/oma/{service}", metrics=metrics))
    return broker


class Subscription(TypedDict):
    """The keyword arguments of a subscriber."""

    group_id: str
    ack_policy: AckPolicy
    auto_offset_reset: Literal["earliest"]
    session_timeout_ms: int
    heartbeat_interval_ms: int
    max_poll_interval_ms: int
    fetch_max_wait_ms: int


def subscription(settings: ServiceSettings, *, group: str) -> Subscription:
    """Return the keyword arguments every subscriber is made with.

    The commit follows the handler's own events (`NACK_ON_ERROR`; FastStream's default would commit first), and a
    handler may take as long as `kafka_max_poll_interval_ms` without losing its partition.
    """
    return {
        "group_id": group,
        "ack_policy": AckPolicy.NACK_ON_ERROR,
        "auto_offset_reset": "earliest",
        "session_timeout_ms": settings.kafka_session_timeout_ms,
        "heartbeat_interval_ms": settings.kafka_session_timeout_ms // 4,
        "max_poll_interval_ms": settings.kafka_max_poll_interval_ms,
        "fetch_max_wait_ms": settings.kafka_fetch_max_wait_ms,
    }


async def ensure_topics(settings: ServiceSettings) -> None:
    """Make the topics that are not there yet; those that are there stay as they are."""
    admin = AIOKafkaAdminClient(
        bootstrap_servers=settings.kafka_bootstrap_servers.split(","),
        request_timeout_ms=settings.kafka_request_timeout_ms,
    )
    await admin.start()
    try:
        copies = (settings.kafka_topic_partitions, settings.kafka_replication_factor)
        wanted = [NewTopic(name, *copies, topic_configs=_FOR_EVER) for name in TOPICS]
        response = await admin.create_topics(wanted)
    finally:
        await admin.close()
    for name, code, *rest in response.topic_errors:
        if code not in {0, _TOPIC_ALREADY_EXISTS}:
            _log.error("topic_not_created", name=name, code=code, reason=rest)
