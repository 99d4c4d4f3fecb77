"""Print `package==version` for each lower bound that pyproject.toml declares, so that exactly those are tested.

Usage: python .ci/oldest.py [EXTRA...] > constraints.txt
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]


def oldest(requirement: str) -> str:
    """The pin of a requirement's lower bound; a requirement without one ends the run with a sentence."""
    found = re.match(r"([A-Za-z0-9._-]+)[^;]*?>=\s*([0-9][0-9.]*)", requirement)
    if found is None:
        sys.exit(f"pyproject.toml gives no lower bound for {requirement!r}: write package>=version")
    return f"{found[1]}=={found[2]}"


extras = PROJECT["optional-dependencies"]
for name in sys.argv[1:]:
    if name not in extras:
        sys.exit(f"pyproject.toml has no extra {name!r}: the extras are {', '.join(extras)}")
for requirement in PROJECT["dependencies"] + [r for name in sys.argv[1:] for r in extras[name]]:
    print(oldest(requirement))
