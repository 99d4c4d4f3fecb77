"""Running Rocq: the library compiled, a text tried line by line, a text checked as a whole.

Nothing is left behind: all files lie in a temporary folder. A theorem that takes longer than its time is refused.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from softpot.derive.kernel.names import identifier
from softpot.derive.kernel.texts import Text

LIBRARY = ("Softpot", "Integrals", "Counting", "Gauss", "Numbers")
"""The files of lemmas and tactics that stand beside this module, each needing those before it."""

SECONDS = 60  # for one theorem

AXIOMS = frozenset(
    (
        # of the real numbers
        "ClassicalDedekindReals.sig_not_dec",
        "ClassicalDedekindReals.sig_forall_dec",
        "FunctionalExtensionality.functional_extensionality_dep",
        "Classical_Prop.classic",
    )
)
"""What a theorem may rest on: the axioms of Rocq's real numbers, and classical logic."""

NATIVE = re.compile(r"(PrimInt63|PrimFloat|Uint63|Sint63|FloatAxioms|FloatOps|Uint63Axioms)\.")
"""The machine numbers that Interval computes with."""

_FORBIDDEN = re.compile(
    r"\b(Admitted|admit|give_up|Axioms?|Parameters?|Conjectures?|Unset|bypass_check)\b"
)


class NoRocq(Exception):
    """There is no Rocq here, or it lacks a library; the message says what is missing."""


@dataclass(frozen=True)
class Result:
    """What became of a text: the theorems accepted, why others were not, the axioms it rests on, CPU time.

    ``at_fault``: the theorem or hypothesis at which Rocq stopped. ``unstated``: those whose claims are no propositions.
    """

    accepted: frozenset[str]
    why: dict[str, str] = field(default_factory=dict)
    axioms: tuple[str, ...] = ()
    milliseconds: int = 0
    at_fault: str = ""
    unstated: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """Theorems of a text that were refused when it was last checked, and those whose claims were no propositions."""

    refused: frozenset[str] = frozenset()
    unstated: frozenset[str] = frozenset()


NOTHING = Known()


def library_text() -> str:
    """The library's files, one after the other: part of what is accepted."""
    folder = Path(__file__).parent
    return "\n".join((folder / f"{name}.v").read_text(encoding="utf-8") for name in LIBRARY)


def versions() -> dict[str, str]:
    """The versions of Rocq and, where the system's packages tell, of its libraries; raises NoRocq without one."""
    program = shutil.which("coqc")
    if program is None or shutil.which("coqtop") is None:
        raise NoRocq(
            "coqc was not found, so nothing was checked: install Rocq with Coquelicot and Interval "
            "(Debian: coq libcoq-coquelicot libcoq-interval)"
        )
    said = subprocess.run([program, "--print-version"], capture_output=True, text=True, check=False)
    found = {"rocq": (said.stdout.split() or ["unknown"])[0]}
    for name in ("coquelicot", "interval"):
        found[name] = _packaged(f"libcoq-{name}")
    return found


def _packaged(package: str) -> str:
    if shutil.which("dpkg-query") is None:
        return "unknown"
    said = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    version = said.stdout.strip()
    return version.split("-")[0] if said.returncode == 0 and version else "unknown"


@contextmanager
def compiled_library() -> Iterator[Path]:
    """A folder with the compiled library, for as long as it is needed; raises NoRocq where it does not compile."""
    versions()
    with tempfile.TemporaryDirectory(prefix="softpot-rocq-") as name:
        folder = Path(name)
        for part in LIBRARY:
            shutil.copy(Path(__file__).parent / f"{part}.v", folder)
            done, output, _ = _run("coqc", folder, f"{part}.v")
            if done:
                missing = "Coquelicot" if "Coquelicot" in output else "a library"
                raise NoRocq(
                    f"coqc does not compile {part}.v, for want of {missing}: {_error(output)}"
                )
        yield folder


