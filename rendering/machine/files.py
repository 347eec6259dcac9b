"""Files on disk: what is in them, and that it is really there. Knows nothing of clips.

What comes from outside is read by ``read_limited``: a pipe or a device may never end, and a file
of a gigabyte is refused before memory is taken for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from stage.quoting import brief

__all__ = [
    "InvalidFileError",
    "PublishedFile",
    "digest",
    "flush",
    "flush_folder",
    "is_file",
    "is_there",
    "kind_of",
    "read_json",
    "read_limited",
]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """What a file was when it was published."""

    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """Read the file at ``path``."""
        return cls(digest(path), path.stat().st_size)


class InvalidFileError(Exception):
    """A file is not one to read: what it must be, what it is, and the remedy."""

    def __init__(self, rule: str, found: str, remedy: str) -> None:
        super().__init__(f"{rule}; it {found}. {remedy}")
        self.found = found


_MOST_BYTES_OF_JSON = 100_000_000
_MOST_VALUES = 3_000_000
"""In JSON, whose values take many times as much memory as their text."""


def is_there(path: Path) -> bool:
    """Whether anything is there; False also where nobody can tell."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def is_file(path: Path) -> bool:
    """Whether a regular file is there; False also where nobody can tell."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def read_json(path: Path) -> Any:
    """What a JSON file of the project holds, in whatever shape.

    JSON as the standard has it: in UTF-8, and without NaN and Infinity. A number that is larger
    than all floats is infinite.

    Raises
    ------
    FileNotFoundError, InvalidFileError
        As ``read_limited``; or it holds no JSON, or more of it than any file of ours.
    """
    data = read_limited(path, _MOST_BYTES_OF_JSON)
    values = sum(map(data.count, (b",", b"[", b"{")))
    if values > _MOST_VALUES:
        rule = f"a file of at most {_MOST_VALUES:,} values"
        raise InvalidFileError(rule, f"has {values:,} values", "Shorten it.")
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        why = f"is damaged: {brief(error)}"
        raise InvalidFileError("a file of JSON", why, "Make it anew.") from None


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def read_limited(path: Path, most: int) -> bytes:
    """All bytes of a regular file that has at most so many.

    Raises
    ------
    FileNotFoundError
        There is none.
    InvalidFileError
        It cannot be read, is something else, or is larger.
    """
    try:
        about = path.stat()
        if stat.S_ISREG(about.st_mode):
            with path.open("rb") as file:
                # A file may hold more than it says: those below /proc say 0.
                data = file.read(most + 1) if about.st_size <= most else b""
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a path with a zero character in it
        why = getattr(error, "strerror", None) or error
        raise InvalidFileError(
            "a file that can be read", f"cannot be read: {why}", "Check the path."
        ) from None
    if not stat.S_ISREG(about.st_mode):
        remedy = "Save what it is to say in a file."
        raise InvalidFileError("a regular file", f"is {_kind(about.st_mode)}", remedy)
    if about.st_size > most or len(data) > most:
        found = f"has {about.st_size:,}" if about.st_size > most else "has more"
        raise InvalidFileError(f"a file of at most {most:,} bytes", found, "Shorten it.")
    return data


def kind_of(path: Path) -> str | None:
    """What is there, in words, such as "a file" or "a symbolic link"; None if nothing is."""
    try:
        return _kind(path.lstat().st_mode)
    except (OSError, ValueError):
        return None


def _kind(mode: int) -> str:
    kinds = {
        stat.S_ISREG: "a file",
        stat.S_ISDIR: "a folder",
        stat.S_ISLNK: "a symbolic link",
        stat.S_ISFIFO: "a pipe",
        stat.S_ISSOCK: "a socket",
    }
    return next((name for holds, name in kinds.items() if holds(mode)), "a device")


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Put a file on the disk itself, so that a power cut after its renaming cannot empty it."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Put the names of a folder's files on the disk itself."""
    if os.name == "nt":  # Windows cannot open a folder, and needs no such flush
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
