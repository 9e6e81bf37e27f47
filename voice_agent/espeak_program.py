"""A program of its own that turns lines of text into lines of IPA by espeak-ng.

It runs apart from the service because espeak-ng is under the GPL, version 3: the two only exchange text through pipes.
It imports nothing but the standard library. Arguments: the shared library, the folder with espeak's data, the voice.
"""

import ctypes
import os
import sys

# Constants of espeak-ng's speak_lib.h.
_SYNCHRONOUS = 2
_UTF8 = 1
_IPA_TIED_WITH_CARET = 0x02 | 0x80 | ord("^") << 8


def main(library: str, data: str, voice: str) -> int:
    """Answer each line of standard input with a line of IPA; return the exit code."""
    # espeak-ng keeps paths in 160 bytes, so a deep installation only works by a relative one.
    os.chdir(os.path.dirname(data))  # noqa: PTH120 - pathlib would double the start-up time
    espeak = ctypes.CDLL(library)
    if espeak.espeak_Initialize(_SYNCHRONOUS, 0, b".", 0) < 0 or espeak.espeak_SetVoiceByName(voice.encode()):
        sys.stderr.write(f"espeak-ng could not load the voice {voice} from {data}\n")
        return 1
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(" ".join(_clauses(espeak, line)).encode() + b"\n")
    return 0


def _clauses(espeak: ctypes.CDLL, line: bytes) -> list[str]:
    text = ctypes.c_char_p(line.strip())
    clauses = []
    while text.value:
        clauses.append(espeak.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, _IPA_TIED_WITH_CARET).decode())
    return clauses


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
