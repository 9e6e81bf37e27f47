"""The narration stage: speaks a script and sets the film's clock."""

import os

# ONNX Runtime decides when it is first imported whether to keep a device id and a log of its use in the user's folder.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
