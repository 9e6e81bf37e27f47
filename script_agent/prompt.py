"""What a language model is told before it writes; the words themselves are in `prompts/`, for people to edit."""

import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from string import Template
from typing import Final

from contracts import Language
from script_agent.adaptation import MOST_SMALL_WORDS, MOST_SUBLINE_WORDS
from script_agent.commission import Commission
from script_agent.composition import LONGEST, MOST_BRAND_WORDS, MOST_SENTENCE_WORDS, MOST_STAT_WORDS, SHORTEST
from script_agent.findings import Finding
from script_agent.headline import MOST_CARD_WORDS, MOST_WORDS
from script_agent.pacing import words_within
from script_agent.reading import call_of
from script_agent.tongues.base import Tongue

_VARIANTS: Final = {Language.ENGLISH: "English", Language.PORTUGUESE: "Brazilian Portuguese"}
_MARKER_LETTERS: Final = 12


def instructions() -> str:
    """Return the craft and the rules: the same for every film, so that providers can cache them."""
    return _template("scriptwriter").substitute(
        sentence_words=MOST_SENTENCE_WORDS,
        headline_words=MOST_WORDS,
        small_words=MOST_SMALL_WORDS,
        subline_words=MOST_SUBLINE_WORDS,
        card_words=MOST_CARD_WORDS,
        stat_words=MOST_STAT_WORDS,
        brand_words=MOST_BRAND_WORDS,
    )


def assignment(commission: Commission, tongue: Tongue) -> str:
    """Return what is asked for one film, the briefing fenced off as data."""
    briefing = _briefing(commission, tongue)
    return _template("assignment").substitute(
        language=_VARIANTS[tongue.language],
        tone=commission.tone.value,
        seconds=commission.duration,
        words=words_within(commission.duration, tongue),
        fewest_words=words_within(commission.duration * (1 + SHORTEST) / 2, tongue),
        most_words=words_within(commission.duration * (1 + LONGEST) / 2, tongue),
        marker=f"=== briefing {hashlib.sha256(briefing.encode()).hexdigest()[:_MARKER_LETTERS]} ===",
        briefing=briefing,
    )


def repair(findings: Iterable[Finding]) -> str:
    """Return what the model has to put right."""
    return _template("repair").substitute(findings="\n".join(f"- {finding.text}" for finding in findings))


def _briefing(commission: Commission, tongue: Tongue) -> str:
    """Return the user's words as JSON: one line a field, so that no text can pretend to be a line of ours.

    The code in the fence is a digest of exactly this, which no text can contain of itself.
    """
    fields = {
        "title": commission.title,
        "description": commission.description,
        "audience": commission.target_audience,
        "call_to_action": call_of(commission.cta, tongue) if commission.cta else None,
    }
    return json.dumps({name: text for name, text in fields.items() if text}, ensure_ascii=False, indent=1)


def _template(name: str) -> Template:
    return Template(files("script_agent").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8"))
