"""Real picture files of any asked size, each prompt's its own."""

import hashlib
import io
from collections.abc import Callable
from functools import lru_cache

from PIL import Image

Painter = Callable[[str, str, str], bytes]
"""Makes the file for a prompt, a size such as `1024x1024`, and a format."""

_FORMATS = {"png": "PNG", "webp": "WEBP", "jpeg": "JPEG"}


@lru_cache(maxsize=64)
def picture(prompt: str, size: str, output_format: str) -> bytes:
    """Return a two-colour gradient, its colours a digest of the prompt; raises ValueError for a size it cannot read."""
    width, height = (int(side) for side in ("1024x1024" if size == "auto" else size).split("x"))
    digest = hashlib.sha256(prompt.encode()).digest()
    ramp = Image.linear_gradient("L").resize((width, height))
    first, second = (Image.new("RGB", (width, height), tuple(digest[at : at + 3])) for at in (0, 3))
    buffer = io.BytesIO()
    Image.composite(first, second, ramp).save(buffer, _FORMATS[output_format])
    return buffer.getvalue()
