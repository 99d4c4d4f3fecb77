"""name -> object, when it is first asked for: the public names of a package without the price of importing them all.

A package has two tables: ``homes`` tells the module of each public name; ``former`` tells, for a name of the last
release, what it stood for and what to write instead.  A former name works for one release, with a DeprecationWarning.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any

__all__ = ["attributes"]


def attributes(
    package: str,
    homes: Mapping[str, str],
    rooms: Mapping[str, str] | None = None,
    former: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """``__getattr__`` and ``__dir__`` for a package.

    homes: public name -> module that has it under the same name.  rooms: name -> sub-package.
    former: old name -> ("module:attribute", what to write instead).
    """
    inside, old = rooms or {}, former or {}

    def get(name: str) -> Any:
        if name in homes:
            found = getattr(import_module(homes[name]), name)
            setattr(sys.modules[package], name, found)
            return found
        if name in inside:
            return import_module(inside[name])
        if name in old:
            place, instead = old[name]
            warnings.warn(
                f"{package}.{name} will be gone in the next release: use {instead}",
                DeprecationWarning,
                stacklevel=2,
            )
            module, _, attribute = place.partition(":")
            return attrgetter(attribute)(import_module(module))
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    def names() -> list[str]:
        return sorted([*homes, *inside])

    return get, names
