"""The elements of MathML as strings, and the names of symbols in it."""

from __future__ import annotations

from softpot.derive.machinery.notation.names import Atom, parse

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def tag(name: str, content: str, **attributes: str) -> str:
    """An element; the content is MathML already."""
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{given}>{content}</{name}>"


def row(*parts: str) -> str:
    return parts[0] if len(parts) == 1 else tag("mrow", "".join(parts))


def mi(text: str, upright: bool = False) -> str:
    """An identifier: MathML shows one letter in italics unless told, and a word upright."""
    plain = {"mathvariant": "normal"} if upright and len(text) == 1 else {}
    return tag("mi", text.translate(_ESCAPES), **plain)


def mo(text: str, **attributes: str) -> str:
    return tag("mo", text.translate(_ESCAPES), **attributes)


def mn(text: object) -> str:
    return tag("mn", str(text))


def fenced(content: str, left: str = "(", right: str = ")") -> str:
    """The content between stretching brackets."""
    return row(
        mo(left, fence="true", form="prefix"), content, mo(right, fence="true", form="postfix")
    )


def name(latex: str) -> str:
    """A symbol's LaTeX as MathML; raises BadName outside the language of names."""
    return atoms(parse(latex))


def atoms(parts: tuple[Atom, ...]) -> str:
    """The atoms of a name, one element."""
    return row(*(_atom(atom) for atom in parts))


def _atom(atom: Atom) -> str:
    if atom.inner:
        base = row(*(_atom(a) for a in atom.inner))
        if atom.accent:
            # browsers draw what is marked as an accent onto the letter, where it cannot be seen
            base = tag("mover", base + mo(atom.accent, stretchy="false"))
    elif not atom.text:
        base = "<mrow></mrow>"  # scripts that hang on nothing: ³He
    elif not atom.text.strip():
        return '<mspace width="0.17em"></mspace>'
    elif atom.text.isdigit():
        base = mn(atom.text)
    elif len(atom.text) == 1 and not atom.text.isalpha():
        base = mo(atom.text.replace("-", "−"), lspace="0", rspace="0")
    else:
        base = mi(atom.text, atom.upright)
    sub = row(*(_atom(a) for a in atom.sub)) if atom.sub else ""
    sup = row(*(_atom(a) for a in atom.sup)) if atom.sup else ""
    if sub and sup:
        base = tag("msubsup", base + sub + sup)
    elif sub or sup:
        base = tag("msub" if sub else "msup", base + (sub or sup))
    # fonts draw the prime raised already: as a superscript, browsers raise it twice
    return row(base, mo("′" * atom.primes, lspace="0", rspace="0")) if atom.primes else base
