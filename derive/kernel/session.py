"""A conversation with coqtop: one sentence at a time, each with its share of processor time.

Loading the libraries costs more than most theorems, so one conversation takes text after text, each in a module of its
own. A proof is left at its first sentence that fails.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from math import isnan
from types import TracebackType

from softpot.derive.kernel.processes import Processes

_PROMPT = re.compile(r"<prompt>(\S+) < (\d+) \|[^|]*\| \d+ < </prompt>")
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_LOOK = 0.2  # seconds between two looks at the clock
_GRACE = 20  # seconds of processor time within which an interrupted tactic has to give in
_PATIENCE = 20  # how many times longer than the processor's time the wait may be


class Ended(Exception):
    """coqtop is gone; the message is the last that it said."""


class Session:
    """A coqtop with its libraries loaded; ``say`` tells what was wrong with a sentence, "" where nothing was."""

    def __init__(self, processes: Processes, loading: str) -> None:
        self.loading = loading
        self.output = ""
        self._processes = processes
        self._process = processes.start(
            "coqtop", "-emacs", stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._state = 0
        self._open = False
        self._marks = 0
        try:
            self._read(60)
            wrong = self.say("Set Silent.", 60) or self.say(loading, 60)
            if wrong:
                raise Ended(wrong)
        except BaseException:
            self.close()
            raise

    def say(self, sentence: str, seconds: float) -> str:
        """What is wrong with a sentence; it is interrupted when it has taken its time of the processor."""
        if not sentence.endswith((".", "{", "}")):
            return "a sentence without an end"
        before = self._state
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{sentence}\n".encode())
            self._process.stdin.flush()
        except OSError as error:
            raise Ended("it ended") from error
        late = self._read(seconds)
        if late:
            return f"it takes longer than {seconds:g} s"
        if self._state > before:
            return ""
        return error_in(self.output)

    @property
    def proving(self) -> bool:
        """Whether a proof is open."""
        return self._open

    def cpu(self) -> float:
        """Seconds of processor time that coqtop has taken so far."""
        try:
            with open(f"/proc/{self._process.pid}/stat", encoding="ascii") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            return float("nan")
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def _read(self, seconds: float) -> bool:
        """Read to the next prompt; whether the sentence had to be interrupted."""
        begun, waited, late, marked = self.cpu(), 0.0, False, False
        assert self._process.stdout is not None
        file = self._process.stdout.fileno()
        said = b""
        while True:
            ready, _, _ = select.select([file], [], [], _LOOK)
            if ready:
                more = os.read(file, 1 << 16)
                if not more:
                    raise Ended(error_in(said.decode(errors="replace")))
                said += more
                if said.rstrip().endswith(b"</prompt>"):
                    if late and not marked:
                        self._mark()
                        marked = True
                    elif self._settled(said, late):
                        return late
                continue
            waited += _LOOK
            used = self.cpu() - begun
            taken = waited if isnan(used) else used
            if taken > seconds and not late:
                late = True
                self._process.send_signal(signal.SIGINT)
            elif taken > seconds + _GRACE or waited > _PATIENCE * (seconds + _GRACE):
                raise Ended(f"it takes longer than {seconds:g} s, and cannot be interrupted")

    def _mark(self) -> None:
        """After an interruption the number of prompts is not known: ask for a word, and wait for it."""
        self._marks += 1
        assert self._process.stdin is not None
        self._process.stdin.write(f"Check mark'{self._marks}.\n".encode())
        self._process.stdin.flush()

    def _settled(self, said: bytes, late: bool) -> bool:
        text = said.decode(errors="replace")
        if late and f"mark'{self._marks} was not found" not in re.sub(r"\s+", " ", text):
            return False
        prompts = _PROMPT.findall(text)
        if not prompts:
            return False
        name, state = prompts[-1]
        self._state, self._open, self.output = int(state), name != "Coq", text
        return True

    def close(self) -> None:
        """End it."""
        if self._process.returncode is None:
            self._process.kill()
            self._processes.ended(self._process)
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def error_in(output: str) -> str:
    """What Rocq says is wrong, on one line."""
    output = re.sub(r"<prompt>.*?</prompt>", "", output)
    _, _, said = output.partition("Error:")
    return " ".join(said.split())[:300] or "it says nothing"


def sentences(proof: str) -> Iterator[str]:
    """The sentences of a text: each ends with a full stop before a space, or is a bracket around others."""
    text = re.sub(r"\(\*.*?\*\)", " ", proof, flags=re.DOTALL)
    rest = text.strip()
    while rest:
        if rest[0] in "{}":
            yield rest[0]
            rest = rest[1:].strip()
            continue
        end = re.search(r"\.(?=\s|$)", rest)
        if end is None:
            yield rest
            return
        yield rest[: end.end()]
        rest = rest[end.end() :].strip()
