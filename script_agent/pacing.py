"""How long words take to say, and which scenes fill the asked seconds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from contracts import Scene
from script_agent.tongues.base import Tongue

# A narrator's natural pauses, in seconds: what is not speech in a film.
_SENTENCE_PAUSE: Final = 0.22
_SCENE_PAUSE: Final = 0.46
_BOTH_ENDS: Final = 1.1

# The voice can shorten a film (speak faster, drop an optional scene) better than it can fill one.
_SHORTEST: Final = 1.0
_LONGEST: Final = 1.07
_TICKS_PER_SECOND: Final = 10

# Of the local writer's films in both languages.
_USUAL_SCENE_SECONDS: Final = 3.2
_LETTERS_A_WORD: Final = 4.5

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_SIGN: Final = re.compile(r"[%$€£]")
_SIGN_LETTERS: Final = len("percent")
_DOT_LETTERS: Final = len("dot")
_ADDRESS_MARK: Final = re.compile(r"(?<=\w)[./@](?=[^\W\d])")


@dataclass(frozen=True)
class Take:
    """One way to fill a slot; no scene means that it stays empty."""

    scene: Scene | None
    worth: float


Slot = Sequence[Take]
"""Ways to fill one place of the film; exactly one is taken."""


@dataclass(frozen=True)
class _Choice:
    worth: float = 0.0
    scenes: tuple[Scene, ...] = ()


def spoken_seconds(sentence: str, tongue: Tongue) -> float:
    """Return how long a sentence takes to say: by its letters, and those of the numbers and signs as they are read."""
    letters = sum(mark.isalpha() for mark in sentence)
    letters += sum(len(tongue.number_words(number)) for number in _NUMBER.findall(sentence))
    letters += _SIGN_LETTERS * len(_SIGN.findall(sentence)) + _DOT_LETTERS * len(_ADDRESS_MARK.findall(sentence))
    return tongue.pace.per_sentence + tongue.pace.per_letter * letters


def film_seconds(scenes: Sequence[Scene], tongue: Tongue) -> float:
    """Return how long a film of these scenes lasts at an unhurried pace."""
    return _BOTH_ENDS + sum(_scene_seconds(scene, tongue) for scene in scenes)


def choose(slots: Sequence[Slot], seconds: float, tongue: Tongue) -> list[Scene]:
    """Return the worthiest scenes that last as long as asked or a little longer; the nearest to it if none do."""
    best = {_ticks(_BOTH_ENDS): _Choice()}
    for slot in slots:
        lengths = [_ticks(_scene_seconds(take.scene, tongue)) if take.scene else 0 for take in slot]
        following: dict[int, _Choice] = {}
        for total, choice in best.items():
            for take, length in zip(slot, lengths, strict=True):
                worth = choice.worth + take.worth
                rival = following.get(total + length)
                if rival is None or rival.worth < worth:
                    added = (take.scene,) if take.scene else ()
                    following[total + length] = _Choice(worth, choice.scenes + added)
        best = following
    return list(best[_best_length(best, seconds)].scenes)


def fitted(scenes: Sequence[Scene], seconds: float, tongue: Tongue) -> list[Scene]:
    """Return the scenes without those optional ones that the seconds have no room for."""
    if film_seconds(scenes, tongue) <= seconds * _LONGEST:
        return list(scenes)
    empty = Take(None, 0)
    whole = [Take(scene, _scene_seconds(scene, tongue)) for scene in scenes]
    slots = [[take, empty] if scene.optional else [take] for take, scene in zip(whole, scenes, strict=True)]
    return choose(slots, seconds, tongue)


def words_within(seconds: float, tongue: Tongue) -> int:
    """Return about how many words, in scenes and sentences of usual length, take that long to say."""
    scenes = max((seconds - _BOTH_ENDS) / _USUAL_SCENE_SECONDS, 1)
    letters = (seconds - _BOTH_ENDS - scenes * (_SCENE_PAUSE + tongue.pace.per_sentence)) / tongue.pace.per_letter
    return round(letters / _LETTERS_A_WORD)


def _best_length(best: dict[int, _Choice], seconds: float) -> int:
    low, high = _ticks(seconds * _SHORTEST), _ticks(seconds * _LONGEST)
    return min(best, key=lambda length: (max(low - length, length - high, 0), -best[length].worth, length))


def _scene_seconds(scene: Scene, tongue: Tongue) -> float:
    speech = sum(spoken_seconds(sentence, tongue) for sentence in scene.sentences)
    return speech + _SENTENCE_PAUSE * (len(scene.sentences) - 1) + _SCENE_PAUSE


def _ticks(seconds: float) -> int:
    return round(seconds * _TICKS_PER_SECOND)
