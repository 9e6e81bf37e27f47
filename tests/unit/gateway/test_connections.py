import asyncio

from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.metrics import DeliveryMetrics
from chassis.service import subscribers_have_joined
from deploy.local.ports import free_port
from gateway.connections import Connections
from gateway.films import FilmFolder
from gateway.handlers import register
from gateway.projector import Projector
from gateway.publisher import Publisher, build_publisher
from gateway.settings import GatewaySettings
from tests.unit.gateway.conftest import FakeBus, FakeTaskStore, Gateway


async def test_the_service_runs_while_kafka_is_away(settings: GatewaySettings, gateway: Gateway) -> None:
    """Without Kafka the service is up at once, not ready, and can be stopped at any time."""
    settings = settings.model_copy(update={"kafka_bootstrap_servers": f"127.0.0.1:{free_port()}"})
    metrics = DeliveryMetrics(CollectorRegistry())
    subscriber = build_broker(settings, service="gateway", phase=None, metrics=metrics)
    register(
        subscriber, settings, Projector(FakeTaskStore(), FilmFolder(None, gateway.store), FakeBus(), gateway.store)
    )
    closed: list[bool] = []
    connections = Connections(
        settings,
        Publisher(build_publisher(settings, service="gateway", metrics=metrics), patience_seconds=1),
        subscriber,
        [FakeTaskStore()],
        close_stores=lambda: closed.append(True),
    )
    async with asyncio.timeout(5):
        async with connections.open():
            await asyncio.sleep(0.1)
            assert not subscribers_have_joined(subscriber)
            assert closed == []
    assert closed == [True]
