"""The pages that show the API's description; everything they need comes from this server."""

from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from gateway.addresses import DOCS, DOCS_ASSETS, OPENAPI, REDOC

router = APIRouter(include_in_schema=False)

_POLICY: Final = {
    # ReDoc would fetch its maker's logo from its maker.
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval'; img-src 'self' data:; "
    "worker-src 'self' blob:; frame-ancestors 'none'"
}
_FAVICON: Final = f"{DOCS_ASSETS}/favicon.png"


def assets() -> StaticFiles:
    """Return the scripts, styles and pictures of the pages."""
    return StaticFiles(directory=str(files("fastapi_offline") / "static"))


@router.get(DOCS)
async def docs(request: Request) -> HTMLResponse:
    """Show the API to try out (Swagger UI)."""
    page = get_swagger_ui_html(
        openapi_url=OPENAPI,
        title=request.app.title,
        swagger_js_url=f"{DOCS_ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{DOCS_ASSETS}/swagger-ui.css",
        swagger_favicon_url=_FAVICON,
    )
    page.headers.update(_POLICY)
    return page


@router.get(REDOC)
async def redoc(request: Request) -> HTMLResponse:
    """Show the API to read (ReDoc)."""
    page = get_redoc_html(
        openapi_url=OPENAPI,
        title=request.app.title,
        redoc_js_url=f"{DOCS_ASSETS}/redoc.standalone.js",
        redoc_favicon_url=_FAVICON,
        with_google_fonts=False,
    )
    page.headers.update(_POLICY)
    return page
