"""Captions as subtitle files: SubRip, and WebVTT with the time of each word."""

from collections.abc import Iterable
from html import escape

from contracts import Word
from render_agent.captions import Caption


def to_srt(captions: Iterable[Caption]) -> str:
    """Return the captions as SubRip text."""
    cues = (
        f"{number}\n{_time(caption.start, ',')} --> {_time(caption.end, ',')}\n{caption.text}\n"
        for number, caption in enumerate(captions, start=1)
    )
    return "\n".join(cues)


def to_vtt(captions: Iterable[Caption]) -> str:
    """Return the captions as WebVTT; each word but a cue's first carries its time, so players can follow along."""
    cues = (
        f"{_time(caption.start, '.')} --> {_time(caption.end, '.')}\n{_timed_words(caption)}\n" for caption in captions
    )
    return "\n".join(["WEBVTT\n", *cues])


def _timed_words(caption: Caption) -> str:
    first, *rest = caption.words
    return " ".join([_escaped(first), *(f"<{_time(word.start, '.')}>{_escaped(word)}" for word in rest)])


def _escaped(word: Word) -> str:
    return escape(word.text, quote=False)


def _time(seconds: float, decimal_mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    whole, milliseconds = divmod(milliseconds, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{decimal_mark}{milliseconds:03}"
