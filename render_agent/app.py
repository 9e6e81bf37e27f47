"""The wiring of the render agent, and nothing else."""

from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.metrics import DeliveryMetrics
from chassis.service import run_agent
from chassis.store import Store
from contracts import Phase
from render_agent.cutting_room import CuttingRoom
from render_agent.handlers import register
from render_agent.settings import RenderSettings
from render_agent.stage import RenderStage

SERVICE = "render-agent"


def build(settings: RenderSettings, metrics: DeliveryMetrics) -> KafkaBroker:
    """Return the broker with the stage subscribed; nothing connects before it is started."""
    broker = build_broker(settings, service=SERVICE, phase=Phase.RENDER, metrics=metrics)
    bus = KafkaBus(broker)
    stage = RenderStage(Store.from_url(settings.storage_url), bus, CuttingRoom(settings))
    register(broker, settings, stage, bus)
    return broker


def main() -> None:
    """Run the service until it is told to stop."""
    settings = RenderSettings()
    metrics = DeliveryMetrics(CollectorRegistry())
    run_agent(build(settings, metrics), settings, service=SERVICE, metrics=metrics)
