import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from contracts import EVENT_TYPES
from contracts.schemas import DOCUMENTS, FOLDER, stale_files
from contracts.topics import topic_of

GOLDEN = Path(__file__).parents[2] / "contracts" / "golden"
MODELS: dict[str, type[BaseModel]] = {
    **{f"{topic_of(event)}.v1": event for event in EVENT_TYPES},
    **{f"{model.__name__.lower()}.v1": model for model in DOCUMENTS},
}


def _golden(name: str) -> str:
    return (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


def test_each_model_has_a_golden_sample() -> None:
    """Every event and document has exactly one golden sample per version."""
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_golden_sample_survives_a_round_trip(name: str) -> None:
    """What an earlier release wrote is read and written again without a change."""
    text = _golden(name)

    assert json.loads(MODELS[name].model_validate_json(text).model_dump_json()) == json.loads(text)


@pytest.mark.parametrize("name", MODELS)
def test_golden_sample_follows_the_committed_schema(name: str) -> None:
    """A subscriber that validates against the published JSON Schema accepts the sample."""
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    Draft202012Validator(schema).validate(json.loads(_golden(name)))


@pytest.mark.parametrize("name", MODELS)
def test_unknown_fields_are_ignored(name: str) -> None:
    """A reader of today takes an event to which a later release added a field."""
    sample = json.loads(_golden(name))

    assert MODELS[name].model_validate(sample | {"added_later": 1}) == MODELS[name].model_validate(sample)


def test_committed_schemas_are_those_of_the_models() -> None:
    """The JSON Schemas in the tree say what the code says."""
    assert stale_files() == []


def test_a_stale_schema_is_named(tmp_path: Path) -> None:
    """A schema file without a model is reported by name."""
    (tmp_path / "gone.v1.json").write_text("{}", encoding="utf-8")

    assert "gone.v1.json" in stale_files(tmp_path)
