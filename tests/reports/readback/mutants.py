"""One bracket, sign, limit or script of a written formula dropped, doubled or moved."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from xml.etree import ElementTree

_LATEX = re.compile(
    r"\\(?:left|Bigl)\s*(?:\\[lr]?(?:floor|ceil)|\\\{|[(\[|])|\\(?:right|Bigr)\s*(?:\\[lr]?(?:floor|ceil)|\\\}|[)\]|])"
    r"|[_^]\{(?:[^{}]|\{[^{}]*\})*\}|[-+=<>]|\\(?:neq|leq|geq)(?![A-Za-z])|\\[A-Za-z]+|\d+|\s+|."
)
_TEXT = re.compile(r"[_^]\([^()]*\)|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|[₀₁₂₃₄₅₆₇₈₉]+|[()\[\]]|[+−=<>≤≥≠/]|\w+|\s+|.")


def _counts(token: str) -> bool:
    """Whether a token is a bracket, a sign, a limit or a script."""
    if re.fullmatch(r"[_^].+|\\(?:left|right|Bigl|Bigr).*|\\(?:neq|leq|geq)", token, re.S):
        return True
    return bool(re.fullmatch(r"[-+=<>≤≥≠−/()\[\]]|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉]+", token))


def of_line(written: str, markup: bool, rng: random.Random) -> Iterator[str]:
    """Mutants of LaTeX (``markup``) or of one line of text."""
    tokens = (_LATEX if markup else _TEXT).findall(written)
    places = [k for k, token in enumerate(tokens) if _counts(token)]
    for k in rng.sample(places, min(len(places), 4)):
        kind = rng.choice(["drop", "double", "move"])
        if kind == "drop":
            changed = tokens[:k] + tokens[k + 1 :]
        elif kind == "double":
            changed = [*tokens[: k + 1], *tokens[k:]]
        else:
            changed = _moved(tokens, k)
        if changed:
            yield "".join(changed)


def _moved(tokens: list[str], k: int) -> list[str]:
    """The token behind the next one that is neither space nor the same."""
    for j in range(k + 1, len(tokens)):
        if tokens[j].strip() and tokens[j] != tokens[k] and not tokens[j].startswith(r"\,"):
            return [*tokens[:k], *tokens[k + 1 : j + 1], tokens[k], *tokens[j + 1 :]]
    return []


def of_mathml(written: str, rng: random.Random) -> Iterator[str]:
    """Mutants of MathML."""
    count = len(list(ElementTree.fromstring(f"<math>{written}</math>").iter()))
    for _ in range(4):
        root = ElementTree.fromstring(f"<math>{written}</math>")
        parents = [(parent, child) for parent in root.iter() for child in parent]
        signs = [
            (p, c)
            for p, c in parents
            if c.tag == "mo" and p.tag == "mrow" and c.text not in ("·", "\u2061")
        ]
        scripts = [(p, c) for p, c in parents if c.tag in ("msup", "msub", "msubsup", "munderover")]
        choices = [*signs, *scripts]
        if not choices:
            return
        parent, child = rng.choice(choices)
        place, kind = list(parent).index(child), rng.choice(["drop", "double", "move"])
        if child.tag == "mo":
            _change_sign(parent, child, place, kind)
        else:
            _change_script(parent, child, place, kind)
        changed = "".join(ElementTree.tostring(part, encoding="unicode") for part in root)
        assert count
        if changed != "".join(
            ElementTree.tostring(p, encoding="unicode")
            for p in ElementTree.fromstring(f"<math>{written}</math>")
        ):
            yield changed


def _change_sign(
    parent: ElementTree.Element, child: ElementTree.Element, place: int, kind: str
) -> None:
    if kind == "double":
        parent.insert(place, child)
        return
    parent.remove(child)
    if kind == "move" and place + 1 <= len(parent):
        parent.insert(place + 1, child)


def _change_script(
    parent: ElementTree.Element, child: ElementTree.Element, place: int, kind: str
) -> None:
    parts = list(child)
    if kind == "drop":
        parent[place] = parts[0]
    elif kind == "double":
        twice = ElementTree.Element(child.tag)
        twice.extend([child, *parts[1:]])
        parent[place] = twice
    else:  # what stood as a script changes places with its base, limits with each other
        child[:] = [parts[0], *parts[:0:-1]] if len(parts) == 3 else [parts[1], parts[0]]
