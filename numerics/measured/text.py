"""The text of a data file: UTF-8, UTF-16 or latin-1, of a size that a table of measurements has."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from softpot.numerics.measured.units import DataFileError

__all__ = ["LARGEST_FILE", "text_of"]

LARGEST_FILE = 64_000_000  # bytes; a night of an instrument is less than one hundredth of it


def text_of(file: str | PathLike[str]) -> tuple[str, str]:
    """(the file's name, its text); TypeError for what is no path, DataFileError for what is no text file."""
    if not isinstance(file, (str, PathLike)) or not isinstance(fspath(file), str):
        raise TypeError(
            f"file is {type(file).__name__}, but a path is needed because the data are read from a file"
        )
    path = Path(file)
    name = " ".join(f"the data file {path}".split())
    try:
        if path.is_dir():
            raise DataFileError(f"{name} cannot be read: it is a folder")
        if path.exists() and not path.is_file():
            raise DataFileError(f"{name} cannot be read: it is not a regular file")
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise DataFileError(f"{name} cannot be read: {error.strerror}") from None
    except ValueError as error:
        if isinstance(error, DataFileError):
            raise
        raise DataFileError(f"{name} cannot be read: {error}") from None  # a null in the name
    if len(content) > LARGEST_FILE:
        raise DataFileError(f"{name} is larger than {LARGEST_FILE} bytes, but a table of measurements is "
                            "much smaller")  # fmt: skip
    return name, _decoded(content, name)


def _decoded(content: bytes, name: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise DataFileError(f"{name} begins as UTF-16 text and is none") from None
    if b"\x00" in content:
        raise DataFileError(
            f"{name} is no text, as it contains zero bytes: export the table as text"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")  # Quantum Design's files
