"""Every line of the paper given to Rocq in one run: what it accepts, and what that costs.

python benchmarks/certified.py [--out benchmarks/certified.json] [ID ...]

One row an entry: its steps, how many are accepted, refused and not exported, the processor time that Rocq took for
it, and what it lacks to be whole. The last row has all of them, and the processor time of everything: the
derivations, the texts, the library, coqtop and coqc. Kept certificates are not looked at, so that nothing is spared.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

from softpot.derive.kernel import certificates, rocq
from softpot.derive.kernel.processes import versions
from softpot.derive.kernel.texts import text_of
from softpot.derive.theory import SOFT_POTENTIAL as PAPER

KINDS = ("accepted", "refused", "not exported")


def main(arguments: list[str]) -> int:
    """Run it, print the table, and write the result."""
    parser = argparse.ArgumentParser(description="Give every line of the paper to Rocq.")
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--out", type=Path)
    told = parser.parse_args(arguments)
    ids = told.ids or [entry.id for entry in PAPER.entries if entry.derive is not None]
    texts = [text_of(PAPER, id) for id in ids]
    found = rocq.settle_all(texts, {})
    seconds = sum(os.times()[:4])
    accepted = {id: result.accepted for id, result in found.items()}
    print(f"{'entry':30} {'steps':>6} {'accepted':>9} {'refused':>8} {'not exp.':>8} {'CPU s':>7}")
    rows: dict[str, dict[str, object]] = {}
    total: Counter[str] = Counter()
    for text in texts:
        lines = certificates.lines_of(text, accepted[text.id])
        said = Counter(words.partition(":")[0] for words in lines.values())
        counts = {kind: said[kind] for kind in KINDS}
        missing = certificates.missing(PAPER, text, accepted, None)
        time = found[text.id].milliseconds / 1000
        why = {
            f"{n}": found[text.id].why.get(f"line_{n}", words.partition(": ")[2])
            for n, words in lines.items()
            if words != "accepted"
        }
        rows[text.id] = {"steps": len(lines), **counts, "seconds": time, "missing": missing}
        rows[text.id]["why"] = why
        total.update(counts)
        total["entries"] += 1
        total["whole"] += not missing
        numbers = (
            f"{len(lines):6} {said['accepted']:9} {said['refused']:8} {said['not exported']:8}"
        )
        print(f"{text.id:30} {numbers} {time:7.1f}  {missing or 'whole'}")
    steps = sum(total[kind] for kind in KINDS)
    numbers = f"{steps:6} {total['accepted']:9} {total['refused']:8} {total['not exported']:8}"
    print(f"{'all':30} {numbers} {seconds:7.1f}  {total['whole']} of {total['entries']} whole")
    if told.out is not None:
        result = {
            "steps": steps,
            **{kind: total[kind] for kind in (*KINDS, "entries", "whole")},
            "seconds": round(seconds, 1),
            "versions": versions(),
            "by entry": rows,
        }
        told.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
