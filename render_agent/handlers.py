"""What this service listens to and what it answers with."""

from faststream.kafka import KafkaBroker

from chassis.broker import subscription
from chassis.bus import Bus
from chassis.settings import ServiceSettings
from contracts import AssetsReady
from contracts.topics import ASSETS_READY, RENDER_AGENT
from render_agent.stage import RenderStage


def register(broker: KafkaBroker, settings: ServiceSettings, stage: RenderStage, bus: Bus) -> None:
    """Subscribe the stage to its topic; only the second part of a film leads to an event."""

    @broker.subscriber(ASSETS_READY, **subscription(settings, group=RENDER_AGENT.name))
    async def on_assets_ready(event: AssetsReady) -> None:
        rendered = await stage.run(event)
        if rendered is not None:
            await bus.publish(rendered)
