"""What the gateway is measured against: a FastAPI handler on uvicorn that does nothing."""

import sys
from typing import Any, Final

import uvicorn
from fastapi import FastAPI

_STATUS: Final[dict[str, Any]] = {
    "task_id": "video_20251120_101530_k3v9xq2m",
    "status": "completed",
    "progress": 100,
    "current_phase": None,
    "result": {
        "success": True,
        "video_path": "outputs/videos/video_20251120_101530_k3v9xq2m.mp4",
        "total_cost": 0.0234,
        "generation_time_seconds": 45.2,
    },
    "error": None,
}

app = FastAPI()


@app.get("/status/{task_id}")
async def status(task_id: str) -> dict[str, Any]:
    """Answer with as many bytes as the gateway does."""
    return _STATUS | {"task_id": task_id}


@app.post("/generate", status_code=202)
async def generate(request: dict[str, Any]) -> dict[str, Any]:
    """Read a body and answer."""
    return {"success": bool(request), "task_id": _STATUS["task_id"], "timestamp": "2025-11-20T10:15:30Z"}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_config=None, access_log=False)
