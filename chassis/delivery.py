"""The delivery rules: what happens to a consumed message, whatever its handler does.

Retries transient errors with jittered backoff, turns the end of all tries into `task.failed` and a dead letter, and
lets the message be acknowledged only when its own events, or its failure, are on the bus. Handlers hold no `try`.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

import structlog
from aiokafka.errors import KafkaError, KafkaTimeoutError, UnknownError
from faststream import BaseMiddleware, StreamMessage
from faststream.kafka.response import KafkaPublishCommand
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from chassis import traces
from chassis.bus import Bus
from chassis.dead_letters import DeadLetters
from chassis.errors import ExhaustedError, StageError, TaskWithdrawnError, TransientError, UnavailableError
from chassis.inbox import Record, UnreadableEventError, event_of, headers_of
from chassis.metrics import DeliveryMetrics
from chassis.settings import ServiceSettings
from contracts import Event, Phase, TaskFailed

_LOG_EVERY_SECONDS: Final = 60.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class DeliveryRules:
    """What the rules need to act: `phase` is the stage a failure is blamed on, None where no task may fail."""

    settings: ServiceSettings
    metrics: DeliveryMetrics
    bus: Bus
    dead_letters: DeadLetters
    phase: Phase | None


class Delivery(BaseMiddleware[KafkaPublishCommand, Record]):
    """Applies the rules to one message."""

    def __init__(self, msg: Record, /, *, context: Any, rules: DeliveryRules) -> None:
        super().__init__(msg, context=context)
        self._rules = rules
        self._scopes = contextlib.ExitStack()
        self._event: Event | None = None
        self._tries = 0
        self._handled = False
        self._started = 0.0
        self._last_line = float("-inf")

    async def on_receive(self) -> None:
        """Bind the message's trace, task and gauge to the work that follows."""
        self._started = time.monotonic()
        headers = headers_of(self.msg)
        task_id = headers.get("ce_subject")
        topic = self.msg.topic
        self._scopes.enter_context(traces.process_span(topic, headers, task_id))
        self._scopes.enter_context(structlog.contextvars.bound_contextvars(task_id=task_id, topic=topic))
        self._scopes.enter_context(self._rules.metrics.in_flight.labels(topic).track_inprogress())

    async def consume_scope(self, call_next: Callable[[Any], Awaitable[Any]], msg: StreamMessage[Any]) -> Any:
        """Call the handler, again and again while its error may pass."""
        self._event = event_of(self.msg)
        settings = self._rules.settings
        retrying = AsyncRetrying(
            retry=retry_if_exception(_may_pass),
            wait=wait_random_exponential(multiplier=settings.retry_base_seconds, max=settings.retry_max_seconds),
            stop=self._is_enough,
            before_sleep=self._note_retry,
            reraise=True,
        )
        result: Any = await retrying(call_next, msg)
        self._handled = True
        return result

    async def after_processed(
        self,
        exc_type: type[BaseException] | None = None,  # noqa: ARG002 - the signature is FastStream's
        exc_val: BaseException | None = None,
        exc_tb: TracebackType | None = None,  # noqa: ARG002
    ) -> bool | None:
        """Give the message up if it failed for good; True tells FastStream that the error is dealt with."""
        with self._scopes:
            if exc_val is None:
                self._count("done")
                _log.info("handled", seconds=round(time.monotonic() - self._started, 3))
                return False
            if isinstance(exc_val, TaskWithdrawnError):
                self._count("withdrawn")
                _log.info("task_withdrawn", seconds=round(time.monotonic() - self._started, 3))
                return True
            if not isinstance(exc_val, Exception) or isinstance(exc_val, asyncio.CancelledError):
                return False
            if self._handled and _may_pass(exc_val):
                _log.warning("publish_failed", error=repr(exc_val))
                return False
            await self._give_up(exc_val)
            return True

    def _is_enough(self, state: RetryCallState) -> bool:
        self._tries = state.attempt_number
        error = state.outcome.exception() if state.outcome else None
        # Nor is a task to blame for a broker that does not take its events.
        is_away = isinstance(error, UnavailableError | KafkaError)
        return self._tries >= self._rules.settings.retry_attempts and not is_away

    def _note_retry(self, state: RetryCallState) -> None:
        self._rules.metrics.retries.labels(self.msg.topic).inc()
        now = time.monotonic()
        if now - self._last_line < _LOG_EVERY_SECONDS:
            return
        self._last_line = now
        error = state.outcome.exception() if state.outcome else None
        _log.warning("retrying", attempt=state.attempt_number, error=str(error), error_type=type(error).__name__)

    async def _give_up(self, error: Exception) -> None:
        failure = self._failure_of(error)
        if failure is not None:
            _log.error("task_failed", code=failure.code, error=str(error), exc_info=_surprise(error))
            await self._rules.bus.publish(failure)
        else:
            _log.error("message_dead_lettered", error=str(error), exc_info=_surprise(error))
        await self._rules.dead_letters.put(
            self.msg, code=_code_of(error), error=str(error) or repr(error), attempts=max(self._tries, 1)
        )
        self._count("failed" if failure is not None else "dead_lettered")

    def _failure_of(self, error: Exception) -> TaskFailed | None:
        """Return the failure of the task the message was about, if it was about one and this stage may fail it."""
        if self._event is None or self._rules.phase is None:
            return None
        known = error if isinstance(error, StageError) else None
        return TaskFailed(
            task_id=self._event.task_id,
            attempt=self._event.attempt,
            phase=self._rules.phase,
            code=_code_of(error),
            message=known.message if known else f"The {self._rules.phase} stage stopped with an unexpected error.",
            retryable=known.retryable if known else True,
            hint=known.hint if known else "Retry the task; if it fails again, report the task id to the operator.",
        )

    def _count(self, outcome: str) -> None:
        self._rules.metrics.handled.labels(self.msg.topic, outcome).inc()
        self._rules.metrics.seconds.labels(self.msg.topic).observe(time.monotonic() - self._started)


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, KafkaError):
        # A broker says that it does not know what is wrong when it has lost a topic and is about to get it back.
        return bool(error.retriable) or isinstance(error, KafkaTimeoutError | UnknownError)
    if isinstance(error, ExhaustedError):
        return False
    return isinstance(error, TransientError | ConnectionError | TimeoutError)


def _code_of(error: Exception) -> str:
    if isinstance(error, StageError):
        return error.code
    return "event_unreadable" if isinstance(error, UnreadableEventError) else "internal_error"


def _surprise(error: Exception) -> Exception | None:
    """Return the error if its stack trace tells an operator something that its message does not."""
    return None if isinstance(error, StageError | UnreadableEventError) else error
