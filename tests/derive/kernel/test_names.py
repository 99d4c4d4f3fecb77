"""Names and comments of exported text: nothing that a user writes can leave its place."""

from __future__ import annotations

import re

import pytest

from softpot.derive.kernel.names import RESERVED, Names, comment, identifier


@pytest.mark.parametrize(
    "wanted", ["R", "fun", "sqrt", "PI", "in", "Qed", "x", "ħ", "α_β", "_x", "9"]
)
def test_names_are_identifiers_that_mean_nothing_else(wanted):
    name = Names().new(wanted)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_']*", name)
    assert name not in RESERVED


def test_a_name_is_given_once():
    names = Names()
    assert len({names.new("x") for _ in range(5)}) == 5
    assert identifier("é") != identifier("è")


@pytest.mark.parametrize(
    "words",
    [
        "*) Axiom a : False. (*",
        "(* (* (*",
        "**)",
        "(",
        "*",
        ")",
        '"*)" and "',
        "a\n*)\nAxiom b : False.",
        "(**)",
        "\x00\x1b[31m",
        "*" * 50 + ")",
        "((*))",
    ],
)
def test_a_comment_stays_one(words):
    text = f"(* {comment(words)} *)"
    inner = text[2:-2]
    assert "*)" not in inner and "(*" not in inner and '"' not in inner
    # the marks at the ends do not join with what is inside
    assert not inner.endswith(("(", "*")) and not inner.startswith((")", "*"))
    assert text.isascii() and text.isprintable()
