"""Parts what a sentence is about from talk about the video and from addresses."""

from script_agent.cleaning import ADDRESS, tidy
from script_agent.sentences import closed, words
from script_agent.tongues.base import Lexicon

_FEWEST_WORDS = 3


def matter_of(sentence: str, lexicon: Lexicon) -> str | None:
    """Return the sentence without talk about the video, None if it only speaks to the film maker."""
    text = sentence
    for pattern in lexicon.video_lead_ins:
        text = pattern.sub("", text)
    if text != sentence:
        for pattern in lexicon.video_links:
            text = pattern.sub("", text)
    text = lexicon.orders_to_tell.sub("", text)
    return closed(text) if words(text) and not lexicon.stage_directions.search(text) else None


def without_address(sentence: str, lexicon: Lexicon) -> str | None:
    """Return the sentence without web and mail addresses, None if it was little more than one."""
    if not ADDRESS.search(sentence):
        return sentence
    rest = lexicon.dangling.sub("", ADDRESS.sub("", sentence).strip(" .!"))
    return closed(tidy(rest)) if len(words(rest)) >= _FEWEST_WORDS else None
