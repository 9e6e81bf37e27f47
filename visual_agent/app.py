"""The wiring of the visual agent, and nothing else."""

from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.metrics import DeliveryMetrics
from chassis.service import run_agent
from chassis.store import Store
from contracts import Phase
from visual_agent.handlers import register
from visual_agent.local import LocalIllustrator
from visual_agent.settings import VisualSettings
from visual_agent.stage import VisualStage
from visual_agent.studio import Studio

SERVICE = "visual-agent"


def build(settings: VisualSettings, metrics: DeliveryMetrics) -> KafkaBroker:
    """Return the broker with the stage subscribed; nothing connects before it is started."""
    broker = build_broker(settings, service=SERVICE, phase=Phase.VISUALS, metrics=metrics)
    bus = KafkaBus(broker)
    stage = VisualStage(Store.from_url(settings.storage_url), bus, Studio(LocalIllustrator()))
    register(broker, settings, stage)
    return broker


def main() -> None:
    """Run the service until it is told to stop."""
    settings = VisualSettings()
    metrics = DeliveryMetrics(CollectorRegistry())
    run_agent(build(settings, metrics), settings, service=SERVICE, metrics=metrics)
