"""From piece to piece: what a piece of a module rests on, through all modules that are read.

A name that is bound several times stands for all of its bindings. What cannot be resolved stands for its whole module,
and a piece that may reach anything (``eval``, ``sys.modules``) for everything that is read. A function that is
handed to a decorator which keeps it, or to ``f.register``, belongs to what keeps it, a class to its bases.
"""

from __future__ import annotations

import builtins
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import decode_source

from softpot.numerics.machinery.unchanged.definitions import (
    OUTER,
    OWN,
    Bound,
    Chain,
    Module,
    Piece,
    read_module,
)
from softpot.numerics.machinery.unchanged.places import found_file, is_read

__all__ = ["Graph", "Node"]

_BUILTIN = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "__class__"}


@dataclass(frozen=True, order=True)
class Node:
    """A piece of a module, by number; the whole module for −1; what is not read (``label``) for −2."""

    module: str
    piece: int
    label: str = ""


WHOLE, OUTSIDE = -1, -2


@dataclass
class Graph:
    """The modules that can be reached from some first ones, read once each.

    near: folders beside which modules may lie that are not on ``sys.path`` any more.
    """

    near: tuple[str, ...] = ()
    modules: dict[str, Module | None] = field(default_factory=dict)
    kept_by: dict[Node, set[Node]] = field(default_factory=dict)
    reached: list[str] = field(default_factory=list)
    outer: list[Node] = field(default_factory=list)
    _next: dict[Node, frozenset[Node]] = field(default_factory=dict)

    def module(self, name: str) -> Module | None:
        """The module, if it is one that is read."""
        if name not in self.modules:
            file = found_file(name, self.near) if name else ""
            self.modules[name] = _read(name, file) if file and is_read(file) else None
        return self.modules[name]

    def reach(self, first: Iterable[str]) -> None:
        """Read the first modules and all that they import, and see which pieces are kept by which."""
        waiting = list(first)
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in seen or not name:
                continue
            seen.add(name)
            if name.rpartition(".")[0]:  # a package is imported before what is in it
                waiting.append(name.rpartition(".")[0])
            module = self.module(name)
            if module is not None:
                waiting += sorted(module.imported)
        self.reached = sorted(n for n in seen if self.modules.get(n) is not None)
        for name in self.reached:
            self._keepers(name)
        read = self._read_names()
        for name in self.reached:
            for k, piece in enumerate(self._module(name).pieces):
                unread = piece.unread and not piece.unread & read
                if piece.effect == OUTER or unread:
                    self.outer.append(Node(name, k))

    def closure(self, first: Iterable[Node]) -> set[Node]:
        """All nodes that the first ones rest on."""
        waiting, found = list(first), set()
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self.next(node)
        return found

    def next(self, node: Node) -> frozenset[Node]:
        """The nodes that one rests on directly."""
        if node not in self._next:
            self._next[node] = frozenset(self._needed(node))
        return self._next[node]

    def piece(self, node: Node) -> Piece:
        return self._module(node.module).pieces[node.piece]

    def own(self, name: str) -> list[Node]:
        """What belongs to everything that is used of a module."""
        pieces = enumerate(self._module(name).pieces)
        return [Node(name, k) for k, p in pieces if p.effect == OWN and not p.touches]

    def used(self, name: str, piece: Piece) -> Iterator[Node]:
        """What a piece of a module uses."""
        if piece.wild:
            yield from (Node(other, WHOLE) for other in self.reached)
        for chain in piece.uses:
            yield from self._resolved(name, piece, chain)
        for _, bound in piece.imports:  # an import inside a function, even of what is not used
            if bound.attribute == "*":
                yield from self._whole(bound.module)

    def _module(self, name: str) -> Module:
        module = self.modules[name]
        assert module is not None
        return module

    def _needed(self, node: Node) -> Iterator[Node]:
        if node.piece == OUTSIDE:
            return
        module = self._module(node.module)
        if node.piece == WHOLE:
            yield from (Node(node.module, k) for k in range(len(module.pieces)))
            for star in module.stars:
                yield from self._whole(star)
            return
        yield from self.own(node.module)
        yield from self.kept_by.get(node, ())
        yield from self.used(node.module, module.pieces[node.piece])

    def _resolved(self, name: str, piece: Piece, chain: Chain) -> Iterator[Node]:
        """What a chain of names in a piece stands for."""
        here = [bound for local, bound in piece.imports if local == chain[0]]
        for bound in here:
            yield from self._followed(name, bound, chain[1:])
        module = self._module(name)
        if chain[0] in module.names:
            for bound in module.names[chain[0]]:
                yield from self._followed(name, bound, chain[1:])
        elif not here and chain[0] not in piece.local:
            yield from self._unbound(name, chain, set())

    def _unbound(self, name: str, chain: Chain, seen: set[str]) -> Iterator[Node]:
        """A name that its module does not bind itself: by a star, a builtin, or nobody knows how."""
        found = list(self._starred(name, chain, seen))
        module = self._module(name)
        yield from found
        if not found and chain[0] not in _BUILTIN:
            outside = [star for star in module.stars if self.module(star) is None]
            yield from (Node("", OUTSIDE, f"{star}.{'.'.join(chain)}") for star in outside)
            yield Node(name, WHOLE)

    def _starred(self, name: str, chain: Chain, seen: set[str]) -> Iterator[Node]:
        if name in seen:
            return
        seen.add(name)
        for star in self._module(name).stars:
            module = self.module(star)
            if module is None:
                continue
            for bound in module.names.get(chain[0], ()):
                yield from self._followed(star, bound, chain[1:])
            yield from self._starred(star, chain, seen)

    def _followed(self, name: str, bound: Bound, rest: Chain) -> Iterator[Node]:
        """What stands behind a binding of module ``name``."""
        if bound.piece >= 0:
            piece = self._module(name).pieces[bound.piece]
            if rest and rest[0] in piece.rows:
                yield from (Node(name, k) for k in piece.rows[rest[0]])
                return
            yield Node(name, bound.piece)
            yield from (Node(name, k) for ks in piece.rows.values() for k in ks)
            return
        if bound.attribute:
            yield from self._member(bound.module, (bound.attribute, *rest))
        else:
            yield from self._member(bound.module, rest)

    def _member(self, name: str, chain: Chain) -> Iterator[Node]:
        """What ``chain`` is of a module: a name of its own, a module in it, or something that is not known."""
        module = self.module(name)
        if not chain:
            yield from self._whole(name)
            return
        inner = f"{name}.{chain[0]}"
        bounds = module.names.get(chain[0], []) if module is not None else []
        # a module in a package is also what an import of it binds there
        bounds = [b for b in bounds if b != Bound(module=name, attribute=chain[0])]
        within = self.module(inner) is not None or bool(found_file(inner, self.near))
        if module is None and not within:
            yield Node("", OUTSIDE, ".".join((name, *chain)))
            return
        for bound in bounds:
            yield from self._followed(name, bound, chain[1:])
        if within:
            yield from self._member(inner, chain[1:])
        if module is not None and not bounds and not within:
            yield from self._unbound(name, chain, set())

    def _whole(self, name: str) -> Iterator[Node]:
        yield Node("", OUTSIDE, name) if self.module(name) is None else Node(name, WHOLE)

    def _keepers(self, name: str) -> None:
        """Note what keeps the pieces of a module: registries that they are handed to, their base classes."""
        module = self._module(name)
        for k, piece in enumerate(module.pieces):
            kept: set[Node] = set()
            for chain in piece.decorators:
                for node in self._resolved(name, piece, chain):
                    kept |= self._keeping(node, chain)
                    if node.piece == OUTSIDE and _registers(node.label):
                        piece.effect = OUTER
            for chain in piece.bases:
                kept |= {n for n in self._resolved(name, piece, chain) if n.piece >= 0}
            if piece.effect == OWN:
                bounds = [b for touched in piece.touches for b in module.names.get(touched, ())]
                kept |= {Node(name, b.piece) for b in bounds if b.piece >= 0}
            for node in kept - {Node(name, k)}:
                self.kept_by.setdefault(node, set()).add(Node(name, k))

    def _keeping(self, node: Node, chain: Chain) -> set[Node]:
        """What a decorator keeps what it gets in: itself, or the tables that it uses."""
        if node.piece < 0:
            return set()
        piece = self.piece(node)
        if not piece.function or _registers(chain[-1]):
            return {node}
        return {
            n for n in self.used(node.module, piece) if n.piece >= 0 and not self.piece(n).function
        }

    def _read_names(self) -> set[str]:
        """Every name, attribute and string that stands anywhere, so that what is not among them is read nowhere."""
        found = {"theory"}
        for name in self.reached:
            module = self._module(name)
            for piece in module.pieces:
                found.update(part for chain in piece.uses for part in chain)
                found.update(piece.words)
            found.update(b.attribute for bounds in module.names.values() for b in bounds)
        return found


def _registers(name: str) -> bool:
    """Whether a function of this name keeps what it gets."""
    last = name.rpartition(".")[2]
    return last.startswith(("register", "dispatch", "add", "subscribe", "on_", "overload"))


def _read(name: str, file: str) -> Module:
    """The module in a file; what cannot be read as Python has no pieces, so that it counts whole."""
    with open(file, "rb") as stream:
        source = stream.read()
    try:
        return read_module(name, os.path.realpath(file), decode_source(source))
    except (SyntaxError, ValueError):
        return Module(name, os.path.realpath(file), repr(source))
