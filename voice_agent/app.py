"""The wiring of the voice agent, and nothing else."""

from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.metrics import DeliveryMetrics
from chassis.openai_client import Connect, openai_client, openai_ledger
from chassis.provider_metrics import ProviderMetrics
from chassis.service import run_agent
from chassis.store import Store
from contracts import Phase
from voice_agent.booth import Booth
from voice_agent.handlers import register
from voice_agent.local import LocalNarrator
from voice_agent.openai_calls import OpenAICalls, OpenAIModels
from voice_agent.openai_narrator import OpenAINarrator
from voice_agent.settings import VoiceSettings
from voice_agent.stage import NarrationStage

SERVICE = "voice-agent"


def booth_of(settings: VoiceSettings, connect: Connect = openai_client) -> Booth:
    """Return a booth with the narrator that the settings choose; raises ValueError when it lacks a key or a voice."""
    local = LocalNarrator(settings)
    if not settings.is_voice_paid():
        return Booth(local)
    models = OpenAIModels(settings.openai_speech_model, settings.openai_voice, settings.openai_transcription_model)
    paid = OpenAINarrator(OpenAICalls(connect(settings), models), settings.openai_concurrency)
    return Booth(paid, local if settings.fallback_to_local else None)


def build(settings: VoiceSettings, metrics: DeliveryMetrics) -> KafkaBroker:
    """Return the broker with the stage subscribed; nothing connects before it is started.

    Raises:
        ValueError: a setting makes no sense, and which.
    """
    broker = build_broker(settings, service=SERVICE, phase=Phase.NARRATION, metrics=metrics)
    bus, store = KafkaBus(broker), Store.from_url(settings.storage_url)
    ledger = openai_ledger(settings, store, ProviderMetrics(metrics.registry))
    stage = NarrationStage(store, bus, ledger, booth_of(settings))
    register(broker, settings, stage)
    return broker


def main() -> None:
    """Run the service until it is told to stop."""
    settings = VoiceSettings()
    metrics = DeliveryMetrics(CollectorRegistry())
    try:
        broker = build(settings, metrics)
    except ValueError as error:
        raise SystemExit(f"{SERVICE} cannot start: {error}") from error
    run_agent(broker, settings, service=SERVICE, metrics=metrics)
