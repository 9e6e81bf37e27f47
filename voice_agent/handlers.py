"""What this service listens to and what it answers with."""

from faststream.kafka import KafkaBroker

from chassis.broker import subscription
from chassis.settings import ServiceSettings
from contracts import AssetsReady, ScriptReady
from contracts.topics import ASSETS_READY, SCRIPT_READY, VOICE_AGENT
from voice_agent.stage import NarrationStage


def register(broker: KafkaBroker, settings: ServiceSettings, stage: NarrationStage) -> None:
    """Subscribe the stage to its topic."""

    @broker.subscriber(SCRIPT_READY, **subscription(settings, group=VOICE_AGENT.name))
    @broker.publisher(ASSETS_READY)
    async def on_script_ready(event: ScriptReady) -> AssetsReady:
        return await stage.run(event)
