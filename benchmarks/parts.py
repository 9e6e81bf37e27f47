"""The parts of a film in a folder: how benchmarks hand them from the process that makes them to those that use them."""

from dataclasses import dataclass
from pathlib import Path

from chassis.store import Store
from contracts import Narration, Script, Visuals


@dataclass(frozen=True)
class FilmParts:
    """What the render stage is given."""

    script: Script
    visuals: Visuals
    narration: Narration


def store_in(folder: Path) -> Store:
    """Return the store of the parts' pictures and sounds."""
    return Store.from_url(folder.resolve().as_uri())


def save_parts(parts: FilmParts, folder: Path) -> None:
    """Write the parts' documents into their folder."""
    for name, document in (("script", parts.script), ("visuals", parts.visuals), ("narration", parts.narration)):
        (folder / f"{name}.json").write_text(document.model_dump_json())


def load_parts(folder: Path) -> FilmParts:
    """Read what `save_parts` wrote."""
    return FilmParts(
        Script.model_validate_json((folder / "script.json").read_bytes()),
        Visuals.model_validate_json((folder / "visuals.json").read_bytes()),
        Narration.model_validate_json((folder / "narration.json").read_bytes()),
    )
