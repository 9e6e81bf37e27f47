"""Sending requests to where users ask: to the very address that was checked, with deadlines, never anywhere else."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final, Self

import httpx
from ssrfguard import BlockedAddressError, Policy, Resolver, SSRFGuardError, resolve
from ssrfguard.httpx import AsyncClient

from gateway.outbound_guard import RefusedUrlError, checked, refused_address

_CONNECT_SECONDS: Final = 5.0
_RESOLVE_SECONDS: Final = 5.0
_BODY_BYTES: Final = 4096
_BODY_SECONDS: Final = 2.0
"""An answer counts by its head; so much of its body is read so that an ordinary receiver can finish it."""

_UNKNOWN_HOST: Final = frozenset({socket.EAI_NONAME, socket.EAI_NODATA})


class UnreachableError(Exception):
    """No answer came; the text says why, fit for users."""


@dataclass(frozen=True)
class Reply:
    """What of an answer matters here."""

    status_code: int
    retry_after: str | None = None


class OutboundHttp:
    """Looks a host up once for each request and connects only to what was found, if all of it is allowed."""

    def __init__(
        self, policy: Policy, *, seconds: float, resolver: Resolver | None = None, trust: ssl.SSLContext | None = None
    ) -> None:
        """Make the client; `seconds` bounds a whole request.

        `resolver` stands in for `socket.getaddrinfo`, `trust` for the authorities that certificates usually have.
        """
        self._policy = policy
        self._trust = trust
        self._seconds = seconds
        self._resolver = resolver

    async def check(self, url: str) -> None:
        """Raise `RefusedUrlError` unless requests to the URL are allowed as things are now.

        A name server that does not answer is no reason to refuse: every request is checked again.
        """
        target = checked(url, self._policy)
        look_up = partial(resolve, target, policy=self._policy, resolver=self._resolver)
        try:
            await asyncio.wait_for(asyncio.to_thread(look_up), _RESOLVE_SECONDS)
        except BlockedAddressError as error:
            raise refused_address() from error
        except socket.gaierror as error:
            if error.errno in _UNKNOWN_HOST:
                raise RefusedUrlError("There is no such host.", "Check the spelling of the host name.") from error
        except TimeoutError:
            pass

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Reply:
        """Send a body and return the answer's head; raises `UnreachableError` when there is none in time."""
        try:
            async with (
                asyncio.timeout(self._seconds),
                self._client.stream("POST", url, content=content, headers=dict(headers)) as response,
            ):
                reply = Reply(response.status_code, response.headers.get("retry-after"))
                await _let_finish(response)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise UnreachableError(f"No answer within {self._seconds:g} seconds.") from error
        except SSRFGuardError as error:
            raise UnreachableError(str(refused_address())) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise UnreachableError(_reason(error)) from error
        return reply

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        if "_client" in vars(self):
            await self._client.aclose()

    @cached_property
    def _client(self) -> AsyncClient:
        # Made when first needed: reading the certificates of the authorities takes a while.
        return AsyncClient(
            policy=self._policy,
            resolver=self._resolver,
            # No proxy: it would look hosts up by itself. Certificates the operator trusts are still honoured.
            trust_env=False,
            verify=self._trust or httpx.create_ssl_context(),
            follow_redirects=False,
            timeout=httpx.Timeout(self._seconds, connect=_CONNECT_SECONDS),
            # A kept connection would not be checked again.
            limits=httpx.Limits(max_keepalive_connections=0),
        )


async def _let_finish(response: httpx.Response) -> None:
    read = 0
    with contextlib.suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in response.aiter_raw():
                read += len(piece)
                if read >= _BODY_BYTES:
                    return


def _reason(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return "The receiver's certificate is not valid for its name, or not issued by a known authority."
    if isinstance(error, httpx.ConnectError):
        return "No connection: the host is unknown or refuses it."
    return f"The connection broke: {type(error).__name__}."
