import inspect
from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from prometheus_client import CollectorRegistry

from gateway.http_app import http_app
from gateway.http_metrics import HttpMetrics
from tests.unit.gateway.conftest import Gateway


def _calls(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for needed in dependant.dependencies:
        yield from _calls(needed)


def _routes(app: FastAPI) -> Iterator[APIRoute]:
    for route in app.routes:
        yield from (found for found in _flat(route) if isinstance(found, APIRoute))


def _flat(route: object) -> Iterator[object]:
    yield route
    for inner in getattr(getattr(route, "original_router", None), "routes", ()):
        yield from _flat(inner)


async def test_nothing_of_a_request_is_handed_to_a_thread(gateway: Gateway) -> None:
    """Routes and their dependencies are coroutines: a hop to a thread costs as much as a whole request."""
    app = http_app(gateway.parts, HttpMetrics(CollectorRegistry()))
    calls = [call for route in _routes(app) for call in _calls(route.dependant)]
    assert len(calls) > 30
    for call in calls:
        function = call if inspect.isroutine(call) else type(call).__call__
        assert inspect.iscoroutinefunction(function), f"{call} is no coroutine"
