"""What the script writer's tests share: the two languages, and a corpus of briefings with their scripts."""

import asyncio
import json
from pathlib import Path

import pytest

from contracts import Briefing, Script
from script_agent.commission import Commission
from script_agent.local import LocalScriptwriter
from script_agent.screenplay import script_of
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese

BRIEFINGS = Path(__file__).with_name("briefings.json")
EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="session")
def english() -> English:
    """Return the English tongue."""
    return English()


@pytest.fixture(scope="session")
def portuguese() -> Portuguese:
    """Return the Portuguese tongue."""
    return Portuguese()


@pytest.fixture(scope="session")
def writer() -> LocalScriptwriter:
    """Return a writer whose dictionaries are loaded once."""
    return LocalScriptwriter()


@pytest.fixture(scope="session")
def scripts(writer: LocalScriptwriter) -> list[Script]:
    """Return the scripts of the whole corpus and of both examples."""
    examples = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(EXAMPLES.glob("*.json"))]
    corpus = json.loads(BRIEFINGS.read_text(encoding="utf-8"))
    briefings = [Briefing.model_validate(given) for given in [*corpus, *examples]]
    return [
        script_of(f"task-{number}", briefing, asyncio.run(writer.write(Commission.of(briefing))))
        for number, briefing in enumerate(briefings)
    ]
