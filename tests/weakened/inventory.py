"""The guards of the source, by its syntax: python tests/weakened/inventory.py [WORDS of files]

A guard is an ``if`` that raises, a boolean called good, single, inside or certain, a comparison with a small number, a
constant that is one, and the numbers by which a rate, a comparison or a factor is judged. Each is printed with its
place, and with a star where an edit of ``edits.py`` weakens its line.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))

from edits import EDITS

ROOT = Path(__file__).resolve().parents[2]
NUMERICS = ("machinery", "spectrum", "statistics", "theory")
ROOMS = ("derive/machinery", *(f"numerics/{room}" for room in NUMERICS))
BOOLEANS = {"good", "single", "inside", "certain", "settled", "close", "clear"}
JUDGING = {"compare", "converges", "order_of_magnitude", "_factors", "_in_range"}


class Guard(NamedTuple):
    """Where a guard stands, what kind it is of, and its text."""

    file: str
    line: int
    kind: str
    text: str


def guards(file: str) -> Iterator[Guard]:
    """The guards of one file, by line."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = {guard for node in ast.walk(tree) for guard in _of(node, file)}
    yield from sorted(found, key=lambda g: (g.line, g.kind))


def _of(node: ast.AST, file: str) -> Iterator[Guard]:
    if isinstance(node, ast.If) and any(isinstance(s, ast.Raise) for s in node.body):
        yield Guard(file, node.lineno, "raises", ast.unparse(node.test))
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
        if name in BOOLEANS and not isinstance(node.value, ast.Constant):
            yield Guard(file, node.lineno, "verdict", ast.unparse(node))
        elif name.isupper() and any(map(_small, ast.walk(node.value))):
            yield Guard(file, node.lineno, "constant", ast.unparse(node))
    elif isinstance(node, ast.Compare) and any(map(_small, ast.walk(node))):
        yield Guard(file, node.lineno, "bound", ast.unparse(node))
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in JUDGING:
        numbers = [ast.unparse(a) for a in node.args if _number(a)]
        numbers += [f"{k.arg}={ast.unparse(k.value)}" for k in node.keywords if _number(k.value)]
        yield Guard(file, node.lineno, ast.unparse(node.func), ", ".join(numbers))


def _number(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    named = isinstance(node, ast.Name) and node.id.isupper()
    return named or (isinstance(node, ast.Constant) and isinstance(node.value, (int, float)))


def _small(node: ast.AST) -> bool:
    """A number of the size of a tolerance."""
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, float) and 0 < node.value < 0.02
    )


def main(words: Sequence[str]) -> int:
    edited = {file: [e.old for e in EDITS if e.file == file] for file in {e.file for e in EDITS}}
    kinds: Counter[str] = Counter()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            file = path.relative_to(ROOT).as_posix()
            if words and not any(word in file for word in words):
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            for guard in guards(file):
                kinds[guard.kind] += 1
                here = lines[guard.line - 1]
                tried = any(
                    here.strip() in old or old.strip() in here for old in edited.get(file, ())
                )
                print(f"{'*' if tried else ' '} {file}:{guard.line}: {guard.kind}: {guard.text}")
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
