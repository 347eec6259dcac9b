"""How an export comes to where people find it: ``media/exports/<kind>/``.

A file is written beside its place and renamed into it, so none is ever half there; one that is
what it was is left alone. What is written is told in ``files.json``, by which the next export
knows what to replace and ``clean`` what to remove; a file that somebody put or changed there stays.
There it is also told what all of it was made from, so that nothing need be made when that is the
same again.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rendering.errors import CallError
from rendering.machine.files import UnfitFileError, digest, flush, is_file, is_there, read_json

__all__ = ["LIST", "Exported", "as_it_was", "listed", "write_export"]

LIST = "files.json"


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of an export.

    Attributes
    ----------
    folder
        Where it is.
    written, unchanged, removed
        Names of its files: anew, as they were before, and no longer part of it.
    """

    folder: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def listed(folder: Path) -> dict[str, str]:
    """What an export of before has written, by name: the SHA-256 of each file."""
    told = _told(folder)
    files = told.get("files", told)  # a list of before told of nothing else
    if not isinstance(files, dict):
        return {}
    return {
        name: sha256
        for name, sha256 in files.items()
        if isinstance(sha256, str) and _is_inside(name)
    }


def as_it_was(folder: Path, made_from: str) -> Exported | None:
    """What is there, if it was made from the same and nothing of it was changed since."""
    files = listed(folder)
    if not files or _told(folder).get("made_from") != made_from:
        return None
    for name, sha256 in files.items():
        if not is_file(folder / name) or digest(folder / name) != sha256:
            return None
    return Exported(folder, (), tuple(files), ())


def _told(folder: Path) -> dict[str, Any]:
    try:
        told = read_json(folder / LIST)
    except (FileNotFoundError, UnfitFileError):
        return {}
    return told if isinstance(told, dict) else {}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts != ()


def write_export(folder: Path, files: Mapping[str, bytes | Path], made_from: str = "") -> Exported:
    """Bring ``folder`` to hold ``files``: bytes, or files of which it gets a copy.

    ``made_from`` is a digest of all that they depend on, for ``as_it_was``.

    Raises
    ------
    CallError
        A file that is not an export's is in the way, or nothing can be written there.
    """
    before = listed(folder)
    for name in files:
        path = folder / name
        if is_there(path) and (path.is_symlink() or digest(path) != before.get(name)):
            raise CallError(
                f"an export replaces only what exports have written; {path} is somebody's. "
                "Move it away."
            )
    written, unchanged, now = [], [], {}
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
            if isinstance(content, Path):
                # A published file is replaced, never written to, so a second name is a copy.
                with contextlib.suppress(OSError):
                    os.link(content, fresh)
            if not fresh.exists():
                data = content.read_bytes() if isinstance(content, Path) else content
                fresh.write_bytes(data)
                flush(fresh)
            now[name] = digest(fresh)
            if before.get(name) == now[name] and is_there(path):
                fresh.unlink()
                unchanged.append(name)
            else:
                fresh.replace(path)
                written.append(name)
        removed = [
            name
            for name, sha256 in before.items()
            if name not in now and is_there(folder / name) and digest(folder / name) == sha256
        ]
        new_list = folder / f".{LIST}.new"
        told = {"made_from": made_from, "files": now}
        new_list.write_text(json.dumps(told, indent=1), encoding="utf-8")
        new_list.replace(folder / LIST)
        for name in removed:
            (folder / name).unlink()
    except OSError as error:
        raise CallError(
            f"an export needs a folder to write to; {folder}: {error.strerror or error}."
        ) from None
    return Exported(folder, tuple(written), tuple(unchanged), tuple(removed))
