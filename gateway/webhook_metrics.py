"""Prometheus metrics of webhooks."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from gateway.webhook_store import Outcome
from gateway.webhooks import DeliveryState

_SECONDS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60)
_OUTCOMES: Final = {
    DeliveryState.PENDING: "to_retry",
    DeliveryState.DELIVERED: "delivered",
    DeliveryState.FAILED: "failed",
    DeliveryState.SUPERSEDED: "superseded",
}


class WebhookMetrics:
    """How tries at deliveries end, how long receivers take, and how much is waiting."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.deliveries = Counter(
            "oma_webhook_deliveries_total", "Webhooks handled, by outcome.", ["outcome"], registry=registry
        )
        self.seconds = Histogram(
            "oma_webhook_seconds",
            "Time until a receiver answered or was given up.",
            buckets=_SECONDS,
            registry=registry,
        )
        self.pending = Gauge(
            "oma_webhooks_pending", "Webhooks not delivered yet, in the whole installation.", registry=registry
        )
        for outcome in _OUTCOMES.values():
            self.deliveries.labels(outcome)

    def note(self, outcome: Outcome) -> None:
        """Count what became of a delivery that was due; one that was only put off is not counted."""
        if outcome.tried or outcome.state is not DeliveryState.PENDING:
            self.deliveries.labels(_OUTCOMES[outcome.state]).inc()
        if outcome.tried:
            self.seconds.observe(outcome.tried.seconds)
