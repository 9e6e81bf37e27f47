"""Each service installs with its own extra and nothing more."""

import re
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
LOCKS = {
    "gateway": "requirements-gateway.lock",
    "script_agent": "requirements-script.lock",
    "visual_agent": "requirements-visual.lock",
    "voice_agent": "requirements-voice.lock",
    "render_agent": "requirements-render.lock",
}
OURS = {*LOCKS, "contracts", "chassis"}


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph(*sorted(OURS), include_external_packages=True, cache_dir=None)


def _distributions_imported_by(service: str) -> set[str]:
    """Return the normalised names of the third-party distributions that are imported when a service runs."""
    graph = _graph()
    own = {module for module in graph.modules if module.split(".")[0] == service}
    shared = graph.find_upstream_modules(service, as_package=True)
    modules = own | {module for module in shared if module.split(".")[0] in {"chassis", "contracts"}}
    imported = {name.split(".")[0] for module in modules for name in graph.find_modules_directly_imported_by(module)}
    owners = packages_distributions()
    return {
        re.sub(r"[-_.]+", "-", owners[name][0]).lower()
        for name in imported - OURS - set(sys.stdlib_module_names)
        if name in owners
    }


def _locked(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


@pytest.mark.parametrize("service", LOCKS)
def test_a_service_imports_only_what_its_lock_installs(service: str) -> None:
    """Every third-party package a service imports is pinned in that service's own lock file."""
    imported = _distributions_imported_by(service)

    assert "pydantic" in imported
    assert imported <= _locked(LOCKS[service])


@pytest.mark.parametrize(
    ("service", "unwanted"),
    [
        ("gateway", {"av", "numpy", "opencv-python-headless", "onnxruntime", "pillow"}),
        ("script_agent", {"av", "pillow", "motor", "fastapi", "onnxruntime"}),
        ("render_agent", {"motor", "pymongo", "fastapi", "onnxruntime"}),
        ("voice_agent", {"motor", "pymongo", "fastapi", "opencv-python-headless"}),
        ("visual_agent", {"motor", "pymongo", "fastapi", "onnxruntime", "av"}),
    ],
)
def test_a_service_installs_nothing_of_its_neighbours(service: str, unwanted: set[str]) -> None:
    """A service's lock file holds no heavy part that only another service needs."""
    assert _locked(LOCKS[service]) & unwanted == set()


@pytest.mark.parametrize("lock", [*LOCKS.values(), "requirements.lock"])
def test_every_pin_has_hashes_and_no_registry_is_named(lock: str) -> None:
    """Locks are reproducible on any mirror: each pin has hashes, and no address is written down."""
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert text.count("==") >= 20
    assert len(re.findall(r"^\S+==\S+.*\\$", text, re.MULTILINE)) == len(re.findall(r"^\S+==", text, re.MULTILINE))
    assert "://" not in text
