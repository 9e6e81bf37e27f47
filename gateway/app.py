"""The wiring of the gateway, and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import uvicorn
from fastapi import FastAPI
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
from gateway.live_views import LiveViews
from gateway.mongo import MongoTaskStore
from gateway.mongo_changes import TaskChanges
from gateway.mongo_connection import Client, connect
from gateway.mongo_counters import MongoCounters
from gateway.mongo_keys import MongoKeyStore
from gateway.mongo_leases import MongoLeases
from gateway.mongo_records import MongoRecords
from gateway.mongo_watch_records import MongoWatchRecords
from gateway.mongo_webhook_deliveries import MongoDeliveries
from gateway.mongo_webhook_endpoints import MongoEndpoints, MongoSecrets
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
    mongo = connect(settings)
    live = LiveViews()
    tasks = MongoTaskStore(mongo, settings.mongodb_database, live)
    changes = TaskChanges(mongo, settings.mongodb_database, live)
    records = MongoRecords(mongo, settings.mongodb_database)
    leases = MongoLeases(mongo, settings.mongodb_database)
    watch_records = MongoWatchRecords(mongo, settings.mongodb_database)
    store = Store.from_url(settings.storage_url)
    films = FilmFolder(settings.output_directory, store)
    metrics = DeliveryMetrics(registry)
    publisher = Publisher(
        build_publisher(settings, service=SERVICE, metrics=metrics), patience_seconds=settings.publish_timeout_seconds
    )
    subscriber = build_broker(settings, service=SERVICE, phase=None, metrics=metrics)
    webhooks = _webhooks(settings, mongo)
    announcer = Announcer(webhooks.endpoints, webhooks.deliveries, log_days=settings.webhook_log_days, clock=clock.now)
    courier = Courier(settings, tasks, films, webhooks.endpoints, webhooks.secrets, webhooks.http, clock.now)
    worker = WebhookWorker(webhooks.deliveries, courier, WebhookMetrics(registry), clock=clock.now)
    handlers.register(subscriber, settings, Projector(tasks, films, publisher, store, announcer.announce))
    metrics.watch(consumed_topics(subscriber))
    connections = Connections(
        settings, publisher, subscriber, (tasks, leases, watch_records, records, webhooks), close_stores=mongo.close
    )
    patience = Patience.from_settings(settings)
    watchdog = Watchdog(
        records=watch_records,
        tasks=tasks,
        bus=publisher,
        store=store,
        clock=clock.now,
        read_backlog=partial(read_backlog, settings),
        ensure_topics=partial(ensure_topics, settings),
        patience=patience,
    )
    watching = Duty("watchdog", watchdog.look, leases, every_seconds=patience.seconds_between_looks)
    retention = Retention(settings.retention_days, tasks, store, films, clock.now)
    sweeping = Duty("retention", retention.sweep_once, leases, every_seconds=_SECONDS_BETWEEN_SWEEPS)
    parts = Parts(
        settings=settings,
        tasks=tasks,
        leases=leases,
        live=live,
        bus=publisher,
        kafka=BrokerLink(subscriber, patience_seconds=settings.publish_timeout_seconds),
        store=store,
        films=films,
        prices=PriceTable.load(settings.price_table),
        door=Door.of(
            settings,
            keys=MongoKeyStore(mongo, settings.mongodb_database),
            counters=MongoCounters.from_settings(settings),
            clock=clock.now,
        ),
        webhooks=webhooks,
        backlog=Backlog(tasks, most=settings.max_unfinished_tasks, most_per_key=settings.max_unfinished_tasks_per_key),
        records=records,
        clock=clock.now,
        sleep=asyncio.sleep,
        started_at=clock.now(),
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        metrics_server, metrics_thread = start_http_server(settings.metrics_port, settings.metrics_host, registry)
        try:
            async with (
                connections.open(),
                webhooks.http,
                worker.running(),
                in_background(changes.follow),
                in_background(watching.run),
                in_background(sweeping.run),
            ):
                yield
        finally:
            metrics_server.shutdown()
            metrics_server.server_close()
            metrics_thread.join()

    return http_app(parts, HttpMetrics(registry), lifespan)


def _webhooks(settings: GatewaySettings, mongo: Client) -> Webhooks:
    policy = outbound_policy(
        allow_private=settings.webhook_allow_private_addresses, allow_http=settings.webhook_allow_http
    )
    return Webhooks(
        endpoints=MongoEndpoints(mongo, settings.mongodb_database),
        deliveries=MongoDeliveries(mongo, settings.mongodb_database),
        secrets=SigningSecrets(MongoSecrets(mongo, settings.mongodb_database), settings.own_secret),
        http=OutboundHttp(policy, seconds=settings.webhook_timeout_seconds),
        clock=clock.now,
    )


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
