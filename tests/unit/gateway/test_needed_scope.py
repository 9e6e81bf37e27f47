import pytest

from gateway.callers import Scope
from tests.unit.gateway.conftest import API, Gateway

OPEN = {f"{API}/health", f"{API}/ready", f"{API}/ping"}


async def test_every_route_but_the_probes_states_the_one_scope_it_needs(gateway: Gateway) -> None:
    """The description tells for each route which scope a key needs; no route is left open by mistake."""
    paths = (await gateway.client.get("/openapi.json")).json()["paths"]
    for path, methods in paths.items():
        for method, operation in methods.items():
            security = operation.get("security")
            if path in OPEN:
                assert security is None
                continue
            assert security is not None, f"{method} {path} states no scope"
            [[scope]] = [requirement["ApiKey"] for requirement in security]
            assert scope in set(Scope)
            assert {"401", "403", "429"} <= set(operation["responses"])


@pytest.mark.parametrize(
    ("held", "needed", "is_enough"),
    [
        (Scope.READ, Scope.READ, True),
        (Scope.READ, Scope.WRITE, False),
        (Scope.WRITE, Scope.READ, True),
        (Scope.WRITE, Scope.ADMIN, False),
        (Scope.ADMIN, Scope.WRITE, True),
    ],
)
def test_a_scope_includes_those_before_it(held: Scope, needed: Scope, is_enough: bool) -> None:
    """Who may administer may write, and who may write may read."""
    assert held.includes(needed) is is_enough
