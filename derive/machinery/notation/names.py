r"""The LaTeX of a symbol, read exactly: ``\hbar\omega_D`` is two atoms, the second with a subscript.

The symbol table names every symbol in LaTeX only. HTML needs the same name as MathML, so this module
reads the small language that such names are written in: letters, digits, Greek and a few other
commands, ``\mathrm{...}``, ``\bar{...}`` and its like, subscripts, superscripts, primes. Nothing is
guessed: an unknown command raises BadName.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from softpot.derive.machinery.errors import Unwritable

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
OTHER = {
    "hbar": "ħ", "ell": "ℓ", "infty": "∞", "partial": "∂", "nabla": "∇", "ast": "∗", "star": "⋆",
    "dagger": "†", "circ": "∘", "perp": "⊥", "parallel": "∥", "prime": "′",
}  # fmt: skip
WORDS = frozenset(
    {
        "min", "max", "inf", "sup", "lim", "deg", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos",
        "arctan", "sinh", "cosh", "tanh", "coth", "exp", "ln", "log", "det", "arg", "gcd",
    }
)  # fmt: skip
UPRIGHT = frozenset({"mathrm", "text", "operatorname", "textrm"})
ACCENTS = {
    "bar": "‾",
    "hat": "^",
    "tilde": "~",
    "vec": "→",
    "dot": "˙",
    "ddot": "¨",
    "overline": "‾",
}
COMBINING = {
    "‾": "\u0304",
    "^": "\u0302",
    "~": "\u0303",
    "→": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
}
"""The same accents as characters that a terminal puts onto the letter before them."""
SUPERSCRIPTS = dict(zip("0123456789+−-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ", strict=True))
SUBSCRIPTS = dict(zip("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
SCRIPT = frozenset({"mathcal", "mathscr"})
BOLD = frozenset({"mathbf"})
SPACES = {",": " ", ";": " ", " ": " "}

_TOKEN = re.compile(r"\\([A-Za-z]+)\s*|\\([,; ])|([A-Za-z0-9])|([{}_^'])|([+\-,()*/|])|(\s+)")


class BadName(Unwritable):
    """A symbol's LaTeX is outside the small language that every output can print."""


@dataclass(frozen=True)
class Atom:
    """One letter or word with what hangs on it. ``accent`` is a combining command's sign."""

    text: str
    upright: bool = False
    accent: str = ""
    inner: tuple[Atom, ...] = ()
    sub: tuple[Atom, ...] = ()
    sup: tuple[Atom, ...] = ()
    primes: int = 0


@lru_cache(maxsize=4096)
def parse(latex: str) -> tuple[Atom, ...]:
    """The atoms of a name; raises BadName, with the name and the reason."""
    return _Reader(latex).all()


def is_compound(latex: str) -> bool:
    """Whether a name is more than one atom, so that a power of it needs parentheses."""
    return len([a for a in parse(latex) if a.text.strip() or a.inner or a.sub or a.sup]) > 1


def plain_text(atoms: tuple[Atom, ...]) -> str:
    """A name for a terminal: η₁, x′, ħω_D, P_{0,η}."""
    shown = ""
    for atom in atoms:
        piece = _atom_text(atom)
        # ω_D τ, for ω_Dτ would be one letter with a long index
        shown += (" " if _hangs(shown) and piece[:1].isalnum() else "") + piece
    return shown


def _hangs(shown: str) -> bool:
    """Whether the text ends in an index that goes on to its end."""
    return bool(re.search(r"[_^]\w+$", shown))


def _atom_text(atom: Atom) -> str:
    text = atom.text or plain_text(atom.inner)
    if atom.accent:
        text = "".join(c + COMBINING[atom.accent] for c in text)
    below = _script_text(atom.sub, SUBSCRIPTS, "_")
    return text + below + _script_text(atom.sup, SUPERSCRIPTS, "^") + "′" * atom.primes


def _script_text(atoms: tuple[Atom, ...], raised: dict[str, str], mark: str) -> str:
    text = plain_text(atoms)
    if all(c in raised for c in text):
        return "".join(raised[c] for c in text)
    return mark + (text if text.isalnum() else "{" + text + "}")


