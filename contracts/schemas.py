"""JSON Schemas of the events and of the documents they point to: made from the models, committed beside them.

`python -m contracts.schemas` writes them; with `--check` it fails when the committed ones are stale.
"""

import json
import sys
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from contracts.briefing import Briefing
from contracts.events import EVENT_TYPES
from contracts.narration import Narration
from contracts.script import Script
from contracts.topics import topic_of
from contracts.video import Video
from contracts.visuals import Visuals

FOLDER: Final = Path(__file__).parent / "jsonschema"
DOCUMENTS: Final[tuple[type[BaseModel], ...]] = (Briefing, Script, Visuals, Narration, Video)


def schema_texts() -> dict[str, str]:
    """Return file name to schema text for every event (`<type>.v<version>.json`) and document."""
    models = {f"{topic_of(event)}.v{event.model_fields['version'].default}": event for event in EVENT_TYPES}
    named: dict[str, type[BaseModel]] = {**models, **{f"{model.__name__.lower()}.v1": model for model in DOCUMENTS}}
    return {f"{name}.json": _text(name, model) for name, model in sorted(named.items())}


def _text(name: str, model: type[BaseModel]) -> str:
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:oma:schema:{name}"}
    return json.dumps(dialect | model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def stale_files(folder: Path = FOLDER) -> list[str]:
    """Return the names of schema files that are missing, differ from the models, or have no model any more."""
    texts = schema_texts()
    present = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in texts.keys() | present.keys() if texts.get(name) != present.get(name))


def write(folder: Path = FOLDER) -> None:
    """Bring the folder in line with the models."""
    folder.mkdir(exist_ok=True)
    for stale in stale_files(folder):
        (folder / stale).unlink(missing_ok=True)
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write the schemas, or with `--check` report the stale ones."""
    if "--check" not in arguments:
        write()
        return 0
    stale = stale_files()
    if stale:
        sys.stderr.write(f"stale JSON Schemas: {', '.join(stale)}; run `make schemas` and commit the result\n")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
