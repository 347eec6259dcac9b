"""Read files on disk, and make sure that written files are really there.

Files from outside are read by ``read_limited``: a pipe or a device may never end, and a file of a
gigabyte is refused before memory is allocated for it. This module knows nothing about clips.
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
    """The digest and the size of a file when it was published."""

    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """Return the digest and the size of the file at ``path``."""
        return cls(digest(path), path.stat().st_size)


class InvalidFileError(Exception):
    """A file that cannot be used: the rule for such files, what was found, and the remedy."""

    def __init__(self, rule: str, found: str, remedy: str) -> None:
        super().__init__(f"{rule}; it {found}. {remedy}")
        self.found = found


_MOST_BYTES_OF_JSON = 100_000_000
_MOST_VALUES = 3_000_000
"""The most values of a JSON file, since values take many times as much memory as their text."""


def is_there(path: Path) -> bool:
    """Whether anything exists at a path; False also if this cannot be determined."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def is_file(path: Path) -> bool:
    """Whether a regular file exists at a path; False also if this cannot be determined."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def read_json(path: Path) -> Any:
    """Return the contents of one of the project's JSON files, without checking their shape.

    The file must be JSON as the standard defines it: in UTF-8, without NaN and Infinity. A number
    that is larger than all floats becomes infinite.

    Raises
    ------
    FileNotFoundError, InvalidFileError
        As for ``read_limited``; or the file is not JSON, or is larger than the project's files are.
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
    """Return all bytes of a regular file, of which there may be at most ``most``.

    Raises
    ------
    FileNotFoundError
        The file does not exist.
    InvalidFileError
        The file cannot be read, is not a regular file, or is larger.
    """
    try:
        about = path.stat()
        if stat.S_ISREG(about.st_mode):
            with path.open("rb") as file:
                # A file can have more bytes than its size says: files below /proc say 0.
                data = file.read(most + 1) if about.st_size <= most else b""
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
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
    """Return the kind of a path in words, such as "a file"; None if nothing is there."""
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
    """Return the SHA-256 of the file's bytes in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Flush a file to the disk, so that a power cut after renaming it cannot leave it empty."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Flush the names of a folder's files to the disk."""
    if os.name == "nt":  # Windows cannot open a folder, and needs no such flush
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
