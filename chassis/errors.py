"""The two kinds of failure: one that a later try may heal, one that it will not.

StageError
├── TransientError            tried again with backoff, then given up
│   ├── UnavailableError      a dependency is away: tried again until it is back
│   └── ExhaustedError        was tried again where it happened, long enough: given up at once
└── PermanentError            given up at once
    ├── CorruptArtefactError
    └── MendableError         the operator can mend what is wrong, and then the same input will do

TaskWithdrawnError            no failure: nobody wants the work any more
"""


class StageError(Exception):
    """Work on a task went wrong, told so that the user who waits for the film can act on it."""

    retryable: bool

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class TransientError(StageError):
    """Something outside failed in a way that often passes: a time-out, a full queue, a lost connection."""

    retryable = True


class UnavailableError(TransientError):
    """A part of the installation (broker, store, database) does not answer; no task is to blame."""


class ExhaustedError(TransientError):
    """All tries that make sense were made already; only a user's retry, later, may go better."""


class PermanentError(StageError):
    """The same input would fail again."""

    retryable = False


class CorruptArtefactError(PermanentError):
    """Stored bytes do not have the checksum that was noted when they were stored; a user's retry makes them again."""

    retryable = True

    def __init__(self, key: str) -> None:
        super().__init__(
            "artefact_corrupt",
            f"The stored file {key} is damaged.",
            "Retry the task: what is damaged will be made again.",
        )


class MendableError(PermanentError):
    """Nothing is wrong with the task: a setting or an account is, and a user's retry helps once that is mended."""

    retryable = True


class TaskWithdrawnError(Exception):
    """The attempt was cancelled or replaced by a later one; its message is done with, and nothing is announced."""
