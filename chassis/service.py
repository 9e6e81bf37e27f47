"""Running an agent: its subscribers, the port with health and metrics, and a drain at the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import uvicorn
from faststream.kafka import KafkaBroker
from faststream.kafka.subscriber.usecase import LogicSubscriber
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chassis.broker import ensure_topics
from chassis.connecting import connecting
from chassis.logs import configure_logging
from chassis.metrics import DeliveryMetrics
from chassis.settings import ServiceSettings
from chassis.traces import configure_tracing


def subscribers_have_joined(broker: KafkaBroker) -> bool:
    """Return whether every subscriber is in its group; the broker's own ping is green long before."""
    return all(subscriber.running for subscriber in broker.subscribers)


def consumed_topics(broker: KafkaBroker) -> list[str]:
    """Return the topics a broker's subscribers listen to."""
    kafka_subscribers = [subscriber for subscriber in broker.subscribers if isinstance(subscriber, LogicSubscriber)]
    return [name for subscriber in kafka_subscribers for name in subscriber.topic_names_for_subscribe]


def operators_app(broker: KafkaBroker, settings: ServiceSettings, registry: CollectorRegistry) -> Starlette:
    """Return the operator's routes of an agent, which works while they are served.

    `/live` asks only this process, `/ready` also whether it is consuming.
    """

    async def live(_request: Request) -> Response:
        return PlainTextResponse("alive")

    async def ready(_request: Request) -> Response:
        joined = subscribers_have_joined(broker)
        return PlainTextResponse(
            "ready" if joined else "joining", HTTPStatus.OK if joined else HTTPStatus.SERVICE_UNAVAILABLE
        )

    async def metrics(request: Request) -> Response:
        encode, media_type = choose_encoder(request.headers.get("Accept", ""))
        return Response(encode(registry), media_type=media_type)

    async def connect() -> None:
        await ensure_topics(settings)
        await broker.start()

    @asynccontextmanager
    async def working(_app: Starlette) -> AsyncIterator[None]:
        try:
            async with connecting(connect):
                yield
        finally:
            await broker.stop()

    routes = [Route("/live", live), Route("/ready", ready), Route("/metrics", metrics)]
    return Starlette(routes=routes, lifespan=working)


def run_agent(broker: KafkaBroker, settings: ServiceSettings, *, service: str, metrics: DeliveryMetrics) -> None:
    """Run an agent until SIGTERM; then take nothing new, finish what is in flight, commit and leave."""
    configure_logging(settings, service)
    configure_tracing(service)
    metrics.watch(consumed_topics(broker))
    uvicorn.run(
        operators_app(broker, settings, metrics.registry),
        host=settings.metrics_host,
        port=settings.metrics_port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=round(settings.shutdown_grace_seconds),
    )
