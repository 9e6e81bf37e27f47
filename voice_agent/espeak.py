"""Asks the espeak-ng program for IPA. The only file that knows espeak-ng's wheel."""

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


class Espeak:
    """Text to IPA in one language. Each call is a fresh process, so a crash or a hang costs one call and no more."""

    def __init__(self, voice: str, *, program: Path = _PROGRAM, timeout_seconds: float = _TIMEOUT_SECONDS) -> None:
        library, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
        # -I and -S: none of the user's start-up files, and no site-packages, whose scan takes most of the time.
        self._command = (sys.executable, "-I", "-S", str(program), library, data, voice)
        self._timeout = timeout_seconds

    def ipa(self, lines: Sequence[str]) -> list[str]:
        """Return the IPA of each line, words apart by blanks; sounds written with two letters are tied with `^`.

        Raises:
            TransientError: the program died, hung or answered nonsense.
        """
        try:
            answer = subprocess.run(  # noqa: S603 - our own program, and no shell
                self._command,
                input="".join(f"{' '.join(line.split())}\n" for line in lines),
                capture_output=True,
                timeout=self._timeout,
                check=True,
                encoding="utf-8",
            ).stdout.splitlines()
        except subprocess.TimeoutExpired as error:
            raise _failure(f"gave no answer within {self._timeout:g} s") from error
        except subprocess.CalledProcessError as error:
            raise _failure(f"ended with code {error.returncode}: {error.stderr.strip()[-200:]}") from error
        if len(answer) != len(lines):
            raise _failure(f"answered {len(answer)} lines to {len(lines)}")
        return answer


def _failure(what: str) -> TransientError:
    return TransientError("voice_pronunciation", f"The pronunciation program {what}.", "Try again in a moment.")
