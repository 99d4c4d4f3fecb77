"""Conversations with coqtop: what is said of a sentence, and what is left of it when its parent dies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from softpot.derive.kernel.processes import Processes
from softpot.derive.kernel.session import Session, error_in, sentences

LOADING = "Require Import Lia."
ENDLESS = "do 1000000000 idtac."


def test_sentences_end_at_full_stops_before_spaces() -> None:
    said = "(* A remark. It is none. *) split. { apply Nat.add_comm. } all: first [ ring\n| lra ]."
    assert list(sentences(said)) == [
        "split.", "{", "apply Nat.add_comm.", "}", "all: first [ ring\n| lra ].",
    ]  # fmt: skip


def test_an_error_is_told_without_the_prompts() -> None:
    said = "Error: no\nsuch thing.\n\n<prompt>Coq < 3 || 0 < </prompt>"
    assert error_in(said) == "no such thing."


rocq = pytest.mark.skipif(shutil.which("coqtop") is None, reason="there is no coqtop")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session(Processes(tmp_path), LOADING) as made:
        yield made


@rocq
@pytest.mark.slow
def test_what_is_wrong_with_a_sentence(session: Session) -> None:
    assert session.say("Theorem one : 1 + 1 = 2.", 5) == "" and session.proving
    assert "not found" in session.say("exact no_such_name.", 5)
    assert session.say("no end of it", 5) == "a sentence without an end"
    assert session.say(ENDLESS, 0.3) == "it takes longer than 0.3 s"
    assert session.say("reflexivity.", 5) == "" and session.say("Qed.", 5) == ""
    assert not session.proving
    assert session.say("Check one.", 5) == "" and "1 + 1 = 2" in session.output


@rocq
@pytest.mark.slow
def test_a_false_theorem_is_not_proved_by_what_comes_after_an_interruption(
    session: Session,
) -> None:
    session.say("Theorem wrong : 1 = 2.", 5)
    for _ in range(3):
        assert session.say(f"try ({ENDLESS.rstrip('.')}).", 0.2).startswith("it takes longer")
    assert session.say("reflexivity.", 5) and session.say("Qed.", 5) and session.proving


PARENT = """
import signal, sys
from pathlib import Path
from softpot.derive.kernel.processes import Processes
from softpot.derive.kernel.session import Session
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background has not
session = Session(Processes(Path(sys.argv[1])), {loading!r})
session.say("Theorem one : True.", 5)
print(session._process.pid, flush=True)
session.say({endless!r}, 100)
"""


@rocq
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="there is no setpriv")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_coqtop_outlives_its_parent(tmp_path: Path, how: signal.Signals) -> None:
    words = PARENT.format(loading=LOADING, endless=ENDLESS)
    parent = subprocess.Popen(
        [sys.executable, "-c", words, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(0.3)
    os.kill(child, 0)  # it is at work
    parent.send_signal(how)
    parent.communicate(timeout=20)
    for _ in range(100):
        if not _alive(child):
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("coqtop goes on without its parent")


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
