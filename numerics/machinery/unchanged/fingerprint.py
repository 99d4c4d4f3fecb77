"""The fingerprint of an entry: one hash of all that its verdict rests on.

Into it go the text of every piece that the derivation and the evidence of the entry rest on; what their functions
carry; the results, not the derivations, of the entries that it quotes, and what the kernel says of them; the entry; and
what is the same for all entries of a theory: pieces that may change others, the machinery, and the surroundings.
"""

from __future__ import annotations

import hashlib
import os
import sys
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from softpot.derive.kernel.certificates import Certificates, Mark, load, mark
from softpot.derive.machinery.derivation import Derived
from softpot.derive.machinery.errors import TheoryError
from softpot.derive.machinery.formula import Formula
from softpot.derive.machinery.step import Step
from softpot.derive.machinery.theory import Entry, Theory
from softpot.numerics.machinery.unchanged.definitions import Piece, lambdas
from softpot.numerics.machinery.unchanged.graph import OUTSIDE, WHOLE, Graph, Node
from softpot.numerics.machinery.unchanged.places import is_library, is_machinery
from softpot.numerics.machinery.unchanged.values import Carried, Unknown

__all__ = ["Fingerprints", "result_text"]


class _Circle(Exception):
    """An entry that, by way of others, names itself."""


@dataclass
class _Rest:
    """What the functions of an entry rest on: nodes, strings that stand in them, text that tells values apart."""

    nodes: set[Node] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    variables: set[str] = field(default_factory=set)
    everything: bool = False


