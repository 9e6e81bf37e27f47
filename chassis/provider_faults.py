"""What can go wrong with a call to a paid provider, in words that no provider's SDK owns.

The table of remedies is the whole policy: which faults are tried again here, and what the user is told at the end.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chassis.errors import ExhaustedError, MendableError, PermanentError, StageError


class FaultKind(StrEnum):
    """Kinds of fault, also the outcome a metric counts."""

    AUTH = "auth"
    """The key is not accepted, or not for this model."""
    QUOTA = "quota"
    """The account has no money left."""
    REFUSED = "refused"
    """The provider will not make this content."""
    BAD_REQUEST = "bad_request"
    """The provider does not understand what is asked, or does not know the model."""
    RATE_LIMITED = "rate_limited"
    """Too much at once."""
    UNAVAILABLE = "unavailable"
    """The provider is down, and has not begun to work on the call."""
    LOST = "lost"
    """The answer, or part of it, did not arrive: the call may have been worked on, and may be billed."""


PASSING: Final = frozenset({FaultKind.RATE_LIMITED, FaultKind.UNAVAILABLE, FaultKind.LOST})
"""Faults that a later try may not meet."""

OUTAGE: Final = frozenset({FaultKind.UNAVAILABLE, FaultKind.LOST})
"""Faults that tell about the provider's health, not about the call."""


@dataclass(frozen=True)
class Fault:
    """One fault; `detail` is the provider's own sentence without secrets, `retry_after` the seconds it asks to wait."""

    kind: FaultKind
    detail: str = ""
    retry_after: float | None = None


class ProviderFaultError(Exception):
    """A fault on its way from the call to the policy."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


def stage_error(fault: Fault, provider: str, model: str) -> StageError:
    """Return the failure of the stage that a fault ends in."""
    said = f" It says: {fault.detail}" if fault.detail else ""
    match fault.kind:
        case FaultKind.AUTH:
            return MendableError(
                "provider_auth",
                f"The provider {provider} does not accept the key, or the key may not use {model}.",
                "The operator has to mend OPENAI_API_KEY (`make doctor` tells more); then retry the task.",
            )
        case FaultKind.QUOTA:
            return MendableError(
                "provider_quota",
                f"The account at the provider {provider} has no credit left.",
                "The operator has to add credit or raise the account's limit; then retry the task.",
            )
        case FaultKind.REFUSED:
            return PermanentError(
                "provider_refused",
                f"The provider {provider} refused to make this content.{said}",
                "Reword the briefing: leave out what may break the provider's content rules.",
            )
        case FaultKind.BAD_REQUEST:
            return MendableError(
                "provider_bad_request",
                f"The provider {provider} rejected the call to {model}.{said}",
                "The operator should check the OPENAI_* settings: `make doctor` tells which model is not known.",
            )
        case FaultKind.RATE_LIMITED:
            return ExhaustedError(
                "provider_rate_limited",
                f"The provider {provider} asked to slow down for too long.",
                "Retry the task later; the operator may lower OPENAI_CONCURRENCY or raise the account's limits.",
            )
        case FaultKind.UNAVAILABLE | FaultKind.LOST:
            return ExhaustedError(
                "provider_unavailable",
                f"The provider {provider} did not answer.{said}",
                "Retry the task later: what was paid already is kept and not paid again.",
            )
