"""Stating which scope a route needs: for the check and for the API's description alike."""

from http import HTTPStatus
from typing import Any, Final

from fastapi import Request, Security, params
from fastapi.security import HTTPBearer, SecurityScopes
from starlette.requests import HTTPConnection

from gateway.callers import Scope, caller_of
from gateway.error_bodies import ApiError, ErrorDetails


def check(connection: HTTPConnection, scope: Scope) -> None:
    """Raise `ApiError` 403 unless the caller, who was found out before, has a scope."""
    caller = caller_of(connection)
    if not caller.scope.includes(scope):
        message = f"This needs a key with the scope `{scope}`; yours has `{caller.scope}`."
        hint = "Ask the operator for such a key: python -m gateway.keys create."
        raise ApiError(HTTPStatus.FORBIDDEN, message, ErrorDetails(code="scope_missing", hint=hint))


class _NeededScope(HTTPBearer):
    """Describes the key to the API's readers, and checks what its holder may do."""

    async def __call__(  # type: ignore[override]  # FastAPI passes whatever the signature asks for
        self, request: Request, needed: SecurityScopes
    ) -> None:
        """Answer 403 unless the caller has every scope needed."""
        for scope in map(Scope, needed.scopes):
            check(request, scope)


_NEEDED_SCOPE: Final = _NeededScope(
    scheme_name="ApiKey",
    bearerFormat="oma_ID_SECRET",
    description="An API key, sent as `Authorization: Bearer oma_...`. Servers in development do without.",
)


def needs(scope: Scope) -> params.Depends:
    """Return the dependency of a route, or of a router, that only callers with this scope may use.

    `@router.post("/generate", dependencies=[needs(Scope.WRITE)])`
    """
    dependency: params.Depends = Security(_NEEDED_SCOPE, scopes=[scope])
    return dependency


def described(scope: Scope) -> dict[str, Any]:
    """Return the `openapi_extra` of a route that calls `check` itself, as the one that is asked most does."""
    return {"security": [{_NEEDED_SCOPE.scheme_name: [scope.value]}]}
