"""The published page in a real browser, as phones and desktops show it, with every derivation unfolded.

A script that measures the page is put into a copy of it; what it finds is read from the document that the browser
prints when it has laid everything out. Left out, with a reason, where there is no Chromium.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

PUBLISHED = Path(__file__).parents[2] / "published"
PAGES = [
    path for path in (PUBLISHED / "report.html", PUBLISHED / "supplement.html") if path.exists()
]
PAGE = PAGES[-1]  # the one with the derivations
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-logging=stderr", "--virtual-time-budget=20000",
)  # fmt: skip
PHONE, DESKTOP = 360, 1500

SCRIPT = """
document.querySelectorAll("details").forEach(d => { d.open = true; });
const root = document.documentElement, seen = {};
const size = e => { const r = e.getBoundingClientRect(); return [r.width, r.height]; };
const blank = e => { const [w, h] = size(e); return !(w > 0 && h > 0); };
const wide = [...document.querySelectorAll("body *")].filter(e =>
  !e.closest(".scroll, .display, math, svg, nav.contents") && e.getBoundingClientRect().right > root.clientWidth + 1);
seen.client = root.clientWidth; seen.scroll = root.scrollWidth;
seen.wide = wide.slice(0, 5).map(e => e.tagName + "." + e.className + ": " + e.textContent.slice(0, 60));
const maths = [...document.querySelectorAll("math")];
seen.maths = maths.length;
seen.blank = maths.filter(blank).slice(0, 5).map(e => e.outerHTML.slice(0, 200));
const known = "mrow, mi, mn, mo, mtext, mspace, mfrac, msqrt, mroot, msub, msup, msubsup, munder, mover, munderover, " +
  "mtable, mtr, mtd, mstyle, mpadded";
seen.unknown = document.querySelectorAll("merror, math :not(" + known + ")").length;
seen.fractions = [...document.querySelectorAll("mfrac")].filter(f =>
  !(f.children[0].getBoundingClientRect().bottom <= f.children[1].getBoundingClientRect().top + 2)).length;
seen.codes = [...document.querySelectorAll("details.latex code")].map(c =>
  [c.textContent, getComputedStyle(c).userSelect, blank(c)]);
seen.formulas = document.querySelectorAll(".formula").length;
seen.anchors = [...document.querySelectorAll("article[id]")].map(a => a.id);
seen.dead = [...document.querySelectorAll("a[href^='#']")].map(a => a.hash).filter(h =>
  !document.getElementById(h.slice(1)));
seen.figures = [...document.querySelectorAll("figure svg")].filter(blank).length;
seen.contents = blank(document.querySelector("nav.contents a"));
seen.ink = getComputedStyle(document.body).color; seen.paper = getComputedStyle(document.body).backgroundColor;
parent.postMessage(JSON.stringify(seen), "*");
"""
FRAME = """<!DOCTYPE html><meta name="color-scheme" content="light dark">
<iframe src="page.html" style="width: %dpx; height: 900px; border: 0"></iframe><pre id="seen"></pre><script>
window.onmessage = m => { document.getElementById("seen").textContent = m.data; };
</script>"""
"""A browser's window has a least width; a frame in it may be as narrow as a phone."""

needs_browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium here")


@dataclass(frozen=True)
class Shown:
    """What the script found, and what the browser logged to its console."""

    seen: dict[str, Any]
    console: tuple[str, ...]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Any:
    @cache
    def at(width: int, *more: str, spoil: str = "", path: Path = PAGE) -> Shown:
        folder = tmp_path_factory.mktemp("browser")
        page = path.read_text(encoding="utf-8")
        page = page.replace("</main>", f"{spoil}</main>")
        page = page.replace("</body>", f"<script>{SCRIPT}</script></body>")
        (folder / "page.html").write_text(page, encoding="utf-8")
        (folder / "frame.html").write_text(FRAME % width, encoding="utf-8")
        assert BROWSER is not None
        command = [
            BROWSER, *OPTIONS, *more, f"--user-data-dir={folder / 'profile'}", "--window-size=1600,1000",
            "--dump-dom", (folder / "frame.html").as_uri(),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.DOTALL)
        assert found is not None, done.stdout[:500] + done.stderr[-500:]
        console = tuple(line for line in done.stderr.splitlines() if "CONSOLE" in line)
        return Shown(json.loads(unescape(found[1])), console)

    return at


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [PHONE, pytest.param(DESKTOP, marks=pytest.mark.slow)])
def test_nothing_scrolls_sideways_and_everything_is_drawn(
    shown: Any, width: int, path: Path
) -> None:
    page = shown(width, path=path)
    seen = page.seen
    assert not page.console, page.console
    assert width - 20 <= seen["client"] <= width, "the window is not as wide as was asked for"
    assert seen["scroll"] <= seen["client"] and not seen["wide"], seen["wide"]
    assert seen["maths"] == path.read_text(encoding="utf-8").count("<math") > 300
    assert not seen["blank"], seen["blank"]
    assert seen["unknown"] == seen["fractions"] == seen["figures"] == 0
    assert len(PAGES) == 1 or not seen["contents"], "the contents cannot be seen"


@pytest.mark.slow
@needs_browser
def test_each_formula_can_be_copied_and_each_link_leads_somewhere(shown: Any) -> None:
    seen = shown(PHONE).seen
    assert len(seen["codes"]) == seen["formulas"] > 100
    for code, select, blank in seen["codes"]:
        assert code.strip() and select == "all" and not blank
        assert code.count("{") == code.count("}")
    assert r"J = \frac{\left|\eta\right|}{2}" in [code for code, *_ in seen["codes"]]
    assert "jacobian" in seen["anchors"] and len(set(seen["anchors"])) == len(seen["anchors"])
    assert not seen["dead"], seen["dead"]


@pytest.mark.slow
@needs_browser
def test_dark_mode_turns_the_colours_round(shown: Any) -> None:
    light, dark = (
        shown(PHONE).seen,
        shown(PHONE, "--blink-settings=preferredColorScheme=0").seen,
    )

    def brightness(colour: str) -> int:
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    assert brightness(light["ink"]) < 200 < 700 < brightness(light["paper"])
    assert brightness(dark["ink"]) > 600 > 150 > brightness(dark["paper"])


@pytest.mark.slow
@needs_browser
def test_a_page_that_is_wrong_is_noticed(shown: Any) -> None:
    spoil = (
        '<p style="width: 900px">wide</p><math></math><math><merror><mi>x</mi></merror></math>'
        '<a href="#nowhere">x</a><script>console.error("oh")</script>'
    )
    page = shown(PHONE, spoil=spoil)
    assert page.console and page.seen["wide"] and page.seen["blank"]
    assert page.seen["scroll"] > page.seen["client"]
    assert page.seen["unknown"] and page.seen["dead"] == ["#nowhere"]
