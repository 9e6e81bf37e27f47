from datetime import timedelta

import pytest
from pydantic import ValidationError

from chassis.openai_client import openai_client
from chassis.provider_settings import OPENAI_SPEECH_ENDS, ProviderChoice, ProviderSettings


def _settings(**given: object) -> ProviderSettings:
    return ProviderSettings(_env_file=None, **given)  # type: ignore[arg-type] # fields by name


@pytest.mark.parametrize(
    ("key", "choice", "is_paid"),
    [
        (None, ProviderChoice.AUTO, False),
        (None, ProviderChoice.LOCAL, False),
        (None, ProviderChoice.OPENAI, True),
        ("sk-x", ProviderChoice.AUTO, True),
        ("sk-x", ProviderChoice.LOCAL, False),
        ("sk-x", ProviderChoice.OPENAI, True),
    ],
)
def test_auto_means_openai_when_there_is_a_key(key: str | None, choice: ProviderChoice, *, is_paid: bool) -> None:
    """A key is enough to switch to OpenAI; a choice by name wins over it."""
    assert _settings(openai_api_key=key).is_paid(choice) is is_paid


@pytest.mark.parametrize(
    ("given", "is_paid"),
    [
        ({}, False),
        ({"voice_provider": ProviderChoice.OPENAI}, True),
        ({"openai_base_url": "https://speech.example/v1"}, True),
    ],
    ids=["auto", "by name", "another server"],
)
def test_auto_speaks_here_when_openai_no_longer_does(given: dict[str, object], *, is_paid: bool) -> None:
    """From the day OpenAI ends its speech route, `auto` is local for it; a choice or a server of one's own stays."""
    settings = _settings(openai_api_key="sk-x", **given)

    assert settings.is_voice_paid(OPENAI_SPEECH_ENDS - timedelta(days=1))
    assert settings.is_voice_paid(OPENAI_SPEECH_ENDS) is is_paid


@pytest.mark.parametrize("key", ["two words", "sk-x # mine", "schlüssel"])
def test_a_key_that_cannot_be_one_is_refused(key: str) -> None:
    """A key pasted with something else fails at the start and is not repeated in the message."""
    with pytest.raises(ValidationError) as caught:
        _settings(openai_api_key=key)

    assert "OPENAI_API_KEY has to be one word" in str(caught.value)
    assert key not in str(caught.value)


def test_a_line_break_after_the_key_does_no_harm() -> None:
    """Keys mounted from files often end in a line break."""
    key = _settings(openai_api_key="sk-x\n").openai_api_key

    assert key is not None
    assert key.get_secret_value() == "sk-x"


def test_none_switches_the_transcription_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The word `none` unsets what has a default."""
    monkeypatch.setenv("OPENAI_TRANSCRIPTION_MODEL", "none")

    assert ProviderSettings(_env_file=None).openai_transcription_model is None


def test_no_client_without_a_key() -> None:
    """A stage that is told to use OpenAI without a key says which setting is missing."""
    with pytest.raises(ValueError, match="OPENAI_API_KEY is not set"):
        openai_client(_settings(voice_provider="openai"))
