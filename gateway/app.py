"""The wiring of the gateway, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from typing import Final

import uvicorn
from fastapi import FastAPI
from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry, start_http_server

from chassis.backlog import read_backlog
from chassis.broker import build_broker, ensure_topics
from chassis.logs import configure_logging
from chassis.metrics import DeliveryMetrics
from chassis.prices import PriceTable
from chassis.service import consumed_topics
from chassis.store import Store
from chassis.traces import configure_tracing
from gateway import clock, handlers
from gateway.admission import Door
from gateway.announcer import Announcer
from gateway.background import in_background
from gateway.backlog import Backlog
from gateway.connections import Connections
from gateway.duty import Duty
from gateway.films import FilmFolder
from gateway.http_app import http_app
from gateway.http_metrics import HttpMetrics
from gateway.kafka_link import BrokerLink
from gateway.mongo_stores import MongoStores
from gateway.outbound_guard import outbound_policy
from gateway.outbound_http import OutboundHttp
from gateway.parts import Parts
from gateway.projector import Projector
from gateway.publisher import Publisher, build_publisher
from gateway.retention import Retention
from gateway.settings import GatewaySettings, read_settings
from gateway.watchdog import Patience, Watchdog
from gateway.webhook_delivery import Courier
from gateway.webhook_metrics import WebhookMetrics
from gateway.webhook_secrets import SigningSecrets
from gateway.webhook_service import Webhooks
from gateway.webhook_worker import WebhookWorker

SERVICE: Final = "gateway"
_SECONDS_BETWEEN_SWEEPS: Final = 600.0


def build(settings: GatewaySettings, registry: CollectorRegistry) -> FastAPI:
    """Return the application on Kafka, MongoDB and the object store; nothing connects before it is started."""
    mongo = MongoStores.from_settings(settings)
    metrics = DeliveryMetrics(registry)
    publisher = Publisher(
        build_publisher(settings, service=SERVICE, metrics=metrics), patience_seconds=settings.publish_timeout_seconds
    )
    subscriber = build_broker(settings, service=SERVICE, phase=None, metrics=metrics)
    parts = _parts(settings, mongo, publisher, subscriber)
    announcer = Announcer(mongo.endpoints, mongo.deliveries, log_days=settings.webhook_log_days, clock=clock.now)
    projector = Projector(parts.tasks, parts.films, publisher, parts.store, announcer.announce)
    handlers.register(subscriber, settings, projector)
    metrics.watch(consumed_topics(subscriber))
    connections = Connections(settings, publisher, subscriber, mongo.to_prepare, close_stores=mongo.client.close)
    worker = WebhookWorker(mongo.deliveries, _courier(parts), WebhookMetrics(registry), clock=clock.now)
    jobs = (mongo.changes.follow, _watchdog(parts, mongo).run, _retention(parts, mongo).run)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.enter_context(_metrics_served(settings, registry))
            await stack.enter_async_context(connections.open())
            await stack.enter_async_context(parts.webhooks.http)
            await stack.enter_async_context(worker.running())
            for job in jobs:
                await stack.enter_async_context(in_background(job))
            yield

    return http_app(parts, HttpMetrics(registry), lifespan)


def _parts(settings: GatewaySettings, mongo: MongoStores, publisher: Publisher, subscriber: KafkaBroker) -> Parts:
    store = Store.from_url(settings.storage_url)
    policy = outbound_policy(
        allow_private=settings.webhook_allow_private_addresses, allow_http=settings.webhook_allow_http
    )
    return Parts(
        settings=settings,
        tasks=mongo.tasks,
        leases=mongo.leases,
        live=mongo.live,
        bus=publisher,
        kafka=BrokerLink(subscriber, patience_seconds=settings.publish_timeout_seconds),
        store=store,
        films=FilmFolder(settings.output_directory, store),
        prices=PriceTable.load(settings.price_table),
        door=Door.of(settings, keys=mongo.keys, counters=mongo.counters, clock=clock.now),
        webhooks=Webhooks(
            endpoints=mongo.endpoints,
            deliveries=mongo.deliveries,
            secrets=SigningSecrets(mongo.secrets, settings.own_secret),
            http=OutboundHttp(policy, seconds=settings.webhook_timeout_seconds),
            clock=clock.now,
        ),
        backlog=Backlog(
            mongo.tasks, most=settings.max_unfinished_tasks, most_per_key=settings.max_unfinished_tasks_per_key
        ),
        records=mongo.records,
        clock=clock.now,
        sleep=asyncio.sleep,
        started_at=clock.now(),
    )


def _courier(parts: Parts) -> Courier:
    webhooks = parts.webhooks
    return Courier(
        parts.settings, parts.tasks, parts.films, webhooks.endpoints, webhooks.secrets, webhooks.http, clock.now
    )


def _watchdog(parts: Parts, mongo: MongoStores) -> Duty:
    patience = Patience.from_settings(parts.settings)
    watchdog = Watchdog(
        records=mongo.watch_records,
        tasks=mongo.tasks,
        bus=parts.bus,
        store=parts.store,
        clock=clock.now,
        read_backlog=partial(read_backlog, parts.settings),
        ensure_topics=partial(ensure_topics, parts.settings),
        patience=patience,
    )
    return Duty("watchdog", watchdog.look, mongo.leases, every_seconds=patience.seconds_between_looks)


def _retention(parts: Parts, mongo: MongoStores) -> Duty:
    retention = Retention(parts.settings.retention_days, mongo.tasks, parts.store, parts.films, clock.now)
    return Duty("retention", retention.sweep_once, mongo.leases, every_seconds=_SECONDS_BETWEEN_SWEEPS)


@contextmanager
def _metrics_served(settings: GatewaySettings, registry: CollectorRegistry) -> Iterator[None]:
    server, thread = start_http_server(settings.metrics_port, settings.metrics_host, registry)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Run the service until it is told to stop; then answer what was asked, finish what is in flight and leave."""
    settings = read_settings()
    configure_logging(settings, SERVICE, settings.log_file)
    configure_tracing(SERVICE)
    uvicorn.run(
        build(settings, CollectorRegistry()),
        host=settings.api_host,
        port=settings.api_port,
        log_config=None,
        access_log=False,
        # Whom to believe about the client's address is for TRUSTED_PROXIES to say; see `http_app`.
        proxy_headers=False,
        timeout_graceful_shutdown=round(settings.shutdown_grace_seconds),
    )
