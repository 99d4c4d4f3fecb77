"""A proof as it is written: its sentences, and fresh names in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Script:
    """The sentences of a proof, and fresh names in it."""

    sentences: list[str] = field(default_factory=list)
    used: int = 0
    everywhere: bool = False

    def add(self, *sentences: str) -> None:
        """Append sentences; ``everywhere`` they hold for all goals that are left."""
        front = "all: " if self.everywhere else ""
        self.sentences += [s if s in "{}" or s.endswith("{") else front + s for s in sentences]

    def fresh(self, stem: str) -> str:
        """A name that the proof has not used."""
        self.used += 1
        return f"{stem}{self.used}"

    @property
    def text(self) -> str:
        """All sentences on one line."""
        return " ".join(self.sentences)
