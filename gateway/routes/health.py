"""How the service is: for people, for orchestrators, for load balancers."""

import asyncio
from http import HTTPStatus
from importlib.metadata import version

from fastapi import APIRouter

from chassis.errors import UnavailableError
from gateway.addresses import ROOT
from gateway.error_bodies import ApiError, ErrorDetails
from gateway.parts import Parts, PartsOf
from gateway.routes.documented_errors import errors
from gateway.service_bodies import Checks, Condition, Health, Pong, Ready

router = APIRouter(prefix=ROOT, tags=["Health & monitoring"])


@router.get("/health", responses=errors())
async def health(parts: PartsOf) -> Health:
    """Check the service and what it depends on; the answer is 200 as long as there is one."""
    output_directory, kafka, mongodb = await asyncio.gather(
        parts.films.is_writable(), parts.kafka.answers(), _mongodb_answers(parts)
    )
    settings = parts.settings
    checks = Checks(
        openai_config=settings.openai_api_key is not None,
        output_directory=output_directory,
        kafka=kafka and parts.kafka.is_consuming(),
        mongodb=mongodb,
    )
    needed = (
        checks.api,
        checks.openai_config or not settings.needs_openai,
        checks.output_directory,
        checks.kafka,
        checks.mongodb,
    )
    return Health(
        status=Condition.HEALTHY if all(needed) else Condition.DEGRADED,
        version=version("oma"),
        uptime_seconds=round(parts.uptime_seconds, 2),
        checks=checks,
    )


@router.get("/ready", responses=errors(HTTPStatus.SERVICE_UNAVAILABLE))
async def ready(parts: PartsOf) -> Ready:
    """Check that briefings can be taken and followed; 503 until then."""
    if not parts.kafka.is_consuming():
        hint = "It takes a few seconds after a start; if it lasts, check KAFKA_BOOTSTRAP_SERVERS."
        raise ApiError(HTTPStatus.SERVICE_UNAVAILABLE, "Not joined to Kafka yet.", ErrorDetails(hint=hint))
    await parts.tasks.check()
    return Ready()


@router.get("/ping", responses=errors())
async def ping(parts: PartsOf) -> Pong:
    """Answer."""
    return Pong(timestamp=parts.clock())


async def _mongodb_answers(parts: Parts) -> bool:
    try:
        await parts.tasks.check()
    except UnavailableError:
        return False
    return True
