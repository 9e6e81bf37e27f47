"""Every language a film can be written in, with its tongue."""

from collections.abc import Mapping

from contracts import Language
from script_agent.tongues.base import Tongue
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


def tongues() -> Mapping[Language, Tongue]:
    """Return a tongue for each language."""
    return {Language.ENGLISH: English(), Language.PORTUGUESE: Portuguese()}
