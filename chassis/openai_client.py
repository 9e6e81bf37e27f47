"""OpenAI, or any server that speaks its API: the one place where its SDK's client is made and its errors are read."""

import email.utils
import re
import time
from collections.abc import Callable
from json import JSONDecodeError
from typing import Final

import httpx2
import openai
from openai import AsyncOpenAI

from chassis.effects import Ledger
from chassis.prices import PriceTable
from chassis.provider import Patience, Provider
from chassis.provider_faults import Fault, FaultKind
from chassis.provider_metrics import ProviderMetrics
from chassis.provider_settings import ProviderSettings
from chassis.store import Store

OPENAI: Final = "openai"
IDEMPOTENCY_HEADER: Final = "Idempotency-Key"

Connect = Callable[[ProviderSettings], AsyncOpenAI]
"""Makes a client of the configured server: `openai_client`, or a test's own."""

_CONNECT_SECONDS: Final = 10.0
_LONGEST_DETAIL: Final = 300
_STATUS_PREFIX: Final = re.compile(r"^Error code: \d+ - ")
_SECRET: Final = re.compile(r"\b(sk-|Bearer\s+)[^\s'\",;]+", re.IGNORECASE)

_QUOTA_CODES: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_REFUSAL_CODES: Final = frozenset(
    {"content_policy_violation", "moderation_blocked", "content_filter", "invalid_prompt", "safety_violation"}
)

_AUTH_STATUS: Final = frozenset({401, 403})
_BUSY_STATUS: Final = 429
_SERVER_FAULT: Final = 500
_CLIENT_TIMEOUT_STATUS: Final = frozenset({408, 409})


def openai_client(settings: ProviderSettings) -> AsyncOpenAI:
    """Return a client of the configured server; nothing connects before the first call.

    Raises:
        ValueError: no key is set.
    """
    if settings.openai_api_key is None:
        raise ValueError(
            "OPENAI_API_KEY is not set, but a stage is to use OpenAI; a server without keys takes any word"
        )
    limits = httpx2.Limits(
        max_connections=settings.openai_concurrency, max_keepalive_connections=settings.openai_concurrency
    )
    timeout = httpx2.Timeout(settings.openai_timeout_seconds, connect=_CONNECT_SECONDS)
    return AsyncOpenAI(
        api_key=settings.openai_api_key.get_secret_value(),
        base_url=str(settings.openai_base_url),
        organization=settings.openai_organization,
        project=settings.openai_project,
        timeout=timeout,
        max_retries=0,
        http_client=openai.DefaultAsyncHttpxClient(limits=limits, timeout=timeout),
    )


def openai_provider(settings: ProviderSettings, metrics: ProviderMetrics) -> Provider:
    """Return the rules by which this process calls OpenAI."""
    patience = Patience(settings.openai_patience_seconds, settings.retry_base_seconds, settings.retry_max_seconds)
    return Provider(OPENAI, fault_of, metrics, concurrency=settings.openai_concurrency, patience=patience)


def openai_ledger(settings: ProviderSettings, store: Store, metrics: ProviderMetrics) -> Ledger:
    """Return what a stage buys from OpenAI with; raises ValueError when PRICE_TABLE cannot be read."""
    prices = PriceTable.load(settings.price_table)
    return Ledger(store, openai_provider(settings, metrics), prices, settings.max_cost_per_video)


def idempotent(key: str) -> dict[str, str]:
    """Return the `extra_headers` of a call that is one and the same however often it is sent."""
    return {IDEMPOTENCY_HEADER: key}


def fault_of(error: Exception) -> Fault | None:
    """Return what fault an error of the SDK is; None if it is none of the provider's."""
    match error:
        case openai.APIStatusError():
            return _fault_of_status(error)
        case openai.APIConnectionError():
            # A connection that was never made carried no call.
            unsent = isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout)
            return Fault(FaultKind.UNAVAILABLE if unsent else FaultKind.LOST, type(error.__cause__ or error).__name__)
        case openai.ContentFilterFinishReasonError():
            return Fault(FaultKind.REFUSED)
        case openai.OpenAIError() | JSONDecodeError() | UnicodeDecodeError():
            return Fault(FaultKind.LOST, "The answer was not what the API promises.")
    return None


def _fault_of_status(error: openai.APIStatusError) -> Fault:
    detail = _without_secrets(error.message)
    codes = {error.code, error.type}
    if codes & _QUOTA_CODES:
        return Fault(FaultKind.QUOTA)
    if codes & _REFUSAL_CODES:
        return Fault(FaultKind.REFUSED, detail)
    if error.status_code in _AUTH_STATUS:
        return Fault(FaultKind.AUTH)
    retry_after = _retry_after(error.response.headers)
    if error.status_code == _BUSY_STATUS:
        return Fault(FaultKind.RATE_LIMITED, detail, retry_after)
    if error.status_code >= _SERVER_FAULT or error.status_code in _CLIENT_TIMEOUT_STATUS:
        return Fault(FaultKind.UNAVAILABLE, f"HTTP {error.status_code}", retry_after)
    return Fault(FaultKind.BAD_REQUEST, detail)


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Return the seconds an answer asks to wait, given as milliseconds, seconds or a date (RFC 9110, 10.2.3)."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(float(headers[name]) * unit, 0.0)
        except (KeyError, ValueError):
            continue
    moment = email.utils.parsedate_tz(headers.get("retry-after"))
    return None if moment is None else max(email.utils.mktime_tz(moment) - time.time(), 0.0)


def _without_secrets(text: str) -> str:
    """Return a provider's sentence without keys, which some of them repeat, and not too long."""
    return _SECRET.sub("[secret]", _STATUS_PREFIX.sub("", text))[:_LONGEST_DETAIL]
