"""Turns whatever users paste (markdown, HTML, emoji, URLs, odd spacing) into plain lines of text."""

import html
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

URL = re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"]", re.IGNORECASE)
ADDRESS = re.compile(
    r"\b(?:[\w.+-]+@)?[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:com|net|org|io|app|dev|ai|co|br|pt|uk|me|shop|tech|example)\b(?:/[\w/-]*)?",
    re.IGNORECASE,
)

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1")
_BULLET = re.compile(r"^\s*(?:[-*+•·▪◦‣\u2013\u2014✓✔✅➤►→]|\d{1,2}[.)]|[a-z]\))\s+")
_INLINE_BULLETS = re.compile(r"\s*[•·▪◦‣✓✔✅➤►|]\s*")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_TABLE_RULE = re.compile(r"^[\s|:-]+$")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_HASHTAGS = re.compile(r"(?:\s*#\w+)+\s*$")
_DASH = re.compile(r"\s+[-\u2013\u2014]+\s+|\s*\u2014\s*")
_PICTOGRAMS = ("So", "Sk", "Cs", "Co", "Cn", "Cf", "Cc")


class LineKind(Enum):
    """What a line is in the user's own layout."""

    HEADING = auto()
    ITEM = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Line:
    """One cleaned line, without its markers."""

    kind: LineKind
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a description that hold words, in order; wrapped lines of prose are joined again."""
    stripped = _TAG.sub(" ", _FENCE.sub("", _line_breaks(html.unescape(text))))
    lines: list[Line] = []
    open_paragraph = False
    for raw in unicodedata.normalize("NFC", stripped).splitlines():
        if not raw.strip():
            open_paragraph = False
            continue
        for line in _classified(raw):
            if open_paragraph and line.kind is LineKind.TEXT and _continues(lines[-1], line):
                lines[-1] = Line(LineKind.TEXT, f"{lines[-1].text} {line.text}")
            else:
                lines.append(line)
            open_paragraph = line.kind is LineKind.TEXT
    return tuple(lines)


def plain(text: str) -> str:
    """Return one piece of text without markup, pictograms and asides, its URLs as short as people say them."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return tidy(_PARENTHESIS.sub("", URL.sub(lambda url: short_address(url[0]), text)))


def short_address(url: str) -> str:
    """Return host and path of a URL, or nothing if they are no address to read aloud."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?|[?#].*$|/$", "", url, flags=re.IGNORECASE)
    most_letters = 40
    return bare if ADDRESS.fullmatch(bare) and len(bare) <= most_letters else ""


def tidy(text: str) -> str:
    """Return text without emphasis marks and pictograms, evenly spaced, dashes as commas; addresses stay."""
    text = _EMPHASIS.sub(r"\2", _TAG.sub(" ", html.unescape(text)))
    text = "".join(mark for mark in text if not _is_pictogram(mark))
    text = _HASHTAGS.sub("", _DASH.sub(", ", text.translate(_QUOTES)))
    text = re.sub(r"#(?=\w)", "", text)
    text = re.sub(r"\s+([,.;:!?…])", r"\1", re.sub(r"\s+", " ", text))
    text = re.sub(r"([!?])[!?]+", lambda run: "?" if "?" in run[0] else "!", text)
    text = re.sub(r",(?=[.!?:;,])", "", re.sub(r"\.{2,}|…", ".", text))
    return text.strip(" ,;:-\u2013\u2014*_|/>")


_QUOTES = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "\u2019": "'", "\u2018": "'", "\u00a0": " "})


def _line_breaks(text: str) -> str:
    return re.sub(r"<(?:br|/p|/div|/h\d|/li)\b[^>]*>", "\n", re.sub(r"<li\b[^>]*>", "\n- ", text))


def _classified(raw: str) -> list[Line]:
    if _TABLE_RULE.match(raw):
        return []
    kind, text = LineKind.TEXT, raw.lstrip("> \t")
    if _HEADING.match(text):
        kind, text = LineKind.HEADING, _HEADING.sub("", text)
    elif _BULLET.match(text) or _starts_with_pictogram(text):
        kind, text = LineKind.ITEM, _BULLET.sub("", text)
    minimum_of_items = 3
    parts = [cleaned for part in _INLINE_BULLETS.split(text) if (cleaned := plain(part))]
    if len(parts) >= minimum_of_items:
        return [Line(LineKind.ITEM, part) for part in parts]
    whole = plain(text)
    if kind is LineKind.TEXT and text.rstrip().endswith(":"):
        kind = LineKind.HEADING
    return [Line(kind, whole)] if any(mark.isalpha() for mark in whole) else []


def _continues(previous: Line, line: Line) -> bool:
    return previous.text[-1:] not in ".!?" and line.text[:1].islower()


def _starts_with_pictogram(text: str) -> bool:
    return unicodedata.category(text[:1] or " ") == "So"


def _is_pictogram(mark: str) -> bool:
    return (unicodedata.category(mark) in _PICTOGRAMS and mark not in "°®™`^\n\t") or mark in "\ufe0f\u200d\u20e3"
