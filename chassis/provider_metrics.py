"""The Prometheus metrics of calls to paid providers."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS: Final = (0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320)

ANSWERED: Final = "answered"
FOUND: Final = "found"
"""The answer had been paid before and was taken from the ledger."""


class ProviderMetrics:
    """What calls to providers came to, and what they cost."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.calls = Counter(
            "oma_provider_calls_total",
            "Tries by outcome; `found` are answers that were paid before.",
            ["provider", "model", "outcome"],
            registry=registry,
        )
        self.seconds = Histogram(
            "oma_provider_call_seconds", "Time of one try.", ["provider", "model"], buckets=_SECONDS, registry=registry
        )
        self.cost = Counter("oma_provider_cost_usd_total", "US dollars.", ["provider", "model"], registry=registry)
        self.retries = Counter(
            "oma_provider_retries_total", "Tries after the first.", ["provider", "model"], registry=registry
        )
        self.in_flight = Gauge("oma_provider_calls_in_flight", "Calls under way.", ["provider"], registry=registry)
        self.is_open = Gauge(
            "oma_provider_circuit_open", "1 while the provider counts as down.", ["provider"], registry=registry
        )

    def watch(self, provider: str) -> None:
        """Create the series of a provider at zero, so that alerts see them rise."""
        self.in_flight.labels(provider)
        self.is_open.labels(provider)
