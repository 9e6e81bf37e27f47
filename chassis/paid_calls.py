"""A paid call and its answer, as providers describe them to the ledger."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from chassis.workspace import inputs_hash
from contracts import Usage


class Answer(BaseModel):
    """What a provider sent back, and what it counted."""

    data: bytes
    media_type: str
    usage: Usage


@dataclass(frozen=True)
class PaidCall:
    """One call that costs money. Two calls with the same name and inputs are the same call and are paid once."""

    provider: str
    model: str
    name: str
    """The readable part of the key: "script", "image-s03", "speech-s02-1"; lower-case letters, digits and dashes."""
    inputs: BaseModel | str
    """Everything the answer depends on: the whole request, and the wanted take of the stage."""
    expected: Usage
    """What the call will use at most; the budget is checked against its price."""
    run: Callable[[str], Awaitable[Answer]]
    """Makes one attempt with the idempotency key it is given; raises the SDK's errors as they are.

    An answer that arrived is billed, so it is returned whatever it says: whether it is a refusal or nonsense is judged
    after it was bought.
    """

    @cached_property
    def key(self) -> str:
        """Name and digest of what is asked: unique within a task, the same on every attempt."""
        return f"{self.name}-{inputs_hash(self.provider, self.model, self.name, self.inputs)}"
