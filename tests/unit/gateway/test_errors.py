import dataclasses
from datetime import UTC, datetime

import httpx
import pytest
import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from prometheus_client.samples import Sample

from gateway.http_app import http_app
from gateway.http_metrics import HttpMetrics
from gateway.parts import Parts
from tests.unit.gateway.conftest import API, Gateway


async def test_every_error_has_the_promised_shape(gateway: Gateway) -> None:
    """Error, message, details, timestamp and request id are in every error answer, the id in the header too."""
    client = gateway.client
    answers = [
        await client.get("/nothing"),
        await client.get("http://gateway/elsewhere"),
        await client.put("/videos/generate"),
        await client.get("/videos/status/none"),
        await client.post("/videos/generate", content=b"{", headers={"Content-Type": "application/json"}),
        await client.post("/videos/generate", json={}),
        await client.post("/videos/generate", content=b"a" * 300_000),
    ]
    gateway.tasks.operations_left = 0
    answers.append(await client.get("/ready"))
    assert [answer.status_code for answer in answers] == [404, 404, 405, 404, 400, 422, 413, 503]
    for answer in answers:
        body = answer.json()
        assert set(body) == {"error", "message", "details", "timestamp", "request_id"}
        assert body["error"]
        assert body["message"]
        assert isinstance(body["details"], dict)
        assert datetime.fromisoformat(body["timestamp"]).tzinfo == UTC
        assert body["request_id"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("address", "methods"),
    [
        ("/videos/generate", "POST"),
        ("/videos/tasks", "GET"),
        ("/videos/tasks/any", "GET, DELETE"),
        ("/videos/tasks/any/video", "GET, HEAD"),
    ],
)
async def test_a_wrong_method_is_told_the_right_ones(gateway: Gateway, address: str, methods: str) -> None:
    """405 names all methods that work on the address."""
    answer = await gateway.client.put(address)
    assert (answer.status_code, answer.json()["error"]) == (405, "MethodNotAllowed")
    assert answer.headers["Allow"] == methods


async def test_success_has_a_request_id_too(gateway: Gateway) -> None:
    """Every answer can be found in the log; two requests never share an id."""
    ids = {(await gateway.client.get("/ping")).headers["X-Request-ID"] for _ in range(5)}
    assert len(ids) == 5


@pytest.mark.parametrize(
    ("given", "is_taken"), [("abc-123", True), ("a" * 129, False), ("a b", False), ('"}{', False), ("", False)]
)
async def test_the_caller_s_request_id_is_taken_if_it_is_harmless(gateway: Gateway, given: str, is_taken: bool) -> None:
    """An id that cannot break a log line is kept, any other replaced."""
    answer = await gateway.client.get("/nothing", headers={"X-Request-ID": given})
    assert (answer.json()["request_id"] == given) is is_taken


class _CrashError(Exception):
    """What nobody foresaw."""


def _crashing(parts: Parts) -> FastAPI:
    app = http_app(parts, HttpMetrics(CollectorRegistry()))

    @app.get("/crash")
    async def crash() -> None:
        raise _CrashError("a secret")

    return app


async def test_what_nobody_foresaw_is_a_500_without_secrets(gateway: Gateway) -> None:
    """A crash is answered in the shape of all errors, readable by allowed origins, without what went wrong inside."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(_crashing(gateway.parts))) as client:
        answer = await client.get("http://gateway/crash", headers={"Origin": "https://studio.example"})
    assert (answer.status_code, answer.json()["error"]) == (500, "InternalServerError")
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
    assert answer.headers["Access-Control-Allow-Origin"] == "https://studio.example"
    assert "secret" not in answer.text


async def test_debug_names_the_exception(gateway: Gateway) -> None:
    """With DEBUG on, a 500 says what was raised."""
    settings = gateway.parts.settings.model_copy(update={"debug": True})
    parts = dataclasses.replace(gateway.parts, settings=settings)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(_crashing(parts))) as client:
        answer = await client.get("http://gateway/crash")
    assert answer.json()["details"]["hint"] == "_CrashError('a secret')"


async def test_cross_origin_requests(gateway: Gateway) -> None:
    """Pages of configured origins may call the API and read the request id; others may not."""
    headers = {"Origin": "https://studio.example", "Access-Control-Request-Method": "POST"}
    allowed = await gateway.client.options("/videos/generate", headers=headers)
    refused = await gateway.client.options("/videos/generate", headers=headers | {"Origin": "https://evil.example"})
    assert (allowed.status_code, allowed.headers["Access-Control-Allow-Origin"]) == (200, "https://studio.example")
    assert (refused.status_code, "Access-Control-Allow-Origin" in refused.headers) == (400, False)
    answer = await gateway.client.get("/ping", headers={"Origin": "https://studio.example"})
    assert "X-Request-ID" in answer.headers["Access-Control-Expose-Headers"]


async def test_each_request_leaves_a_line_in_the_log(gateway: Gateway) -> None:
    """The access log has the promised fields, and the id that the answer had."""
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        answer = await gateway.client.get("/videos/tasks?limit=0&token=secret")
    [line] = [line for line in lines if line["event"] == "api_request"]
    assert (line["method"], line["path"], line["status_code"]) == ("GET", f"{API}/videos/tasks", 422)
    assert line["duration_ms"] > 0
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert "secret" not in str(line)


def _requests(gateway: Gateway) -> list[Sample]:
    samples = (sample for metric in gateway.registry.collect() for sample in metric.samples)
    return [sample for sample in samples if sample.name == "oma_http_requests_total"]


async def test_requests_are_counted_by_route(gateway: Gateway) -> None:
    """The metrics name routes, not paths, so that the number of series does not grow with tasks or with probing."""
    for number in range(3):
        await gateway.client.get(f"/videos/status/t{number}")
        await gateway.client.get(f"/probe{number}")
    found = {(sample.labels["route"], sample.labels["status"]): sample.value for sample in _requests(gateway)}
    assert found == {(f"{API}/videos/status/{{task_id}}", "404"): 3, ("unknown", "404"): 3}
