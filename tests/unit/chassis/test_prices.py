import json
from pathlib import Path

import pytest

from chassis.errors import PermanentError
from chassis.prices import Price, PriceTable
from chassis.provider_settings import ProviderSettings
from contracts import Usage


def test_the_default_models_have_prices() -> None:
    """Nobody has to write a price table to use what is set by default."""
    settings = ProviderSettings(_env_file=None)
    table = PriceTable.load()

    for model in (
        settings.openai_script_model,
        settings.openai_image_model,
        settings.openai_speech_model,
        "whisper-1",
    ):
        assert table.price(model).cost(Usage(input_tokens=1, output_tokens=1, characters=1, audio_seconds=1)) > 0
    assert settings.openai_image_quality in table.price(settings.openai_image_model).tokens_per_image


def test_tokens_are_priced_by_what_became_of_them() -> None:
    """Tokens read from the cache and written to it have prices of their own; the rest is plain input."""
    price = Price(input=10, cached_input=1, cache_write=12.5, output=50)
    usage = Usage(
        input_tokens=1_000_000, cached_input_tokens=200_000, cache_write_tokens=300_000, output_tokens=100_000
    )

    assert price.cost(usage) == pytest.approx(5 + 0.2 + 3.75 + 5)


def test_without_a_cache_price_cached_tokens_cost_the_same() -> None:
    """A price that does not tell cached tokens apart bills all alike."""
    assert Price(input=10).cost(Usage(input_tokens=100_000, cached_input_tokens=50_000)) == pytest.approx(1)


def test_pieces_characters_and_minutes() -> None:
    """Pictures are billed by the piece, speech by characters or minutes."""
    assert Price(image=0.04).cost(Usage(images=3)) == pytest.approx(0.12)
    assert Price(characters=15).cost(Usage(characters=2000)) == pytest.approx(0.03)
    assert Price(audio_minute=0.006).cost(Usage(audio_seconds=90)) == pytest.approx(0.009)


def test_a_snapshot_costs_what_its_family_does() -> None:
    """A model id with a date is found by its name without it."""
    table = PriceTable.load()

    assert table.price("gpt-5.4-mini-2026-03-17") == table.price("gpt-5.4-mini")


def test_an_own_table_replaces_and_adds(tmp_path: Path) -> None:
    """Entries of PRICE_TABLE stand over the shipped ones, which stay for all other models."""
    path = tmp_path / "prices.json"
    path.write_text(
        json.dumps({"date": "2026-12-01", "source": "us", "models": {"gpt-6-luna": {"input": 7}, "own": {}}})
    )

    table = PriceTable.load(path)

    assert table.price("gpt-6-luna").input == 7
    assert table.price("own").cost(Usage(input_tokens=10**9)) == 0
    assert table.price("gpt-6.1-terra") == PriceTable.load().price("gpt-6.1-terra")
    with pytest.raises(PermanentError):
        table.price("another")


def test_a_star_prices_all_other_models(tmp_path: Path) -> None:
    """A server that costs nothing needs one line."""
    path = tmp_path / "prices.json"
    path.write_text('{"date": "2026-12-01", "source": "own server", "models": {"*": {}}}')

    assert PriceTable.load(path).price("llama-9").cost(Usage(output_tokens=1000)) == 0


@pytest.mark.parametrize("text", ["", "[]", '{"date": "2026-12-01", "source": "x", "models": {"m": {"inptu": 1}}}'])
def test_a_broken_table_is_named(tmp_path: Path, text: str) -> None:
    """A file that is no price table stops the start, with the setting and the file in the message."""
    path = tmp_path / "prices.json"
    path.write_text(text)

    with pytest.raises(ValueError, match=r"PRICE_TABLE names .*prices\.json"):
        PriceTable.load(path)
