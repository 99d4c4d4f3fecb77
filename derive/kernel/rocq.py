"""Running Rocq: the library compiled, a text tried line by line, a text checked as a whole.

Nothing is left behind: all files lie in a temporary folder, and no process outlives this one. A theorem with a sentence
that takes longer than its time of the processor is refused, and that is the reason stated.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import isnan
from pathlib import Path
from queue import SimpleQueue

from softpot.derive.kernel.names import identifier
from softpot.derive.kernel.processes import NoRocq, Processes, versions
from softpot.derive.kernel.session import Ended, Session, error_in, sentences
from softpot.derive.kernel.texts import Text

LIBRARY = ("Softpot", "Integrals", "Counting", "Gauss", "Numbers")
"""The files of lemmas and tactics that stand beside this module, each needing those before it."""

SECONDS = 10
"""Of processor time, for one sentence of a proof; those of accepted proofs take less than a fifth of it."""
PATIENCE = 600
"""Of time, for one sentence of a text that coqc compiles, beside whatever else the machine does."""
BATCH = 12
"""How many texts share one conversation with coqtop."""

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


@contextmanager
def compiled_library() -> Iterator[Processes]:
    """Where the compiled library lies, for as long as it is needed; raises NoRocq where it does not compile."""
    versions()
    with tempfile.TemporaryDirectory(prefix="softpot-rocq-") as name:
        folder = Path(name)
        here = Processes(folder)
        for part in LIBRARY:
            shutil.copy(Path(__file__).parent / f"{part}.v", folder)
            done, output, _ = here.run("coqc", f"{part}.v")
            if done:
                missing = "Coquelicot" if "Coquelicot" in output else "a library"
                raise NoRocq(
                    f"coqc does not compile {part}.v, for want of {missing}: {error_in(output)}"
                )
        try:
            yield here
        finally:
            here.stop()


def refuse_assumptions(written: str) -> None:
    """Raise ValueError where a text assumes something outside its hypotheses."""
    bare = re.sub(r"\(\*.*?\*\)", "", written, flags=re.DOTALL)
    found = _FORBIDDEN.search(bare)
    if found:
        raise ValueError(f"the exported text holds the word {found[0]}")


def checked(
    text: Text,
    here: Processes,
    omit: frozenset[str] = frozenset(),
    unstated: frozenset[str] = frozenset(),
) -> Result:
    """Compile the text without the theorems in ``omit``: all are accepted, or none is; and look for axioms."""
    written = text.written(omit, unstated)
    refuse_assumptions(written)
    names = tuple(name for name in text.theorems if name not in omit | unstated)
    told = ", ".join(f"@{name}" for name in names)
    asked = f"Definition everything := ({told}).\nPrint Assumptions everything.\n" if names else ""
    path = here.folder / f"{module_name(text.id)}.v"
    path.write_text(f"{written}{asked}", encoding="utf-8")
    code, output, used = here.run("coqc", "-set", f"Default Timeout={PATIENCE}", path.name)
    if code:
        return Result(frozenset(), {"": error_in(output)}, (), used, _at_fault(output, written))
    return Result(frozenset(names), {}, _axioms(output), used)


def _at_fault(output: str, written: str) -> str:
    """The theorem or hypothesis whose text holds the line at which Rocq stopped."""
    told = re.search(r"line (\d+), characters", output)
    before = "\n".join(written.split("\n")[: int(told[1])]) if told else ""
    begun = re.findall(r"^(?:Theorem|Hypothesis) (\S+) :", before, re.MULTILINE)
    return begun[-1] if begun else ""


def tried(text: Text, here: Processes, session: Session | None = None) -> Result:
    """Try each theorem; one that is not accepted is assumed for those after it. No axioms are asked for yet."""
    refuse_assumptions(text.written())
    if session is not None:
        return _talk(text, session)
    with Session(here, loading(text)) as own:
        return _talk(text, own)


def loading(text: Text) -> str:
    """The sentence that loads the libraries of a text."""
    return next(sentences(text.head))


def _talk(text: Text, session: Session) -> Result:
    accepted: dict[str, None] = {}
    unstated: set[str] = set()
    why: dict[str, str] = {}
    begun = session.cpu()
    session.say(f"Module {_module(text)}.", PATIENCE)
    for block in text.blocks():
        if not block.name:
            for sentence in sentences(block.text):
                if sentence != session.loading:
                    session.say(sentence, SECONDS)
            continue
        wrong = proved(block.name, block.claim, block.proof, session)
        if not wrong:
            accepted[block.name] = None
            continue
        why[block.name] = wrong
        if session.say(f"Hypothesis {block.name} : {block.claim}.", SECONDS):
            unstated.add(block.name)
    told = ", ".join(f"@{name}" for name in accepted) or "I"
    for sentence in (f"Definition everything' := ({told}).", f"End {_module(text)}."):
        wrong = session.say(sentence, PATIENCE)
        if wrong:
            raise Ended(f"{text.id}: {wrong}")
    return Result(
        frozenset(accepted), why, (), _since(session, begun), unstated=frozenset(unstated)
    )


def _since(session: Session, begun: float) -> int:
    used = session.cpu() - begun
    return 0 if isnan(used) else int(1000 * used)


def _module(text: Text) -> str:
    return f"{module_name(text.id)}'"


def proved(name: str, claim: str, proof: str, session: Session, seconds: float = SECONDS) -> str:
    """Why a theorem is not accepted after what has been said in a session; "" where it is."""
    for sentence in (f"Theorem {name} : {claim}.", *sentences(proof), "Qed."):
        wrong = session.say(sentence, seconds)
        if wrong:
            session.say("Abort All.", PATIENCE)
            return wrong
    if session.proving:
        session.say("Abort All.", PATIENCE)
        return "the proof is not finished"
    return ""


def resting(texts: list[Text], session: Session) -> tuple[tuple[str, ...], int]:
    """The axioms that the accepted theorems of texts rest on, all of which were tried in a session; and CPU time."""
    begun = session.cpu()
    told = ", ".join(f"@{_module(text)}.everything'" for text in texts)
    name = f"asked'{len(texts)}'{_module(texts[0])}"
    for sentence in (f"Definition {name} := ({told}).", f"Print Assumptions {name}."):
        wrong = session.say(sentence, PATIENCE)
        if wrong:
            raise Ended(wrong)
    return _axioms(session.output), _since(session, begun)


def settle(text: Text, here: Processes, known: Known | None = None) -> Result:
    """Which theorems Rocq accepts.

    ``known``: those that are thought to be refused, so that coqc compiles the rest first. Where a text is accepted
    whole, the last word is coqc's. A theorem at which coqc stops costs itself alone.
    """
    used = 0
    if known is not None or not text.theorems:
        refused, unstated = (known or NOTHING).refused, (known or NOTHING).unstated
        last = checked(text, here, refused, unstated)
        if not text.theorems or last.accepted:
            return replace(last, unstated=unstated)
        used = last.milliseconds
    with Session(here, loading(text)) as session:
        one = tried(text, here, session)
        used += one.milliseconds
        if _partly(text, one):
            axioms, asked = resting([text], session)
            return replace(one, axioms=axioms, milliseconds=used + asked)
    return _last_word(text, here, replace(one, milliseconds=used))


def _partly(text: Text, one: Result) -> bool:
    """Whether the text is not accepted whole, so that there is no certificate on which coqc should have a word."""
    return not text.certifiable or one.accepted < frozenset(text.theorems)


def _last_word(text: Text, here: Processes, one: Result) -> Result:
    """What coqc says of a whole text, every theorem of which was accepted in a conversation."""
    why, omit, unstated, used = dict(one.why), frozenset[str](), frozenset[str](), one.milliseconds
    while frozenset(text.theorems) - omit - unstated:
        last = checked(text, here, omit, unstated)
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
    """Each text's result, by id; ``progress(id, done, of)`` is called as they come.

    Texts of which nothing is known share conversations with coqtop.
    """
    told: SimpleQueue[tuple[str, Result] | BaseException] = SimpleQueue()
    found: dict[str, Result] = {}

    with compiled_library() as here, ThreadPoolExecutor(at_once) as pool:

        def work(batch: list[Text]) -> None:
            try:
                results = (
                    _alone(batch, here, known) if batch[0].id in known else _together(batch, here)
                )
                for result in results:
                    told.put(result)
            except BaseException as error:
                told.put(error)

        for batch in _batches(texts, known):
            pool.submit(work, batch)
        try:
            while len(found) < len(texts):
                said = told.get()
                if isinstance(said, BaseException):
                    raise said
                found[said[0]] = said[1]
                if progress is not None:
                    progress(said[0], len(found), len(texts))
        except BaseException:
            here.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found


def _batches(texts: list[Text], known: Mapping[str, Known]) -> Iterator[list[Text]]:
    """The texts in lists, each for one conversation or, where something is known, for coqc."""
    groups: dict[str, list[Text]] = {}
    for text in texts:
        if text.id in known or not text.theorems:
            yield [text]
        else:
            groups.setdefault(loading(text), []).append(text)
    for group in groups.values():
        parts = -(-len(group) // BATCH)
        for k in range(parts):
            yield group[k::parts]


def _alone(
    batch: list[Text], here: Processes, known: Mapping[str, Known]
) -> Iterator[tuple[str, Result]]:
    for text in batch:
        yield text.id, settle(text, here, known.get(text.id))


def _together(batch: list[Text], here: Processes) -> Iterator[tuple[str, Result]]:
    """The results of texts tried in one conversation; where it breaks off, of each in its own."""
    found: list[tuple[Text, Result]] = []
    axioms: dict[str, tuple[str, ...]] = {}
    used = 0
    try:
        with Session(here, loading(batch[0])) as session:
            for text in batch:
                found.append((text, tried(text, here, session)))
            parts = [text for text, one in found if _partly(text, one)]
            if parts:
                told, used = resting(parts, session)
                axioms = dict.fromkeys((text.id for text in parts), told)
                if unusual(told) and len(parts) > 1:  # whose are they?
                    axioms = {text.id: resting([text], session)[0] for text in parts}
    except Ended as error:
        if len(batch) == 1:
            yield batch[0].id, Result(frozenset(), {"": str(error)})
            return
        for text in batch:
            yield from _together([text], here)
        return
    for text, one in found:
        if text.id in axioms:
            more = used // len(axioms)
            yield (
                text.id,
                replace(one, axioms=axioms[text.id], milliseconds=one.milliseconds + more),
            )
        else:
            yield text.id, _last_word(text, here, one)


def unusual(axioms: tuple[str, ...]) -> tuple[str, ...]:
    """The axioms that are neither those of the real numbers nor the machine numbers of Interval."""
    return tuple(name for name in axioms if name not in AXIOMS and not NATIVE.match(name))


def module_name(id: str) -> str:
    """The name of an entry's file, without the ending."""
    return identifier(id.replace("-", "_"))


def _axioms(output: str) -> tuple[str, ...]:
    _, _, listed = output.partition("Axioms:")
    return tuple(dict.fromkeys(re.findall(r"^([A-Za-z][\w.']*)\s*(?::|$)", listed, re.MULTILINE)))
