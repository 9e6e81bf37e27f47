"""`make doctor` against the stand-in: it says what keeps films from being made, and what to do."""

from pathlib import Path

import pytest

from chassis.provider_settings import ProviderSettings
from deploy.local.doctor import main
from tests.infra.openai_stand_in.faults import Fault, Kind, Route
from tests.infra.openai_stand_in.server import KEY, StandIn


@pytest.fixture(autouse=True)
def paid(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set up an installation that uses the stand-in for everything, whatever this machine's own settings are."""
    for name in (field.upper() for field in ProviderSettings.model_fields):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", stand_in.base_url)


def _diagnosis(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(Path("no.env"))
    return status, capsys.readouterr().out


def test_a_sound_installation_costs_next_to_nothing(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    """Key, models and credit are found well by one order of a fraction of a cent."""
    status, told = _diagnosis(capsys)

    assert status == 0
    assert "gpt-6-luna answers: the key is accepted and there is credit." in told
    assert "OPENAI_IMAGE_MODEL=gpt-image-2.6-flare is offered." in told
    assert "is expected to cost $0.1" in told
    assert len(stand_in.bill.calls) == 1
    assert stand_in.bill.total() < 0.0001
    assert KEY not in told


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(Route.MODELS, Kind.UNAUTHORIZED), ["does not accept the key", "Check OPENAI_API_KEY"]),
        (Fault(Route.TEXT, Kind.QUOTA), ["no credit left", "Add credit"]),
        (Fault(Route.TEXT, Kind.RATE_LIMITED), ["asked to slow down", "Wait a minute"]),
        (Fault(Route.MODELS, Kind.SERVER_ERROR), ["did not answer", "Check OPENAI_BASE_URL"]),
    ],
    ids=["key", "credit", "rate", "server"],
)
def test_what_is_wrong_is_said_with_its_remedy(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str], fault: Fault, words: list[str]
) -> None:
    """Each fault has its sentence, its remedy and exit status 1; the key is never shown."""
    stand_in.faults.add(fault)

    status, told = _diagnosis(capsys)

    assert status == 1
    assert "FAIL" in told
    assert all(word in told for word in words)
    assert KEY not in told


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MAX_COST_PER_VIDEO", "abc", "MAX_COST_PER_VIDEO: Input should be a valid number"),
        ("OPENAI_API_KEY", "sk secret words", "OPENAI_API_KEY: Value error, OPENAI_API_KEY has to be one word"),
        ("PRICE_TABLE", "/nowhere/prices.json", "PRICE_TABLE names /nowhere/prices.json"),
        ("OPENAI_SCRIPT_MODEL", "my-model", "OPENAI_SCRIPT_MODEL=my-model has no price"),
        ("MAX_COST_PER_VIDEO", "0.01", "MAX_COST_PER_VIDEO allows $0.01"),
    ],
)
def test_settings_that_make_no_sense_are_named(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    words: str,
) -> None:
    """A setting that keeps services from starting, or films from being made, is named."""
    monkeypatch.setenv(name, value)

    status, told = _diagnosis(capsys)

    assert status == 1
    assert words in told
    assert "secret" not in told


def test_without_a_key_nothing_is_asked(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation that does all work itself is well."""
    monkeypatch.delenv("OPENAI_API_KEY")

    status, told = _diagnosis(capsys)

    assert (status, stand_in.received) == (0, [])
    assert told.count("this machine (auto)") == 3


def test_a_stage_set_to_openai_needs_a_key(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A choice by name without a key is told before a service fails to start."""
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.setenv("VOICE_PROVIDER", "openai")

    status, told = _diagnosis(capsys)

    assert status == 1
    assert "there is no OPENAI_API_KEY" in told


def test_models_about_to_go_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A model whose shutdown is announced is a warning, not a failure."""
    status, told = _diagnosis(capsys)

    assert status == 0
    assert "warn   OPENAI_SPEECH_MODEL=gpt-4o-mini-tts is announced to be shut down on 2027-01-06" in told
