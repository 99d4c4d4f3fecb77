"""The small language of names: exact, or an error."""

import pytest

from softpot.derive.machinery.notation.names import BadName, is_compound, parse


def test_a_letter_with_everything_on_it() -> None:
    (atom,) = parse(r"\eta_{1}^{2}''")
    assert (atom.text, atom.primes) == ("η", 2)
    assert [a.text for a in atom.sub] == ["1"]
    assert [a.text for a in atom.sup] == ["2"]


def test_upright_words_and_accents() -> None:
    (word,) = parse(r"N_{\mathrm{top}}")
    assert word.sub[0].text == "top" and word.sub[0].upright
    (barred,) = parse(r"\bar{x}")
    assert barred.accent and barred.inner[0].text == "x"
    assert parse(r"\mathcal{E}")[0].text == "ℰ"


@pytest.mark.parametrize("latex", [r"\hbar\omega_D", r"\delta\eta", "ab"])
def test_compound(latex: str) -> None:
    assert is_compound(latex)


@pytest.mark.parametrize("latex", [r"\eta_L", "x'", r"N_{\min}", r"{\eta}"])
def test_not_compound(latex: str) -> None:
    assert not is_compound(latex)


@pytest.mark.parametrize(
    ("latex", "says"),
    [
        (r"\unknown_1", r"\\unknown"),
        (r"\frac{a}{b}", r"\\frac"),
        ("x_", "empty script"),
        ("_1", "nothing to hang on"),
        ("x_{1", "not closed"),
        ("x}", "not opened"),
        ("x_1_2", "two scripts"),
        ("x$", r"'\$'"),
        ("", "is empty"),
        (r"\mathrm{}", "without letters"),
    ],
)
def test_what_is_not_understood_raises(latex: str, says: str) -> None:
    with pytest.raises(BadName, match=says):
        parse(latex)
