"""Settings of the stack."""

from pathlib import Path

import pytest

from deploy.local.settings import PROJECT, StackSettings, inherited_environment


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KAFKA_BOOTSTRAP_SERVERS", "MONGODB_URL", "STORAGE_URL", "OMA_DATA", "API_HOST", "API_PORT"):
        monkeypatch.delenv(name, raising=False)


def test_everything_is_embedded_unless_told_otherwise() -> None:
    """A bare machine needs no settings at all."""
    settings = StackSettings(_env_file=None)

    assert (settings.kafka_bootstrap_servers, settings.mongodb_url, settings.storage_url) == (None, None, None)
    assert settings.data == PROJECT / ".oma"
    assert settings.api_url == "http://127.0.0.1:8000"


def test_an_empty_value_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """`MONGODB_URL=` in a copied `.env` still means the embedded database."""
    monkeypatch.setenv("MONGODB_URL", "")

    assert StackSettings(_env_file=None).mongodb_url is None
    assert "MONGODB_URL" not in inherited_environment()


def test_a_relative_data_folder_is_meant_from_the_project() -> None:
    """The same setting means the same folder wherever the command is typed."""
    assert StackSettings(_env_file=None, oma_data=Path("elsewhere")).data == PROJECT / "elsewhere"


def test_an_api_on_all_interfaces_is_reached_by_loopback() -> None:
    """0.0.0.0 is an address to listen on, not to connect to."""
    everywhere = "0.0.0.0"  # noqa: S104 - nothing listens in this test
    settings = StackSettings(_env_file=None, api_host=everywhere).for_one_film(1234)

    assert settings.api_url == "http://127.0.0.1:1234"
