"""The list of fonts that is made quickly is Matplotlib's own, and its module of AFM files is left as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOLD = """
import dataclasses
from matplotlib import font_manager
fonts = font_manager.fontManager
for font in sorted(str(dataclasses.astuple(f)) for f in (*fonts.afmlist, *fonts.ttflist)):
    print(font)
from matplotlib import _afm
from matplotlib.cbook import _get_data_path
with open(_get_data_path("fonts", "afm", "ptmr8a.afm"), "rb") as file:
    print(_afm.AFM(file).get_str_bbox_and_descent("AV"))
"""
QUICK = "from softpot.reports.machinery.fonts import list_fonts\nlist_fonts()\n"


def told(code: str, home: Path) -> str:
    """What a process with no list of fonts prints."""
    home.mkdir()
    environment = os.environ | {"MPLCONFIGDIR": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert list(home.glob("fontlist*"))
    return done.stdout


@pytest.mark.slow
def test_the_list_is_the_usual_one(tmp_path: Path) -> None:
    usual = told(TOLD, tmp_path / "usual")
    assert usual.count(".afm") > 50 and usual.count("DejaVuSerif") >= 4
    assert told(QUICK + TOLD, tmp_path / "quick") == usual
