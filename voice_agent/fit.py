"""Makes a film last as long as was asked: which scenes to keep, how fast to speak, how long to pause."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from contracts.script import SceneId
from voice_agent.assignment import SceneText
from voice_agent.narrator import OWN_PACE, Paces
from voice_agent.pauses import LOOSE, NATURAL, TIGHT, Pauses, filling

_UNNOTICED: Final = 1.08
"""Up to this pace all scenes stay; for more haste an optional one may go."""

_BRISK: Final = NATURAL.towards(TIGHT, 0.5)
"""Pauses to plan hasty speech with: room on both sides, as models do not keep a pace to the hundredth."""

_AS_GOOD_AS_OWN: Final = 0.01
"""A change of pace this small is not worth speaking again."""


@dataclass(frozen=True)
class SceneSpeech:
    """How long one scene takes to say."""

    scene_id: SceneId
    seconds: float
    """Its sentences without the pauses between them."""
    sentences: int
    optional: bool


def measured(scene: SceneText, seconds: float) -> SceneSpeech:
    """Return a scene with how long its sentences last."""
    return SceneSpeech(scene.id, seconds, len(scene.sentences), scene.optional)


@dataclass(frozen=True)
class Plan:
    """Which scenes make the film, and at which pace they are to be spoken."""

    kept: tuple[SceneId, ...]
    rate: float


def plan(scenes: Sequence[SceneSpeech], asked: float, paces: Paces) -> Plan:
    """Decide on scenes and pace for a film of `asked` seconds."""
    kept = list(scenes)
    if _rate(kept, asked, TIGHT) > _UNNOTICED:
        kept = _without_excess(kept, asked)
    return Plan(tuple(scene.scene_id for scene in kept), _pace(kept, asked, paces))


def corrected(scenes: Sequence[SceneSpeech], asked: float, rate: float, paces: Paces) -> float | None:
    """Return a faster pace for scenes that, spoken at `rate`, are still too long; None if they fit or none is left."""
    if rate >= paces.fastest or length(scenes, TIGHT) <= asked:
        return None
    return round(min(rate * _rate(scenes, asked, _BRISK), paces.fastest), 3)


def pauses_for(scenes: Sequence[SceneSpeech], asked: float) -> Pauses:
    """Return the pauses that make measured speech last `asked` seconds, or the tightest if it is too long for that."""
    return filling(asked - _speech(scenes), scenes=len(scenes), sentences=_sentences(scenes))


def length(scenes: Sequence[SceneSpeech], pauses: Pauses) -> float:
    """Return the seconds a film of these scenes lasts with these pauses."""
    return _speech(scenes) + pauses.total(scenes=len(scenes), sentences=_sentences(scenes))


def _without_excess(scenes: list[SceneSpeech], asked: float) -> list[SceneSpeech]:
    """Drop the optional scene that brings the film nearest to what was asked, again and again while one does."""
    candidates = [
        [other for other in scenes if other is not scene] for scene in scenes if scene.optional and len(scenes) > 1
    ]
    nearest = min([scenes, *candidates], key=lambda kept: abs(length(kept, NATURAL) - asked))
    return scenes if nearest is scenes else _without_excess(nearest, asked)


def _pace(scenes: Sequence[SceneSpeech], asked: float, paces: Paces) -> float:
    if _rate(scenes, asked, TIGHT) > 1:
        wanted = _rate(scenes, asked, _BRISK)
    elif _rate(scenes, asked, LOOSE) < 1:
        wanted = _rate(scenes, asked, LOOSE)
    else:
        return OWN_PACE
    rate = min(max(wanted, paces.slowest), paces.fastest)
    return OWN_PACE if abs(rate - 1) < _AS_GOOD_AS_OWN else round(rate, 3)


def _rate(scenes: Sequence[SceneSpeech], asked: float, pauses: Pauses) -> float:
    """Return the pace at which the scenes with these pauses last as long as asked."""
    room = asked - pauses.total(scenes=len(scenes), sentences=_sentences(scenes))
    return _speech(scenes) / room if room > 0 else math.inf


def _speech(scenes: Sequence[SceneSpeech]) -> float:
    return sum(scene.seconds for scene in scenes)


def _sentences(scenes: Sequence[SceneSpeech]) -> int:
    return sum(scene.sentences for scene in scenes)
