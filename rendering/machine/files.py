"""Files on disk: what is in them, and that it is really there. Knows nothing of clips."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

__all__ = ["PublishedFile", "digest", "flush", "flush_folder"]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """What a file was when it was published."""

    sha256: str
    bytes: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """Read the file at ``path``."""
        return cls(digest(path), path.stat().st_size)


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
