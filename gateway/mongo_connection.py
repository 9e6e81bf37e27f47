"""The connection to MongoDB that all stores of the gateway share, and what its errors mean."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias, cast

from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.client_options import ClientOptions
from pymongo.errors import DuplicateKeyError, PyMongoError

from chassis.errors import UnavailableError
from gateway.settings import GatewaySettings

Client: TypeAlias = "AsyncIOMotorClient[dict[str, Any]]"


def connect(settings: GatewaySettings) -> Client:
    """Return a client; its first operation connects."""
    milliseconds = round(settings.mongodb_timeout_seconds * 1000)
    return AsyncIOMotorClient(
        settings.mongodb_url.get_secret_value(),
        appname="oma-gateway",
        tz_aware=True,
        # Covers a whole operation, so that a server that is frozen costs no more than one that is gone.
        timeoutMS=milliseconds,
        serverSelectionTimeoutMS=milliseconds,
        connectTimeoutMS=milliseconds,
    )


def patience_of(client: Client) -> float | None:
    """Return the seconds that an operation of a client may take."""
    options = cast(ClientOptions, client.options)  # Motor declares a method, and has a property
    return options.timeout


@asynccontextmanager
async def answering(seconds: float | None = None) -> AsyncIterator[None]:
    """Turn what the driver raises, but for a taken id, into the error that means: wait, no task is to blame.

    With a number of seconds it is also raised after them. Operations that users wait for need that: the driver's own
    limit begins when one of its few threads is free, and with a server that is frozen all of them wait.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except DuplicateKeyError:
        raise
    except (PyMongoError, TimeoutError) as error:
        raise UnavailableError(
            "database_unavailable",
            f"The database does not answer: {type(error).__name__}.",
            "Try again in a few seconds; if it stays so, check MONGODB_URL and the database's own log.",
        ) from error
