"""Figures: what a theory says of one, and how it becomes a PDF and an SVG, the same bytes every time.

A theory's ``figures`` maps names to FigureSpec. ``draw`` is called with the finished ledger and gives a
Matplotlib figure made with ``Figure()`` (never pyplot, whose state is global), or None when the
ledger lacks the numbers that it would show; the figure is then left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from softpot.derive.machinery.prose import Prose
from softpot.numerics.machinery.ledger import Ledger
from softpot.reports.machinery.anchors import figure_anchor
from softpot.reports.machinery.errors import ReportError
from softpot.reports.machinery.palette import FAMILIES, INK, dark_rules
from softpot.reports.machinery.traced import Array, traced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import LayoutEngine

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

WIDTH = 4.6
"""Inches of a figure's width: its letters are as large as the text's then, on paper, on a page and on a telephone."""

STYLE: Mapping[str, Any] = {
    "font.family": "serif",
    "font.serif": ["DejaVu Serif"],
    "mathtext.fontset": "cm",
    "font.size": 9.5,
    "axes.labelsize": "medium",
    "axes.titlesize": "medium",
    "xtick.labelsize": "medium",
    "ytick.labelsize": "medium",
    "legend.fontsize": "medium",
    "legend.frameon": False,
    "legend.handlelength": 2.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 1.4,
    "lines.dash_capstyle": "butt",
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "softpot",
    "figure.dpi": 100,
    "axes.formatter.use_mathtext": True,
}
"""One look for all figures; the fonts ship with Matplotlib, so no machine draws them otherwise."""

_INKED = ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color")


def lettered(*panels: Axes) -> None:
    """(a), (b), … above the panels of a figure, in order, before what stands there already."""
    for axes, letter in zip(panels, ascii_lowercase, strict=False):
        axes.set_title(f"({letter}) {axes.get_title(loc='left')}".rstrip(), loc="left")


def drawn_curve(
    axes: Axes, name: str, function: Callable[[Array], Array], at: Sequence[float],
    look: tuple[Any, str] = FAMILIES[0], **more: Any,
) -> None:  # fmt: skip
    """Draw y = function(x) from at[0] to at[-1], to a line's width (see ``traced``), on axes whose limits are set.

    name: of the line, which a test finds it by (``Line2D.get_gid``).  look: dash and colour.
    """
    x, y = traced(
        function, at, axes.get_ylim(),
        log_x=axes.get_xscale() == "log", log_y=axes.get_yscale() == "log",
    )  # fmt: skip
    axes.plot(x, y, gid=name, linestyle=look[0], color=look[1], **more)


@dataclass(frozen=True)
class FigureSpec:
    """A figure of a theory: the entry beside which it stands, its caption, what draws it.

    key: whether the article shows it too; the supplement shows every figure.
    """

    entry_id: str
    caption: Prose
    draw: Callable[[Ledger], Figure | None]
    key: bool = True

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
    key: bool = True


def draw_all(ledger: Ledger) -> tuple[Drawn, ...]:
    """Every figure of the ledger's theory whose entry was checked and whose numbers are there."""
    if not ledger.theory.figures:
        return ()
    present = {judged.entry.id for judged in ledger.entries}
    drawn = []
    for name, spec in ledger.theory.figures.items():
        if not isinstance(spec, FigureSpec):
            raise ReportError(
                f"the figure {name!r} of the theory is a {type(spec).__name__}: "
                "write it as softpot.reports.machinery.figure.FigureSpec(entry_id, caption, draw)"
            )
        if not _NAME.fullmatch(name):
            raise ReportError(
                f"a figure's name is lower-case words joined by hyphens, got {name!r}"
            )
        ledger.theory.entry(spec.entry_id)
        if spec.entry_id not in present:
            continue
        with drawing():
            figure = spec(ledger)
            if figure is not None:
                drawn.append(saved_as(name, spec, figure))
    return tuple(drawn)


@contextmanager
def drawing() -> Iterator[None]:
    """In which a figure is made and saved: our look, and no remark of fontTools."""
    with clean_style(), _quiet():
        yield


@contextmanager
def clean_style() -> Iterator[None]:
    """Our look and Matplotlib's defaults, whatever the user's matplotlibrc says; what was set before comes back."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        parameters: Any = matplotlib.rcParams  # typed for one literal a key
        parameters.update({**STYLE, **dict.fromkeys(_INKED, INK)})
        yield


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


def saved_as(name: str, spec: FigureSpec, figure: Figure) -> Drawn:
    """A figure as it goes into a report, under a name."""
    svg, pdf = saved(figure)
    return Drawn(
        name, spec.entry_id, spec.caption, pdf, svg, _inline(name, svg.decode("utf-8")), spec.key
    )


def saved(figure: Figure) -> tuple[bytes, bytes]:
    """(SVG, PDF), the same bytes every time; the SVG has its dark colours with it."""
    pdf, svg = io.BytesIO(), io.BytesIO()
    engine = figure.get_layout_engine()
    figure.set_layout_engine(None)
    try:
        with _laid_out_by(engine, figure):
            figure.savefig(
                pdf, format="pdf", metadata={"Creator": "softpot report", "CreationDate": None}
            )
        # the axes are where they belong by now
        figure.savefig(svg, format="svg", metadata={"Creator": "softpot report", "Date": None})
    finally:
        figure.set_layout_engine(engine)
    rules = f"<style>@media screen and (prefers-color-scheme: dark){{{dark_rules()}}}</style>"
    return svg.getvalue().replace(b"</svg>", f"{rules}\n</svg>".encode()), pdf.getvalue()


@contextmanager
def _laid_out_by(engine: LayoutEngine | None, figure: Figure) -> Iterator[None]:
    """In which the next drawing of a figure gives the axes their places first.

    By itself Matplotlib draws such a figure twice, and lays it out for a renderer that knows none of the letters that
    the second one measures again.
    """

    def draw(renderer: object) -> None:
        vars(figure).pop("draw")
        if engine is not None:
            canvas = vars(figure.canvas)
            canvas["get_renderer"] = lambda: renderer
            try:
                engine.execute(figure)
            finally:
                del canvas["get_renderer"]
        figure.draw(renderer)  # type: ignore[arg-type]

    vars(figure)["draw"] = draw
    try:
        yield
    finally:
        vars(figure).pop("draw", None)


def _inline(name: str, text: str) -> str:
    """The ``<svg>`` element alone, with ids that no other figure of the page has; the page has the dark colours."""
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(
        r"<style[^>]*>.*?</style>", "", text, flags=re.S
    )  # it would hold for the whole page
    text = re.sub(r'\bid="', f'id="{figure_anchor(name)}.', text)
    text = re.sub(r'(href="#|url\(#)', rf"\g<1>{figure_anchor(name)}.", text)
    text = re.sub(r' (width|height)="[\d.]+pt"', "", text, count=2)
    return text.strip()
