from contracts import Word
from render_agent.captions import Caption
from render_agent.subtitles import to_srt, to_vtt

CAPTIONS = (
    Caption((Word(text="R&D", start=0.4, end=0.9), Word(text="works.", start=0.95, end=1.5)), 0.4, 1.85),
    Caption((Word(text="Later.", start=3599.9996, end=3601.0),), 3599.9996, 3601.25, burned=False),
)


def test_srt_numbers_cues_and_rounds_times() -> None:
    """SubRip has numbered cues with comma milliseconds, also of captions that are not burned in."""
    assert to_srt(CAPTIONS) == (
        "1\n00:00:00,400 --> 00:00:01,850\nR&D works.\n\n2\n01:00:00,000 --> 01:00:01,250\nLater.\n"
    )


def test_vtt_carries_word_times_and_escapes() -> None:
    """WebVTT has its header, the time of each further word, and markup characters escaped."""
    assert to_vtt(CAPTIONS) == (
        "WEBVTT\n\n00:00:00.400 --> 00:00:01.850\nR&amp;D <00:00:00.950>works.\n\n"
        "01:00:00.000 --> 01:00:01.250\nLater.\n"
    )
