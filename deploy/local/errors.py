"""What the stack says when it cannot go on: what happened, and what the reader can do about it."""


class StackError(Exception):
    """A failure the person at the terminal can act on; `remedy` is one or two plain sentences."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message
