"""Asking the real espeak-ng program, and what happens when it fails."""

import os
from pathlib import Path

import pytest

from chassis.errors import TransientError
from contracts import Language
from voice_agent import espeak_program
from voice_agent.espeak import Espeak
from voice_agent.portuguese import PortuguesePronunciation
from voice_agent.wording.phrases import Phrase, phrases_of

# Kills itself the first time it runs, and is espeak-ng from then on.
_DIES_ONCE = """
import os, runpy, signal
if not os.path.exists({marker!r}):
    open({marker!r}, "w").close()
    os.kill(os.getpid(), signal.SIGKILL)
runpy.run_path({program!r}, run_name="__main__")
"""

_HANGS = """
import os, time
with open({marker!r}, "w") as file:
    file.write(str(os.getpid()))
time.sleep(600)
"""

_ANSWERS_ONE_LINE = "print('a')"


def _program(folder: Path, source: str) -> tuple[Path, Path]:
    """Return a program and the file it leaves its mark in."""
    program, marker = folder / "program.py", folder / "marker"
    program.write_text(source.format(marker=str(marker), program=espeak_program.__file__), encoding="utf-8")
    return program, marker


def test_portuguese_is_read_as_brazilians_speak_it() -> None:
    """The `di` of `dia` is an affricate, the vowel of `São` is nasal, and each line keeps its words apart."""
    good_day, sao_paulo = Espeak("pt-br").ipa(["bom dia", "São  Paulo"])

    assert "d^ʒ" in good_day
    assert "\N{COMBINING TILDE}" in sao_paulo
    assert [len(line.split()) for line in (good_day, sao_paulo)] == [2, 2]


def test_each_line_gets_its_own_answer() -> None:
    """Lines with commas or nothing in them answer as many lines, in order."""
    read = Espeak("pt-br").ipa(["você, nós", "", "bom dia"])

    assert len(read) == 3
    assert len(read[0].split()) == 2
    assert read[1] == ""
    assert read[2] == Espeak("pt-br").ipa(["bom dia"])[0]


def test_a_phrase_is_read_in_the_alphabet_of_the_model() -> None:
    """Each displayed word has its phonemes, with sounds of two letters folded to one."""
    phonemes = PortuguesePronunciation(Espeak("pt-br")).phonemes(phrases_of("Bom dia, gente.", Language.PORTUGUESE))

    assert len(phonemes) == 3
    assert "ʤ" in phonemes[1]
    assert "ʧ" in phonemes[2]
    assert not set("^-,.") & set("".join(phonemes))


def test_a_word_that_reads_as_two_keeps_its_place() -> None:
    """A token that espeak-ng reads as more words than were asked for still has all of its sound, and only its own."""
    read = PortuguesePronunciation(Espeak("pt-br"))

    gente = phrases_of("gente", Language.PORTUGUESE)

    mixed, people = read.phonemes((Phrase(("B2B",), ("B2B",)), *gente))

    assert people == read.phonemes(gente)[0]
    assert (mixed.count("ˈ"), mixed.count(" ")) == (3, 0)  # noqa: RUF001 - a phonetic letter


def test_a_killed_process_costs_one_call(tmp_path: Path) -> None:
    """The call whose process is killed fails as one to try again, and the next one is answered."""
    program, _ = _program(tmp_path, _DIES_ONCE)
    espeak = Espeak("pt-br", program=program)

    with pytest.raises(TransientError, match="code -9"):
        espeak.ipa(["bom dia"])

    assert espeak.ipa(["bom dia"]) == Espeak("pt-br").ipa(["bom dia"])


def test_a_process_that_hangs_is_ended(tmp_path: Path) -> None:
    """After the time it has, a silent process is no more, and the call fails as one to try again."""
    program, marker = _program(tmp_path, _HANGS)

    with pytest.raises(TransientError, match=r"no answer within 0\.5 s"):
        Espeak("pt-br", program=program, timeout_seconds=0.5).ipa(["bom dia"])

    with pytest.raises(ProcessLookupError):
        os.kill(int(marker.read_text(encoding="utf-8")), 0)


def test_an_answer_of_the_wrong_length_is_refused(tmp_path: Path) -> None:
    """Fewer lines than were asked for would put sounds on the wrong words, so they are not used."""
    program, _ = _program(tmp_path, _ANSWERS_ONE_LINE)

    with pytest.raises(TransientError, match="1 lines to 2"):
        Espeak("pt-br", program=program).ipa(["bom", "dia"])


def test_an_unknown_language_is_named() -> None:
    """A voice espeak-ng does not have fails with its name, not with the phonemes of another."""
    with pytest.raises(TransientError, match="xx-nowhere"):
        Espeak("xx-nowhere").ipa(["bom dia"])
