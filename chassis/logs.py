"""Structured logs: one JSON object a line, with the task and trace it belongs to."""

import logging
import logging.config
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog
from opentelemetry import trace
from structlog.typing import EventDict, WrappedLogger

from chassis.settings import LogFormat, ServiceSettings

_FILE_BYTES = 10_000_000
_FILES_KEPT = 5
_NOISY = (
    "aiokafka",
    "faststream",
    "openai",
    "pymongo",
    "uvicorn.access",
    # These would write down whole URLs, and those that users give us may hold tokens.
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
)


def _add_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Name the active trace, in the form every tracing backend searches by."""
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        event["trace_id"] = trace.format_trace_id(span.trace_id)
    return event


def _as_record(_logger: WrappedLogger, _method: str, line: Any) -> tuple[tuple[str], dict[str, Any]]:
    """Hand a rendered line to the standard library's logger."""
    return (line,), {"extra": {"rendered_line": line}}


class _RenderedOnce(structlog.stdlib.ProcessorFormatter):
    """Renders a record once: our own before they get here, those of libraries for the first handler that asks.

    Each handler asks, and so does the check for rotation; rendering was the dearest part of a line.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        line: str | None = record.__dict__.get("rendered_line")
        if line is None:
            line = record.__dict__["rendered_line"] = super().format(record)
        return line


class _LogFile(RotatingFileHandler):
    """The rotated file; its own check would ask the file system twice for each line."""

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 - the name is the library's
        """Return whether the record would make the file too large."""
        return self.stream is not None and self.stream.tell() + len(self.format(record)) >= self.maxBytes


def configure_logging(settings: ServiceSettings, service: str, log_file: Path | None = None) -> None:
    """Send this process's logs, its libraries' included, to stdout and, if set, to a rotated file."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace,
    ]
    rendering: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if settings.log_format is LogFormat.JSON
        else [structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())]
    )
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, *rendering, _as_record],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = _RenderedOnce(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
    )
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stdout)]
    if log_file is not None:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        handlers.append(_LogFile(log_file, maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT))
    for handler in handlers:
        handler.setFormatter(formatter)
    logging.basicConfig(level=settings.log_level, handlers=handlers, force=True)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(service=service)
