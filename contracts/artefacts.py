"""The claim check: how an event or a document points at bytes in the object store."""

from typing import Annotated

from pydantic import Field, StringConstraints

from contracts.base import Contract

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class ArtefactRef(Contract):
    """One stored object: where it is, how large, and the checksum that tells whether it is whole."""

    key: Annotated[str, Field(min_length=1, description="Path inside the object store; what OMA's services read by.")]
    uri: Annotated[str, Field(min_length=1, description="Full address of the object; what other systems read by.")]
    media_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$")]
    size_bytes: Annotated[int, Field(ge=0)]
    sha256: Sha256
