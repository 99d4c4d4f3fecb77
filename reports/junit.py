"""A checked ledger as JUnit XML: one test case an entry, failures with the point and both values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from softpot.numerics.machinery.baseline import Difference
    from softpot.numerics.machinery.ledger import Ledger

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not admit, not even escaped."""


def junit(ledger: Ledger, worse: Sequence[Difference] = ()) -> bytes:
    """The XML document. ``worse``: differences to a baseline, each a failed case. No times: same input, same bytes."""
    from softpot.numerics.machinery.ledger import Outcome
    from softpot.numerics.machinery.reasons import why

    suite = ElementTree.Element("testsuite", name=ledger.theory.title)
    failures = errors = 0
    for judged in ledger.entries:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=f"softpot.{judged.entry.section or 'theory'}",
            name=judged.entry.id,
        )
        if judged.outcome is Outcome.UNEXPECTED:
            failures += 1
            ElementTree.SubElement(case, "failure", message=why(judged))
        elif judged.outcome is Outcome.UNOBTAINED:
            errors += 1
            ElementTree.SubElement(case, "error", message=why(judged))
    for difference in worse:
        failures += 1
        case = ElementTree.SubElement(
            suite, "testcase", classname="softpot.baseline", name=difference.id
        )
        ElementTree.SubElement(case, "failure", message=str(difference))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failures))
    suite.set("errors", str(errors))
    for element in suite.iter():
        for name, words in element.items():
            element.set(name, _NO_XML.sub("\ufffd", words))
    ElementTree.indent(suite)
    return bytes(ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True)) + b"\n"
