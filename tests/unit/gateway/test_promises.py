"""What users of this API were promised from its first day, row by row, on the whole application.

The requests are those of the published examples, letter by letter. Where a promise contradicts itself or was made for
an earlier form of the product, the row says how it is kept. Promises that need a process, a log file or a whole film
are in the tests of two gateways and of films.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from contracts import Phase
from gateway.settings import GatewaySettings
from tests.unit.gateway.conftest import Gateway
from tests.unit.gateway.samples import failed, progressed, rendered, submitted
from tests.unit.gateway.test_rate_limits import clients

MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
"""Examples show no time zone; answers do, because a client elsewhere could only guess it."""
TASK_ID: Final = re.compile(r"video_\d{8}_\d{6}_[a-z0-9]{8}")
"""Examples end with the second; two tasks of one second need more than that to be two."""

HTTP_EXAMPLE: Final = {
    "briefing": {
        "title": "Lançamento de Produto Inovador",
        "description": "Vídeo de apresentação de produto tecnológico...",
        "duration": 30,
        "target_audience": "Profissionais de tecnologia",
        "style": "modern",
        "tone": "enthusiastic",
        "cta": "Experimente grátis agora!",
    },
    "async_mode": False,
}
PYTHON_EXAMPLE: Final = {
    "briefing": {
        "title": "My Product Launch",
        "description": "Exciting new product announcement...",
        "duration": 30,
        "style": "modern",
        "tone": "enthusiastic",
    }
}
CURL_EXAMPLE: Final = """{
    "briefing": {
      "title": "Test Video",
      "description": "Testing the API...",
      "duration": 30
    }
  }"""
JAVASCRIPT_EXAMPLE: Final = {
    "briefing": {"title": "My Video", "description": "Video description...", "duration": 30, "style": "modern"}
}
SMALLEST: Final = {"title": "abc", "description": "ten chars."}


@dataclass(frozen=True)
class Row:
    """One promise: what is said, what is asked, and what is answered; types and patterns stand for any such value."""

    says: str
    method: str
    path: str
    status: int
    answer: object = None
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)


def differences(expected: object, actual: object, at: str = "answer") -> list[str]:
    """Return where an answer is not as promised; objects have exactly the promised keys, lists as many items."""
    if isinstance(expected, dict) and isinstance(actual, dict) and set(expected) == set(actual):
        return [line for name in expected for line in differences(expected[name], actual[name], f"{at}.{name}")]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = enumerate(zip(expected, actual, strict=True))
        return [line for number, pair in pairs for line in differences(*pair, f"{at}.{number}")]
    match expected:
        case re.Pattern():
            is_kept = isinstance(actual, str) and bool(expected.fullmatch(actual))
        case type():
            is_kept = isinstance(actual, expected)
        case _:
            is_kept = expected is Ellipsis or expected == actual
    return [] if is_kept else [f"{at}: {actual!r} is not {expected!r}"]


def error(kind: str, **details: object) -> dict[str, object]:
    """Return the one shape of errors."""
    return {
        "error": kind,
        "message": str,
        "details": details or ...,
        "timestamp": MOMENT,
        "request_id": str,
    }


HELD: Final = {"success": True, "task_id": TASK_ID, "timestamp": MOMENT, "status": "pending"}
"""Without `async_mode` the answer is held, and tells more than the example when it comes before the film."""
JSON: Final = {"Content-Type": "application/json"}

ROWS: Final = [
    Row("the API's description", "GET", "/openapi.json", 200, answer=dict),
    Row(
        "health: condition, version, uptime and checks; two checks more than the example has",
        "GET",
        "/health",
        200,
        {
            "status": "healthy",
            "version": "1.0.0",
            "uptime_seconds": float,
            "checks": {"api": True, "openai_config": bool, "output_directory": True, "kafka": True, "mongodb": True},
        },
    ),
    Row("readiness for orchestrators", "GET", "/ready", 200, {"status": "ready"}),
    Row("a simple ping", "GET", "/ping", 200, {"message": "pong", "timestamp": MOMENT}),
    Row("a video from a briefing", "POST", "/videos/generate", 202, HELD, HTTP_EXAMPLE),
    Row(
        "asked for without waiting, exactly three fields",
        "POST",
        "/videos/generate",
        202,
        {"success": True, "task_id": TASK_ID, "timestamp": MOMENT},
        {**HTTP_EXAMPLE, "async_mode": True},
    ),
    Row("the example in Python, without async_mode", "POST", "/videos/generate", 202, HELD, PYTHON_EXAMPLE),
    Row("the example for cURL", "POST", "/videos/generate", 202, HELD, CURL_EXAMPLE, JSON),
    Row("the example in JavaScript", "POST", "/videos/generate", 202, HELD, JAVASCRIPT_EXAMPLE, JSON),
    Row("no task yet: an empty list", "GET", "/videos/tasks", 200, {"tasks": [], "count": 0, "next_cursor": None}),
    Row(
        "statistics of nothing",
        "GET",
        "/stats",
        200,
        {
            "total_videos_generated": 0,
            "total_cost": 0.0,
            "average_generation_time": 0.0,
            "success_rate": 0.0,
            "uptime_seconds": float,
        },
    ),
    Row("400: a bad request", "POST", "/videos/generate", 400, error("BadRequest"), "{", JSON),
    Row("404: no such task", "GET", "/videos/status/video_20251120_101530", 404, error("NotFound")),
    Row("404: nothing to delete", "DELETE", "/videos/tasks/video_20251120_101530", 404, error("NotFound")),
    Row("404: no such address", "GET", "/videos", 404, error("NotFound")),
    Row(
        "422: validation errors are listed in the details",
        "POST",
        "/videos/generate",
        422,
        error("ValidationError", validation_errors=[{"field": "briefing", "message": str, "remedy": str}]),
        {},
    ),
    Row("422: an unknown status_filter", "GET", "/videos/tasks?status_filter=lost", 422, error("ValidationError")),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
async def test_what_was_promised(gateway: Gateway, row: Row) -> None:
    """Each request is answered with the promised status and the promised fields."""
    sent = {"content": row.body} if isinstance(row.body, str) else {"json": row.body}
    answer = await gateway.client.request(row.method, row.path, headers=row.headers, **sent)
    assert answer.status_code == row.status, answer.text
    assert differences(row.answer, answer.json()) == []
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("page", ["docs", "redoc"])
async def test_pages_of_the_documentation(gateway: Gateway, page: str) -> None:
    """Swagger UI and ReDoc are where they were said to be, and nothing in them comes from anybody else's server."""
    answer = await gateway.client.get(f"/{page}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    needed = re.findall(r"(?:src|href)=\"([^\"]+)\"", answer.text)
    assert needed
    for address in needed:
        assert (await gateway.client.get(f"http://gateway{address}")).status_code == 200
    assert not re.findall(r"https?://", answer.text)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_a_film_from_request_to_deletion(gateway: Gateway) -> None:
    """Status goes from pending over processing to completed as in the example; then the task can be deleted."""
    task_id = (await gateway.client.post("/videos/generate", json=HTTP_EXAMPLE)).json()["task_id"]
    address = f"/videos/status/{task_id}"
    idle = {
        "task_id": task_id,
        "status": "pending",
        "progress": 0,
        "current_phase": None,
        "result": None,
        "error": None,
    }
    assert (await gateway.client.get(address)).json() == idle
    await gateway.hear(progressed(Phase.SCRIPT, 0.5, task_id=task_id))
    running = (await gateway.client.get(address)).json()
    assert (running["status"], running["current_phase"], running["result"]) == ("processing", "script", None)
    assert (await gateway.client.delete(f"/videos/tasks/{task_id}")).status_code == 409
    await gateway.hear(rendered(await gateway.store_film(task_id), task_id))
    expected = {
        "task_id": task_id,
        "status": "completed",
        "progress": 100,
        "current_phase": None,
        "result": {
            "success": True,
            "video_path": re.compile(rf".+/{task_id}\.mp4"),
            "total_cost": float,
            "generation_time_seconds": float,
        },
        "error": None,
    }
    assert differences(expected, (await gateway.client.get(address)).json()) == []
    listed = (await gateway.client.get("/videos/tasks", params={"status_filter": "completed"})).json()["tasks"]
    assert [task["task_id"] for task in listed] == [task_id]
    assert (await gateway.client.get("/stats")).json()["total_videos_generated"] == 1
    assert (await gateway.client.delete(f"/videos/tasks/{task_id}")).status_code == 200
    assert (await gateway.client.get(address)).status_code == 404


