"""The script writer that needs no model and no network: it reads the briefing and says it in scenes."""

import asyncio
from typing import Final

from script_agent.commission import Commission
from script_agent.language import language_of
from script_agent.screenplay import Screenplay
from script_agent.storyboard import screenplay_of
from script_agent.tongues.spoken import tongues


class LocalScriptwriter:
    """Writes films in the languages it has a tongue for; costs nothing."""

    name: Final = "local"

    def __init__(self) -> None:
        self._tongues = tongues()

    async def write(self, commission: Commission, _buyer: object = None, /) -> Screenplay:
        """Return the commission's film; dictionaries are loaded at the first call.

        Raises:
            PermanentError: `language_unsupported` or `briefing_without_words`.
        """
        return await asyncio.to_thread(self.write_now, commission)

    def write_now(self, commission: Commission) -> Screenplay:
        """Return the same, keeping the calling thread busy for it."""
        language = language_of(commission)
        return screenplay_of(commission, language, self._tongues[language])
