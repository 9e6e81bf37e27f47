"""The wiring of the script agent, and nothing else."""

from faststream.kafka import KafkaBroker
from prometheus_client import CollectorRegistry

from chassis.broker import build_broker
from chassis.bus import KafkaBus
from chassis.metrics import DeliveryMetrics
from chassis.service import run_agent
from chassis.store import Store
from contracts import Phase
from script_agent.handlers import register
from script_agent.local import LocalScriptwriter
from script_agent.settings import ScriptSettings
from script_agent.stage import ScriptStage

SERVICE = "script-agent"


def build(settings: ScriptSettings, metrics: DeliveryMetrics) -> KafkaBroker:
    """Return the broker with the stage subscribed; nothing connects before it is started."""
    broker = build_broker(settings, service=SERVICE, phase=Phase.SCRIPT, metrics=metrics)
    bus = KafkaBus(broker)
    stage = ScriptStage(Store.from_url(settings.storage_url), bus, LocalScriptwriter())
    register(broker, settings, stage)
    return broker


def main() -> None:
    """Run the service until it is told to stop."""
    settings = ScriptSettings()
    metrics = DeliveryMetrics(CollectorRegistry())
    run_agent(build(settings, metrics), settings, service=SERVICE, metrics=metrics)