async def test_lists_by_status_and_of_fifty(gateway: Gateway) -> None:
    """Each promised status is a filter, and a list has 50 tasks unless asked otherwise."""
    for number in range(51):
        await gateway.hear(submitted(f"t{number}"))
    await gateway.hear(failed("t7"))
    tasks = "/videos/tasks"
    assert (await gateway.client.get(tasks)).json()["count"] == 50
    assert (await gateway.client.get(tasks, params={"limit": 3})).json()["count"] == 3
    counts = {
        status: (await gateway.client.get(tasks, params={"status_filter": status})).json()["count"]
        for status in ("pending", "processing", "completed", "failed")
    }
    assert counts == {"pending": 50, "processing": 0, "completed": 0, "failed": 1}


@pytest.mark.parametrize(
    ("name", "values", "is_taken"),
    [
        ("title", ["abc", "a" * 200], True),
        ("title", ["ab", "a" * 201, None], False),
        ("description", ["a" * 10, "a" * 5000], True),
        ("description", ["a" * 9, "a" * 5001, None], False),
        ("duration", [15, 30, 180], True),
        ("duration", [14, 181, 30.5], False),
        ("target_audience", ["Profissionais de tecnologia", None], True),
        ("style", ["professional", "modern", "minimalist", "energetic", "elegant"], True),
        ("style", ["baroque", "Modern"], False),
        ("tone", ["neutral", "enthusiastic", "calm", "inspiring", "urgent"], True),
        ("tone", ["sad"], False),
        ("cta", ["Experimente grátis agora!", None], True),
    ],
)
async def test_the_fields_of_a_briefing(gateway: Gateway, name: str, values: list[object], is_taken: bool) -> None:
    """Bounds, choices and optional fields are those of the published table."""
    for value in values:
        body = {"briefing": {**SMALLEST, name: value}, "async_mode": True}
        answer = await gateway.client.post("/videos/generate", json=body)
        assert answer.status_code == (202 if is_taken else 422), value


