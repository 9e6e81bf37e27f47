import json
import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
import structlog

from chassis.logs import configure_logging
from chassis.settings import LogFormat, ServiceSettings


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def _configure(file: Path, log_format: LogFormat = LogFormat.JSON) -> None:
    configure_logging(ServiceSettings(_env_file=None, log_format=log_format), "tested", file)


def _lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_line_is_the_same_everywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stdout and the file get the same JSON line, with what is bound to the context."""
    _configure(tmp_path / "log")
    with structlog.contextvars.bound_contextvars(task_id="t1"):
        structlog.get_logger("a").info("100%_done", path="/ä", error='"quoted"')
    (line,) = _lines(tmp_path / "log")
    assert line.items() >= {"event": "100%_done", "path": "/ä", "task_id": "t1", "level": "info"}.items()
    assert line["service"] == "tested"
    assert json.loads(capsys.readouterr().out) == line


def test_libraries_log_in_the_same_form(tmp_path: Path) -> None:
    """A record of the standard library becomes the same kind of line, a crash with its stack trace."""
    _configure(tmp_path / "log")
    logging.getLogger("library").warning("%s of %s", 1, 2)
    structlog.get_logger("b").error("crashed", exc_info=ValueError("broken"))
    first, second = _lines(tmp_path / "log")
    assert (first["event"], first["level"], first["service"]) == ("1 of 2", "warning", "tested")
    assert "ValueError: broken" in str(second["exception"])


def test_what_is_below_the_level_is_left_out(tmp_path: Path) -> None:
    """Debug lines are not written unless asked for."""
    _configure(tmp_path / "log")
    structlog.get_logger("c").debug("detail")
    logging.getLogger("library").debug("detail")
    assert _lines(tmp_path / "log") == []


def test_lines_for_people(tmp_path: Path) -> None:
    """The console form is a line to read."""
    _configure(tmp_path / "log", LogFormat.CONSOLE)
    structlog.get_logger("d").info("begun", films=2)
    assert "begun" in (tmp_path / "log").read_text()
    assert "films=2" in (tmp_path / "log").read_text()


def test_the_file_is_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that would grow too large is set aside, and the line goes into a new one."""
    _configure(tmp_path / "log")
    (file,) = [handler for handler in logging.getLogger().handlers if isinstance(handler, RotatingFileHandler)]
    monkeypatch.setattr(file, "maxBytes", 500)
    for number in range(10):
        structlog.get_logger("e").info("line", number=number)
    assert [line["number"] for line in _lines(tmp_path / "log")][-1] == 9
    assert (tmp_path / "log.1").stat().st_size <= 500
