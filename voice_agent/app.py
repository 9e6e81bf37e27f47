"""The wiring of the voice agent, and nothing else."""

from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.metrics import DeliveryMetrics
from chassis.service import run_agent
from chassis.store import Store
from contracts import Phase
from voice_agent.booth import Booth
from voice_agent.handlers import register
from voice_agent.local import LocalNarrator
from voice_agent.settings import VoiceSettings
from voice_agent.stage import NarrationStage

SERVICE = "voice-agent"


def build(settings: VoiceSettings, metrics: DeliveryMetrics) -> KafkaBroker:
    """Return the broker with the stage subscribed; nothing connects before it is started."""
    broker = build_broker(settings, service=SERVICE, phase=Phase.NARRATION, metrics=metrics)
    bus = KafkaBus(broker)
    stage = NarrationStage(Store.from_url(settings.storage_url), bus, Booth(LocalNarrator(settings)))
    register(broker, settings, stage)
    return broker


def main() -> None:
    """Run the service until it is told to stop."""
    settings = VoiceSettings()
    metrics = DeliveryMetrics(CollectorRegistry())
    run_agent(build(settings, metrics), settings, service=SERVICE, metrics=metrics)
