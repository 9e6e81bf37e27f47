"""Trace context: read from and written to W3C `traceparent` headers, so that one film is one trace."""

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager

from opentelemetry import propagate, trace
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import Span, SpanKind

_TRACER = trace.get_tracer("oma")


def configure_tracing(service: str) -> None:
    """Give this process real trace and span ids."""
    trace.set_tracer_provider(TracerProvider(resource=Resource.create({SERVICE_NAME: service})))


@contextmanager
def process_span(topic: str, headers: Mapping[str, str], task_id: str | None) -> Iterator[Span]:
    """Open the span of working on one message, under the span that published it."""
    attributes = {"messaging.system": "kafka", "messaging.destination.name": topic, "oma.task_id": task_id or ""}
    context = propagate.extract(headers)
    with _TRACER.start_as_current_span(
        f"process {topic}", context=context, kind=SpanKind.CONSUMER, attributes=attributes
    ) as span:
        yield span


def carry(headers: MutableMapping[str, str]) -> None:
    """Write the active span into outgoing headers."""
    propagate.inject(headers)
