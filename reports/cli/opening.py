"""``softpot open``: the report in the browser that the system opens pages with."""

from __future__ import annotations

from pathlib import Path

import click

from softpot.reports.cli.terminal import say
from softpot.reports.cli.usage import refuse

_PAGE = "report.html"


def run(folder: str) -> int:
    """Open the page; 1 where no browser could be started, with the page's address to open it by hand."""
    given = Path(folder)
    page = given if given.suffix == ".html" else given / _PAGE
    if not page.is_file():
        refuse(
            f"there is no {page}: write it with softpot report"
            + ("" if folder == "softpot-report" else f" --out {folder}")
        )
    address = page.resolve().as_uri()
    if click.launch(address) != 0:
        refuse(f"no browser could be started: open {address} yourself", code=1)
    say(str(page))
    return 0
