"""Whether a film is built as films are: its scenes in order, words that fit their places, the asked length."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from contracts import Scene, SceneRole
from script_agent.findings import Finding, in_scene
from script_agent.headline import MOST_CARD_WORDS, MOST_WORDS
from script_agent.pacing import film_seconds, words_within
from script_agent.sentences import words
from script_agent.tongues.base import Tongue

MOST_CARDS: Final = 3
MOST_STAT_WORDS: Final = 9
MOST_SENTENCE_WORDS: Final = 32
SHORTEST: Final = 0.85
"""Share of the asked seconds that slow speech and open pauses still stretch to the whole."""
LONGEST: Final = 1.12
"""Share of the asked seconds that quick speech still fits into them."""

MOST_BRAND_WORDS: Final = 5
_MOST_VALUE_LETTERS: Final = 14
_LATEST_TITLE: Final = 3
# Inside a word these marks belong to a name: C#, snake_case.
_MARKUP: Final = re.compile(r"[{}*<>|\\`~]|(?<!\w)[#_]|_(?!\w)|https?:|www\.", re.IGNORECASE)


def composition_findings(brand: str, scenes: tuple[Scene, ...], seconds: float, tongue: Tongue) -> Iterator[Finding]:
    """Return what is wrong with the build of a film."""
    if len(words(brand)) > MOST_BRAND_WORDS:
        yield Finding(f"`brand` has more than {MOST_BRAND_WORDS} words.")
    yield from _order(scenes)
    yield from _repetitions(scenes)
    for number, scene in enumerate(scenes, 1):
        for text in _problems(scene):
            yield in_scene(number, text)
    yield from _length(scenes, seconds, tongue)


def texts_of(scene: Scene) -> list[str]:
    """Return everything a scene says and shows."""
    around = (scene.stat.before, scene.stat.value, scene.stat.after) if scene.stat else ()
    small = (scene.eyebrow, scene.subline, scene.button)
    cards = (card.text for card in scene.cards)
    return [text for text in (*scene.sentences, scene.headline.text, *small, *around, *cards) if text]


def _order(scenes: tuple[Scene, ...]) -> Iterator[Finding]:
    roles = [scene.role for scene in scenes]
    counts = Counter(roles)
    if roles[0] is not SceneRole.HOOK:
        yield Finding("The first scene has to be the hook.")
    if SceneRole.TITLE not in roles[:_LATEST_TITLE]:
        yield Finding("The title scene has to follow the hook.")
    if roles[-1] is not SceneRole.CTA:
        yield Finding("The last scene has to be the cta.")
    for role in (SceneRole.HOOK, SceneRole.TITLE, SceneRole.CTA):
        if counts[role] > 1:
            yield Finding(f"There are {counts[role]} {role} scenes; a film has one.")


def _repetitions(scenes: tuple[Scene, ...]) -> Iterator[Finding]:
    said = Counter(" ".join(words(sentence.lower())) for scene in scenes for sentence in scene.sentences)
    for sentence, count in said.items():
        if count > 1:
            yield Finding(f"{sentence!r} is spoken {count} times.")


def _problems(scene: Scene) -> Iterator[str]:
    if len(words(scene.headline.text)) > MOST_WORDS:
        yield f"the headline has more than {MOST_WORDS} words."
    for sentence in scene.sentences:
        if len(words(sentence)) > MOST_SENTENCE_WORDS:
            yield f"a sentence has more than {MOST_SENTENCE_WORDS} words."
    if scene.role is SceneRole.POINTS:
        yield from _card_problems(scene)
    if scene.role is SceneRole.STAT:
        yield from _stat_problems(scene)
    for text in texts_of(scene):
        if mark := _MARKUP.search(text):
            yield f"{text!r} has {mark[0]!r} in it; only plain words can be spoken and shown."


def _card_problems(scene: Scene) -> Iterator[str]:
    if not 1 < len(scene.cards) <= MOST_CARDS:
        yield f"a points scene has two or three cards, not {len(scene.cards)}."
    for card in scene.cards:
        if len(words(card.text)) > MOST_CARD_WORDS:
            yield f"the card {card.text!r} has more than {MOST_CARD_WORDS} words."


def _stat_problems(scene: Scene) -> Iterator[str]:
    if scene.stat is None:
        yield "a stat scene needs a `stat` with a value."
        return
    if len(scene.stat.value) > _MOST_VALUE_LETTERS or not re.search(r"\d", scene.stat.value):
        yield f"the value {scene.stat.value!r} is not a number of at most {_MOST_VALUE_LETTERS} letters."
    if not any(scene.stat.value in sentence for sentence in scene.sentences):
        yield f"the value {scene.stat.value!r} is shown but not spoken like that."
    for text in (scene.stat.before, scene.stat.after):
        if len(words(text)) > MOST_STAT_WORDS:
            yield f"{text!r} has more than {MOST_STAT_WORDS} words, too many beside a number."


def _length(scenes: tuple[Scene, ...], seconds: float, tongue: Tongue) -> Iterator[Finding]:
    """A film that is too long cannot be made; one that is too short may be all that the briefing gives."""
    spoken = film_seconds(scenes, tongue)
    surplus = abs(words_within(spoken, tongue) - words_within(seconds, tongue))
    told = f"The film takes {spoken:.0f} seconds to say and has {seconds:.0f}"
    if spoken > seconds * LONGEST:
        yield Finding(f"{told}: use about {surplus} words less.")
    if spoken < seconds * SHORTEST:
        advice = f"say about {surplus} words more, of what the briefing says and implies and without new claims."
        yield Finding(f"{told}: {advice}", is_grave=False)
