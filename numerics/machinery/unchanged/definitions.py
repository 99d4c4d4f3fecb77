"""A module as pieces: its top-level statements, with the names that each binds and uses.

A tuple assigned to a tuple is one piece a member, a symbol table one piece a row. A statement that may change what
another one made (``effect``) is marked: OWN, where it can only change what its own module made, else OUTER.

Not guaranteed: that a plain assignment has no effect besides, where nothing in it looks like one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import CodeType

__all__ = ["OUTER", "OWN", "Bound", "Chain", "Module", "Piece", "lambdas", "read_module"]

Chain = tuple[str, ...]
"""A name with attributes: ``np.linalg.eigvalsh`` is ("np", "linalg", "eigvalsh")."""

OWN, OUTER = "own", "outer"

_MUTATING = frozenset((
    "__setattr__", "__setitem__", "add", "append", "clear", "connect", "discard", "extend", "insert", "pop", "popitem",
    "register", "remove", "setdefault", "subscribe", "update",
))  # fmt: skip
_WILD = frozenset(("__import__", "eval", "exec", "globals", "locals"))
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


@dataclass(frozen=True)
class Bound:
    """What a name stands for: piece number ``piece``, or ``attribute`` of ``module`` (the module itself if "")."""

    piece: int = -1
    module: str = ""
    attribute: str = ""


@dataclass
class Piece:
    """A top-level statement, or a part of one that can change alone.

    ``wild``: it may reach anything. ``variables``: what it reads of the environment, "*" for all of it.
    ``decorators``: what it is handed to. ``rows``: for a symbol table the pieces of each row. ``unread``: a call
    whose result has these names, which may be read nowhere. ``touches``: the names whose values an OWN effect
    changes; without any it belongs to the whole module.
    """

    text: str
    binds: frozenset[str] = frozenset()
    uses: frozenset[Chain] = frozenset()
    words: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    imports: tuple[tuple[str, Bound], ...] = ()
    effect: str = ""
    touches: frozenset[str] = frozenset()
    wild: bool = False
    variables: frozenset[str] = frozenset()
    decorators: frozenset[Chain] = frozenset()
    bases: frozenset[Chain] = frozenset()
    function: bool = False
    rows: dict[str, list[int]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    first: int = 0
    last: int = 0
    node: ast.AST | None = None


@dataclass
class Module:
    """A module: its pieces, what its names stand for, the modules that it imports, whole or with a star."""

    name: str
    path: str
    text: str
    pieces: list[Piece] = field(default_factory=list)
    names: dict[str, list[Bound]] = field(default_factory=dict)
    imported: set[str] = field(default_factory=set)
    stars: list[str] = field(default_factory=list)


def read_module(name: str, path: str, text: str) -> Module:
    """The module of this text; raises SyntaxError for what is none."""
    package = name if path.endswith("__init__.py") else name.rpartition(".")[0]
    reader = _Reader(Module(name, path, text), package)
    for statement in ast.parse(text).body:
        reader.statement(statement)
    reader.mark_own()
    return reader.module


class _Reader:
    """Makes the pieces of a module, one statement after the other."""

    def __init__(self, module: Module, package: str) -> None:
        self.module = module
        self.package = package
        self.lines = [f"{line}\n".encode() for line in module.text.split("\n")]
        self.fresh: set[str] = (
            set()
        )  # names of values that were made here, and that nothing else has

    def statement(self, node: ast.stmt) -> None:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self._import(node)
        elif isinstance(node, ast.Pass) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            return
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self._definition(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            self._assignment(node)
        elif isinstance(node, ast.If) and not node.orelse and _as_program(node.test):
            return
        else:
            self._other(node)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for name, bound in _imports(node, self.package):
            self.module.imported.add(bound.module)
            if bound.attribute == "*":
                self.module.stars.append(bound.module)
                continue
            if bound.attribute:  # which may be a module
                self.module.imported.add(f"{bound.module}.{bound.attribute}")
            self._bind(name, bound)

    def _bind(self, name: str, bound: Bound) -> None:
        self.module.names.setdefault(name, []).append(bound)

    def _add(self, piece: Piece) -> int:
        self.module.pieces.append(piece)
        number = len(self.module.pieces) - 1
        for name in sorted(piece.binds):
            self._bind(name, Bound(number))
        for _, bound in piece.imports:
            self.module.imported.add(bound.module)
            if bound.attribute:
                self.module.imported.add(f"{bound.module}.{bound.attribute}")
        return number

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        piece = self.piece(node)
        piece.binds = frozenset((node.name,))
        piece.function = isinstance(node, _FUNCTIONS)
        inside: list[ast.stmt] = [node, *(node.body if isinstance(node, ast.ClassDef) else ())]
        piece.decorators = frozenset(
            chain
            for part in inside
            for d in getattr(part, "decorator_list", ())
            for chain in _chains(d.func if isinstance(d, ast.Call) else d)
        )
        if isinstance(node, ast.ClassDef):
            piece.bases = frozenset(
                c
                for base in (*node.bases, *(k.value for k in node.keywords))
                for c in _chains(base)
            )
        self.fresh.add(node.name)
        self._add(piece)

    def _assignment(self, node: ast.Assign | ast.AnnAssign) -> None:
        targets: list[ast.expr] = node.targets if isinstance(node, ast.Assign) else [node.target]
        value = node.value
        if value is None:  # an annotation alone binds nothing
            return
        if len(targets) == 1 and isinstance(targets[0], ast.Name):
            if _is_table(value):
                self._table(node, targets[0].id, value)
                return
            if isinstance(value, _DISPLAYS):
                self.fresh.add(targets[0].id)
        if len(targets) == 1 and _pairwise(targets[0], value):
            for target, part in zip(targets[0].elts, value.elts, strict=True):  # type: ignore[attr-defined]
                piece = self.piece(target, part)
                self._add(self._valued(piece, part, [target]))
            return
        piece = self.piece(node)
        if not all(isinstance(t, (ast.Name, ast.Tuple, ast.List)) for t in targets):
            piece.effect = OUTER
        self._add(self._valued(piece, value, targets))

    def _valued(self, piece: Piece, value: ast.expr, targets: list[ast.expr]) -> Piece:
        piece.binds = frozenset(_stored(*targets, value))
        calls = [n for n in ast.walk(value) if isinstance(n, ast.Call)]
        if any(isinstance(c.func, ast.Attribute) and c.func.attr in _MUTATING for c in calls):
            piece.effect = OUTER
        if calls:
            piece.unread = piece.binds
        return piece

    def _table(self, node: ast.stmt, name: str, value: ast.expr) -> None:
        """One piece a row, and one for the whole."""
        assert isinstance(value, ast.Call)
        rows: dict[str, list[int]] = {}
        for row in value.args:
            assert isinstance(row, ast.Call) and isinstance(row.args[0], ast.Constant)
            rows.setdefault(str(row.args[0].value), []).append(self._add(self.piece(row)))
        whole = self.piece(node)
        whole.binds, whole.rows = frozenset((name,)), rows
        self._add(whole)

    def _other(self, node: ast.stmt) -> None:
        """Whatever else stands at the top level."""
        inner = [n for n in ast.walk(node) if isinstance(n, (ast.Import, ast.ImportFrom))]
        for one in inner:
            self._import(one)
        checking = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        if checking and all(isinstance(n, (ast.Import, ast.ImportFrom)) for n in node.body):  # type: ignore[attr-defined]
            return
        piece = self.piece(node)
        piece.binds = frozenset(_bound_at_top(node))
        piece.effect = OUTER
        self._add(piece)

    def mark_own(self) -> None:
        """Effects that reach no further than what this module made."""
        for piece in self.module.pieces:
            if piece.effect and piece.node is not None and self._own(piece.node):
                piece.effect = OWN
                piece.touches = frozenset(_touched(piece.node))

    def _own(self, node: ast.AST) -> bool:
        if isinstance(node, (ast.Pass, ast.Import, ast.ImportFrom, ast.ClassDef, *_FUNCTIONS)):
            return True
        if isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
            parts = [
                *node.body, *getattr(node, "orelse", ()), *getattr(node, "finalbody", ()),
                *(s for h in getattr(node, "handlers", ()) for s in h.body),
            ]  # fmt: skip
            return all(self._own(part) for part in parts)
        if isinstance(node, (ast.Raise, ast.Assert, ast.Break, ast.Continue)):
            return True
        if isinstance(node, ast.Expr):
            if isinstance(node.value, ast.Constant):
                return True
            return isinstance(node.value, ast.Call) and self._calls_own(node.value)
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            calls = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
            mutating = [
                c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in _MUTATING
            ]
            return all(self._fresh(t) for t in targets) and all(map(self._calls_own, mutating))
        return False

    def _fresh(self, target: ast.expr) -> bool:
        if isinstance(target, (ast.Name, ast.Tuple, ast.List)):
            return True
        return _base(target) in self.fresh

    def _calls_own(self, call: ast.Call) -> bool:
        """A method of something made here, with arguments that call nothing."""
        if any(isinstance(n, ast.Call) for a in (*call.args, *call.keywords) for n in ast.walk(a)):
            return False
        return isinstance(call.func, ast.Attribute) and self._fresh(call.func)

    def piece(self, *nodes: ast.AST) -> Piece:
        """What the nodes use; the text is theirs, with the decorators."""
        found = _Uses(self.package)
        for node in nodes:
            found.visit(node)
        return Piece(
            " = ".join(self._text(node) for node in nodes),
            uses=frozenset(found.uses),
            words=frozenset(found.words),
            local=frozenset(found.local),
            imports=tuple(found.imports),
            wild=found.wild,
            variables=frozenset(
                found.variables | ({"*"} if found.environ > found.named else set())
            ),
            first=min(_first(node) for node in nodes),
            last=max(node.end_lineno or 0 for node in nodes),  # type: ignore[attr-defined]
            node=nodes[-1] if len(nodes) > 1 else nodes[0],
        )

    def _text(self, node: ast.AST) -> str:
        """Whole lines for a statement, from the first decorator on; the very characters for an expression."""
        first, last = _first(node), node.end_lineno  # type: ignore[attr-defined]
        if isinstance(node, ast.stmt):
            return b"".join(self.lines[first - 1 : last]).decode()
        start, end = node.col_offset, node.end_col_offset  # type: ignore[attr-defined]
        if first == last:
            return self.lines[first - 1][start:end].decode()
        middle = self.lines[first : last - 1]
        return b"".join(
            [self.lines[first - 1][start:], *middle, self.lines[last - 1][:end]]
        ).decode()


class _Uses(ast.NodeVisitor):
    """All chains of names, strings, names bound inside and imports of some nodes."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.uses: set[Chain] = set()
        self.words: set[str] = set()
        self.local: set[str] = set()
        self.imports: list[tuple[str, Bound]] = []
        self.variables: set[str] = set()
        self.environ = self.named = 0
        self.wild = False

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._use((node.id,))
        else:
            self.local.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        chain = _chain(node)
        if chain is None:
            self.generic_visit(node)
        else:
            self._use(chain)

    def _use(self, chain: Chain) -> None:
        self.uses.add(chain)
        if chain[0] in _WILD or chain[:2] == ("sys", "modules"):
            self.wild = True
        self.environ += bool({"environ", "environb", "getenv"} & set(chain))

    def visit_Call(self, node: ast.Call) -> None:
        chain = _chain(node.func) or ("",)
        if chain[-1] == "getenv" or chain[-2:] == ("environ", "get"):
            self._variable(node.args[0] if node.args else None)
        if chain == ("vars",) and not node.args:
            self.wild = True
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if (_chain(node.value) or ("",))[-1] == "environ":
            self._variable(node.slice)
        self.generic_visit(node)

    def _variable(self, node: ast.expr | None) -> None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.variables.add(node.value)
            self.named += 1

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.words.add(node.value)

    def _inner(self, node: ast.AST) -> None:
        name = getattr(node, "name", None)
        if isinstance(name, str):
            self.local.add(name)
        self.generic_visit(node)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _inner
    visit_ExceptHandler = visit_MatchAs = visit_MatchStar = _inner

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.local.add(node.rest)
        self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> None:
        self.local.add(node.arg)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self.imports += _imports(node, self.package)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.imports += _imports(node, self.package)


