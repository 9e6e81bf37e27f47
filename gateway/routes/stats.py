"""Statistics."""

from http import HTTPStatus

from fastapi import APIRouter

from gateway.addresses import ROOT
from gateway.callers import Scope
from gateway.needed_scope import needs
from gateway.parts import PartsOf
from gateway.routes.documented_errors import errors
from gateway.service_bodies import Stats

router = APIRouter(prefix=ROOT, tags=["Statistics"], dependencies=[needs(Scope.READ)])


@router.get("/stats", responses=errors(HTTPStatus.SERVICE_UNAVAILABLE))
async def stats(parts: PartsOf) -> Stats:
    """Get system statistics."""
    totals = await parts.tasks.totals()
    return Stats(
        total_videos_generated=totals.completed,
        total_cost=totals.cost_usd,
        average_generation_time=round(totals.average_generation_seconds, 3),
        success_rate=round(totals.success_percent, 2),
        uptime_seconds=round(parts.uptime_seconds, 2),
    )
