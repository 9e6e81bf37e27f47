"""The wiring of the script agent, and nothing else."""

from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.errors import StageError
from chassis.estimates import plan_of
from chassis.metrics import DeliveryMetrics
from chassis.openai_client import openai_client, openai_ledger
from chassis.provider_metrics import ProviderMetrics
from chassis.service import run_agent
from chassis.store import Store
from contracts import Phase
from script_agent.handlers import register
from script_agent.local import LocalScriptwriter
from script_agent.openai_writer import OpenAIScriptwriter
from script_agent.scriptwriter import Scriptwriter
from script_agent.settings import ScriptSettings
from script_agent.stage import ScriptStage
from script_agent.understudy import Understudied

SERVICE = "script-agent"


def writer_of(settings: ScriptSettings) -> Scriptwriter:
    """Return the writer that the settings choose; raises ValueError when it lacks a key."""
    local = LocalScriptwriter()
    if not settings.is_paid(settings.script_provider):
        return local
    paid = OpenAIScriptwriter(openai_client(settings), settings.openai_script_model)
    return Understudied(paid, local) if settings.fallback_to_local else paid


def build(settings: ScriptSettings, metrics: DeliveryMetrics) -> KafkaBroker:
    """Return the broker with the stage subscribed; nothing connects before it is started.

    Raises:
        ValueError: a setting makes no sense, and which.
        PermanentError: `price_unknown`, a chosen model is not in the price table.
    """
    broker = build_broker(settings, service=SERVICE, phase=Phase.SCRIPT, metrics=metrics)
    bus, store = KafkaBus(broker), Store.from_url(settings.storage_url)
    ledger = openai_ledger(settings, store, ProviderMetrics(metrics.registry))
    stage = ScriptStage(store, bus, ledger, writer_of(settings), plan_of(settings, ledger.prices))
    register(broker, settings, stage)
    return broker


def main() -> None:
    """Run the service until it is told to stop."""
    settings = ScriptSettings()
    metrics = DeliveryMetrics(CollectorRegistry())
    try:
        broker = build(settings, metrics)
    except (ValueError, StageError) as error:
        raise SystemExit(f"{SERVICE} cannot start: {error}") from error
    run_agent(broker, settings, service=SERVICE, metrics=metrics)
