"""The HTTP application: routes, the shape of errors, and what goes around every request."""

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import AbstractAsyncContextManager
from importlib.metadata import version
from typing import Any, Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from gateway.addresses import DOCS_ASSETS, OPENAPI
from gateway.admission import Admission
from gateway.body_limit import BodyLimit
from gateway.error_handlers import EXCEPTION_HANDLERS
from gateway.http_metrics import HttpMetrics
from gateway.parts import Parts
from gateway.request_log import REQUEST_ID_HEADER, CrashGuard, RequestLog
from gateway.routes import (
    announced,
    deliveries,
    documentation,
    events,
    files,
    health,
    stats,
    steering,
    tasks,
    videos,
    webhooks,
)
from gateway.routes.documented_errors import REFUSALS

_DESCRIPTION: Final = """\
Turns a briefing into a narrated, captioned film. Post a briefing to `/videos/generate`, follow it under
`/videos/status/{task_id}`, and fetch the film from `/videos/tasks/{task_id}/video`.

Every error has the same shape; its `request_id` is also in the header `X-Request-ID`.
"""


_EXPOSED_HEADERS: Final = (
    *(REQUEST_ID_HEADER, "Content-Disposition", "Content-Range", "ETag"),
    *("Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"),
)
"""What pages of other origins may read."""


def _is_read(scope: MutableMapping[str, Any]) -> bool:
    return scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}


def _cors(origins: Sequence[str]) -> Iterator[Middleware]:
    if origins:
        yield Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "HEAD", "POST", "PATCH", "DELETE"],
            allow_headers=["*"],
            expose_headers=_EXPOSED_HEADERS,
        )


def http_app(
    parts: Parts, metrics: HttpMetrics, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None
) -> FastAPI:
    """Return the application over these parts."""
    app = FastAPI(
        title="OMA Video Generation API",
        description=_DESCRIPTION,
        version=version("oma"),
        docs_url=None,
        redoc_url=None,
        openapi_url=OPENAPI,
        webhooks=announced.router,
        redirect_slashes=False,
        lifespan=lifespan,
        exception_handlers=dict(EXCEPTION_HANDLERS),
        # One span for what begins or changes something. Spans of single steps, and of reads, which clients repeat all
        # the time, would cost more than what they tell about.
        telemetry={"operation_spans": False, "exclude": _is_read},
        middleware=[
            Middleware(ProxyHeadersMiddleware, trusted_hosts=[str(proxy) for proxy in parts.settings.trusted_proxies]),
            Middleware(RequestLog, metrics=metrics),
            *_cors(parts.settings.cors_origins),
            Middleware(CrashGuard, debug=parts.settings.debug),
            Middleware(Admission, door=parts.door),
            Middleware(BodyLimit, most_bytes=parts.settings.max_body_bytes),
        ],
    )
    app.state.parts = parts
    # Routes are tried in this order; those of videos are asked most.
    for subject in (videos, tasks, steering, events, files, webhooks, deliveries, stats):
        app.include_router(subject.router, responses=REFUSALS)
    app.include_router(health.router)
    app.include_router(documentation.router)
    app.mount(DOCS_ASSETS, documentation.assets())
    return app
