from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.settings import GatewaySettings


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
        "SECRET_KEY=something\nRATE_LIMIT_PER_MINUTE=10\nRATE_LIMIT_PER_HOUR=100\n"
    )
    settings = GatewaySettings(_env_file=dotenv)
    assert (settings.api_port, settings.log_level, settings.environment) == (9000, "DEBUG", "production")
    assert settings.log_file == Path("logs/other.log")
    assert settings.cors_origins == ("http://localhost:7861", "https://yourdomain.com")
    assert settings.openai_api_key is not None
    assert "secret" not in repr(settings)


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
