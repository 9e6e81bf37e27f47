"""How an error of the SDK is read: what a provider says, without what must not be repeated."""

import email.utils
import time

import httpx2
import openai
import pytest

from chassis.openai_client import fault_of
from chassis.provider_faults import FaultKind

REQUEST = httpx2.Request("POST", "https://api.example/v1/images/generations")


def _error(status: int, message: str = "No.", code: str | None = None, **headers: str) -> openai.APIStatusError:
    response = httpx2.Response(status, headers={name.replace("_", "-"): text for name, text in headers.items()})
    response.request = REQUEST
    return openai.APIStatusError(f"Error code: {status} - {message}", response=response, body={"code": code})


@pytest.mark.parametrize(
    "secret", ["sk-proj-abcDEF_123", "sk-abc*****xyz", "Bearer abc.def-123", "bearer sk-1234"], ids=str.lower
)
def test_keys_are_not_repeated(secret: str) -> None:
    """A provider that quotes the key does not get it into our errors, whatever the status."""
    fault = fault_of(_error(400, f"The key {secret}, which was given, is wrong."))

    assert fault is not None
    assert fault.detail == "The key [secret], which was given, is wrong."


def test_long_sentences_are_cut() -> None:
    """A page of HTML does not become a page of failure."""
    fault = fault_of(_error(400, "x" * 5000))

    assert fault is not None
    assert len(fault.detail) <= 300


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after": "0.5"}, 0.5),
        ({"retry_after_ms": "250", "retry_after": "9"}, 0.25),
        ({"retry_after": "soon"}, None),
        ({}, None),
    ],
)
def test_waits_are_read_in_all_their_forms(headers: dict[str, str], seconds: float | None) -> None:
    """Milliseconds and seconds (RFC 9110, 10.2.3); what is no wait counts as not given."""
    fault = fault_of(_error(429, **headers))

    assert fault is not None
    assert fault.retry_after == seconds


@pytest.mark.parametrize(("ahead", "seconds"), [(60, 60), (-60, 0)])
def test_a_date_to_wait_for_is_read(ahead: float, seconds: float) -> None:
    """A date means the time until then, and one that has passed means no wait."""
    fault = fault_of(_error(429, retry_after=email.utils.formatdate(time.time() + ahead, usegmt=True)))

    assert fault is not None
    assert fault.retry_after == pytest.approx(seconds, abs=5)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, None, FaultKind.AUTH),
        (403, None, FaultKind.AUTH),
        (429, None, FaultKind.RATE_LIMITED),
        (429, "insufficient_quota", FaultKind.QUOTA),
        (400, "billing_hard_limit_reached", FaultKind.QUOTA),
        (400, "moderation_blocked", FaultKind.REFUSED),
        (400, "content_policy_violation", FaultKind.REFUSED),
        (400, "invalid_value", FaultKind.BAD_REQUEST),
        (404, "model_not_found", FaultKind.BAD_REQUEST),
        (422, None, FaultKind.BAD_REQUEST),
        (408, None, FaultKind.UNAVAILABLE),
        (409, None, FaultKind.UNAVAILABLE),
        (500, None, FaultKind.UNAVAILABLE),
        (503, None, FaultKind.UNAVAILABLE),
    ],
)
def test_statuses_and_codes_have_kinds(status: int, code: str | None, kind: FaultKind) -> None:
    """The code says more than the status: a used-up account is not a busy one."""
    fault = fault_of(_error(status, code=code))

    assert fault is not None
    assert fault.kind is kind


def test_a_connection_that_was_never_made_carried_no_call() -> None:
    """Only a call that was sent may have been billed."""
    unsent, sent = openai.APIConnectionError(request=REQUEST), openai.APIConnectionError(request=REQUEST)
    unsent.__cause__, sent.__cause__ = httpx2.ConnectError("refused"), httpx2.ReadError("reset")

    kinds = [fault.kind if (fault := fault_of(error)) else None for error in (unsent, sent)]
    assert kinds == [FaultKind.UNAVAILABLE, FaultKind.LOST]


def test_our_own_errors_are_no_faults_of_the_provider() -> None:
    """A bug is not repeated, and fails under its own name."""
    assert fault_of(KeyError("ours")) is None
    assert fault_of(ValueError("ours")) is None
