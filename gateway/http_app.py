"""The HTTP application: routes, the shape of errors, and what goes around every request."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib.metadata import version
from typing import Final

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from gateway.error_handlers import EXCEPTION_HANDLERS
from gateway.http_metrics import HttpMetrics
from gateway.parts import Parts
from gateway.request_log import REQUEST_ID_HEADER, CrashGuard, RequestLog
from gateway.routes import files, health, stats, tasks, videos

_ROOT: Final = "/api/v1"
_DESCRIPTION: Final = """\
Turns a briefing into a narrated, captioned film. Post a briefing to `/videos/generate`, follow it under
`/videos/status/{task_id}`, and fetch the film from `/videos/tasks/{task_id}/video`.

Every error has the same shape; its `request_id` is also in the header `X-Request-ID`.
"""


def http_app(
    parts: Parts, metrics: HttpMetrics, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None
) -> FastAPI:
    """Return the application over these parts."""
    app = FastAPI(
        title="OMA Video Generation API",
        description=_DESCRIPTION,
        version=version("oma"),
        docs_url=f"{_ROOT}/docs",
        redoc_url=f"{_ROOT}/redoc",
        openapi_url=f"{_ROOT}/openapi.json",
        redirect_slashes=False,
        max_body_size=parts.settings.max_body_bytes,
        lifespan=lifespan,
        exception_handlers=dict(EXCEPTION_HANDLERS),
        middleware=[
            Middleware(RequestLog, metrics=metrics),
            Middleware(
                CORSMiddleware,
                allow_origins=parts.settings.cors_origins,
                allow_methods=["GET", "HEAD", "POST", "DELETE"],
                allow_headers=["*"],
                expose_headers=[REQUEST_ID_HEADER, "Content-Disposition", "Content-Range", "ETag", "Retry-After"],
            ),
            Middleware(CrashGuard, debug=parts.settings.debug),
        ],
    )
    app.state.parts = parts
    root = APIRouter(prefix=_ROOT)
    for subject in (health, videos, tasks, files, stats):
        root.include_router(subject.router)
    app.include_router(root)
    return app
