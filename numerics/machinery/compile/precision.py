"""python-flint at a precision of our own, whatever other threads do with theirs.

``flint.ctx.prec`` is one number for the whole process (python-flint 0.9): what another thread sets changes what is
computed here, and what is set here would change what is computed there. So:

* ``precision(bits)`` sets it under a lock of ours and puts back what others have set, also what they set
  meanwhile. It knows whether they did: a block in which they did was *disturbed*.
* ``steady(bits, compute)`` computes a small piece again when it was disturbed. Balls contain the true value at any
  precision, so that nothing wrong comes out of a disturbed piece, only something too wide; and what drops a radius
  looks at it first.
* A loop that would be disturbed every time sets the precision anew in each turn (``CTX.prec = bits``; see
  ``powerseries``). CPython lets another thread run only at a call, at the start of a function and at a jump
  backwards, so that arithmetic written after that assignment, without a call, is done at that precision.

A piece that was disturbed twice is computed with the other threads held off for about as long as it takes
(``sys.setswitchinterval``), which ends the matter.
Not guaranteed: that another thread which reads ``flint.ctx.prec`` in such a moment reads what it set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count
from threading import RLock
from types import TracebackType
from typing import TypeVar

import flint

__all__ = ["CTX", "Spoilt", "precision", "steady"]

CTX = flint.ctx
_PATIENCE = 2  # disturbed attempts before others are held off
_SPOILT = 12  # attempts that may find numbers too wide though nobody was seen to disturb them
_HELD_OFF = 0.02  # seconds for which they are, at first

_Result = TypeVar("_Result")


class Spoilt(Exception):
    """Raised within ``steady`` by what finds its numbers wider than its precision makes them."""


class _Shared:
    """What mirrors the one number: whose turn it is, the blocks that are open, and what others want it to be."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.open: list[precision] = []
        self.outside = CTX.prec


_SHARED = _Shared()


def _after_fork() -> None:
    """A child has one thread: blocks of other threads are not open in it."""
    if _SHARED.open:
        CTX.prec = _SHARED.outside
    _SHARED.lock, _SHARED.open = RLock(), []


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class precision:
    """``with precision(bits) as block:`` python-flint at this many bits; ``block.disturbed`` afterwards.

    A block that is disturbed passes that on to the block around it, except by way of ``steady``. One that is
    ``guarded`` sets the precision before all that needs it, and is never disturbed.
    """

    def __init__(self, bits: int, *, guarded: bool = False) -> None:
        self.bits = bits
        self.guarded = guarded
        self.disturbed = False
        self._again = self._alone = False

    def __enter__(self) -> precision:
        _SHARED.lock.acquire()
        bits, blocks = self.bits, _SHARED.open
        found = CTX.prec
        CTX.prec = bits
        if not blocks:
            _SHARED.outside = found
        elif found != blocks[-1].bits:
            _SHARED.outside = found
            blocks[-1].disturbed |= not (self._again or blocks[-1].guarded)
        blocks.append(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        bits, blocks, outside = self.bits, _SHARED.open, _SHARED.outside
        blocks.pop()
        around = blocks[-1] if blocks else None
        inner = 0 if around is None else around.bits
        found = CTX.prec
        CTX.prec = inner if inner else (outside if found == bits else found)
        if found != bits:
            self.disturbed = not self.guarded
            _SHARED.outside = found
        if around is not None and self.disturbed and not self._alone:
            around.disturbed = True
        _SHARED.lock.release()

    def absorb(self, found: int) -> None:
        """Another thread had set this precision; it is remembered, and did no harm."""
        if found != self.bits:
            _SHARED.outside = found


def steady(
    bits: int, compute: Callable[[], _Result], good: Callable[[_Result], bool] | None = None
) -> _Result:
    """compute() with python-flint at this many bits, again and again until nobody disturbed it.

    good: whether a result of a disturbed attempt will do all the same (that of a proof will).
    What ``compute`` raises is raised unless it was disturbed; ``Spoilt`` counts as a disturbance.
    """
    with _SHARED.lock:
        for attempt in count():
            block = precision(bits)
            block._alone, block._again = True, attempt > 0
            try:
                with _held_off(attempt), block:
                    value = compute()
            except Spoilt:
                if attempt < _SPOILT or block.disturbed:
                    continue
                raise ArithmeticError(
                    f"numbers of {bits} bits came out wider than they can be"
                ) from None
            except Exception:
                if block.disturbed:
                    continue
                raise
            if not block.disturbed or (good is not None and good(value)):
                return value
    raise AssertionError("count() has no end")


def _held_off(attempt: int) -> AbstractContextManager[None]:
    """Other threads held off, for longer at each attempt after the first ones."""
    return nullcontext() if attempt < _PATIENCE else _no_turns(attempt)


@contextmanager
def _no_turns(attempt: int) -> Iterator[None]:
    before, ours = sys.getswitchinterval(), min(_HELD_OFF * 2.0 ** (attempt - _PATIENCE), 60.0)
    sys.setswitchinterval(max(ours, before))
    try:
        yield
    finally:
        sys.setswitchinterval(before)
