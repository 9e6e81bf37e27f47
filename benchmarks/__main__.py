"""Everything `make bench` measures: `python -m benchmarks [render|gateway] [OPTIONS OF THAT PART]`."""

import sys
from typing import Final

from benchmarks import gateway, render

_PARTS: Final = {"render": render.main, "gateway": gateway.main}

if len(sys.argv) > 1 and sys.argv[1] in _PARTS:
    _PARTS[sys.argv.pop(1)]()
else:
    for measure in _PARTS.values():
        measure()
