"""The Prometheus metrics of every service; counters exist at zero from the start, so that alerts see them rise."""

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

OUTCOMES: Final = ("done", "failed", "dead_lettered", "withdrawn")
"""How a message can end."""

_SECONDS: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640)


class DeliveryMetrics:
    """What happens to consumed messages."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self.handled = Counter(
            "oma_messages_handled_total", "Messages by outcome.", ["topic", "outcome"], registry=registry
        )
        self.seconds = Histogram(
            "oma_message_seconds", "Time spent on a message.", ["topic"], buckets=_SECONDS, registry=registry
        )
        self.in_flight = Gauge("oma_messages_in_flight", "Messages being worked on.", ["topic"], registry=registry)
        self.retries = Counter("oma_message_retries_total", "Tries after the first.", ["topic"], registry=registry)
        self.published = Counter("oma_events_published_total", "Events published.", ["topic"], registry=registry)

    def watch(self, topics: Iterable[str]) -> None:
        """Create the series of consumed topics at zero."""
        for topic in topics:
            for outcome in OUTCOMES:
                self.handled.labels(topic, outcome)
            for metric in (self.seconds, self.in_flight, self.retries):
                metric.labels(topic)
