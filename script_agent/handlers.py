"""What this service listens to and what it answers with."""

from faststream.kafka import KafkaBroker

from chassis.broker import subscription
from chassis.settings import ServiceSettings
from contracts import BriefingSubmitted, ScriptReady
from contracts.topics import BRIEFING_SUBMITTED, SCRIPT_AGENT, SCRIPT_READY
from script_agent.stage import ScriptStage


def register(broker: KafkaBroker, settings: ServiceSettings, stage: ScriptStage) -> None:
    """Subscribe the stage to its topic."""

    @broker.subscriber(BRIEFING_SUBMITTED, **subscription(settings, group=SCRIPT_AGENT.name))
    @broker.publisher(SCRIPT_READY)
    async def on_briefing_submitted(event: BriefingSubmitted) -> ScriptReady:
        return await stage.run(event)
