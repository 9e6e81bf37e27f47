"""Prometheus metrics of the API: how many requests, how they ended, how long they took."""

from functools import lru_cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class HttpMetrics:
    """Requests by route, not by path, so that the number of series stays small."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "oma_http_requests_total", "Requests answered.", ["method", "route", "status"], registry=registry
        )
        self.seconds = Histogram(
            "oma_http_request_seconds",
            "Time from a request's arrival to the end of its answer.",
            ["method", "route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._children = lru_cache(maxsize=None)(self._labelled)
        self.in_flight = Gauge("oma_http_requests_in_flight", "Requests being answered.", registry=registry)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        count, time = self._children(method, route, status)
        count.inc()
        time.observe(seconds)

    def _labelled(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        """Return the series of a request; finding them anew takes longer than counting."""
        return self.requests.labels(method, route, str(status)), self.seconds.labels(method, route)
