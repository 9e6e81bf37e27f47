"""Stating which scope a route needs: for the check and for the API's description alike."""

from http import HTTPStatus
from typing import Final

from fastapi import Request, Security, params
from fastapi.security import HTTPBearer, SecurityScopes

from gateway.callers import Scope, caller_of
from gateway.error_bodies import ApiError, ErrorDetails


class _NeededScope(HTTPBearer):
    """Describes the key to the API's readers, and checks what its holder may do."""

    async def __call__(  # type: ignore[override]  # FastAPI passes whatever the signature asks for
        self, request: Request, needed: SecurityScopes
    ) -> None:
        """Answer 403 unless the caller has every scope needed; who the caller is was found out before."""
        caller = caller_of(request)
        for scope in map(Scope, needed.scopes):
            if not caller.scope.includes(scope):
                message = f"This needs a key with the scope `{scope}`; yours has `{caller.scope}`."
                hint = "Ask the operator for such a key: python -m gateway.keys create."
                raise ApiError(HTTPStatus.FORBIDDEN, message, ErrorDetails(code="scope_missing", hint=hint))


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
