"""The script writer that needs no model and no network: it reads the briefing and says it in scenes."""

import asyncio
from typing import Final

from contracts import Briefing, Language, Script
from script_agent.language import language_of
from script_agent.storyboard import script_of
from script_agent.tongues.base import Tongue
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


class LocalScriptwriter:
    """Writes films in the languages it has a tongue for."""

    name: Final = "local"

    def __init__(self) -> None:
        self._tongues: dict[Language, Tongue] = {
            Language.ENGLISH: English(),
            Language.PORTUGUESE: Portuguese(),
        }

    async def write(self, task_id: str, briefing: Briefing) -> Script:
        """Return the briefing's script; dictionaries are loaded at the first call.

        Raises:
            PermanentError: `language_unsupported` or `briefing_without_words`.
        """
        return await asyncio.to_thread(self._write, task_id, briefing)

    def _write(self, task_id: str, briefing: Briefing) -> Script:
        language = language_of(briefing)
        return script_of(task_id, briefing, language, self._tongues[language])
