"""Files that are whole or not there: one file, and a set of files in a folder that others may use too.

One file is written beside its place and renamed onto it. A set is first written whole into a hidden
folder; then, if the target folder is new, that folder is renamed: one atomic operation. If the target
exists, the hidden folder is renamed to ``.softpot-commit``, from which moment the new set counts as written, and its
files are moved into place one by one, with interrupts held back. A process killed between two moves
leaves ``.softpot-commit`` behind, and the next ``recover`` finishes the moves. So a reader who looks in
the milliseconds between may see files of two sets, but no set is ever lost, and none stays torn. Writers to one
folder take turns: each holds a lock on the folder while it moves its set, so that the last one's set is there whole.

A file that we did not write is never replaced: ours hold the words "softpot report".
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from softpot.reports.machinery.errors import ReportError

MARK = b"softpot report"
COMMIT = ".softpot-commit"
_STAGE = ".softpot-stage-"
_TEMPORARY = ".softpot-file-"


class Refused(ReportError):
    """The place to write to is not one that we may or can write to; nothing was written."""


def write_file(path: Path, content: str | bytes) -> None:
    """Write one file whole; an interrupted write leaves the old one. Raises Refused.

    What is there and no regular file, such as /dev/null or a pipe, is written to as it is.
    """
    check_file(path)
    written = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        if _stream(path):
            with path.open("ab") as file:
                file.write(written)
            return
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(written)
            os.chmod(name, _usual_mode())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror or error}") from None


def check_file(path: Path) -> None:
    """Refuse a place where a file cannot be written, before any long work is done."""
    _check_name(path)
    if _stream(path):
        return
    if path.is_dir():
        raise Refused(f"cannot write {path}: it is a folder, and a file is wanted")
    if not path.parent.is_dir():
        raise Refused(f"cannot write {path}: there is no folder {path.parent}")
    if not _takes_files(path.parent):
        raise Refused(f"cannot write {path}: the folder {path.parent} is not writable")


def check_folder(folder: Path, names: Mapping[str, object] | tuple[str, ...] = ()) -> None:
    """Refuse a folder that cannot take the files ``names``, before any long work is done."""
    _check_name(folder)
    if folder.exists() and not folder.is_dir():
        raise Refused(f"cannot write a report to {folder}: it is a file, and a folder is wanted")
    nearest = folder
    while not nearest.exists():
        nearest = nearest.parent
    if not nearest.is_dir():
        raise Refused(f"cannot make the folder {folder}: {nearest} is a file")
    if not _takes_files(nearest):
        raise Refused(f"cannot write a report to {folder}: the folder {nearest} is not writable")
    for name in names:
        path = folder / name
        if path.is_dir():
            raise Refused(f"cannot write {path}: a folder stands there")
        if path.exists() and MARK not in path.read_bytes():
            raise Refused(
                f"{path} was not written by softpot, so it is left alone: move it away, or give --out another folder"
            )
        for parent in path.relative_to(folder).parents:
            if (folder / parent).exists() and not (folder / parent).is_dir():
                raise Refused(f"cannot make the folder {folder / parent}: a file stands there")


def _check_name(path: Path) -> None:
    """Refuse a path that the system does not accept: too long, a null byte, a loop of links."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return
    except ValueError:
        raise Refused(f"cannot write {str(path)!r}: no file can have this name") from None
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from None


def _stream(path: Path) -> bool:
    """Whether there is something that takes text and must not be replaced: a device, a pipe, a socket."""
    if not path.exists() or path.is_dir():
        return False
    # an open file of this or another process, which may be a regular one
    opened = path.name in ("stdout", "stderr") or path.parent.name == "fd"
    opened = opened and path.resolve() != path.absolute()
    return not path.is_file() or (opened and path.parts[1] in ("dev", "proc"))


def _takes_files(folder: Path) -> bool:
    """Whether a folder can be written to: by trying, since permissions alone do not tell."""
    try:
        os.rmdir(tempfile.mkdtemp(prefix=_STAGE, dir=folder))
    except OSError:
        return False
    return True


def write_set(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files (name relative to the folder, to content) as a set, in the order given."""
    _check_name(folder)
    check_folder(folder, files)
    try:
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            with _alone(folder.parent):
                if not folder.exists():
                    _staged(folder.parent, files, lambda stage: os.rename(stage, folder))
                    return
        with _alone(folder):
            _finish(folder)
            check_folder(folder, files)
            _staged(folder, files, lambda stage: _committed(stage, folder, tuple(files)))
    except OSError as error:
        raise Refused(f"cannot write the report to {folder}: {error.strerror or error}") from None


def _staged(place: Path, files: Mapping[str, bytes], move: Callable[[Path], None]) -> None:
    """Write the files into a hidden folder, and move it."""
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=place))
    try:
        stage.chmod(_usual_mode() | 0o111 & ~_umask())
        for name, content in files.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        move(stage)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def _committed(stage: Path, folder: Path, order: tuple[str, ...]) -> None:
    with _interrupts_held():
        os.rename(stage, folder / COMMIT)
        _finish(folder, order)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock on a folder, which the system gives back if the process dies; no file is left by it."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def recover(folder: Path) -> None:
    """Finish moving a set that was written whole but not moved to the end, unless its writer is still at it."""
    _check_name(folder)
    if (folder / COMMIT).is_dir():
        with _alone(folder):
            _finish(folder)


def _finish(folder: Path, order: tuple[str, ...] = ()) -> None:
    commit = folder / COMMIT
    if not commit.is_dir():
        return
    found = [str(p.relative_to(commit)) for p in sorted(commit.rglob("*")) if p.is_file()]
    for name in sorted(found, key=lambda n: order.index(n) if n in order else len(order)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(commit / name, folder / name)
    shutil.rmtree(commit)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C and its like wait for the few renames inside; they take effect afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        came.append(number)

    names = [n for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
    before = {getattr(signal, n): signal.signal(getattr(signal, n), remember) for n in names}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _usual_mode() -> int:
    """The permissions that a new file gets (temporary files are private, ours are not)."""
    return 0o666 & ~_umask()
