"""The names of a symbol table as each output shows them: LaTeX, MathML, terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_COMMANDS = {
    "hbar": "ħ",
    "ell": "ℓ",
    "epsilon": "ϵ",
    "varepsilon": "ε",
    "phi": "ϕ",
    "varphi": "φ",
    "partial": "∂",
    "vartheta": "ϑ",
    "ast": "∗",
    "dagger": "†",
    "lambda": "λ",
    "Lambda": "Λ",
}
_BELOW = dict(zip("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_ABOVE = dict(zip("0123456789n", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ", strict=True))

ACCENTS = {
    "bar": "\u0304",
    "hat": "\u0302",
    "tilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}

HEADS = {
    "ln": "log",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arccot": "acot",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "arcoth": "acoth",
    "sgn": "sign",
    "Re": "re",
    "Im": "im",
    "K": "elliptic_k",
    "E": "elliptic_e",
    "F": "elliptic_f",
    "Ai": "airyai",
    "Bi": "airybi",
    "Ai′": "airyaiprime",
    "Bi′": "airybiprime",
    "max": "Max",
    "min": "Min",
    "Γ": "gamma",
    "ζ": "zeta",
    "γ": "lowergamma",
    "B": "beta",
    "Π": "elliptic_pi",
    "W": "LambertW",
    "θ": "Heaviside",
    "δ": "DiracDelta",
    "ψ": "polygamma",
}
"""Functions by what is written for them; any other word is its own name."""
INDEXED = {
    "J": "besselj",
    "Y": "bessely",
    "I": "besseli",
    "K": "besselk",
    "H1": "hankel1",
    "H2": "hankel2",
    "j": "jn",
    "y": "yn",
    "P": "legendre",
    "H": "hermite",
    "L": "laguerre",
    "T": "chebyshevt",
    "U": "chebyshevu",
    "Li": "polylog",
    "E": "expint",
}
RAISED = {"L": "assoc_laguerre", "C": "gegenbauer", "P": "jacobi"}


def character(command: str) -> str:
    """The letter that a command of LaTeX draws."""
    if command in _COMMANDS:
        return _COMMANDS[command]
    case = "CAPITAL" if command[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {command.upper()}")
    except KeyError:
        return command


def signature(latex: str) -> str:
    r"""A name as letters with scripts in braces: \eta_L' is η_{L}′."""
    latex = re.sub(r"\\(?:mathrm|text|operatorname)\{([A-Za-z]+)\}", lambda m: f"<{m[1]}>", latex)
    shown, place = "", 0
    while place < len(latex):
        rest = latex[place:]
        if m := re.match(r"\\(bar|hat|tilde|vec|dot|ddot)\{([^{}]*)\}", rest):
            shown += signature(m[2]) + ACCENTS[m[1]]
        elif m := re.match(r"\\([A-Za-z]+)\s*", rest):
            shown += character(m[1])
        elif m := re.match(r"<([A-Za-z]+)>", rest):
            shown += m[1]
        elif m := re.match(r"([_^])(\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|<[A-Za-z]+>|.)", rest):
            inner = m[2][1:-1] if m[2].startswith("{") else m[2]
            shown += f"{m[1]}{{{signature(inner)}}}"
        elif m := re.match(r"\{\}|\s+", rest):
            pass
        else:
            m = re.match(r".", rest)
            assert m
            shown += "′" if m[0] == "'" else m[0]
        place += m.end()
    return shown


def terminal(signed: str) -> str:
    """What a terminal shows of a signature: η_L′, E₀, P_{0,η}."""

    def below(m: re.Match[str]) -> str:
        table = _BELOW if m[1] == "_" else _ABOVE
        if all(c in table for c in m[2]):
            return "".join(table[c] for c in m[2])
        return f"{m[1]}{m[2]}" if m[2].isalnum() else f"{m[1]}{{{m[2]}}}"

    return re.sub(r"([_^])\{([^{}]*)\}", below, signed)


@dataclass(frozen=True)
class Lexicon:
    """Names, the longest first, by what each output shows; ``same`` is one code for all that look alike."""

    latex: Mapping[str, tuple[str, ...]]
    markup: Mapping[str, str]
    text: Mapping[str, str]
    functions: frozenset[str]
    same: Mapping[str, str]
    several: frozenset[str]

    def named(self, code: str) -> tuple[str, ...]:
        """The item for a name."""
        return ("name", code, "several") if code in self.several else ("name", code)


def lexicon(table: Any) -> Lexicon:
    """The names of a table."""
    first: dict[tuple[str, bool], str] = {}
    same, latex, markup, text = {}, {}, {}, {}
    functions, several = set(), set()
    for code in table:
        row = table[code]
        sign = signature(row.latex)
        known = first.setdefault((sign, row.function), code)
        same[code] = known
        if len(re.sub(r"[_^]\{[^{}]*\}|′|[\u0300-\u036f\u20d0-\u20ff]", "", sign)) > 1:
            several.add(known)
        kind = "function" if row.function else "name"
        latex.setdefault(row.latex, {})[kind] = known
        markup.setdefault(sign, {})[kind] = known
        text.setdefault(row.text or terminal(sign), {})[kind] = known
        if row.function:
            functions.add(known)

    def ordered(found: dict[str, Any]) -> dict[str, Any]:
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    return Lexicon(
        ordered(latex),
        ordered(markup),
        ordered(text),
        frozenset(functions),
        same,
        frozenset(several),
    )
