"""What an image model is told: the style's tokens, what the scene is about, and where words will stand on it."""

import hashlib
import json
from functools import cache
from importlib.resources import files
from string import Template
from typing import Final

from contracts import Scene, SceneRole, Tone
from visual_agent.commission import Commission
from visual_agent.cover import Side
from visual_agent.geometry import Shape, stage_for
from visual_agent.style_tokens import motif, style_tokens
from visual_agent.styles import look_for
from visual_agent.subject import Ground, Subject

_MARKER_LETTERS: Final = 12
_LONGEST_DESCRIPTION: Final = 900
"""Letters of the briefing that the model is given as context: the subject is the scene, not the whole film."""

_SUBJECTS: Final = {
    SceneRole.HOOK: "the situation or the trouble the film begins with, as somebody who is in it sees it",
    SceneRole.TITLE: "what the film presents, at its best and at a glance",
    SceneRole.FEATURE: "this one benefit at work, in a concrete everyday moment",
    SceneRole.CLOSING: "the good that comes of it: a quiet, wide, hopeful view",
}
_MOODS: Final = {
    Tone.NEUTRAL: "clear and matter-of-fact",
    Tone.ENTHUSIASTIC: "lively and bright",
    Tone.CALM: "still and unhurried",
    Tone.INSPIRING: "open, uplifting, with a wide view",
    Tone.URGENT: "tense and immediate",
}
_ROOM: Final = {
    Side.LEFT: "keep the left 55 % plain, dim and out of focus, without detail; the subject is in the right 40 %",
    Side.TOP: "keep the upper half plain, dim and out of focus, without detail; the subject is in the lower half",
    Side.MIDDLE: "keep the middle half plain, dim and out of focus; what is to be seen is at the left and right edges",
}
_SHAPES: Final = {Shape.LANDSCAPE: "wide", Shape.PORTRAIT: "tall", Shape.SQUARE: "square"}


def scene_prompt(commission: Commission, scene: Scene) -> str:
    """Return the prompt for the picture of a scene."""
    notes = _notes(commission, scene)
    return _template("scene").substitute(
        _common(commission, scene),
        subject=_SUBJECTS.get(scene.role, _SUBJECTS[SceneRole.FEATURE]),
        mood=_MOODS[commission.tone],
        # No text can contain the digest of itself, so none can pretend to end the notes.
        marker=f"=== notes {hashlib.sha256(notes.encode()).hexdigest()[:_MARKER_LETTERS]} ===",
        notes=notes,
    )


def softened_prompt(commission: Commission, scene: Scene) -> str:
    """Return a prompt without a word of the user's, for a scene whose first prompt was refused."""
    return _template("softened").substitute(_common(commission, scene))


def _common(commission: Commission, scene: Scene) -> dict[str, str]:
    look = look_for(Subject.of(commission, scene, stage_for(commission.frame_size), Ground.PICTURE))
    motifs = ", ".join(dict.fromkeys(motif(icon) for icon in look.subject.icons))
    places = {"motifs": motifs, "room": _ROOM[look.side], "shape": _SHAPES[look.subject.stage.shape]}
    return {**places, **style_tokens(commission.style).model_dump()}


def _notes(commission: Commission, scene: Scene) -> str:
    """Return the scene and what the film is about as JSON, one line a field."""
    fields = {
        "scene": scene.headline.text,
        "more": scene.subline,
        "spoken": " ".join(scene.sentences),
        "film": commission.title,
        "about": commission.description[:_LONGEST_DESCRIPTION],
        "for": commission.target_audience,
    }
    return "\n".join(json.dumps({name: text}, ensure_ascii=False) for name, text in fields.items() if text)


@cache
def _template(name: str) -> Template:
    return Template(files("visual_agent").joinpath(f"prompts/{name}.txt").read_text(encoding="utf-8"))
