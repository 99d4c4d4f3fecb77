"""Wrong lines given to Rocq: each step of the paper with a sign, a constant or an exponent changed, or a term dropped.

python benchmarks/changed_lines.py [--most 3] [--seed 10] [--at-once 2] [--out benchmarks/changed_lines.json] [ID ...]

A changed line is exported with its method ignored: nothing asks the method whether it still proves the line. It stands
after the lines that the right one stands after, and is tried with the proof written for it and with every tactic that
proves something by itself. Changed lines that exact algebra finds the same as the right ones are set aside. The
right line is tried with the same tactics, so that a session in which nothing works counts for nothing.

The kept result says how many were tried, how many are not exportable, how many Rocq refuses (apart: those of lines
whose right form it does not accept either), and lists what it accepts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from softpot.derive.kernel import rocq
from softpot.derive.kernel.processes import Processes, versions
from softpot.derive.kernel.session import Session, sentences
from softpot.derive.kernel.texts import Piece, line_alone, text_of
from softpot.derive.machinery.step import Role
from softpot.derive.theory import SOFT_POTENTIAL as PAPER
from softpot.numerics.machinery.mutants import Mutant, equivalent, mutants

SECONDS = 6  # for one attempt
ANYTHING = "repeat split; first [ need | lra | field; need | ring | nra | conclude | reflexivity ]"


@dataclass(frozen=True)
class Changed:
    """A changed line: where, what was changed, and the theorem made of it, where there is one."""

    id: str
    line: int
    change: str
    statement: str
    piece: Piece

    @property
    def kind(self) -> str:
        """What was changed, as one word."""
        if "dropped" in self.change or "drop" in self.change:
            return "a term or clause dropped"
        if "negated" in self.change:
            return "a sign"
        return "an exponent" if "exponent" in self.change else "a constant"


def changed_lines(id: str, most: int, seed: int) -> Iterator[Changed]:
    """Up to ``most`` changed forms of each step of an entry, chosen at random."""
    derived = PAPER.derivation(id)
    for number, step in enumerate(derived.steps, 1):
        if step.role is not Role.STEP:
            continue
        rng = random.Random(f"{seed} {id} {number}")
        found: list[Mutant] = list(mutants(step.statement))
        rng.shuffle(found)
        chosen = 0
        for mutant in found:
            if chosen == most:
                break
            if equivalent(mutant.expression, step.statement):
                continue
            wrong = replace(step, statement=mutant.expression)
            piece = line_alone(derived, number, wrong)
            yield Changed(id, number, mutant.change, str(mutant.expression), piece)
            chosen += 1


def session(id: str, lines: list[Changed], here: Processes) -> tuple[set[str], set[str]]:
    """The names of the accepted changed lines, and of the accepted right ones."""
    text = text_of(PAPER, id)
    waiting: dict[str, list[tuple[str, Piece]]] = {}
    for k, each in enumerate(lines):
        if each.piece.proof:
            waiting.setdefault(f"line_{each.line}", []).append((f"wrong_{k}", each.piece))
    wrong, right = set(), set()
    with Session(here, rocq.loading(text)) as told:
        for block in text.blocks():
            if not block.name:
                for sentence in sentences(block.text):
                    told.say(sentence, SECONDS)
                continue
            for name, piece in waiting.get(block.name, ()):
                for k, proof in enumerate((piece.proof, f"intros; {ANYTHING}.")):
                    if not rocq.proved(f"{name}_{k}", piece.claim, proof, told, SECONDS):
                        wrong.add(name)
            if not rocq.proved(block.name, block.claim, block.proof, told, SECONDS):
                right.add(block.name)
            else:
                told.say(f"Hypothesis {block.name} : {block.claim}.", SECONDS)
    return wrong, {name for name in right if re.fullmatch(r"line_\d+", name)}


def main(arguments: list[str]) -> int:
    """Try them all, write the result, and print it; 1 where something was accepted that is not explained."""
    parser = argparse.ArgumentParser(description="Give changed lines of the paper to Rocq.")
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--most", type=int, default=3, help="changed forms of one step")
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--at-once", type=int, default=2, help="conversations with coqtop")
    told = parser.parse_args(arguments)
    ids = told.ids or [entry.id for entry in PAPER.entries if entry.derive is not None]
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    refused_kinds: Counter[str] = Counter()
    accepted: list[dict[str, object]] = []
    with rocq.compiled_library() as here, ThreadPoolExecutor(told.at_once) as pool:
        waiting = []
        for id in ids:
            lines = list(changed_lines(id, told.most, told.seed))
            waiting.append((id, lines, pool.submit(session, id, lines, here)))
        for id, lines, work in waiting:
            wrong, right = work.result()
            counts["right steps accepted in the same sessions"] += len(right)
            outcomes: Counter[str] = Counter()
            for k, each in enumerate(lines):
                outcome = "not exportable"
                if each.piece.proof:
                    both = f"line_{each.line}" not in right
                    outcome = "refused, as is the right line" if both else "refused"
                if f"wrong_{k}" in wrong:
                    outcome = "accepted"
                    accepted.append({"entry": id, "line": each.line, "change": each.change,
                                     "statement": each.statement, "claim": each.piece.claim})  # fmt: skip
                outcomes[outcome] += 1
                kinds[each.kind] += 1
                refused_kinds[each.kind] += outcome != "accepted"
            counts += outcomes
            print(f"{id}: {dict(outcomes)}", flush=True)
    result = {
        "seed": told.seed,
        "most": told.most,
        "tried": sum(kinds.values()),
        **dict(counts),
        "kinds": {kind: [refused_kinds[kind], kinds[kind]] for kind in sorted(kinds)},
        "versions": versions(),
        "accepted lines": accepted,
    }
    if told.out is not None:
        told.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    return int(bool(accepted))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
