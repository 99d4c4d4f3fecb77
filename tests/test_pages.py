"""The pages that people read: what they show is run in this process, and what came out is compared with what they say.

Python blocks and examples of a page share their names, as a reader who types them in has it; console blocks go through
click and are compared letter by letter, but for "..." and the times that ``softpot check`` tells.  Of sh blocks each
line of softpot is at least read by its command, so that an option that is no more cannot stand in a page.
"""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from softpot.reports.cli import main

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(p for p in (ROOT / "README.md", *DOCS.rglob("*.md")) if p.is_file())
FENCE = re.compile(r"^```(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OTHER = {"markdown", "toml", "{eval-rst}", "{toctree}"}  # what is not run
RUN = {
    "show",
    "derive",
    "levels",
    "read",
}  # commands that sh blocks are run with; the others are read only
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    page: str
    line: int
    language: str
    text: str


def blocks(path: Path) -> Iterator[Block]:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT).as_posix()
    for found in FENCE.finditer(text):
        yield Block(name, text[: found.start()].count("\n") + 2, found[1], found[2])


BLOCKS = [block for path in PAGES for block in blocks(path)]


def of(language: str) -> list[str]:
    return sorted({b.page for b in BLOCKS if b.language == language})


def at(page: str, language: str) -> list[Block]:
    return [b for b in BLOCKS if (b.page, b.language) == (page, language)]


def invoked(args: list[str]) -> Any:
    return CliRunner().invoke(main, args, prog_name="softpot", catch_exceptions=False)


def timeless(text: str) -> list[str]:
    """Lines without the column of times of ``softpot check``, which is its last."""
    lines = [re.sub(r" +(time|-+|\d+\.\d s)$", "", line) for line in text.splitlines()]
    return [line.rstrip() for line in lines]


def unlike(block: Block) -> list[str]:
    """What the commands of a console block print otherwise than it says."""
    said = []
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        program, *args = shlex.split(command)
        assert program == "softpot", command
        result = invoked(args)
        clean = timeless if args[0] == "check" else str.splitlines
        want, got = ("\n".join(clean(t.rstrip("\n"))) + "\n" for t in (shown, result.stdout))
        if result.exit_code or not doctest.OutputChecker().check_output(
            want, got, doctest.ELLIPSIS
        ):
            said.append(
                f"{block.page}:{block.line}: {command}\n{got}{result.stderr}instead of\n{want}"
            )
    return said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a reader has it after a checkout, with its examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", of("console"))
@pytest.mark.usefixtures("folder")
def test_commands_print_what_the_page_says(page: str) -> None:
    said = [words for block in at(page, "console") for words in unlike(block)]
    assert not said, "\n".join(said)


@pytest.mark.slow
@pytest.mark.parametrize("page", of("python"))
@pytest.mark.usefixtures("folder")
def test_python_gives_what_the_page_says(page: str) -> None:
    names: dict[str, Any] = {"__name__": "page"}
    for block in at(page, "python"):
        where = f"{block.page}, line {block.line}"
        if ">>> " not in block.text:
            exec(compile(block.text, where, "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(block.text, names, where, block.page, block.line)
        test.globs = names  # the parser makes a copy
        said: list[str] = []
        runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
        assert not runner.run(test, out=said.append, clear_globs=False).failed, "".join(said)


def commands() -> list[tuple[str, list[str]]]:
    """Each line of softpot in the sh blocks, without comments and redirections."""
    found = []
    for block in BLOCKS:
        if block.language != "sh":
            continue
        for line in block.text.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["softpot"]:
                place = next((k for k, w in enumerate(words) if w in (">", ">>", "|")), len(words))
                found.append((f"{block.page}: {line}", words[1:place]))
    return found


COMMANDS = commands()


def read(args: list[str]) -> None:
    """Have the command take its options and arguments, without running it."""
    assert isinstance(main, click.Group)
    command = main.get_command(click.Context(main), args[0])
    assert command is not None, args
    try:
        command.make_context(args[0], args[1:])
    except click.exceptions.Exit as done:  # --help
        assert done.exit_code == 0


@pytest.mark.usefixtures("folder")
def test_each_command_of_a_page_is_one() -> None:
    assert len(COMMANDS) >= 25
    for where, args in COMMANDS:
        try:
            read(list(args))
        except click.ClickException as error:
            pytest.fail(f"{where}: {error.format_message()}")
    with pytest.raises(click.ClickException):
        read(["show", "jacobian", "--no-such-option"])


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
def test_quick_commands_of_pages_run() -> None:
    quick = [(where, args) for where, args in COMMANDS if args[0] in RUN and "--theory" not in args]
    assert len(quick) >= 8
    for where, args in dict(quick).items():
        result = invoked(list(args))
        assert result.exit_code == 0 and result.stdout, f"{where}: {result.output}"


def test_no_example_escapes() -> None:
    """Every block is of a language that is run or is known not to be; every fence is found."""
    if not DOCS.is_dir():
        pytest.skip("docs/ is not here")
    assert {b.language for b in BLOCKS} <= {"python", "console", "sh"} | OTHER
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert len(re.findall(r"^```", text, re.MULTILINE)) == 2 * sum(1 for _ in blocks(path)), (
            path
        )
        assert not re.search(r"^>>> ", FENCE.sub("", text), re.MULTILINE), path


@pytest.mark.usefixtures("folder")
def test_a_wrong_page_is_found() -> None:
    good = "$ softpot --version\nsoftpot, version ...\n"
    assert not unlike(Block("page", 1, "console", good))
    assert unlike(Block("page", 1, "console", good.replace("version ...", "version none")))
    assert unlike(Block("page", 1, "console", good + "$ softpot levels --alpha x\n"))


@pytest.mark.parametrize("package", ["softpot", "derive", "numerics"])
def test_the_names_of_the_api_pages_are_public(package: str) -> None:
    """docs/conf.py adds those that a page does not name."""
    page = DOCS / "api" / f"{package}.md"
    if not page.is_file():
        pytest.skip("docs/ is not here")
    face = importlib.import_module("softpot")
    module = face if package == "softpot" else getattr(face, package)
    named = re.findall(r"^\.\. auto\w+:: (\w+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) == len(set(named))
    elsewhere = set() if module is face else set(face.__all__)
    assert len(named) >= 20 and set(named) <= set(module.__all__) - elsewhere


def test_the_gallery_has_every_figure_of_the_report() -> None:
    gallery, figures = DOCS / "gallery.md", ROOT / "published" / "figures"
    if not (gallery.is_file() and figures.is_dir()):
        pytest.skip("docs/ or published/ is not here")
    shown = re.findall(r"published/figures/([\w-]+)\.svg", gallery.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(p.stem for p in figures.glob("*.svg"))