def _run(
    program: str, folder: Path, *arguments: str, text: str | None = None
) -> tuple[int, str, int]:
    """Exit code, output and milliseconds of CPU time."""
    command = [program, "-q", "-w", "none", "-R", str(folder), "Softpot", *arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as given:
        given.write((text or "").encode())
        given.seek(0)
        process = subprocess.Popen(
            command, stdin=given, stdout=out, stderr=subprocess.STDOUT, cwd=folder
        )
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return (
            process.returncode,
            out.read().decode(errors="replace"),
            int(1000 * (used.ru_utime + used.ru_stime)),
        )


def refuse_assumptions(written: str) -> None:
    """Raise ValueError where a text assumes something outside its hypotheses."""
    bare = re.sub(r"\(\*.*?\*\)", "", written, flags=re.DOTALL)
    found = _FORBIDDEN.search(bare)
    if found:
        raise ValueError(f"the exported text holds the word {found[0]}")


def checked(
    text: Text,
    folder: Path,
    omit: frozenset[str] = frozenset(),
    unstated: frozenset[str] = frozenset(),
) -> Result:
    """Compile the text without the theorems in ``omit``: all are accepted, or none is; and look for axioms."""
    written = text.written(omit, unstated)
    refuse_assumptions(written)
    names = tuple(name for name in text.theorems if name not in omit | unstated)
    told = ", ".join(f"@{name}" for name in names)
    asked = f"Definition everything := ({told}).\nPrint Assumptions everything.\n" if names else ""
    path = folder / f"{module_name(text.id)}.v"
    path.write_text(f"{written}{asked}", encoding="utf-8")
    code, output, used = _run("coqc", folder, "-set", f"Default Timeout={SECONDS}", path.name)
    if code:
        return Result(frozenset(), {"": _error(output)}, (), used, _at_fault(output, written))
    return Result(frozenset(names), {}, _axioms(output), used)


def _at_fault(output: str, written: str) -> str:
    """The theorem or hypothesis whose text holds the line at which Rocq stopped."""
    told = re.search(r"line (\d+), characters", output)
    before = "\n".join(written.split("\n")[: int(told[1])]) if told else ""
    begun = re.findall(r"^(?:Theorem|Hypothesis) (\S+) :", before, re.MULTILINE)
    return begun[-1] if begun else ""


def tried(text: Text, folder: Path) -> Result:
    """Try each theorem; one that is not accepted is assumed for those after it, and takes no more than its time."""
    written = text.written()
    refuse_assumptions(written)
    sentences = [f"Set Default Timeout {SECONDS}."]
    for block in text.blocks():
        sentences.append(block.text)
        if block.name:
            sentences += [f"Definition accepted__{block.name} := {block.name}.", "Abort All."]
            sentences.append(f"Definition stated__{block.name} : Prop := {block.claim}.")
            sentences.append(f"Hypothesis {block.name} : {block.claim}.")
    _, output, used = _run("coqtop", folder, text="\n".join(sentences) + "\n")
    accepted = frozenset(re.findall(r"accepted__(\S+) is defined", output))
    stated = frozenset(re.findall(r"stated__(\S+) is defined", output))
    why = {name: _first_error(output, name) for name in text.theorems if name not in accepted}
    return Result(accepted, why, (), used, unstated=frozenset(text.theorems) - stated - accepted)


def settle(text: Text, folder: Path, known: Known = NOTHING) -> Result:
    """Which theorems Rocq accepts, the last word being coqc's on the text that holds them and no others.

    ``known``: theorems that were refused before, so that only the rest need be compiled. A theorem at which coqc stops
    costs itself alone.
    """
    last = checked(text, folder, known.refused, known.unstated)
    if not text.theorems or last.accepted:
        return replace(last, unstated=known.unstated)
    one = tried(text, folder)
    used = last.milliseconds + one.milliseconds
    why, omit, unstated = dict(one.why), frozenset(text.theorems) - one.accepted, one.unstated
    while frozenset(text.theorems) - omit - unstated:
        last = checked(text, folder, omit, unstated)
        used += last.milliseconds
        if last.accepted:
            return replace(last, why=why, milliseconds=used, unstated=unstated)
        name = last.at_fault
        why.setdefault(name, last.why[""])
        if name in text.theorems and name not in omit:
            omit |= {name}
        elif name in omit - unstated:
            unstated |= {name}
        else:
            why[""] = last.why[""]
            break
    return Result(frozenset(), why, (), used, unstated=unstated)


def settle_all(
    texts: list[Text],
    known: Mapping[str, Known],
    progress: Callable[[str, int, int], None] | None = None,
    at_once: int = 2,
) -> dict[str, Result]:
    """Each text's result, by id; ``progress(id, done, of)`` is called as they come."""
    found: dict[str, Result] = {}
    with compiled_library() as folder, ThreadPoolExecutor(at_once) as pool:

        def one(text: Text) -> tuple[str, Result]:
            return text.id, settle(text, folder, known.get(text.id, NOTHING))

        for done, (id, result) in enumerate(pool.map(one, texts), 1):
            found[id] = result
            if progress is not None:
                progress(id, done, len(texts))
    return found


def unusual(axioms: tuple[str, ...]) -> tuple[str, ...]:
    """The axioms that are neither those of the real numbers nor the machine numbers of Interval."""
    return tuple(name for name in axioms if name not in AXIOMS and not NATIVE.match(name))


def module_name(id: str) -> str:
    """The name of an entry's file, without the ending."""
    return identifier(id.replace("-", "_"))


def _axioms(output: str) -> tuple[str, ...]:
    _, _, listed = output.partition("Axioms:")
    return tuple(dict.fromkeys(re.findall(r"^([A-Za-z][\w.']*)\s*(?::|$)", listed, re.MULTILINE)))


def _error(output: str) -> str:
    _, _, said = output.partition("Error:")
    return " ".join(said.split())[:300] or "it says nothing"


def _first_error(output: str, name: str) -> str:
    """What Rocq said first after the theorem was begun."""
    begun = re.search(rf"^{re.escape(name)} < ", output, re.MULTILINE)
    rest = output[begun.start() :] if begun else output
    return _error(rest).split(" > ")[0][:200]
