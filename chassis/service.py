"""Running an agent: its subscribers, the port with health and metrics, and a drain at the end."""

from collections.abc import Sequence
from functools import partial

import uvicorn
from faststream.asgi import AsgiFastStream, AsgiResponse, get
from faststream.asgi.types import ASGIApp, Scope
from faststream.kafka import KafkaBroker
from faststream.kafka.subscriber.usecase import LogicSubscriber
from prometheus_client import CollectorRegistry, make_asgi_app

from chassis.broker import ensure_topics
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


def health_routes(broker: KafkaBroker, registry: CollectorRegistry) -> Sequence[tuple[str, ASGIApp]]:
    """Return the operator's routes: `/live` asks only this process, `/ready` also whether it is consuming."""

    @get
    async def live(_scope: Scope) -> AsgiResponse:
        return AsgiResponse(b"alive", status_code=200)

    @get
    async def ready(_scope: Scope) -> AsgiResponse:
        joined = subscribers_have_joined(broker)
        return AsgiResponse(b"ready" if joined else b"joining", status_code=200 if joined else 503)

    return (("/live", live), ("/ready", ready), ("/metrics", make_asgi_app(registry)))


def run_agent(broker: KafkaBroker, settings: ServiceSettings, *, service: str, metrics: DeliveryMetrics) -> None:
    """Run an agent until SIGTERM; then take nothing new, finish what is in flight, commit and leave."""
    configure_logging(settings, service)
    configure_tracing(service)
    metrics.watch(consumed_topics(broker))
    app = AsgiFastStream(broker, asgi_routes=health_routes(broker, metrics.registry), logger=None)
    app.on_startup(partial(ensure_topics, settings))
    uvicorn.run(
        app,
        host=settings.metrics_host,
        port=settings.metrics_port,
        log_config=None,
        timeout_graceful_shutdown=round(settings.shutdown_grace_seconds),
    )
