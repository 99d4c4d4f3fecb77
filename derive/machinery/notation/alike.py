r"""Two things of one formula that would be shown alike: the constant π and a symbol \pi, x² and a symbol x^2.

What is shown is told by its signature: letters with what hangs on them, whatever the type they are set in.
"""

from __future__ import annotations

from collections.abc import Iterator

from softpot.derive.machinery.notation.names import Atom
from softpot.derive.machinery.notation.tree import (
    Call,
    Fence,
    Listed,
    Name,
    Node,
    Num,
    Prod,
    Script,
    Slash,
    Sum,
)

Signature = tuple[str, ...]
"""Each letter with its accent, index, exponent and primes."""

_SAME = {"*": "∗", "-": "−"}


def signature(atoms: tuple[Atom, ...]) -> Signature:
    """How a name looks.

    >>> from softpot.derive.machinery.notation.names import parse
    >>> signature(parse(r"k_B T")), signature(parse(r"x^2"))
    (('k_{B}', 'T'), ('x^{2}',))
    """
    return tuple(_letter(atom) for atom in atoms if atom.text.strip() or atom.inner or _hangs(atom))


def _hangs(atom: Atom) -> bool:
    return bool(atom.sub or atom.sup or atom.primes)


def _letter(atom: Atom) -> str:
    text = _SAME.get(atom.text, atom.text) or "".join(signature(atom.inner))
    return _hung(text + atom.accent, signature(atom.sub), signature(atom.sup)) + "′" * atom.primes


def _hung(base: str, below: Signature, above: Signature) -> str:
    index = f"_{{{''.join(below)}}}" if below else ""
    return base + index + (f"^{{{''.join(above)}}}" if above else "")


def looks(node: Node) -> Signature | None:
    """How a power, an index or a list of names and numbers looks; None for what no name looks like."""
    if isinstance(node, Name):
        return signature(node.atoms)
    if isinstance(node, Num):
        return tuple(node.digits)
    if isinstance(node, Script):
        base, below, above = (() if n is None else looks(n) for n in node.parts_in_place)
        if base is None or below is None or above is None or len(base) != 1:
            return None
        if "^" in base[0] or (below and "_" in base[0]):
            return None
        return (_hung(base[0], below, above),)
    if isinstance(node, Fence):
        inner = looks(node.body)
        return None if inner is None else (node.left, *inner, node.right)
    if isinstance(node, (Prod, Listed, Slash, Sum)):
        return _row(node)
    return None


def _row(node: Prod | Listed | Slash | Sum) -> Signature | None:
    between = node.between if isinstance(node, Listed) else "/" if isinstance(node, Slash) else ""
    signs = [sign for sign, _ in node.terms] if isinstance(node, Sum) else []
    found: list[str] = []
    for place, part in enumerate(node.parts):
        shown = looks(part)
        if shown is None:
            return None
        if signs:
            found += [signs[place]] if place or signs[place] != "+" else []
        elif place and between:
            found.append(between)
        found += shown
    return tuple(found)


def composed(node: Node) -> Iterator[Signature]:
    """How each piece looks that is made of several: powers, indices, neighbours in a product."""
    if isinstance(node, Script):
        shown = looks(node)
        if shown is not None:
            yield shown
    if isinstance(node, Prod):
        yield from _neighbours(node)
    # J₀ before its argument is told from a symbol J₀ by the argument
    for part in node.parts[1:] if isinstance(node, Call) else node.parts:
        yield from composed(part)


def _neighbours(node: Prod) -> Iterator[Signature]:
    """Factors side by side without a sign between them."""
    shown = [looks(factor) for factor in node.factors]
    for first in range(len(shown)):
        row: list[str] = []
        for place in range(first, len(shown)):
            one = shown[place]
            if one is None or (place > first and node.dots[place]):
                break
            row += one
            if place > first:
                yield tuple(row)