class _Reader:
    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens: list[str] = []
        place = 0
        while place < len(latex):
            match = _TOKEN.match(latex, place)
            if match is None:
                raise BadName(
                    f"the name {latex!r} has {latex[place]!r}, which no output can print there"
                )
            if match[1] is not None:
                self.tokens.append("\\" + match[1])
            elif match[2] is not None:
                self.tokens.append("\\" + match[2])
            elif not match[6]:
                self.tokens.append(match[0])
            place = match.end()
        self.place = 0

    def all(self) -> tuple[Atom, ...]:
        atoms = self.row(closing=False)
        if not atoms:
            raise BadName(f"the name {self.latex!r} is empty")
        return atoms

    def peek(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.place += 1
        return token

    def row(self, closing: bool) -> tuple[Atom, ...]:
        atoms: list[Atom] = []
        while True:
            token = self.peek()
            if token == "":
                if closing:
                    raise BadName(f"the name {self.latex!r} has a brace that is not closed")
                return tuple(atoms)
            if token == "}":
                if not closing:
                    raise BadName(f"the name {self.latex!r} has a brace that was not opened")
                self.take()
                return tuple(atoms)
            atom = self.scripted()
            if atom != Atom(""):  # an empty group shows nothing, unless a script hangs on it
                atoms.append(atom)

    def scripted(self) -> Atom:
        atom = self.atom()
        sub, sup, primes = atom.sub, atom.sup, 0
        while self.peek() in ("_", "^", "'"):
            token = self.take()
            if token == "'":
                primes += 1
            elif token == "_" and not sub:
                sub = self.group()
            elif token == "^" and not sup:
                sup = self.group()
            else:
                raise BadName(f"the name {self.latex!r} has two scripts in one place")
        return Atom(atom.text, atom.upright, atom.accent, atom.inner, sub, sup, primes)

    def group(self) -> tuple[Atom, ...]:
        if self.peek() == "{":
            self.take()
            return self.row(closing=True)
        if self.peek() in ("", "}", "_", "^", "'"):
            raise BadName(f"the name {self.latex!r} has an empty script")
        return (self.atom(),)

    def atom(self) -> Atom:
        token = self.take()
        if token == "{":
            inner = self.row(closing=True)
            return inner[0] if len(inner) == 1 else Atom("", inner=inner)
        if token in ("_", "^", "'"):
            raise BadName(f"the name {self.latex!r} has a script with nothing to hang on")
        if not token.startswith("\\"):
            return Atom(token, upright=not token.isalpha())
        return self.command(token[1:])

    def command(self, name: str) -> Atom:
        if name in GREEK:
            return Atom(GREEK[name], upright=name[0].isupper())
        if name in OTHER:
            return Atom(OTHER[name])
        if name in WORDS:
            return Atom(name, upright=True)
        if name in SPACES:
            return Atom(SPACES[name], upright=True)
        if name in UPRIGHT:
            return Atom(self.letters(), upright=True)
        if name in SCRIPT:
            return Atom("".join(_script(c) for c in self.letters()))
        if name in BOLD:
            return Atom("".join(_bold(c) for c in self.letters()), upright=True)
        if name in ACCENTS:
            return Atom("", accent=ACCENTS[name], inner=self.group())
        raise BadName(
            f"the name {self.latex!r} has the command \\{name}, which not every output can print: "
            "use letters, Greek, \\mathrm{...}, accents, subscripts, superscripts and primes"
        )

    def letters(self) -> str:
        """The plain letters in the braces that follow."""
        text = "".join(a.text for a in self.group())
        if not text:
            raise BadName(f"the name {self.latex!r} has a command without letters")
        return text


def _bold(letter: str) -> str:
    """The Unicode bold form of a letter or digit."""
    for first, start in (("A", 0x1D400), ("a", 0x1D41A), ("0", 0x1D7CE)):
        if ord(first) <= ord(letter) < ord(first) + (10 if first == "0" else 26):
            return chr(start + ord(letter) - ord(first))
    raise BadName(f"there is no bold form of {letter!r}")


def _script(letter: str) -> str:
    """The Unicode script capital of a letter (a few stand outside the block, for history's sake)."""
    early = {"B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ"}
    if letter in early:
        return early[letter]
    if "A" <= letter <= "Z":
        return chr(0x1D49C + ord(letter) - ord("A"))
    raise BadName(f"there is no script form of {letter!r}")
