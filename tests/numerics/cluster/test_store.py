"""A table in a folder: whole chunks or none, whatever happens while one is written."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import numpy as np
import pytest

from softpot.numerics.cluster.store import Store, StoreError, open_store

KINDS = {"x": "<f8", "name": "|S4"}


def made(first: int, count: int) -> dict[str, np.ndarray]:
    x = np.arange(first, first + count) / 7.0
    return {"x": x, "name": np.array([f"n{k}".encode() for k in range(first, first + count)])}


def opened(folder: Path) -> Store:
    return open_store(folder, KINDS, 5, 2, {"plan": "one"})


def test_what_is_written_is_read(tmp_path: Path) -> None:
    store = opened(tmp_path / "t")
    assert list(store.missing()) == [0, 1, 2]
    for k, count in ((2, 1), (0, 2), (1, 2)):
        store.write(k, made(2 * k, count))
        assert k not in list(store.missing())
    assert store.read("x").tolist() == [k / 7.0 for k in range(5)]
    assert store.read("name").tolist() == [b"n0", b"n1", b"n2", b"n3", b"n4"]
    # as the specification of Zarr, format 2, has it
    described = json.loads((tmp_path / "t" / "x" / ".zarray").read_text(encoding="utf-8"))
    assert described["shape"] == [5]
    assert described["chunks"] == [2]
    assert described["dtype"] == "<f8"
    assert np.fromfile(tmp_path / "t" / "x" / "1", "<f8").tolist() == [2 / 7.0, 3 / 7.0]


def test_zarr_reads_it(tmp_path: Path) -> None:
    zarr = pytest.importorskip("zarr")
    store = opened(tmp_path / "t")
    for k, count in ((0, 2), (1, 2), (2, 1)):
        store.write(k, made(2 * k, count))
    group = zarr.open_group(str(tmp_path / "t"), mode="r")
    assert group["x"][:].tolist() == [k / 7.0 for k in range(5)]
    assert [bytes(v) for v in group["name"][:]] == [b"n0", b"n1", b"n2", b"n3", b"n4"]


@pytest.mark.parametrize("fails", [1, 2])
def test_a_full_disk_leaves_no_half_of_a_chunk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    store = opened(tmp_path / "t")
    store.write(0, made(0, 2))
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == fails:
            raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        store.write(1, made(2, 2))
    assert list(opened(tmp_path / "t").missing()) == [1, 2]
    store.write(1, made(2, 2))
    assert list(store.missing()) == [2]
    assert not list((tmp_path / "t").glob("*/.softpot-*"))


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    store = opened(tmp_path / "t")
    (tmp_path / "t" / "x" / ".softpot-chunk-abc").write_bytes(b"half")
    (tmp_path / "t" / "name" / "0").write_bytes(b"shor")
    assert list(opened(tmp_path / "t").missing()) == [0, 1, 2]
    assert not (tmp_path / "t" / "x" / ".softpot-chunk-abc").exists()
    # killed before all columns were described
    (tmp_path / "t" / "name" / ".zarray").unlink()
    (tmp_path / "t" / ".zgroup").unlink()
    assert opened(tmp_path / "t") == store
    assert (tmp_path / "t" / "name" / ".zarray").is_file()
    assert (tmp_path / "t" / ".zgroup").is_file()


def test_other_folders_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="something else"):
        opened(tmp_path)
    with pytest.raises(StoreError, match="something else"):
        opened(tmp_path / "f")
    opened(tmp_path / "t")
    with pytest.raises(StoreError, match="another plan"):
        open_store(tmp_path / "t", KINDS, 5, 2, {"plan": "two"})