def lambdas(module: Module, piece: Piece, code: CodeType) -> Piece | None:
    """The anonymous function of a piece that this is the code of, as a piece; None if it is not found."""
    line = code.co_firstlineno
    found = [
        n
        for n in ast.walk(piece.node or ast.Pass())
        if isinstance(n, ast.Lambda) and n.lineno == line
    ]
    places = [
        (first, column)
        for first, _, column, end in code.co_positions()
        if first is not None and column is not None and end
    ]
    around = [n for n in found if places and all(_inside(n.body, place) for place in places)]
    chosen = sorted(around, key=lambda n: len(ast.dump(n)))[:1] or found
    return _Reader(module, "").piece(*chosen) if chosen else None


def _inside(node: ast.expr, place: tuple[int, int]) -> bool:
    end = (node.end_lineno or 0, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= place < end


def _imports(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[tuple[str, Bound]]:
    """Each name that an import binds, and to what."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.asname:
                yield alias.asname, Bound(module=alias.name)
            else:
                top = alias.name.partition(".")[0]
                yield top, Bound(module=top)
                if top != alias.name:  # the part is imported, and had by way of the whole
                    yield "", Bound(module=alias.name)
        return
    base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
    module = ".".join([*base, *([node.module] if node.module else [])])
    for alias in node.names:
        yield alias.asname or alias.name, Bound(module=module, attribute=alias.name)


def _chain(node: ast.AST) -> Chain | None:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return (node.id, *reversed(parts)) if isinstance(node, ast.Name) else None


def _chains(node: ast.AST) -> set[Chain]:
    found = _Uses("")
    found.visit(node)
    return found.uses


def _first(node: ast.AST) -> int:
    lines = [d.lineno for d in getattr(node, "decorator_list", ())]
    return int(min([node.lineno, *lines]))  # type: ignore[attr-defined]


def _touched(node: ast.AST) -> Iterator[str]:
    """The names whose values a single statement changes."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        targets: list[ast.expr] = [node.value.func]
    elif isinstance(node, ast.Assign):
        targets = node.targets
        if any(isinstance(n, ast.Call) for n in ast.walk(node.value)):
            return
    else:
        return
    chains = [_base(target) for target in targets]
    if all(chains):
        yield from chains


def _base(target: ast.expr) -> str:
    while isinstance(target, (ast.Attribute, ast.Subscript)):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


def _stored(*nodes: ast.AST) -> Iterator[str]:
    for node in nodes:
        for n in ast.walk(node):
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store):
                yield n.id


def _bound_at_top(node: ast.AST) -> Iterator[str]:
    """Names that a statement binds in its module."""
    if isinstance(node, (ast.ClassDef, *_FUNCTIONS)):
        yield node.name
        return
    if isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name
    if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
        yield node.id
    for child in ast.iter_child_nodes(node):
        yield from _bound_at_top(child)


def _pairwise(target: ast.expr, value: ast.expr) -> bool:
    """Whether a tuple is given, member by member, to a tuple of names."""
    return (
        isinstance(target, ast.Tuple)
        and isinstance(value, ast.Tuple)
        and len(target.elts) == len(value.elts)
        and all(isinstance(e, ast.Name) for e in target.elts)
        and not any(isinstance(e, ast.Starred) for e in value.elts)
    )


def _is_table(value: ast.expr) -> bool:
    """Whether this is a symbol table whose rows are all written out."""
    if not isinstance(value, ast.Call) or value.keywords:
        return False
    if (_chain(value.func) or ("",))[-1] != "SymbolTable":
        return False
    return all(
        isinstance(row, ast.Call)
        and row.args
        and isinstance(row.args[0], ast.Constant)
        and isinstance(row.args[0].value, str)
        for row in value.args
    )


def _as_program(test: ast.expr) -> bool:
    """``__name__ == "__main__"``: what a script does besides when it is run."""
    return ast.dump(test) == _PROGRAM


_PROGRAM = ast.dump(ast.parse('__name__ == "__main__"', mode="eval").body)
