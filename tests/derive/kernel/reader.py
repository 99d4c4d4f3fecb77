"""A reader of exported statements that shares nothing with the exporter: a grammar of its own, values by mpmath.

It reads variables, hypotheses and theorems of a text into trees and evaluates them at a point. Rocq's total functions
are partial here: a division by 0, or a root of a negative number, has no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import mpmath

_TOKEN = re.compile(r"\s*(/\\|\\/|<->|->|=>|<>|<=|[()<=>+\-*/^:,~]|\d+|[A-Za-z_][A-Za-z_0-9']*)")
_BINARY = {"->": 99, "<->": 95, "\\/": 85, "/\\": 80, "=": 70, "<>": 70, "<": 70, "<=": 70, "+": 50, "-": 50, "*": 40,
           "/": 40, "^": 30}  # fmt: skip
_RIGHT = {"->", "\\/", "/\\", "^"}
_STOP = {")", ",", "=>", ":"}


class Unreadable(Exception):
    """The text is not in the grammar."""


@dataclass
class Read:
    """What a text declares: names of numbers and of functions, statements by name, in order."""

    numbers: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    hypotheses: dict[str, object] = field(default_factory=dict)
    theorems: dict[str, object] = field(default_factory=dict)


def read(text: str) -> Read:
    """The declarations and statements of a text."""
    bare = re.sub(r"\(\*.*?\*\)", "", text, flags=re.DOTALL)
    bare = re.sub(r"\nProof\..*?Qed\.", "", bare, flags=re.DOTALL)
    found = Read()
    for sentence in re.split(r"\.\s*(?:\n|$)", bare):
        head, _, rest = sentence.strip().partition(" ")
        if head in ("Variables", "Variable"):
            names, _, kind = rest.partition(" : ")
            (found.functions if "->" in kind else found.numbers).update(names.split())
        elif head in ("Hypothesis", "Theorem"):
            name, _, claim = rest.partition(" : ")
            (found.hypotheses if head == "Hypothesis" else found.theorems)[name] = parsed(claim)
    return found


def parsed(claim: str) -> object:
    """A statement as a tree: a number, a name, or (head, parts)."""
    tokens, at = [], 0
    claim = claim.replace("%nat", "").strip()
    while at < len(claim):
        match = _TOKEN.match(claim, at)
        if match is None:
            raise Unreadable(claim[at : at + 20])
        tokens.append(match[1])
        at = match.end()
    tree, rest = _expression(tokens, 200)
    if rest:
        raise Unreadable(" ".join(rest[:5]))
    return tree


def _expression(tokens, level):
    left, tokens = _prefix(tokens)
    while tokens and tokens[0] in _BINARY and _BINARY[tokens[0]] <= level:
        sign, own = tokens[0], _BINARY[tokens[0]]
        right, tokens = _expression(tokens[1:], own if sign in _RIGHT else own - 1)
        left = (sign, left, right)
    return left, tokens


def _prefix(tokens):
    if not tokens:
        raise Unreadable("the end")
    if tokens[0] in ("-", "/", "~"):
        inner, rest = _expression(tokens[1:], 35 if tokens[0] != "~" else 75)
        return (f"{tokens[0]}1", inner), rest
    if tokens[0] in ("fun", "forall"):
        names, rest = [], tokens[1:]
        while rest[0] not in ("=>", ","):
            if rest[0] not in ("(", ")", ":", "R"):
                names.append(rest[0])
            rest = rest[1:]
        body, rest = _expression(rest[1:], 200)
        return (tokens[0], tuple(names), body), rest
    first, rest = _atom(tokens)
    parts = []
    while rest and rest[0] not in _BINARY and rest[0] not in _STOP:
        part, rest = _atom(rest)
        parts.append(part)
    return (("apply", first, *parts) if parts else first), rest


def _atom(tokens):
    head, rest = tokens[0], tokens[1:]
    if head == "(":
        inner, rest = _expression(rest, 200)
        if not rest or rest[0] != ")":
            raise Unreadable(" ".join(rest[:5]))
        return inner, rest[1:]
    if head.isdigit():
        return int(head), rest
    if not re.match(r"[A-Za-z_]", head):
        raise Unreadable(head)
    return head, rest


def split(tree):
    """The hypotheses in front of a statement, and what it concludes, in parts."""
    before = []
    while isinstance(tree, tuple) and tree[0] in ("->", "forall"):
        if tree[0] == "->":
            before.append(tree[1])
        tree = tree[2]
    return before, list(_parts(tree))


def _parts(tree):
    if isinstance(tree, tuple) and tree[0] == "/\\":
        yield from _parts(tree[1])
        yield from _parts(tree[2])
    elif isinstance(tree, tuple) and tree[0] == "->":
        yield from _parts(split(tree)[1][0]) if len(split(tree)[1]) == 1 else split(tree)[1]
    else:
        yield tree


def equations(tree):
    """The pairs that a conclusion equates, each a tree; integrals and derivatives written as relations included."""
    for part in split(tree)[1]:
        if not isinstance(part, tuple):
            continue
        if part[0] == "=":
            yield part[1], part[2]
        elif part[0] == "apply" and part[1] == "is_RInt":
            yield ("apply", "RInt", *part[2:5]), part[5]
        elif part[0] == "apply" and part[1] == "is_RInt_gen":
            yield ("apply", "RInt_gen", *part[2:5]), part[5]
        elif part[0] == "apply" and part[1] == "is_derive":
            yield ("apply", "Derive", part[2], part[3]), part[4]


def existing(tree):
    """The derivatives that a statement speaks of, and those that it says exist, each as (order, function, place)."""
    speaks, says, pending = set(), set(), [tree]
    while pending:
        part = pending.pop()
        if not isinstance(part, tuple):
            continue
        if part[0] == "apply":
            known = {"Derive_n": 2, "Derive": 1, "derivable": 2, "ex_derive": 1}.get(part[1])
            if part[1] == "is_derive":  # which speaks of it and says that it exists
                speaks.add((1, part[2], part[3]))
                says.add((1, part[2], part[3]))
            if known == 1:
                (speaks if part[1] == "Derive" else says).add((1, part[2], part[3]))
            elif part[1] == "Derive_n":
                speaks.add((part[3], part[2], part[4]))
            elif part[1] == "derivable":
                says.add((part[2], part[3], part[4]))
        pending.extend(part[1:])
    return speaks, says


CONSTANTS = {
    "PI": lambda: +mpmath.pi, "p_infty": lambda: mpmath.inf, "m_infty": lambda: -mpmath.inf
}  # fmt: skip


def value(tree, env):
    """The value of a term at a point; ``env`` has numbers and functions by name."""
    if isinstance(tree, int):
        return mpmath.mpf(tree)
    if isinstance(tree, str):
        return CONSTANTS[tree]() if tree in CONSTANTS else env[tree]
    head = tree[0]
    if head == "fun":
        (name,) = tree[1]
        return lambda x: value(tree[2], {**env, name: x})
    if head == "apply":
        return _applied(tree[1], [value(part, env) for part in tree[2:]], env)
    parts = [value(part, env) for part in tree[1:]]
    if head == "/1":
        return 1 / parts[0]
    if head == "-1":
        return -parts[0]
    one, other = parts
    if head == "+":
        return one + other
    if head == "-":
        return one - other
    if head == "*":
        return one * other
    if head == "/":
        return one / other
    if head == "^":
        return one ** int(other)
    raise Unreadable(str(head))


def holds(tree, env):
    """The truth of a statement at a point; None for what is no relation of numbers."""
    if not isinstance(tree, tuple) or tree[0] not in (
        "=",
        "<",
        "<=",
        "<>",
        "/\\",
        "\\/",
        "~1",
        "<->",
    ):
        return None
    if tree[0] in ("/\\", "\\/", "~1", "<->"):
        inner = [holds(part, env) for part in tree[1:]]
        if None in inner:
            return None
        if tree[0] == "<->":
            return inner[0] == inner[1]
        return not inner[0] if tree[0] == "~1" else all(inner) if tree[0] == "/\\" else any(inner)
    left, right = value(tree[1], env), value(tree[2], env)
    same = abs(left - right) <= mpmath.mpf(10) ** -12 * max(1, abs(left))
    return {"=": same, "<>": not same, "<": left < right and not same, "<=": left < right or same}[
        tree[0]
    ]


def _real(x):
    if x < 0:
        raise ZeroDivisionError("a root of a negative number")
    return x


def _applied(head, parts, env):
    if callable(head):
        return head(*parts)
    simple = {
        "sqrt": lambda x: mpmath.sqrt(_real(x)), "exp": mpmath.exp, "ln": lambda x: mpmath.log(_real(x)),
        "sin": mpmath.sin, "cos": mpmath.cos, "Rabs": abs, "sinh": mpmath.sinh, "cosh": mpmath.cosh,
        "tanh": mpmath.tanh, "erf": mpmath.erf, "Rpower": lambda x, y: mpmath.power(_real(x), y),
        "det2": lambda a, b, c, d: a * d - b * c,
        "det3": lambda *m: mpmath.det(mpmath.matrix([m[0:3], m[3:6], m[6:9]])),
        "Derive": mpmath.diff, "Derive_n": lambda f, n, x: mpmath.diff(f, x, int(n)),
        "RInt": lambda f, a, b: mpmath.quad(f, [a, b]), "Rbar_locally": lambda end: end,
        "RInt_gen": lambda f, a, b: mpmath.quad(f, [a, b]),
    }  # fmt: skip
    if head in simple:
        return simple[head](*parts)
    if head in env and callable(env[head]):
        return env[head](*parts)
    raise Unreadable(str(head))
