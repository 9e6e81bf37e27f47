"""A replica that only delivers webhooks, on the real database: `python -m tests.ports.webhook_replica URL DATABASE`."""

import asyncio
import sys
from dataclasses import dataclass
from typing import Self

from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from chassis.store import Store
from gateway import clock
from gateway.clock import Clock
from gateway.films import FilmFolder
from gateway.live_views import LiveViews
from gateway.mongo import MongoTaskStore
from gateway.mongo_connection import Client, connect
from gateway.mongo_webhook_deliveries import MongoDeliveries
from gateway.mongo_webhook_endpoints import MongoEndpoints, MongoSecrets
from gateway.outbound_guard import outbound_policy
from gateway.outbound_http import OutboundHttp
from gateway.settings import GatewaySettings
from gateway.webhook_delivery import Courier
from gateway.webhook_metrics import WebhookMetrics
from gateway.webhook_secrets import SigningSecrets
from gateway.webhook_service import Webhooks
from gateway.webhook_worker import WebhookWorker


@dataclass(frozen=True)
class Replica:
    """A worker and what it works with."""

    mongo: Client
    tasks: MongoTaskStore
    webhooks: Webhooks
    worker: WebhookWorker

    @classmethod
    def of(cls, settings: GatewaySettings, now: Clock = clock.now) -> Self:
        """Return a replica with a connection of its own."""
        mongo, name = connect(settings), settings.mongodb_database
        tasks = MongoTaskStore(mongo, name, LiveViews())
        webhooks = Webhooks(
            endpoints=MongoEndpoints(mongo, name),
            deliveries=MongoDeliveries(mongo, name),
            secrets=SigningSecrets(MongoSecrets(mongo, name), None),
            http=OutboundHttp(outbound_policy(allow_private=True, allow_http=True), seconds=15),
            clock=now,
        )
        courier = Courier(
            settings,
            tasks,
            FilmFolder(None, Store.in_memory()),
            webhooks.endpoints,
            webhooks.secrets,
            webhooks.http,
            now,
        )
        worker = WebhookWorker(webhooks.deliveries, courier, WebhookMetrics(CollectorRegistry()), clock=now)
        return cls(mongo, tasks, webhooks, worker)


async def _run(url: str, database: str) -> None:
    settings = GatewaySettings(_env_file=None, mongodb_url=SecretStr(url), mongodb_database=database)
    async with Replica.of(settings).worker.running():
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_run(sys.argv[1], sys.argv[2]))
