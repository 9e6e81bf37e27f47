"""Asks our espeak-ng programs, first of all for IPA. The only file that knows espeak-ng's wheel."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import espeakng_loader  # type: ignore[import-untyped]

from chassis.errors import TransientError

_PROGRAM: Final = Path(__file__).with_name("espeak_program.py")
_TIMEOUT_SECONDS: Final = 20.0
"""The program answers in 0.05 s; a machine that needs this long is out of breath."""


class EspeakProgram:
    """One of our programs around espeak-ng, for one voice.

    Each call is a fresh process, so a crash or a hang costs one call and no more.
    """

    def __init__(self, voice: str, *, program: Path, timeout_seconds: float = _TIMEOUT_SECONDS) -> None:
        library, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
        # -I and -S: none of the user's start-up files, and no site-packages, whose scan takes most of the time.
        self._command = (sys.executable, "-I", "-S", str(program), library, data, voice)
        self._timeout = timeout_seconds

    def answer(self, text: str) -> bytes:
        """Return what the program answers.

        Raises:
            TransientError: it died or hung.
        """
        try:
            return subprocess.run(  # noqa: S603 - our own program, and no shell
                self._command, input=text.encode(), capture_output=True, timeout=self._timeout, check=True
            ).stdout
        except subprocess.TimeoutExpired as error:
            raise espeak_failure(f"gave no answer within {self._timeout:g} s") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip()[-200:]
            raise espeak_failure(f"ended with code {error.returncode}: {said}") from error


class Espeak:
    """Text to IPA in one language."""

    def __init__(self, voice: str, *, program: Path = _PROGRAM, timeout_seconds: float = _TIMEOUT_SECONDS) -> None:
        self._program = EspeakProgram(voice, program=program, timeout_seconds=timeout_seconds)

    def ipa(self, lines: Sequence[str]) -> list[str]:
        """Return the IPA of each line, words apart by blanks; sounds written with two letters are tied with `^`.

        Raises:
            TransientError: the program died, hung or answered nonsense.
        """
        question = "".join(f"{' '.join(line.split())}\n" for line in lines)
        answer = self._program.answer(question).decode().splitlines()
        if len(answer) != len(lines):
            raise espeak_failure(f"answered {len(answer)} lines to {len(lines)}")
        return answer


def espeak_failure(what: str) -> TransientError:
    """Return the error for an answer that cannot be used."""
    return TransientError("voice_pronunciation", f"The pronunciation program {what}.", "Try again in a moment.")
