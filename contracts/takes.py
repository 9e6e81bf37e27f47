"""Takes: which making of each part of a film is wanted, when a user asks for a part to be made anew."""

from typing import Annotated

from pydantic import Field

from contracts.base import Contract

Take = Annotated[int, Field(ge=1, description="1 for the first making; grows when a user wants another one.")]


class Takes(Contract):
    """The wanted take of each stage; part of what the stage's result depends on."""

    script: Take = 1
    visuals: Take = 1
    narration: Take = 1
    render: Take = 1
