"""How the pages of this folder become a site:  sphinx-build -W --keep-going docs site."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

from softpot import __version__

project = "softpot"
author = "softpot contributors"
copyright = "softpot contributors, BSD-3-Clause"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["conf.py"]
nitpicky = False
smartquotes = False
html_theme = "furo"
html_title = f"softpot {release}"
html_last_updated_fmt = None  # the same sources, the same bytes
html_show_sphinx = False
html_copy_source = False
pygments_style = "friendly"
highlight_language = "none"
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
maximum_signature_line_length = 88

# A docstring is plain text, as help() shows it: a formula first, then "name: what it is". Only ``code``, examples
# and indented lines have a meaning of their own; every other sign (|x|, x*y, x_, \int) means itself.
_CODE = re.compile(r"(``.+?``)")
_SIGNS = re.compile(r"([\\*|`_])")
_ITEM = re.compile(r"((?:[\w.() ]|``.+?``|, )+?):(?: |$)")


def _escaped(text: str) -> str:
    return "".join(
        part if part.startswith("``") else _SIGNS.sub(r"\\\1", part) for part in _CODE.split(text)
    )


# The first sentence of a docstring is its formula: its letters, indices, powers and signs are set as such.
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eps": "ε", "eta": "η", "theta": "θ", "kappa": "κ",
    "pi": "π", "sigma": "σ", "chi": "χ", "psi": "ψ", "omega": "ω", "hbar": "ħ", "int": "∫",
}  # fmt: skip
_RELATION = re.compile(r"[=^∫Σ~]|<=")
_LETTERS = re.compile(rf"(?<![A-Za-z_])(?:{'|'.join(_GREEK)})(?![A-Za-z])")
_PAIRS = (("<=", "≤"), (">=", "≥"), ("+-", "±"), (" - ", " − "), ("''", "″"))
_RAISED = re.compile(r"\^(\{[^{}]*\}|\([^()]*\)|[-−]?\w+|∞)")
_LOWERED = re.compile(r"(?<=[A-Za-zα-ωħΣ∫])_(\{[^{}]*\}|\([^()]*\)|\w+)")
_SET = re.compile(rf"(?P<sup>{_RAISED.pattern})|(?P<sub>{_LOWERED.pattern})")


def _typeset(text: str) -> str:
    """The sentence with the mathematics in it set: eps_1 <= y^2 as ε₁ ≤ y²; ``code`` is left alone.

    So is a sentence with a string of Python in it, or with a power in a power, which would lie flat.
    """
    if not _RELATION.search(_CODE.sub("", text)) or re.search(r'"|\^\{[^{}]*[\^_]', text):
        return _escaped(text)
    return "".join(
        part if part.startswith("``") else _mathematics(part) for part in _CODE.split(text)
    )


def _mathematics(text: str) -> str:
    text = _LETTERS.sub(lambda m: _GREEK[m[0]], text)
    for plain, sign in _PAIRS:
        text = text.replace(plain, sign)
    text = re.sub(r"(?<![\w)^])-(?=[\wα-ω(])", "−", text)
    shown, place = [], 0
    for found in _SET.finditer(text):
        word = re.search(r"[A-Za-z]*$", text[: found.start()])
        if found["sub"] and word is not None and len(word[0]) > 1 and word[0] != "lim":
            continue  # a name with an underscore, and no index
        inner = found[0][1:].replace("-", "−")
        if inner[0] in "{(":
            inner = inner[1:-1]
        shown += [
            _escaped(text[place : found.start()]),
            f"\\ :{'sup' if found['sup'] else 'sub'}:`{inner}`\\ ",
        ]
        place = found.end()
    return "".join((*shown, _escaped(text[place:])))


def _items(lines: list[str]) -> Iterator[str]:
    """The paragraph, taken apart where a line begins with what it explains."""
    found: list[str] = []
    for line in lines:
        if found and _ITEM.match(line):
            yield " ".join(found)
            found = []
        found.append(line)
    yield " ".join(found)


def _paragraph(lines: list[str], first: bool) -> Iterator[str]:
    if lines[0].startswith(">>>"):
        yield from lines
    elif lines[0].startswith(" "):
        yield from ("::", "", *(f"    {line.strip()}" for line in lines))
    else:
        for place, item in enumerate(_items(lines)):
            named = None if first else _ITEM.match(item)
            if named is None:
                yield from (_typeset(item) if first and place == 0 else _escaped(item), "")
            else:
                what = _SIGNS.sub(r"\\\1", named[1].replace("``", ""))
                yield from (f"**{what}:** {_escaped(item[named.end() :])}", "")
        return
    yield ""


def _plain(app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        text = line.rstrip()
        example = bool(paragraphs[-1]) and paragraphs[-1][0].startswith(">>>")
        indented = bool(paragraphs[-1]) and paragraphs[-1][0].startswith(" ")
        if not text:
            paragraphs.append([])
        elif (
            not example
            and paragraphs[-1]
            and (text.startswith(" ") != indented or text.startswith(">>>"))
        ):
            paragraphs.append([text])
        else:
            paragraphs[-1].append(text)
    lines[:] = [
        line
        for place, paragraph in enumerate(filter(None, paragraphs))
        for line in _paragraph(paragraph, place == 0)
    ]


def _others(app: Any, page: str, source: list[str]) -> None:
    """Add the public names of a package that its page does not place under a heading."""
    if not page.startswith("api/"):
        return
    face = importlib.import_module("softpot")
    name = page.removeprefix("api/")
    module = face if name == "softpot" else getattr(face, name)
    placed = set(re.findall(r"^\.\. auto\w+:: (\w+)$", source[0], re.MULTILINE))
    elsewhere = set() if module is face else set(face.__all__)
    others = [
        (other, getattr(module, other))
        for other in module.__all__
        if other not in placed | elsewhere and not other.startswith("__")
    ]
    lines = [
        f".. auto{'class' if inspect.isclass(thing) else 'function' if callable(thing) else 'data'}:: {other}"
        for other, thing in others
        if not inspect.ismodule(thing)
    ]
    if lines:
        source[0] += "\n".join(("\n## Others\n", "```{eval-rst}", *lines, "```", ""))


def setup(app: Any) -> dict[str, bool]:
    app.connect("autodoc-process-docstring", _plain)
    app.connect("source-read", _others)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
