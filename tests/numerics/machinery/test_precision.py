"""python-flint's one precision: ours inside a block, that of others outside, whoever sets it and when."""

from __future__ import annotations

import multiprocessing
import sys
from threading import Event, Thread

import flint
import pytest

from softpot.numerics.machinery.compile.precision import CTX, Spoilt, precision, steady
from softpot.numerics.spectrum.series import powerseries

THEIRS = 77


@pytest.fixture(autouse=True)
def theirs():
    before = CTX.prec
    CTX.prec = THEIRS
    yield
    CTX.prec = before


def test_a_block_gives_back_what_it_found():
    with precision(200) as outer:
        assert CTX.prec == 200
        with precision(300) as inner:
            assert CTX.prec == 300
        assert CTX.prec == 200
    assert CTX.prec == THEIRS
    assert not outer.disturbed and not inner.disturbed
    with pytest.raises(ZeroDivisionError), precision(200), precision(300):
        raise ZeroDivisionError
    assert CTX.prec == THEIRS


@pytest.mark.parametrize("deep", [1, 2, 3])
def test_what_others_set_meanwhile_is_what_is_left(deep):
    """As another thread would do it, at any depth of our blocks."""
    blocks = [precision(200 + k) for k in range(deep)]
    for block in blocks:
        block.__enter__()
    CTX.prec = 41
    for block in reversed(blocks):
        block.__exit__(None, None, None)
    assert CTX.prec == 41
    assert all(block.disturbed for block in blocks)


def test_a_change_between_two_blocks_disturbs_the_one_around():
    with precision(200) as outer:
        CTX.prec = 41
        with precision(300) as inner:
            pass
        assert CTX.prec == 200
    assert outer.disturbed and not inner.disturbed
    assert CTX.prec == 41


def test_a_guarded_block_is_not_disturbed():
    with precision(200, guarded=True) as block:
        CTX.prec = 41
        with precision(300):
            pass
        block.absorb(42)
        CTX.prec = 43
    assert not block.disturbed and CTX.prec == 43


@pytest.mark.parametrize("times", [1, 2, 3, 6])
def test_a_disturbed_piece_is_computed_again(times):
    """The last attempts with other threads held off, and not a moment longer."""
    interval = sys.getswitchinterval()
    seen = []

    def compute():
        value = flint.arb(2).sqrt()
        seen.append(sys.getswitchinterval())
        if len(seen) <= times:
            CTX.prec = 30 + len(seen)
        return value

    with precision(100) as around:
        value = steady(400, compute)
    assert value.rel_accuracy_bits() >= 395
    assert len(seen) == times + 1 and not around.disturbed
    assert CTX.prec == 30 + times
    assert sys.getswitchinterval() == interval
    assert max(seen[:2]) == interval
    assert len(seen) < 3 or min(seen[2:]) > interval


def test_errors_of_a_disturbed_attempt_are_not_believed():
    attempts = []

    def compute():
        attempts.append(1)
        if len(attempts) < 3:
            CTX.prec = 31
            raise ValueError("nonsense")
        return "done"

    assert steady(100, compute) == "done"
    with pytest.raises(ValueError, match="an honest one"):
        steady(100, lambda: (_ for _ in ()).throw(ValueError("an honest one")))
    assert CTX.prec == 31


def test_a_result_that_will_do_all_the_same():
    attempts = []

    def compute():
        attempts.append(1)
        CTX.prec = 31
        return len(attempts)

    assert steady(100, compute, good=lambda n: n == 2) == 2


def test_numbers_found_too_wide_are_computed_again_but_not_for_ever():
    attempts = []

    def compute():
        attempts.append(1)
        if len(attempts) < 3:
            raise Spoilt
        return "done"

    assert steady(100, compute) == "done"
    with pytest.raises(ArithmeticError, match="wider than"):
        steady(100, lambda: (_ for _ in ()).throw(Spoilt))
    assert CTX.prec == THEIRS


def test_the_hot_loops_set_the_precision_in_each_turn():
    """Changed behind their back at every look at CTX: a block that only set it at its start would be 20 bits wide."""

    class Played:
        """What powerseries takes for CTX: whatever it sets, another thread has changed it at the next look."""

        @property
        def prec(self):
            CTX.prec = 20
            return 20

        @prec.setter
        def prec(self, bits):
            CTX.prec = bits

    with precision(300):
        full = tuple(flint.arb(k) / 7 for k in (1, -2, 3, 1, 2))
        cases = [(full, (flint.arb(1), flint.arb(1) / 3))]
        zero = flint.arb(0)
        even = (full[0], zero, full[2], zero, full[4])
        cases += [(even, (full[0], zero)), (even, (zero, full[0]))]
    for q, start in cases:
        alone = powerseries.sums(q, start, 300)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(powerseries, "CTX", Played())
            played = powerseries.sums(q, start, 300)
        for name in ("even", "odd", "even_slope", "odd_slope"):
            found = getattr(played, name)
            assert found.overlaps(getattr(alone, name))
            assert found == 0 or found.rel_accuracy_bits() > 280


def test_a_child_of_a_thread_in_a_block():
    """A fork while another thread is inside a block: its lock is not held in the child for ever."""
    inside, done = Event(), Event()

    def hold() -> None:
        with precision(500):
            inside.set()
            done.wait(60)

    holder = Thread(target=hold)
    holder.start()
    inside.wait(60)
    try:
        context = multiprocessing.get_context("fork")
        with context.Pool(1) as pool:
            assert pool.apply_async(_child).get(timeout=60) == (THEIRS, 195)
    finally:
        done.set()
        holder.join()
    assert CTX.prec == THEIRS


def _child() -> tuple[int, int]:
    outside = CTX.prec
    return outside, min(195, steady(200, lambda: flint.arb(2).sqrt()).rel_accuracy_bits())


def test_what_is_set_before_a_first_attempt_disturbs_the_block_around():
    """What is set between two attempts does not, for the value around was not touched by them."""
    with precision(200) as around:
        CTX.prec = 41
        assert steady(300, lambda: CTX.prec) == 300
    assert around.disturbed and CTX.prec == 41
    CTX.prec = THEIRS
    attempts = []

    def compute():
        attempts.append(1)
        if len(attempts) == 1:
            CTX.prec = 42
        return len(attempts)

    def good(value):
        CTX.prec = 43
        return False

    with precision(200) as around:
        assert steady(300, compute, good) == 2
    assert not around.disturbed and CTX.prec == 43


def test_numbers_that_come_out_too_wide_though_nobody_disturbed_them():
    """Twelve attempts, and then an error; one that was seen to be disturbed does not count."""
    attempts = []

    def wide():
        attempts.append(1)
        raise Spoilt

    with pytest.raises(ArithmeticError, match="200 bits came out wider"):
        steady(200, wide)
    assert len(attempts) == 13
    attempts.clear()

    def disturbed():
        attempts.append(1)
        if len(attempts) <= 15:
            if len(attempts) > 12:
                CTX.prec = 41
            raise Spoilt
        return "done"

    assert steady(200, disturbed) == "done"
