"""How this process stands with Kafka; see `KafkaLink`."""

from faststream.kafka import KafkaBroker

from chassis.service import subscribers_have_joined


class BrokerLink:
    """The link that the consuming broker of this process is."""

    def __init__(self, broker: KafkaBroker, *, patience_seconds: float) -> None:
        self._broker = broker
        self._patience_seconds = patience_seconds

    async def answers(self) -> bool:
        """Return whether the broker answers now."""
        return await self._broker.ping(self._patience_seconds)

    def is_consuming(self) -> bool:
        """Return whether this process is in its consumer group."""
        return subscribers_have_joined(self._broker)