async def test_only_title_and_description_are_required(gateway: Gateway) -> None:
    """Everything else has a default: 30 seconds, professional, neutral, and waiting for the film."""
    assert (await gateway.client.post("/videos/generate", json={"briefing": SMALLEST})).json()["status"] == "pending"
    for name in SMALLEST:
        briefing = {other: value for other, value in SMALLEST.items() if other != name}
        assert (await gateway.client.post("/videos/generate", json={"briefing": briefing})).status_code == 422
    description = (await gateway.client.get("/openapi.json")).json()["components"]["schemas"]
    defaults = {name: each.get("default") for name, each in description["Briefing"]["properties"].items()}
    assert (defaults["duration"], defaults["style"], defaults["tone"]) == (30, "professional", "neutral")
    assert description["GenerateRequest"]["properties"]["async_mode"]["default"] is False


async def test_limits_per_address(gateway: Gateway) -> None:
    """Five films a minute and a hundred other requests an hour for each address, then 429 in the shape of errors.

    The text promises 5 a minute, the example of settings beside it says 10: 5 is the default, 10 is a setting.
    """
    film = {"briefing": SMALLEST, "async_mode": True}
    async with clients(gateway) as client_at:
        one, other = client_at("192.0.2.1"), client_at("192.0.2.2")
        statuses = [(await one.post("/videos/generate", json=film)).status_code for _ in range(6)]
        assert statuses == [202] * 5 + [429]
        assert (await other.post("/videos/generate", json=film)).status_code == 202
        answers = [await one.get("/stats") for _ in range(101)]
        assert [answer.status_code for answer in answers] == [200] * 100 + [429]
        assert differences(error("TooManyRequests", code="rate_limited", hint=str), answers[-1].json()) == []
    async with clients(gateway, rate_limit_per_minute=10) as client_at:
        statuses = [(await client_at("192.0.2.3").post("/videos/generate", json=film)).status_code for _ in range(11)]
        assert statuses == [202] * 10 + [429]


async def test_500_and_503(gateway: Gateway) -> None:
    """What is down is a 503 in the shape of errors; see the tests of errors for what nobody foresaw, a 500."""
    gateway.bus.is_away = True
    answer = await gateway.client.post("/videos/generate", json=HTTP_EXAMPLE)
    assert answer.status_code == 503
    assert differences(error("ServiceUnavailable"), answer.json()) == []


async def test_pages_of_the_named_origins_may_call(gateway: Gateway) -> None:
    """The origins of the setting, and no others, are told to browsers."""
    origins = ("http://localhost:7861", "https://yourdomain.com")
    async with clients(gateway, cors_origins=origins) as client_at:
        client = client_at("192.0.2.1")
        for origin in origins:
            asking = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            answer = await client.options(
                "/videos/generate", headers={**asking, "Access-Control-Request-Headers": "content-type,authorization"}
            )
            assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, origin)
        other = await client.get("/ping", headers={"Origin": "https://other.example"})
        assert "Access-Control-Allow-Origin" not in other.headers


def test_the_published_settings(tmp_path: Path) -> None:
    """Every line of the published examples of `.env` is taken and has its effect."""
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        "OPENAI_API_KEY=your_key_here\nAPI_PORT=8000\nLOG_LEVEL=INFO\nENVIRONMENT=development\n"
        "LOG_FILE=./logs/api.log\nLOG_FORMAT=json\nRATE_LIMIT_PER_MINUTE=10\nRATE_LIMIT_PER_HOUR=100\n"
        'CORS_ORIGINS=["http://localhost:7861", "https://yourdomain.com"]\n'
        "DEBUG=false\nSECRET_KEY=anything-will-do-in-development\n"
    )
    settings = GatewaySettings(_env_file=dotenv)
    taken = {name.upper(): value for name, value in settings}
    assert taken["OPENAI_API_KEY"].get_secret_value() == "your_key_here"
    assert taken["SECRET_KEY"].get_secret_value() == "anything-will-do-in-development"
    expected: dict[str, Any] = {
        "API_PORT": 8000,
        "LOG_LEVEL": "INFO",
        "ENVIRONMENT": "development",
        "LOG_FILE": Path("logs/api.log"),
        "LOG_FORMAT": "json",
        "RATE_LIMIT_PER_MINUTE": 10,
        "RATE_LIMIT_PER_HOUR": 100,
        "CORS_ORIGINS": ("http://localhost:7861", "https://yourdomain.com"),
        "DEBUG": False,
    }
    assert {name: taken[name] for name in expected} == expected
