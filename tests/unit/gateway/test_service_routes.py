import dataclasses
import re

import pytest
from pydantic import SecretStr

from chassis.provider_settings import ProviderChoice
from gateway.routes.health import health
from gateway.task_view import TaskStatus
from tests.unit.gateway.conftest import API, Gateway
from tests.unit.gateway.samples import after


async def test_health_has_the_promised_checks(gateway: Gateway) -> None:
    """The health check has the promised fields and tells of Kafka and MongoDB too."""
    gateway.time.now = after(90)
    assert (await gateway.client.get("/health")).json() == {
        "status": "healthy",
        "version": "1.0.0",
        "uptime_seconds": 90.0,
        "checks": {
            "api": True,
            "openai_config": False,
            "output_directory": True,
            "kafka": True,
            "mongodb": True,
        },
    }


@pytest.mark.parametrize("broken", ["kafka away", "kafka not joined", "database away", "folder not writable"])
async def test_a_part_that_is_away_degrades(gateway: Gateway, broken: str) -> None:
    """Whatever is away is named, the answer stays 200."""
    names = {
        "kafka away": "kafka",
        "kafka not joined": "kafka",
        "database away": "mongodb",
        "folder not writable": "output_directory",
    }
    gateway.kafka.is_up = broken != "kafka away"
    gateway.kafka.has_joined = broken != "kafka not joined"
    gateway.tasks.operations_left = 0 if broken == "database away" else None
    folder = gateway.parts.settings.output_directory
    assert folder is not None
    if broken == "folder not writable":
        folder.write_text("in the way")
    answer = await gateway.client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert [name for name, is_well in answer.json()["checks"].items() if not is_well] == [
        "openai_config",
        names[broken],
    ]


@pytest.mark.parametrize(
    ("given", "openai_config", "status"),
    [
        ({}, False, "healthy"),
        ({"openai_api_key": SecretStr("sk-x")}, True, "healthy"),
        ({"voice_provider": ProviderChoice.OPENAI}, False, "degraded"),
        ({"voice_provider": ProviderChoice.OPENAI, "openai_api_key": SecretStr("sk-x")}, True, "healthy"),
    ],
    ids=["local", "key", "key missing", "key needed"],
)
async def test_a_missing_key_matters_where_one_is_needed(
    gateway: Gateway, given: dict[str, object], status: str, *, openai_config: bool
) -> None:
    """The check tells whether there is a key; without one the service is well unless a stage is set to need it."""
    settings = gateway.parts.settings.model_copy(update=given)

    answer = await health(dataclasses.replace(gateway.parts, settings=settings))

    assert (answer.checks.openai_config, answer.status) == (openai_config, status)


async def test_ready_when_briefings_can_be_taken_and_followed(gateway: Gateway) -> None:
    """Readiness needs the consumer group joined and the database."""
    assert (await gateway.client.get("/ready")).json() == {"status": "ready"}
    gateway.kafka.has_joined = False
    assert (await gateway.client.get("/ready")).status_code == 503
    gateway.kafka.has_joined = True
    gateway.tasks.operations_left = 0
    assert (await gateway.client.get("/ready")).status_code == 503


async def test_ping_needs_nothing(gateway: Gateway) -> None:
    """The ping answers whatever is away."""
    gateway.kafka.is_up = gateway.kafka.has_joined = False
    gateway.tasks.operations_left = 0
    assert (await gateway.client.get("/ping")).json() == {"message": "pong", "timestamp": "2025-11-20T10:15:30Z"}


@pytest.mark.parametrize("page", ["docs", "redoc"])
async def test_the_documentation_is_served(gateway: Gateway, page: str) -> None:
    """Both pages are where they were promised and show the API's own description."""
    answer = await gateway.client.get(f"/{page}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert f"{API}/openapi.json" in answer.text


async def test_the_description_says_what_the_api_sends(gateway: Gateway) -> None:
    """Receivers of webhooks find the shape of each message in it."""
    description = (await gateway.client.get("/openapi.json")).json()
    bodies = {
        name: operation["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        for name, operation in description["webhooks"].items()
    }
    assert bodies == dict.fromkeys(
        ("task.completed", "task.failed", "task.cancelled"), "#/components/schemas/WebhookBody"
    )


async def test_the_description_of_the_api(gateway: Gateway) -> None:
    """Every promised route is described, with the bounds of a briefing and the statuses of a task."""
    description = (await gateway.client.get("/openapi.json")).json()
    routes = {f"{method.upper()} {path}" for path, methods in description["paths"].items() for method in methods}
    assert routes == {
        f"GET {API}/health",
        f"GET {API}/ready",
        f"GET {API}/ping",
        f"POST {API}/videos/generate",
        f"POST {API}/videos/validate",
        f"GET {API}/videos/status/{{task_id}}",
        f"GET {API}/videos/tasks",
        f"GET {API}/videos/tasks/{{task_id}}",
        f"DELETE {API}/videos/tasks/{{task_id}}",
        f"POST {API}/videos/tasks/{{task_id}}/cancel",
        f"GET {API}/videos/tasks/{{task_id}}/deliveries",
        f"POST {API}/videos/tasks/{{task_id}}/deliveries/{{delivery_id}}/redeliver",
        f"POST {API}/webhooks",
        f"GET {API}/webhooks",
        f"POST {API}/webhooks/callback-secret",
        f"GET {API}/webhooks/{{webhook_id}}",
        f"PATCH {API}/webhooks/{{webhook_id}}",
        f"DELETE {API}/webhooks/{{webhook_id}}",
        f"POST {API}/webhooks/{{webhook_id}}/secret",
        f"GET {API}/webhooks/{{webhook_id}}/deliveries",
        f"POST {API}/webhooks/{{webhook_id}}/deliveries/{{delivery_id}}/redeliver",
        f"POST {API}/videos/tasks/{{task_id}}/retry",
        f"GET {API}/videos/tasks/{{task_id}}/events",
        f"GET {API}/videos/tasks/{{task_id}}/video",
        f"GET {API}/videos/tasks/{{task_id}}/poster",
        f"GET {API}/videos/tasks/{{task_id}}/captions.srt",
        f"GET {API}/videos/tasks/{{task_id}}/captions.vtt",
        f"GET {API}/videos/tasks/{{task_id}}/script.json",
        f"GET {API}/stats",
    }
    schemas = description["components"]["schemas"]
    duration = schemas["Briefing"]["properties"]["duration"]
    assert (duration["minimum"], duration["maximum"], duration["default"]) == (15, 180, 30)
    assert schemas["TaskStatus"]["enum"] == [status.value for status in TaskStatus]


async def test_every_error_is_described_with_its_one_shape(gateway: Gateway) -> None:
    """No route answers an error in a shape that its description does not have."""
    description = (await gateway.client.get("/openapi.json")).json()
    operations = [operation for methods in description["paths"].values() for operation in methods.values()]
    for operation in operations:
        assert operation["summary"]
        described = {status: answer for status, answer in operation["responses"].items() if status[0] not in "23"}
        assert {"500", "default"} <= set(described)
        for answer in described.values():
            content = answer["content"]["application/json"]
            assert content["schema"] == {"$ref": "#/components/schemas/ErrorBody"}
            assert re.fullmatch(r"[A-Z][A-Za-z]+", content["example"]["error"])
