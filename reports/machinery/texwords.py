r"""Plain words as LaTeX: every character that a report is likely to meet, none of them a command."""

from __future__ import annotations

from softpot.derive.machinery.notation.names import GREEK, OTHER

_SPECIAL = {
    "\0": "{}", "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}", "'": "'", "`": r"\textasciigrave{}",
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "…": r"\dots{}", "\u00a0": "~",
    "\u2009": r"\,", "\u202f": r"\,", "°": r"\textdegree{}", "·": r"\ensuremath{\cdot}\allowbreak{}", "\n": " ",
    "é": r"\'e", "è": r"\`e", "ä": r"\"a", "ö": r"\"o", "ü": r"\"u", "Å": r"\AA{}", "å": r"\aa{}",
    "ß": r"\ss{}", "§": r"\S{}", "á": r"\'a", "í": r"\'\i{}", "ó": r"\'o", "ú": r"\'u", "ñ": r"\~n",
    "ç": r"\c{c}", "É": r"\'E", "Ö": r"\"O", "Ü": r"\"U", "Ä": r"\"A", "ø": r"\o{}", "Ø": r"\O{}",
    "ł": r"\l{}", "š": r"\v{s}", "č": r"\v{c}", "ž": r"\v{z}",
}  # fmt: skip
_MATHEMATICAL = {
    "≪": r"\ll", "≫": r"\gg", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx", "≃": r"\simeq",
    "∼": r"\sim", "∝": r"\propto", "±": r"\pm", "×": r"\times", "−": "-", "√": r"\surd", "∫": r"\int",
    "∑": r"\sum", "Σ": r"\Sigma", "∂": r"\partial", "∞": r"\infty", "→": r"\to", "⇔": r"\Leftrightarrow",
    "⇒": r"\Rightarrow", "∈": r"\in", "∪": r"\cup", "∩": r"\cap", "⟨": r"\langle", "⟩": r"\rangle",
    "½": r"\tfrac12", "¼": r"\tfrac14", "¾": r"\tfrac34", "′": "'", "″": "''", "µ": r"\mu", "ℏ": r"\hbar",
    "⁻": "^{-}", "⁺": "^{+}", "ₙ": "_{n}", "ₛ": "_{s}", "ₘ": "_{m}", "ᵢ": "_{i}", "ₜ": "_{t}",
    "ₒ": "_{o}", "ₚ": "_{p}", "ⁿ": "^{n}",
} | dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", (f"^{{{k}}}" for k in range(10)), strict=True)) | dict(
    zip("₀₁₂₃₄₅₆₇₈₉", (f"_{{{k}}}" for k in range(10)), strict=True)
)  # fmt: skip
_MATHEMATICAL |= {sign: f"\\{command}" for command, sign in (GREEK | OTHER).items()}
_MATHEMATICAL |= {
    "ε": r"\varepsilon",
    "φ": r"\varphi",
    "ϕ": r"\phi",
    "∗": r"\ast",
    "ϵ": r"\epsilon",
}


def words(text: str) -> str:
    """Plain words as LaTeX. A character that the fonts lack is shown as its code point in a box."""
    # two hyphens stay two hyphens: TeX would join them to a dash
    return "".join(_character(c) for c in text.replace("--", "-\0-"))


def _character(c: str) -> str:
    if c in _SPECIAL:
        return _SPECIAL[c]
    if c in _MATHEMATICAL:
        return rf"\ensuremath{{{_MATHEMATICAL[c]}}}"
    if " " <= c <= "~":
        return c
    return rf"\fbox{{\scriptsize U+{ord(c):04X}}}"
