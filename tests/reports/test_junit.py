"""JUnit XML that every reader of it takes: counts that fit, failures with the point and both values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from softpot.derive.machinery.verdict import Verdict
from softpot.numerics.machinery.baseline import Difference
from softpot.numerics.machinery.check import check_theory
from softpot.numerics.machinery.ledger import Judged, Ledger
from softpot.numerics.machinery.mutants import MutantCount, Survivor
from softpot.reports.cli import main
from softpot.reports.cli.loading import load
from softpot.reports.junit import junit

TINY = Path(__file__).parents[1] / "tiny_theory.py"
WRONG = ("lambda a, b: (a + b) * (a + b)", "lambda a, b: (a + b) * (a + b) + 1")


@pytest.fixture(scope="module")
def tiny() -> Ledger:
    return check_theory(load(TINY), digits=20)


def parsed(document: bytes) -> tuple[ElementTree.Element, dict[str, ElementTree.Element]]:
    suite = ElementTree.fromstring(document)
    cases = {str(case.get("name")): case for case in suite}
    assert suite.tag == "testsuite" and suite.get("tests") == str(len(cases))
    for kind in ("failure", "error"):
        assert suite.get(f"{kind}s") == str(sum(case.find(kind) is not None for case in suite))
    return suite, cases


def changed(ledger: Ledger, **new: object) -> Ledger:
    first: Judged = replace(ledger.entries[0], **new)  # type: ignore[arg-type]
    return replace(ledger, entries=(first, *ledger.entries[1:]))


def test_all_is_well(tiny: Ledger) -> None:
    suite, cases = parsed(junit(tiny))
    assert list(cases) == ["square", "difference"]
    assert all(len(case) == 0 for case in cases.values())
    assert cases["square"].get("classname") == "softpot.Algebra"
    assert suite.get("name") == "A tiny theory"


def test_the_same_bytes_twice(tiny: Ledger) -> None:
    slow = changed(tiny, seconds=99.0)
    assert junit(tiny) == junit(slow)


def test_kinds_of_trouble(tiny: Ledger) -> None:
    survivors = MutantCount(
        2, 1, 0, (Survivor("step 1", "2 negated", "-2*x", "it was discharged"),)
    )
    for new, kind, says in (
        ({"verdict": Verdict.REFUTED}, "failure", "the verdict is refuted, expected derived"),
        ({"failure": "step 1 fails"}, "failure", "the derivation fails: step 1 fails"),
        ({"unobtained": "no luck", "verdict": Verdict.UNKNOWN}, "error", "no luck"),
        ({"mutants": survivors}, "failure", "wrong formulas survive: step 1: 2 negated gives -2*x"),
    ):  # fmt: skip
        _, cases = parsed(junit(changed(tiny, **new)))
        assert [child.tag for child in cases["square"]] == [kind]
        assert says in str(cases["square"][0].get("message"))
        assert len(cases["difference"]) == 0


def test_worse_than_a_baseline_is_a_failed_case(tiny: Ledger) -> None:
    document = junit(tiny, [Difference("lost", "the entry has vanished", True)])
    _, cases = parsed(document)
    assert cases["lost"].get("classname") == "softpot.baseline"
    assert cases["lost"][0].get("message") == "lost: the entry has vanished"


@pytest.mark.parametrize(
    "words", ["<&>\"'", "\x00\x01\x0b\x1f", "\ud800", "\ufffe", "]]>", "η′ 😀", "a\nb\tc"]
)
def test_hostile_words_are_well_formed_xml(tiny: Ledger, words: str) -> None:
    _, cases = parsed(junit(changed(tiny, failure=f"before {words} after")))
    message = str(cases["square"][0].get("message"))
    assert "before" in message and "after" in message
    if words in ("<&>\"'", "]]>", "η′ 😀"):
        assert words in message


def test_the_command_writes_the_point_and_both_values(tmp_path: Path) -> None:
    text = TINY.read_text(encoding="utf-8")
    assert WRONG[0] in text
    (tmp_path / "wrong.py").write_text(text.replace(*WRONG), encoding="utf-8")
    out = tmp_path / "junit.xml"
    args = ("check", "--theory", str(tmp_path / "wrong.py"), "--junit", str(out))
    assert CliRunner().invoke(main, args).exit_code == 1
    suite, cases = parsed(out.read_bytes())
    message = str(cases["square"][0].get("message"))
    assert "square: the verdict is refuted, expected derived" in message
    assert (
        "x = 1/3, y = 1/3 the formula gives 0.444444444444, the reference 1.44444444444" in message
    )
    assert suite.get("failures") == "1"


def test_the_command_where_it_cannot_be_written(tmp_path: Path) -> None:
    args = ("check", "--theory", str(TINY), "--junit", str(tmp_path / "no" / "junit.xml"))
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 2 and result.stdout == "" and "there is no folder" in result.stderr
