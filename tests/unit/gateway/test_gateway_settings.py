from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.settings import GatewaySettings, read_settings


def test_the_defaults_are_those_users_were_promised() -> None:
    """Without an environment the API is on port 8000, logs to logs/api.log and puts films into outputs/videos."""
    settings = GatewaySettings(_env_file=None)
    assert (settings.api_port, settings.log_file) == (8000, Path("logs/api.log"))
    assert (settings.output_directory, settings.openai_api_key, settings.debug) == (Path("outputs/videos"), None, False)


def test_settings_come_from_the_promised_names(tmp_path: Path) -> None:
    """A `.env` file as it was promised is understood."""
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        "OPENAI_API_KEY=sk-secret\nAPI_PORT=9000\nLOG_LEVEL=DEBUG\nENVIRONMENT=production\nLOG_FILE=./logs/other.log\n"
        'LOG_FORMAT=json\nCORS_ORIGINS=["http://localhost:7861", "https://yourdomain.com"]\nDEBUG=false\n'
        "SECRET_KEY=nHb1x0pBt3mCq7WgTz5sRk9vLd2yEf4uJa6oPi8w\nRATE_LIMIT_PER_MINUTE=10\nRATE_LIMIT_PER_HOUR=100\n"
    )
    settings = GatewaySettings(_env_file=dotenv)
    assert (settings.api_port, settings.log_level, settings.environment) == (9000, "DEBUG", "production")
    assert settings.log_file == Path("logs/other.log")
    assert settings.cors_origins == ("http://localhost:7861", "https://yourdomain.com")
    assert settings.openai_api_key is not None
    assert "sk-secret" not in repr(settings)
    assert "nHb1x0pBt3" not in repr(settings)


def test_an_empty_value_is_not_given_and_none_unsets(monkeypatch: pytest.MonkeyPatch) -> None:
    """`OUTPUT_DIRECTORY=` keeps the default; `none` leaves films in the object store."""
    monkeypatch.setenv("OUTPUT_DIRECTORY", "")
    assert GatewaySettings(_env_file=None).output_directory == Path("outputs/videos")
    monkeypatch.setenv("OUTPUT_DIRECTORY", "none")
    assert GatewaySettings(_env_file=None).output_directory is None


@pytest.mark.parametrize(("name", "value"), [("API_PORT", "70000"), ("CORS_ORIGINS", "[7]"), ("MAX_BODY_BYTES", "1")])
def test_a_setting_that_makes_no_sense_stops_the_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A value out of bounds is refused when the service starts, not when it is used."""
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name.lower()):
        GatewaySettings(_env_file=None)


STRONG = "nHb1x0pBt3mCq7WgTz5sRk9vLd2yEf4uJa6oPi8w"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "hunter2"}, "SECRET_KEY has only 7 letters of at least 32"),
        ({"SECRET_KEY": "change-me-change-me-change-me-change-me"}, "SECRET_KEY looks like the placeholder"),
        ({"SECRET_KEY": "your-secret-key-here-0123456789abcdef"}, "SECRET_KEY looks like the placeholder"),
        ({"SECRET_KEY": "0123" * 20}, "SECRET_KEY repeats too few letters"),
        ({"SECRET_KEY": STRONG, "DEBUG": "true"}, "DEBUG is on"),
        ({"SECRET_KEY": STRONG, "CORS_ORIGINS": '["*"]'}, 'CORS_ORIGINS has "*"'),
    ],
)
def test_what_is_not_fit_for_production_does_not_start(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], sentence: str
) -> None:
    """The process ends with a sentence that names the setting and the remedy, and shows no secret."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert GatewaySettings(_env_file=None).environment == "development"
    monkeypatch.setenv("ENVIRONMENT", "production")
    with pytest.raises(SystemExit) as stopped:
        read_settings()
    said = str(stopped.value)
    assert sentence in said
    assert STRONG not in said
    assert "hunter2" not in said


def test_what_is_fit_for_production_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A random secret, DEBUG off and named origins are all that production asks for."""
    given = {"SECRET_KEY": STRONG, "ENVIRONMENT": "production", "CORS_ORIGINS": '["https://studio.example"]'}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert read_settings().environment == "production"


def test_a_start_that_fails_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a stack trace but the names of all settings that make no sense."""
    monkeypatch.setenv("API_PORT", "70000")
    monkeypatch.setenv("RATE_LIMIT_PER_MINUTE", "0")
    with pytest.raises(SystemExit) as stopped:
        read_settings()
    assert "API_PORT: Input should be less than or equal to 65535" in str(stopped.value)
    assert "RATE_LIMIT_PER_MINUTE: Input should be greater than or equal to 1" in str(stopped.value)


def test_limits_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five films a minute and a hundred requests an hour by default; `none` is no limit."""
    settings = GatewaySettings(_env_file=None)
    assert (settings.rate_limit_per_minute, settings.rate_limit_per_hour) == (5, 100)
    monkeypatch.setenv("RATE_LIMIT_PER_MINUTE", "none")
    monkeypatch.setenv("RATE_LIMIT_PER_HOUR", "none")
    settings = GatewaySettings(_env_file=None)
    assert (settings.rate_limit_per_minute, settings.rate_limit_per_hour) == (None, None)
