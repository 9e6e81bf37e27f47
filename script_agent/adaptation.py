"""Turns a language model's answer into a screenplay: clean words, ids, indices, and as many scenes as there is time."""

from typing import Final

from contracts import Card, Headline, Scene, SceneRole, Stat
from script_agent.answer import CardAnswer, SceneAnswer, ScriptAnswer
from script_agent.cleaning import plain
from script_agent.figures import share_of
from script_agent.film import NO_ID
from script_agent.findings import Finding, in_scene
from script_agent.headline import highlight
from script_agent.pacing import fitted
from script_agent.sentences import opened, split_sentences, words
from script_agent.tongues.base import Tongue

MOST_SUBLINE_WORDS: Final = 14
MOST_SMALL_WORDS: Final = 5
"""Words of an eyebrow or a button."""

_MOST_ICONS: Final = 4
_MOST_ICON_WORDS: Final = 2
_MOST_SCENES: Final = 90
_ALWAYS_THERE: Final = {SceneRole.HOOK, SceneRole.TITLE, SceneRole.CTA}


class UnfitAnswerError(Exception):
    """The answer is no film: something that every scene needs is missing."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.text for finding in findings))
        self.findings = findings


def adapted(answer: ScriptAnswer, seconds: float, tongue: Tongue) -> tuple[Scene, ...]:
    """Return the scenes of an answer, without those optional ones that the seconds have no room for.

    Raises:
        UnfitAnswerError: a scene says or shows nothing, or there are none or absurdly many.
    """
    findings = _gaps(answer, tongue)
    if findings:
        raise UnfitAnswerError(findings)
    scenes = fitted([_scene(scene, tongue) for scene in answer.scenes], seconds, tongue)
    return tuple(scene.model_copy(update={"id": f"s{number:02d}"}) for number, scene in enumerate(scenes, 1))


def _gaps(answer: ScriptAnswer, tongue: Tongue) -> tuple[Finding, ...]:
    if not 0 < len(answer.scenes) <= _MOST_SCENES:
        return (Finding(f"There are {len(answer.scenes)} scenes; a film has from 4 to {_MOST_SCENES}."),)
    found = [] if words(plain(answer.brand)) else [Finding("`brand` has no word.")]
    for number, scene in enumerate(answer.scenes, 1):
        if not words(plain(scene.headline)):
            found.append(in_scene(number, "the headline has no word."))
        if not _spoken([*scene.sentences, *(card.spoken for card in _cards(scene))], tongue):
            found.append(in_scene(number, "nothing is spoken."))
    return tuple(found)


def _scene(answer: SceneAnswer, tongue: Tongue) -> Scene:
    role = SceneRole(answer.role)
    lead = _spoken(answer.sentences, tongue)
    sentences = tuple(dict.fromkeys((*lead, *_spoken([card.spoken for card in _cards(answer)], tongue))))
    top = _headline(answer, tongue)
    return Scene(
        id=NO_ID,
        role=role,
        sentences=sentences,
        headline=top,
        eyebrow=_if_short(answer.eyebrow, MOST_SMALL_WORDS),
        subline=_if_short(answer.subline, MOST_SUBLINE_WORDS),
        cards=tuple(_card(card, sentences, tongue) for card in _cards(answer)),
        stat=_stat(answer) if role is SceneRole.STAT else None,
        button=_if_short(answer.button, MOST_SMALL_WORDS) if role is SceneRole.CTA else None,
        icons=tuple(icon for icon in map(_icon, answer.icons) if icon)[:_MOST_ICONS],
        shown=tuple(index for index, said in enumerate(sentences) if words(said) == words(top.text)),
        optional=answer.optional and role not in _ALWAYS_THERE,
    )


def _cards(answer: SceneAnswer) -> list[CardAnswer]:
    """Return the cards of a scene that may have some, those that say something."""
    is_list = SceneRole(answer.role) is SceneRole.POINTS
    return [card for card in answer.cards if is_list and words(plain(card.text)) and words(plain(card.spoken))]


def _card(card: CardAnswer, sentences: tuple[str, ...], tongue: Tongue) -> Card:
    sentence = sentences.index(_spoken([card.spoken], tongue)[0])
    return Card(text=opened(plain(card.text)), sentence=sentence, icon=_icon(card.icon))


def _spoken(texts: list[str], tongue: Tongue) -> tuple[str, ...]:
    abbreviations = tongue.lexicon.abbreviations
    return tuple(sentence for text in texts for sentence in split_sentences(plain(text), abbreviations))


def _headline(answer: SceneAnswer, tongue: Tongue) -> Headline:
    text = opened(plain(answer.headline))
    marked = opened(plain(answer.highlight or ""))
    is_part = bool(marked) and marked != text and marked in text
    return Headline(text=text, highlight=marked if is_part else highlight(text, tongue))


def _stat(answer: SceneAnswer) -> Stat | None:
    if answer.stat is None or not words(plain(answer.stat.value)):
        return None
    value = plain(answer.stat.value)
    before, after = plain(answer.stat.before), opened(plain(answer.stat.after))
    return Stat(value=value, before=before, after=after, fraction=share_of(value))


def _icon(text: str) -> str | None:
    return _if_short(text, _MOST_ICON_WORDS)


def _if_short(text: str | None, most: int) -> str | None:
    """Return a line that may be left out, if it has words and not too many for its place."""
    line = plain(text or "")
    return line if 0 < len(words(line)) <= most else None
