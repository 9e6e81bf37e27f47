"""A program of its own that speaks one line of text by espeak-ng and says when each of its words begins.

It runs apart from the service for the reason `espeak_program` gives. It imports nothing but the standard library.
Arguments: the shared library, the folder with espeak's data, the voice. Input: the text, words apart by single blanks.
Output: a line of JSON with `sample_rate` and `words`, pairs of a character's index in the text and the milliseconds at
which the word there begins; then the sound, 16 bit, mono, in the machine's byte order.
"""

import ctypes
import json
import os
import sys

# Constants and structures of espeak-ng's speak_lib.h.
_RETRIEVAL = 1
_UTF8 = 1
_CHARACTERS = 1
_END_OF_LIST = 0
_WORD = 1


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


def main(library: str, data: str, voice: str) -> int:
    """Speak standard input to standard output; return the exit code."""
    # espeak-ng keeps paths in 160 bytes, so a deep installation only works by a relative one.
    os.chdir(os.path.dirname(data))  # noqa: PTH120 - pathlib would double the start-up time
    espeak = ctypes.CDLL(library)
    sample_rate = espeak.espeak_Initialize(_RETRIEVAL, 0, b".", 0)
    if sample_rate < 0 or espeak.espeak_SetVoiceByName(voice.encode()):
        sys.stderr.write(f"espeak-ng could not load the voice {voice} from {data}\n")
        return 1
    sound = bytearray()
    words: list[tuple[int, int]] = []

    def take(samples: "ctypes._Pointer[ctypes.c_short]", count: int, events: "ctypes._Pointer[_Event]") -> int:
        if samples:
            sound.extend(ctypes.string_at(samples, count * 2))
        index = 0
        while events[index].type != _END_OF_LIST:
            if events[index].type == _WORD:
                words.append((events[index].text_position - 1, events[index].audio_position))
            index += 1
        return 0

    callback = _Callback(take)
    espeak.espeak_SetSynthCallback(callback)
    text = sys.stdin.buffer.read().strip()
    espeak.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, _CHARACTERS, 0, _UTF8, None, None)
    espeak.espeak_Synchronize()
    sys.stdout.buffer.write(json.dumps({"sample_rate": sample_rate, "words": words}).encode() + b"\n" + sound)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
