"""The wiring of the visual agent, and nothing else."""

from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.metrics import DeliveryMetrics
from chassis.openai_client import Connect, openai_client, openai_ledger
from chassis.prices import PriceTable
from chassis.provider_metrics import ProviderMetrics
from chassis.service import run_agent
from chassis.store import Store
from contracts import Phase
from visual_agent.drawing import SceneDrawer
from visual_agent.handlers import register
from visual_agent.illustrator import Illustrator
from visual_agent.local import LocalIllustrator
from visual_agent.openai_illustrator import OpenAIIllustrator
from visual_agent.settings import VisualSettings
from visual_agent.stage import VisualStage
from visual_agent.studio import Studio
from visual_agent.understudy import Understudied

SERVICE = "visual-agent"


def illustrator_of(settings: VisualSettings, prices: PriceTable, connect: Connect = openai_client) -> Illustrator:
    """Return the illustrator that the settings choose; raises ValueError when it lacks a key."""
    if not settings.is_paid(settings.visual_provider):
        return LocalIllustrator()
    paid = OpenAIIllustrator(connect(settings), settings, prices)
    return Understudied(paid) if settings.fallback_to_local else paid


def build(settings: VisualSettings, metrics: DeliveryMetrics) -> KafkaBroker:
    """Return the broker with the stage subscribed; nothing connects before it is started.

    Raises:
        ValueError: a setting makes no sense, and which.
    """
    broker = build_broker(settings, service=SERVICE, phase=Phase.VISUALS, metrics=metrics)
    store = Store.from_url(settings.storage_url)
    ledger = openai_ledger(settings, store, ProviderMetrics(metrics.registry))
    studio = Studio(illustrator_of(settings, ledger.prices), SceneDrawer())
    register(broker, settings, VisualStage(store, KafkaBus(broker), ledger, studio))
    return broker


def main() -> None:
    """Run the service until it is told to stop."""
    settings = VisualSettings()
    metrics = DeliveryMetrics(CollectorRegistry())
    try:
        broker = build(settings, metrics)
    except ValueError as error:
        raise SystemExit(f"{SERVICE} cannot start: {error}") from error
    run_agent(broker, settings, service=SERVICE, metrics=metrics)
