"""What the API answers about a film's script."""

from typing import Self

import structlog
from pydantic import BaseModel, Field

from chassis.errors import CorruptArtefactError, UnavailableError
from chassis.store import Store
from contracts import Headline, Language, Phase, SceneRole, Script
from gateway.task_view import TaskView

_log = structlog.get_logger(__name__)


class SceneDetail(BaseModel):
    """One scene in words."""

    id: str = Field(examples=["s01"])
    role: SceneRole
    headline: Headline = Field(description="The largest words of the picture.")
    text: str = Field(description="What is spoken.")


class ScriptDetail(BaseModel):
    """The film in words; all of it is in script.json."""

    language: Language
    brand: str
    scenes: list[SceneDetail]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, script: Script) -> Self:
        """Return the words of a script."""
        scenes = [
            SceneDetail(id=scene.id, role=scene.role, headline=scene.headline, text=" ".join(scene.sentences))
            for scene in script.scenes
        ]
        return cls(language=script.language, brand=script.brand, scenes=scenes, notes=script.notes)


async def script_of(view: TaskView, store: Store) -> ScriptDetail | None:
    """Return the script of a task's latest attempt, or None: not written yet, deleted since, or the store is away."""
    output = view.phase(Phase.SCRIPT).output
    if output is None:
        return None
    try:
        return ScriptDetail.of(Script.model_validate_json(await store.get(output.what)))
    except (CorruptArtefactError, UnavailableError) as error:
        _log.warning("script_not_read", task_id=view.task_id, error=str(error))
        return None
