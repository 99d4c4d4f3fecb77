"""The page of a fit, in HTML and PDF, and the folder that it stands in with JSON, CSV, LaTeX and the figure."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2

from softpot.numerics.measured.result import HeatFit
from softpot.reports.machinery.files import check_folder, recover, write_set
from softpot.reports.machinery.tex import NoTeX, TeXFailed, compile_pdf
from softpot.reports.machinery.texwording import Tex
from softpot.reports.measured.figure import drawn
from softpot.reports.measured.marks import in_html, in_tex
from softpot.reports.measured.output import as_csv, as_json, as_latex
from softpot.reports.measured.told import Told, told

__all__ = ["FILES", "prepare", "render_html", "render_tex", "write_page"]

FILES = ("fit.html", "fit.pdf", "fit.tex", "fit.json", "fit.csv", "table.tex", "fit.svg")
_LOADER = jinja2.PackageLoader("softpot.reports.measured", "templates")


def prepare(folder: Path) -> None:
    """Refuse a folder that the page could not be written to, before the work."""
    recover(folder)
    check_folder(folder, FILES)


def render_html(page: Told, svg: bytes) -> str:
    """The page as one file, with its figure inside."""
    environment = jinja2.Environment(
        loader=_LOADER, autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["marked"] = in_html
    text = svg.decode("utf-8")
    inline = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.S)
    inline = re.sub(r' (width|height)="[\d.]+pt"', "", inline, count=2)
    return environment.get_template("fit.html").render(fit=page, figure=inline)


def _escaped(value: Any) -> str:
    return value if isinstance(value, Tex) else in_tex(str(value))


def render_tex(page: Told) -> str:
    r"""The document; ``\VAR{...}`` and ``\BLOCK{...}`` are Jinja's marks in it."""
    environment = jinja2.Environment(
        loader=_LOADER, block_start_string=r"\BLOCK{", block_end_string="}", variable_start_string=r"\VAR{",
        variable_end_string="}", comment_start_string=r"\#{", comment_end_string="}", trim_blocks=True,
        lstrip_blocks=True, undefined=jinja2.StrictUndefined, finalize=_escaped, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["raw"] = Tex
    return environment.get_template("fit.tex").render(fit=page)


def write_page(fit: HeatFit, folder: Path, *, scan: bool = True) -> tuple[tuple[str, ...], str]:
    """Write the folder; (the files, one sentence on a PDF that could not be made, or nothing).

    scan: whether the JSON has the other windows, too, as the page has them in any case.
    """
    page = told(fit)
    svg, pdf = drawn(fit)
    tex = render_tex(page)
    files = {
        "fit.html": render_html(page, svg).encode(),
        "fit.tex": tex.encode(),
        "fit.json": as_json(fit, scan=scan).encode(),
        "fit.csv": ("# Written by softpot report\n" + as_csv(fit)).encode(),
        "table.tex": as_latex(page).encode(),
        "fit.svg": svg,
        "figures/fit.pdf": pdf,
    }
    missing = ""
    try:
        files["fit.pdf"] = compile_pdf(tex, {"fit.pdf": pdf}).pdf
    except (NoTeX, TeXFailed) as error:
        missing = str(error).replace("report.pdf", "fit.pdf")
    write_set(folder, files)
    return tuple(files), missing
