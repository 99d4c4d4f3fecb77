"""Files are whole or not there, and what is not ours is left alone."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from softpot.reports.machinery import files
from softpot.reports.machinery.files import (
    COMMIT,
    Refused,
    check_file,
    recover,
    write_file,
    write_set,
)

OLD = {
    "report.tex": b"old softpot report",
    "figures/a.svg": b"old softpot report",
    "ledger.json": b"old softpot report",
}
NEW = {name: content.replace(b"old", b"new") for name, content in OLD.items()}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_a_new_folder_and_a_replaced_one(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "report"
    write_set(folder, OLD)
    (folder / "mine.txt").write_text("keep me")
    write_set(folder, NEW)
    assert contents(folder) == NEW | {"mine.txt": b"keep me"}
    assert [p.name for p in folder.parent.iterdir()] == ["report"]


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_a_failure_while_writing_leaves_the_old_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    folder = tmp_path / "report"
    write_set(folder, OLD)
    written = Path.write_bytes

    def failing(self: Path, data: bytes) -> int:
        if self.name == "ledger.json":
            raise error
        return written(self, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises((Refused, KeyboardInterrupt)):
        write_set(folder, NEW)
    assert contents(folder) == OLD
    assert not [p for p in folder.iterdir() if p.name.startswith(".")]


def test_a_process_killed_between_two_moves_is_recovered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "report"
    write_set(folder, OLD)
    moved = os.replace
    calls = []

    def killed(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise SystemExit("killed")
        moved(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(SystemExit):
        write_set(folder, NEW)
    monkeypatch.setattr(os, "replace", moved)
    assert (folder / COMMIT).is_dir()  # the new set is whole, some of it still in here
    recover(folder)
    assert contents(folder) == NEW


def test_an_interrupt_during_the_moves_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "report"
    write_set(folder, OLD)
    moved = os.replace

    def interrupted(source: Path, target: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        moved(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    # whoever starts the tests in the background may have SIGINT ignored
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_set(folder, NEW)
    finally:
        signal.signal(signal.SIGINT, before)
    assert contents(folder) == NEW


def test_a_foreign_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "report.tex").write_text("my thesis")
    with pytest.raises(Refused, match="not written by softpot"):
        write_set(tmp_path, NEW)
    assert contents(tmp_path) == {"report.tex": b"my thesis"}


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="it is a file"):
        write_set(tmp_path / "file", NEW)
    with pytest.raises(Refused, match="is a file"):
        write_set(tmp_path / "file" / "below", NEW)
    (tmp_path / "dir" / "report.tex").mkdir(parents=True)
    with pytest.raises(Refused, match="a folder stands there"):
        write_set(tmp_path / "dir", NEW)
    with pytest.raises(Refused, match="is a folder"):
        check_file(tmp_path)
    with pytest.raises(Refused, match="no folder"):
        check_file(tmp_path / "none" / "x.json")


def test_a_folder_that_takes_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_takes_files", lambda _: False)
    with pytest.raises(Refused, match="not writable"):
        check_file(tmp_path / "x.json")
    with pytest.raises(Refused, match="not writable"):
        write_set(tmp_path / "report", NEW)


def test_one_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    write_file(path, "{}\n")
    write_file(path, "[]\n")
    assert contents(tmp_path) == {"ledger.json": b"[]\n"}
    assert path.stat().st_mode & 0o400
