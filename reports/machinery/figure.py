"""Figures: what a theory says of one, and how it becomes a PDF and an SVG, the same bytes every time.

A theory's ``figures`` maps names to FigureSpec. ``draw`` is called with the finished ledger and gives a
Matplotlib figure made with ``Figure()`` (never pyplot, whose state is global), or None when the
ledger lacks the numbers that it would show; the figure is then left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from derive.machinery.prose import Prose
from numerics.machinery.ledger import Ledger
from reports.machinery.errors import ReportError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

STYLE: Mapping[str, Any] = {
    "font.family": "serif",
    "font.serif": ["DejaVu Serif"],
    "mathtext.fontset": "cm",
    "font.size": 9,
    "axes.labelsize": 10,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 1.4,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "softpot",
    "figure.dpi": 100,
    "axes.formatter.use_mathtext": True,
}
"""One look for all figures; the fonts ship with Matplotlib, so no machine draws them otherwise."""

INK, BLUE, ORANGE, GREY = "#111111", "#1f5fa8", "#c8641c", "#8a8a8a"
"""Colours that stay apart in grey (lightness 7, 40, 53, 58 %); line styles differ besides."""


def lettered(*panels: Axes) -> None:
    """(a), (b), … above the panels of a figure, in order."""
    for axes, letter in zip(panels, ascii_lowercase, strict=False):
        axes.set_title(f"({letter})", loc="left", fontsize="medium")


@dataclass(frozen=True)
class FigureSpec:
    """A figure of a theory: the entry beside which it stands, its caption, what draws it."""

    entry_id: str
    caption: Prose
    draw: Callable[[Ledger], Figure | None]

    def __call__(self, ledger: Ledger) -> Figure | None:
        """The figure, or None when the ledger lacks an entry, an evidence or a series that it shows."""
        try:
            return self.draw(ledger)
        except LookupError:
            return None


@dataclass(frozen=True)
class Drawn:
    """A finished figure; ``inline`` is the SVG for the inside of a page, its ids made unique."""

    name: str
    entry_id: str
    caption: Prose
    pdf: bytes
    svg: bytes
    inline: str


def draw_all(ledger: Ledger) -> tuple[Drawn, ...]:
    """Every figure of the ledger's theory whose entry was checked and whose numbers are there."""
    if not ledger.theory.figures:
        return ()
    import matplotlib

    present = {judged.entry.id for judged in ledger.entries}
    drawn = []
    for name, spec in ledger.theory.figures.items():
        if not isinstance(spec, FigureSpec):
            raise ReportError(
                f"the figure {name!r} of the theory is a {type(spec).__name__}: "
                "write it as reports.machinery.figure.FigureSpec(entry_id, caption, draw)"
            )
        if not _NAME.fullmatch(name):
            raise ReportError(
                f"a figure's name is lower-case words joined by hyphens, got {name!r}"
            )
        ledger.theory.entry(spec.entry_id)
        if spec.entry_id not in present:
            continue
        with matplotlib.rc_context(_style()), _quiet():
            figure = spec(ledger)
            if figure is not None:
                drawn.append(_saved(name, spec, figure))
    return tuple(drawn)


def _style() -> Any:
    return dict(STYLE)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without fontTools' remark on the age of Matplotlib's fonts."""
    logger = logging.getLogger("fontTools")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _saved(name: str, spec: FigureSpec, figure: Figure) -> Drawn:
    pdf, svg = io.BytesIO(), io.BytesIO()
    figure.savefig(pdf, format="pdf", metadata={"Creator": "softpot report", "CreationDate": None})
    figure.savefig(svg, format="svg", metadata={"Creator": "softpot report", "Date": None})
    return Drawn(
        name,
        spec.entry_id,
        spec.caption,
        pdf.getvalue(),
        svg.getvalue(),
        _inline(name, svg.getvalue()),
    )


def _inline(name: str, svg: bytes) -> str:
    """The ``<svg>`` element alone, with ids that no other figure of the page has."""
    text = svg.decode("utf-8")
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", text)
    text = re.sub(r' (width|height)="[\d.]+pt"', "", text, count=2)
    return text.strip()
