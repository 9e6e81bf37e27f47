from typing import Any

import pytest
from pydantic import SecretStr

from chassis.prices import PriceTable
from chassis.provider_settings import ProviderSettings
from contracts import Briefing
from gateway.dry_run import dry_run
from gateway.dry_run_bodies import DryRun
from tests.unit.gateway.conftest import Gateway

BRIEFING: dict[str, Any] = {
    "title": " A new bicycle ",
    "description": "It folds into a backpack in ten seconds, weighs less than a laptop and carries a grown person.",
}


def _look_at(sent: dict[str, Any] = BRIEFING, **settings: Any) -> DryRun:
    chosen = ProviderSettings(_env_file=None, **settings)
    return dry_run(Briefing.model_validate(sent), {"briefing": sent}, chosen, PriceTable.load())


async def test_a_briefing_is_only_looked_at(gateway: Gateway) -> None:
    """The answer has the briefing as it would be taken, and nothing is begun."""
    answer = await gateway.client.post("/videos/validate", json={"briefing": BRIEFING})
    assert answer.status_code == 200
    body = answer.json()
    assert (body["briefing"]["title"], body["briefing"]["style"]) == ("A new bicycle", "professional")
    assert (body["language"], body["expected_seconds"], body["expected_cost"], body["expected_parts"]) == (
        None,
        30,
        0,
        [],
    )
    assert (body["max_cost_per_video"], body["within_max_cost"], body["warnings"]) == (None, True, [])
    assert gateway.bus.events == []
    assert (await gateway.client.get("/videos/tasks")).json()["count"] == 0


async def test_what_could_not_be_taken_is_refused_as_it_would_be(gateway: Gateway) -> None:
    """The same body gets the same 422 as a request for a film."""
    sent = {"briefing": BRIEFING | {"duration": 5}}
    answers = [await gateway.client.post(f"/videos/{route}", json=sent) for route in ("validate", "generate")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json()["details"] == answers[1].json()["details"]


def test_a_paid_film_is_priced_by_stage() -> None:
    """With a key every stage that is bought is priced, and the total is their sum."""
    looked = _look_at(openai_api_key=SecretStr("sk-test"))
    assert [part.phase for part in looked.expected_parts] == ["script", "visuals", "narration"]
    assert all(part.cost_usd > 0 for part in looked.expected_parts)
    assert looked.expected_cost == pytest.approx(sum(part.cost_usd for part in looked.expected_parts), abs=1e-6)


def test_a_longer_film_is_expected_to_cost_more() -> None:
    """The estimate follows the briefing."""
    costs = [_look_at(BRIEFING | {"duration": s}, openai_api_key=SecretStr("k")).expected_cost or 0 for s in (15, 180)]
    assert costs[0] < costs[1]


def test_a_film_over_the_limit_is_told() -> None:
    """The limit is named beside the estimate, and the warning says what would happen."""
    looked = _look_at(openai_api_key=SecretStr("sk-test"), max_cost_per_video=0.001)
    assert (looked.max_cost_per_video, looked.within_max_cost) == (0.001, False)
    assert "MAX_COST_PER_VIDEO" in looked.warnings[-1]


def test_a_model_without_a_price_is_told() -> None:
    """No estimate is better than a wrong one; the warning says which price is missing."""
    looked = _look_at(openai_api_key=SecretStr("sk-test"), openai_script_model="nobody-knows")
    assert (looked.expected_cost, looked.within_max_cost, looked.expected_parts) == (None, None, [])
    assert "nobody-knows" in looked.warnings[-1]


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"captoins": False}, "There is no field briefing.captoins; what it says has no effect."),
        ({"description": "A small new bicycle.", "duration": 60}, "4 words of description are few for 60 s"),
        ({"description": "word " * 400, "duration": 30}, "30 s have time for about 72 of the 400 words"),
    ],
)
def test_what_may_disappoint_is_said_before(change: dict[str, Any], warning: str) -> None:
    """A misspelt field, too little and too much to say are warned of."""
    [warned] = _look_at(BRIEFING | change).warnings
    assert warned.startswith(warning)
