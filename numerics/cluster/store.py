r"""DIR/column/k:  a table as a Zarr group (format 2), one array a column, one file a column and chunk.

A chunk's file is written beside its place and renamed onto it, the last column last: a chunk is there when its file
of the last column is.  So a process that is killed, or a disk that is full, leaves whole chunks and perhaps a hidden
file that the next start removes.  Files are plain little-endian numbers, uncompressed: ``zarr.open``, ``xarray`` and
``dask.array.from_zarr`` read them, and so does ``read`` with NumPy alone.

What computed the table is kept beside it, so that builds whose last digits differ are not mixed.

Shapes: columns (rows,); the last chunk is filled up, as Zarr has it.  Units: as the columns have them.
Errors: StoreError in one sentence; OSError of a disk that takes no more.
Not guaranteed: anything about a folder that something else writes into.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Store", "StoreError", "open_store"]

_PARTIAL = ".softpot-chunk-"
_ATTRIBUTES = ".zattrs"
_BUILD = ".softpot-build"


class StoreError(ValueError):
    """The folder cannot hold the table; the message says why."""


@dataclass(frozen=True)
class Store:
    """A folder with the columns of a table, `chunk` rows in each file."""

    folder: Path
    columns: tuple[tuple[str, str], ...]
    rows: int
    chunk: int

    def has(self, number: int) -> bool:
        """Whether a chunk is there whole."""
        name, kind = self.columns[-1]
        try:
            size = (self.folder / name / str(number)).stat().st_size
        except OSError:
            return False
        return size == self.chunk * np.dtype(kind).itemsize

    def missing(self) -> Iterator[int]:
        """The chunks that are not there."""
        return (k for k in range(-(-self.rows // self.chunk)) if not self.has(k))

    def write(self, number: int, made: Mapping[str, NDArray[Any]]) -> None:
        """Write the columns of a chunk, each whole or not at all."""
        for name, kind in self.columns:
            column = np.zeros(self.chunk, kind)
            column[: made[name].size] = made[name]
            _put(self.folder / name, str(number), column.tobytes())

    def made_by(self, build: str) -> None:
        """Note what computes the table; StoreError where what is there was computed by something else."""
        file = self.folder / _BUILD
        if not file.is_file():
            _put(self.folder, _BUILD, build.encode())
            return
        known = file.read_text(encoding="utf-8")
        if known != build:
            raise StoreError(
                f"{self.folder} was begun by {known}, and {build} would go on with other last digits: use the same "
                "build everywhere, or give another folder"
            )

    def read(self, name: str) -> NDArray[Any]:
        """A column of a table that is complete."""
        kind = dict(self.columns)[name]
        parts = [
            np.frombuffer((self.folder / name / str(k)).read_bytes(), kind)
            for k in range(-(-self.rows // self.chunk))
        ]
        return np.concatenate(parts)[: self.rows]


def _put(folder: Path, name: str, content: bytes) -> None:
    handle, partial = tempfile.mkstemp(prefix=_PARTIAL, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, folder / name)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def open_store(
    folder: Path, columns: Mapping[str, str], rows: int, chunk: int, attributes: Mapping[str, Any]
) -> Store:
    """A new store, or the one that an earlier run with the same attributes left; StoreError for anything else."""
    store = Store(folder, tuple(columns.items()), rows, chunk)
    said = json.dumps(dict(attributes), indent=1).encode()
    begun = folder / _ATTRIBUTES
    if begun.is_file():
        if begun.read_bytes() != said:
            raise StoreError(
                f"{folder} holds the table of another plan: give another folder, or the plan that it was begun with"
            )
    else:
        if folder.exists() and (not folder.is_dir() or any(map(_strange, folder.iterdir()))):
            raise StoreError(
                f"{folder} is there and holds something else: give a new folder or an empty one"
            )
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder, _ATTRIBUTES, said)
    for partial in [*folder.glob(f"{_PARTIAL}*"), *folder.glob(f"*/{_PARTIAL}*")]:
        partial.unlink(missing_ok=True)
    for name, kind in store.columns:
        (folder / name).mkdir(exist_ok=True)
        if not (folder / name / ".zarray").is_file():
            _put(folder / name, ".zarray", _described(kind, rows, chunk))
    if not (folder / ".zgroup").is_file():
        _put(folder, ".zgroup", b'{"zarr_format": 2}')
    return store


def _strange(path: Path) -> bool:
    return not path.name.startswith(_PARTIAL)


def _described(kind: str, rows: int, chunk: int) -> bytes:
    """What Zarr has to know of a column."""
    known = {
        "zarr_format": 2, "shape": [rows], "chunks": [chunk], "dtype": kind, "order": "C", "compressor": None,
        "filters": None, "fill_value": "NaN" if kind == "<f8" else "",
    }  # fmt: skip
    return json.dumps(known, indent=1).encode()
