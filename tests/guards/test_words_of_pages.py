"""Numbers in the prose of the README and of docs/: each is computed here anew, or stands in the record of what was
measured and quoted (``numbers_in_pages.toml``, with what gave it). A number that is in neither fails, and so does one
that is changed; of a line's numbers the record has those that are not computed, in their order."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from softpot.numerics import Distribution, minimum_of_heat, specific_heat
from softpot.numerics.measured.assumptions import ELASTIC, USUAL_L
from softpot.numerics.spectrum.prover.bracket import THICKEST

ROOT = Path(__file__).resolve().parents[2]
RECORD = tomllib.loads(Path(__file__).with_name("numbers_in_pages.toml").read_text("utf-8"))
PAGES = ("README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md"))))
pytestmark = pytest.mark.skipif(
    not (ROOT / "docs").is_dir() or not (ROOT / "benchmarks").is_dir(),
    reason="a checkout is needed",
)
FOUND = "**What it found"  # paragraphs whose numbers tests/test_quoted_numbers.py compares
NAMED = re.compile(
    r"^#+ \d+\. |^ *\d+\. |E_12|SHA-256|\bEqs?\. \(\d+\)|\bFigs?\. \d|\b1 for the number|softpot-\d"
)
NUMBER = re.compile(r"\d+(?:[.  ]\d+)*")
HOLE = r"([−+-]?(?:\d+(?: \d{3})*)?(?:\.\d+)?(?:e[−-]?\d+)?)"


@cache
def lines(page: str) -> tuple[str, ...]:
    """The prose of a page, line by line, without code and addresses."""
    text = (ROOT / page).read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "`", text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    if FOUND in text:
        before, _, rest = text.partition(FOUND)
        text = before + "\n## " + rest.partition("\n## ")[2]
    return tuple(" ".join(line.split()) for line in text.splitlines())


def value(text: str) -> float:
    return float(text.replace("−", "-").replace(" ", "").replace("+", ""))


def close(text: str, wanted: float) -> bool:
    """Whether a number is what it is to be, to the digits printed."""
    digits = text.replace(" ", "").lstrip("−+-").partition("e")[0]
    if "." in digits:
        unit = 10.0 ** -len(digits.partition(".")[2])
    else:
        unit = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if wanted >= 10 else 1.0
    return abs(value(text) - wanted) <= 0.500001 * unit


Tie = tuple[str, str, tuple[float, ...]]


def years(seconds: float) -> float:
    return seconds / (365.25 * 86400)


def cluster() -> Iterator[Tie]:
    page, level, dask, disk = "docs/cluster.md", 33e-3, 12e-3, 8e-3
    for cost, words, more in (
        (7e-6, "| ten plain levels | # µs | # points | # million points |", 1e-6),
        (10e-3, "| n(E) to 1e-7 | # ms | # energies | # energies |", 1.0),
        (level, "| one certified level | # ms | # levels | # levels |", 1.0),
    ):
        least = (dask + disk) / (0.03 * cost)
        shown = 1e6 * cost if cost < 1e-3 else 1e3 * cost
        yield page, words, (shown, float(f"{least:.1g}"), more * 10 / cost)
    every, chunk = 1e9, 3000
    chunks = every / chunk
    yield page, "10⁹ of them take #·10⁷ s, one year of a core, or # hours of a thousand cores.", (
        every * level / 1e7, every * level / 3.6e6)  # fmt: skip
    assert 0.9 < years(every * level) < 1.1
    yield page, "| chunk | # levels: # s of computing, # % for dask and the disk |", (
        chunk, round(chunk * level, -1), 100 * (dask + disk) / (chunk * level))  # fmt: skip
    yield page, "| chunks | #, of which", (round(chunks, -3),)
    yield page, "| lost when a worker is killed | # s", (round(chunk * level, -1),)
    yield page, "| the scheduler | # ms a chunk, so # minutes in all; a thousand cores finish ten chunks a second, of which it manages # |", (  # noqa: E501
        5, chunks * 5e-3 / 60, 1 / 5e-3)  # fmt: skip
    yield page, "| # files a chunk, # a second; # million files |", (6, 60, round(6e-6 * chunks, 0))
    yield page, "as decimals of # characters: # GB |", (39, every * (4 * 8 + 2 * 39) / 1e9)
    yield page, "# levels a chunk would be # million files", (100, 6 * every / 100 / 1e6)


def gpu() -> Iterator[Tie]:
    page, operations, second, peak = "docs/gpu.md", 110e3, 7.0e-6, 46e9
    yield page, "| # µs |", (1e6 * second,)
    yield page, "| operations a second | #·10⁹ |", (operations / second / 1e9,)
    yield page, "| share of the peak | # % |", (100 * operations / second / peak,)
    yield page, "α, β, ten levels | # bytes |", (12 * 8,)
    yield page, "intensity is # operations a byte", (round(operations / 96, -2),)
    yield page, "allows #·10¹²/# = #·10⁸ potentials a second, # cores' worth", (
        34, operations, 34e12 / operations / 1e8, 2000)  # fmt: skip
    assert 34e12 / operations * second == pytest.approx(2000, rel=0.1)
    yield page, "substitution: # × # × # bytes = # kB.", (47, 6, 8, 47 * 6 * 8 / 1e3)
    yield page, "holds # shifts a multiprocessor", (round(228 / 2.256, -1),)
    yield page, "#·10⁷ potentials a second.", (0.1 * 34e12 / operations / 1e7,)
    yield page, "a second, #·10⁷ potentials.", (2.5e12 / operations / 1e7,)
    yield page, "do # to #·10⁷ potentials a second, as much as # to # of the cores above", (
        2, 6, round(2e7 * second, -1) + 10, round(6e7 * second, -2))  # fmt: skip
    yield page, "at # bytes a potential, # GB/s", (80, 6e7 * 80 / 1e9)


def others() -> Iterator[Tie]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        python = tomllib.load(file)["project"]["requires-python"].removeprefix(">=")
    for page in ("README.md", "docs/five-things.md"):
        yield page, f"Python {python} or newer", ()
    changed = json.loads((ROOT / "benchmarks" / "changed_lines.json").read_text("utf-8"))
    refused = changed["refused"] + changed["refused, as is the right line"]
    yield "docs/verdicts.md", "changed steps of the paper, chosen at random, Rocq refuses #, # cannot be", (
        refused, changed["not exportable"])  # fmt: skip
    yield "docs/verdicts.md", "test: of # changed", (changed["tried"],)
    yield "docs/verdicts.md", "Of those refused, # are", (changed["refused"],)
    again = json.loads((ROOT / "benchmarks" / "changed_lines_again.json").read_text("utf-8"))
    yield "docs/verdicts.md", "Of # others, one", (again["tried"],)
    yield "docs/verdicts.md", "#, and # cannot", (
        again["refused"] + again["refused, as is the right line"], again["not exportable"])  # fmt: skip
    yield "docs/limits.md", "barrier of action above #;", (THICKEST,)
    page = "docs/fit-your-glass.md"
    yield page, "elastic C_D, with # % of freedom", (100 * ELASTIC,)
    yield page, "cutoff on tunnelling L is # ± # beforehand", USUAL_L
    made = runpy.run_path(str(ROOT / "benchmarks" / "coverage.py"))
    half = 2.6 * sqrt(0.68 * 0.32 / 400)
    low, high = made["GATE_68"]
    yield page, "By chance # % is seen within # to #.", (68, 0.68 - half, 0.68 + half)
    yield page, "leave # to #, # to", (low, high, made["GATE_95"][0])
    yield (
        page,
        "#, or have a median bias of # standard errors",
        (made["GATE_95"][1], made["GATE_BIAS"]),
    )


def table() -> list[list[str]]:
    """The rows of the table of coverage."""
    page = lines("docs/fit-your-glass.md")
    rows = [
        [c.strip() for c in line.strip("|").split("|")] for line in page if line.startswith("|")
    ]
    return rows[2:]


def spans(line: str, page: str, ties: tuple[Tie, ...]) -> list[tuple[int, int]]:
    """Where the numbers of a line are tied; AssertionError where one is wrong."""
    covered = [m.span() for m in NAMED.finditer(line)]
    for where, words, values in ties:
        if where != page:
            continue
        found = re.search(re.escape(words).replace(r"\#", HOLE), line)
        if found is None:
            continue
        assert len(found.groups()) == len(values), words
        for text, wanted in zip(found.groups(), values, strict=True):
            assert text and close(text, wanted), f"{page}: {text} is not {wanted:g} in {line!r}"
        covered.append(found.span())
    return covered


@cache
def every_tie() -> tuple[Tie, ...]:
    return (*cluster(), *gpu(), *others())


@pytest.mark.parametrize("page", PAGES)
def test_each_number_is_tied_or_recorded(page: str) -> None:
    recorded = Counter(numbers for group in RECORD.get(page, []) for numbers in group["numbers"])
    found = dict(loose(page))
    wrong = [f"{n} in {line!r}" for n, line in found.items() if n not in recorded]
    assert not wrong, "neither tied nor recorded with what gave it:\n" + "\n".join(wrong)
    assert Counter(n for n, _ in loose(page)) == recorded


def loose(page: str) -> Iterator[tuple[str, str]]:
    """The numbers of each line that are tied to nothing, and the line."""
    for line in lines(page):
        if page.endswith("fit-your-glass.md") and line.startswith("|"):
            continue  # test_the_table_of_coverage
        covered = spans(line, page, every_tie())
        numbers = [
            m.group()
            for m in NUMBER.finditer(line)
            if not any(a <= m.start() and m.end() <= b for a, b in covered)
        ]
        if numbers:
            yield " … ".join(numbers), line


def test_each_tie_is_used() -> None:
    for page, words, _ in every_tie():
        pattern = re.escape(words).replace(r"\#", HOLE)
        assert any(re.search(pattern, line) for line in lines(page)), f"{page}: {words}"


def test_what_is_recorded_says_what_gave_it() -> None:
    for page, groups in RECORD.items():
        for group in groups:
            assert len(group["by"].split()) > 1, page


@cache
def expected_errors() -> dict[str, list[float]]:
    """Standard errors of w, P_s and C_D in per cent, by the information in the data: derivatives by differences."""
    w, L = 3.9, 10.0
    soft = Distribution.constant(smallest_splitting=exp(-L))
    least = minimum_of_heat(soft, 0.2, 2.0)
    assert least is not None
    found = {}
    for name, noise, points, low, high, elastic in (
        ("1 %, 60 points, 0.1 to 1.5 T_min", 0.01, 60, 0.1, 1.5, None),
        ("2 %, the same", 0.02, 60, 0.1, 1.5, None),
        ("5 %, 25 points, 0.1 to 1.5 T_min", 0.05, 25, 0.1, 1.5, None),
        ("1 %, 30 points, 0.83 to 1.5 T_min", 0.01, 30, 0.83, 1.5, None),
        ("the same, C_D from sound to 3 %", 0.01, 30, 0.83, 1.5, 0.03),
    ):
        x = np.geomspace(low, high, points) * least.temperature
        s, up, down = (specific_heat(x * k, soft).value for k in (1.0, 1.01, 1 / 1.01))
        debye = 0.6 * least.c_over_T3 * x**3
        by_w = -(up - down) / (2 * np.log(1.01))
        J = np.stack([by_w, s, debye]) / (s + debye) / noise
        information = J @ J.T
        if elastic is not None:
            information[2, 2] += elastic**-2
        found[name] = list(100 * np.sqrt(np.diag(np.linalg.inv(information))))
    assert w > 0
    return found


def numbers(cell: str) -> list[str]:
    return cell.split()


@pytest.mark.slow
def test_the_table_of_coverage() -> None:
    """Standard errors by the information in the data; shares and biases within the gates that the page names."""
    expected = expected_errors()
    rows = table()
    assert len(rows) == 6 and [row[0] for row in rows][:5] == list(expected)
    for k, (name, one, two, error, bias) in enumerate(rows):
        if name in expected:
            for text, wanted in zip(numbers(error), expected[name], strict=True):
                assert value(text) == pytest.approx(wanted, rel=0.05), (name, text, wanted)
        assert all(0.62 <= value(v) <= 0.74 for v in numbers(one)), name
        assert all(0.915 <= value(v) <= 0.98 for v in numbers(two)), name
        assert all(abs(value(v)) < 0.15 for v in numbers(bias)), name
        assert [len(numbers(c)) for c in (one, two, error, bias)] == [3, 3, 3, 3], k
    # of L that is not known: more than where it is
    assert all(
        value(a) > value(b) for a, b in zip(numbers(rows[5][3]), numbers(rows[0][3]), strict=True)
    )


def test_a_changed_number_is_seen() -> None:
    tie: Any = ("p", "takes # s, # in all", (3.3, 100))
    assert spans("takes 3.3 s, 100 in all", "p", (tie,))
    for wrong in ("takes 3.4 s, 100 in all", "takes 3.3 s, 200 in all", "takes 33 s, 100 in all"):
        with pytest.raises(AssertionError):
            spans(wrong, "p", (tie,))