@dataclass
class Fingerprints:
    """The fingerprints of a theory's entries.

    home: the name of the module that makes the theory, where it is loaded from a file.  common: a hash of what
    every entry rests on (machinery, surroundings).  marks: what the kernel says of entries, as far as it is known.
    """

    theory: Theory
    common: str
    home: str = ""
    marks: dict[str, Mark] = field(default_factory=dict)
    _rests: dict[tuple[str, str], _Rest] = field(default_factory=dict)
    _results: dict[str, str] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def of(self, id: str, digits: int) -> str:
        """The fingerprint of an entry judged with so many digits."""
        rests = [self._rest(id, "evidence"), self._rest(id, "derive")]
        named = self._ids(rests[0].words, id)
        quoted = [f"{other} {self.result(other)}" for other in self._ids(rests[1].words, id)]
        rests += [self._rest(other, "derive") for other in self._all_named(named)]
        return self._hash(rests, [str(digits), _entry_text(self.theory.entry(id)), *quoted])

    def of_derivation(self, id: str) -> str:
        """The fingerprint of what is derived: nothing of the evidence."""
        entry, rest = self.theory.entry(id), self._rest(id, "derive")
        quoted = [f"{other} {self.result(other)}" for other in self._ids(rest.words, id)]
        return self._hash([rest], ["derivation", id, entry.equation, *quoted])

    def result(self, id: str) -> str:
        """A hash of what an entry may be quoted for: "" where nothing is derived, and for one that names itself."""
        if id not in self._results:
            if id in self._open:
                raise _Circle
            self._open.append(id)
            try:
                self._results[id] = self.obtained(id)
            except _Circle:
                if len(self._open) > 1:
                    raise
                # by way of others it names itself, in words or in earnest: all that they rest on counts
                self._results[id] = self._hash(
                    [self._rest(other, "derive") for other in self._all_named([id])], ["circle"]
                )
            finally:
                self._open.remove(id)
        return self._results[id]

    def obtained(self, id: str) -> str:
        """The same, by deriving it."""
        self.of_derivation(id)  # which sees whether it names itself
        if self.theory.entry(id).derive is None:
            return ""
        try:
            said = mark(self.theory, id, self._certificates, self.marks)
            text = f"{result_text(self.theory.derivation(id))} {said.whole} {said.words}"
        except TheoryError as error:
            text = f"fails: {error}"
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()

    def quotes(self, id: str) -> set[str]:
        """The entries that it may quote."""
        return set(self._ids(self._rest(id, "derive").words, id))

    def _ids(self, words: set[str], id: str) -> list[str]:
        return [other for other in self.theory.ids if other in words and other != id]

    def _all_named(self, ids: list[str]) -> list[str]:
        """Some entries and all whose ids stand in what their derivations rest on, and so on."""
        found, waiting = set(ids), list(ids)
        while waiting:
            more = self._ids(self._rest(waiting.pop(), "derive").words, "")
            waiting += [other for other in more if other not in found]
            found |= set(more)
        return sorted(found)

    def _hash(self, rests: list[_Rest], texts: list[str]) -> str:
        digest = hashlib.sha256()
        nodes = {node for rest in rests for node in rest.nodes}
        if any(rest.everything for rest in rests):
            nodes |= {Node(name, WHOLE) for name in self.graph.reached}
        carried = [text for rest in rests for text in rest.texts]
        for part in (self.common, self._everywhere, *texts, *self._texts(nodes), *carried):
            digest.update(f"{len(part)} {part}\n".encode(errors="surrogatepass"))
        variables = {v for rest in rests for v in rest.variables}
        for name in sorted(os.environ if "*" in variables else variables):
            digest.update(f"{name}={os.environ.get(name)!r}\n".encode(errors="surrogatepass"))
        return digest.hexdigest()

    def files(self, among: frozenset[str] | None = None) -> list[str]:
        """The files of all modules that are read, or of those among some."""
        names = [n for n in self.graph.reached if among is None or n in among]
        return [self.graph.modules[name].path for name in names]  # type: ignore[union-attr]

    @cached_property
    def graph(self) -> Graph:
        near = []
        module = sys.modules.get(self.home)
        if module is not None and module.__file__:
            near = [os.path.dirname(os.path.realpath(module.__file__))]
        made = Graph(tuple(near))
        made.reach([self.home, *self._homes()])
        return made

    def _homes(self) -> list[str]:
        """The modules of all functions that the theory holds."""
        held: list[Any] = [e.derive for e in self.theory.entries if e.derive is not None]
        held += self.theory.evidence.values()
        carried = Carried()
        for function in held:
            try:
                carried.text(function)
            except Unknown:
                continue
        files = {code.co_filename for code in carried.code}
        names = {k.__module__ for k in carried.classes} | set(carried.modules)
        return sorted(names | {n for n, m in _files().items() if m in files})

    @cached_property
    def _certificates(self) -> Certificates | None:
        return load(self.theory.certificates)

    @cached_property
    def _everywhere(self) -> str:
        """What may change anything: pieces of that kind, with all that they rest on."""
        return "\n".join(self._texts(self.graph.closure(self.graph.outer)))

    def _texts(self, nodes: Iterable[Node]) -> list[str]:
        """Each node's place and text, in the order of the modules."""
        texts = []
        for node in sorted(nodes):
            if node.piece == OUTSIDE:
                texts.append(node.label)
                continue
            module = self.graph.modules[node.module]
            assert module is not None
            text = module.text if node.piece == WHOLE else module.pieces[node.piece].text
            texts.append(f"{node.module} {module.path}\n{text}")
        return texts

    def _rest(self, id: str, what: str) -> _Rest:
        if (id, what) not in self._rests:
            entry = self.theory.entry(id)
            function = entry.derive if what == "derive" else self.theory.evidence.get(id)
            self._rests[id, what] = self._found(function)
        return self._rests[id, what]

    def _found(self, function: Callable[..., Any] | None) -> _Rest:
        rest = _Rest()
        if function is None:
            return rest
        carried = Carried()
        try:
            rest.texts.append(carried.text(function))
        except Unknown:
            rest.everything = True
        first: set[Node] = set()
        for code in carried.code:
            self._code(code, rest, first)
        for kind in carried.classes:
            self._named(kind.__module__, kind.__qualname__.partition(".")[0], rest, first)
        first |= {Node(n, WHOLE) for n in carried.modules if self.graph.module(n) is not None}
        rest.nodes = self.graph.closure(first)
        for node in rest.nodes:
            if node.piece >= 0:
                _add(rest, self.graph.piece(node))
            elif node.piece == WHOLE:
                module = self.graph.modules[node.module]
                assert module is not None
                for piece in module.pieces:
                    _add(rest, piece)
        return rest

    def _code(self, code: types.CodeType, rest: _Rest, first: set[Node]) -> None:
        """The piece in which some code is written."""
        name = _files_by_path().get(code.co_filename, "")
        module = self.graph.module(name) if name else None
        if module is None:
            if not (is_machinery(code.co_filename) or is_library(code.co_filename)):
                rest.everything = True  # nobody knows where it is written
                rest.texts.append(f"{code.co_code.hex()} {code.co_consts!r} {code.co_names!r}")
            return
        line = code.co_firstlineno
        for k, piece in enumerate(module.pieces):
            if not piece.first <= line <= piece.last:
                continue
            part = lambdas(module, piece, code) if code.co_name == "<lambda>" else None
            if part is None:
                first.add(Node(name, k))
                continue
            rest.texts.append(part.text)
            _add(rest, part)
            first.update(self.graph.used(name, part))
            first.update(self.graph.own(name))

    def _named(self, name: str, attribute: str, rest: _Rest, first: set[Node]) -> None:
        module = self.graph.module(name)
        if module is not None:
            nodes = {Node(name, b.piece) for b in module.names.get(attribute, ()) if b.piece >= 0}
            first |= nodes or {Node(name, WHOLE)}


def result_text(derived: Derived) -> str:
    """All of a derivation that an entry which quotes it is given, but for the whole symbol table."""
    formula = [
        (f.name, getattr(derived.formula, f.name)) for f in fields(Formula) if f.name != "symbols"
    ]
    return Carried().text(
        (formula, derived.exact, derived.definitions, [_premise(p) for p in derived.rests_on])
    )


def _premise(step: Step) -> list[Any]:
    left_out = ("symbols", "reason", "method", "premises")
    held = [(f.name, getattr(step, f.name)) for f in fields(Step) if f.name not in left_out]
    return [held, str(step.reason), [_premise(p) for p in step.premises]]


def _add(rest: _Rest, piece: Piece) -> None:
    rest.words |= piece.words
    rest.variables |= piece.variables


def _files() -> dict[str, str]:
    """The file of each loaded module that has one."""
    return {
        name: str(module.__file__)
        for name, module in list(sys.modules.items())
        if getattr(module, "__file__", None)
    }


def _files_by_path() -> dict[str, str]:
    return {file: name for name, file in _files().items()}


def _entry_text(entry: Entry) -> str:
    """All that an entry says, but for its derivation."""
    held = [(f.name, getattr(entry, f.name)) for f in fields(entry) if f.name != "derive"]
    try:
        return Carried().text(held)
    except Unknown:
        return repr(held)
