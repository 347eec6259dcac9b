"""Publish an export in its folder, ``media/exports/<kind>/``.

The complete export is made in the private folder of its run. Then it replaces the previous export
by renaming: the previous export becomes ``media/exports/.<kind>.old``, the new one takes its place,
and the old one is removed. If this is interrupted, the next export continues it. At no time does a
folder contain files of two exports.

Each export lists its files in ``files.json``, by which ``clean`` and the next export recognise
them. Everything else belongs to somebody: a file with another name, a changed file, a link, a pipe.
Such a file is never removed, but moved into the new folder under its name. If the export needs that
name itself, it is refused, and nothing is changed. The list also has a digest of what the export
was made from, so that an export is not made again if nothing has changed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rendering.errors import CallError
from rendering.machine.beneath import (
    digest_of_file,
    make_folder,
    move,
    remove_file,
    remove_folder_if_empty,
)
from rendering.machine.files import (
    InvalidFileError,
    digest,
    flush,
    flush_folder,
    is_there,
    kind_of,
    read_json,
)
from rendering.machine.signals import signals_held
from rendering.publishing.workspace import private_folder, shared_lock
from stage.quoting import brief

__all__ = ["LIST", "Exported", "Files", "as_it_was", "listed", "write_export"]

LIST = "files.json"

Files = Mapping[str, bytes | Path]
"""The contents of an export by file name: bytes, or the path of a file to copy."""

_SHA256 = re.compile(r"[0-9a-f]{64}")

_FOLDER = "a folder"
_FILE = "a file"


@dataclass(frozen=True, slots=True)
class Exported:
    """The result of an export.

    Attributes
    ----------
    folder
        The folder of the export.
    written
        The names of the files that were written.
    unchanged
        The names of the files that are the same as before.
    removed
        The names of the files that no longer belong to the export.
    """

    folder: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def listed(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that an earlier export has written, by the file's name."""
    told = _told(folder)
    files = told.get("files", told)  # older lists contain only the files
    if not isinstance(files, dict):
        return {}
    return {
        name: sha256
        for name, sha256 in files.items()
        if isinstance(sha256, str) and _SHA256.fullmatch(sha256) and _is_inside(name)
    }


def as_it_was(folder: Path, made_from: str) -> Exported | None:
    """Return the existing export if ``made_from`` is the same and its files are unchanged."""
    place = _Place.of(folder)
    files = listed(folder)
    if not files or _told(folder).get("made_from") != made_from or is_there(place.path_aside):
        return None
    for name, sha256 in files.items():
        if digest_of_file(place.media, f"{place.name}/{name}") != sha256:
            return None
    return Exported(folder, (), tuple(files), ())


def write_export(
    folder: Path,
    files: Files | Callable[[], Files],
    made_from: str | Callable[[], str] = "",
    *,
    link: bool = False,
    require: Callable[[], None] | None = None,
) -> Exported:
    """Publish an export of ``files`` in ``folder``, which is ``media/exports/<kind>``.

    Parameters
    ----------
    files
        The contents of the export, or a function that makes them once the export has a folder of
        its own.
    made_from
        A digest of everything that the files depend on, for ``as_it_was``, or a function that
        returns it once the files are made. If empty, the next export is always made again.
    link
        Whether to make hard links to files where possible, instead of copies.
    require
        A function that is called after everything is copied and before the export is published. An
        exception from it ends the export.

    Raises
    ------
    CallError
        A file that does not belong to an export is in the way, the folder cannot be written, or the
        media folder was moved meanwhile.
    """
    place = _Place.of(folder)
    place.require_folders()
    try:
        with private_folder(place.media) as work:
            contents = files() if callable(files) else files
            fresh = work / folder.name
            of = made_from() if callable(made_from) else made_from
            now = _fill(fresh, contents, of, place, link=link)
            if require is not None:
                require()
            with shared_lock(place.media), signals_held():
                return _put_in_place(f".work/{work.name}/{folder.name}", now, place)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise CallError(
            f"an export needs a folder to write to; {brief(folder)} cannot be written: "
            f"{'the disk is full' if full else error.strerror or error}. "
            "Free some space, or choose another --media_dir."
        ) from None


@dataclass(frozen=True, slots=True)
class _Place:
    """The paths where an export is published, and where the previous export is set aside."""

    media: Path
    name: str
    aside: str

    @classmethod
    def of(cls, folder: Path) -> _Place:
        exports = folder.parent.name
        return cls(folder.parents[1], f"{exports}/{folder.name}", f"{exports}/.{folder.name}.old")

    @property
    def path(self) -> Path:
        return self.media / self.name

    @property
    def path_aside(self) -> Path:
        return self.media / self.aside

    def require_folders(self) -> None:
        """Raise an error if the path of one of the folders is taken by something else."""
        for path in (self.path.parent, self.path, self.path_aside):
            kind = kind_of(path)
            if kind not in (None, _FOLDER):
                raise CallError(
                    f"an export needs folders of its own; {brief(path)} is {kind}. Move it away."
                )


# --- Making a folder of files ---------------------------------------------------------------------


def _fill(
    fresh: Path, contents: Files, made_from: str, place: _Place, *, link: bool
) -> dict[str, str]:
    """Make the folder ``fresh`` with these files and their list; return the files' digests."""
    before = listed(place.path)
    now: dict[str, str] = {}
    fresh.mkdir()
    for name, content in contents.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            now[name] = digest(content)
        else:
            now[name] = hashlib.sha256(content).hexdigest()
        is_there_already = (
            before.get(name) == now[name] == digest_of_file(place.media, f"{place.name}/{name}")
        )
        # An unchanged file stays the same file and keeps its time. It may be a hard link to a
        # published file only if links are requested.
        may_stay = is_there_already and (
            isinstance(content, bytes) or content.samefile(place.path / name) is link
        )
        if may_stay and _linked(place.path / name, path):
            continue
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif not (link and _linked(content, path)):
            shutil.copyfile(content, path)
        now[name] = digest(path)  # of the copy, since the original may just have been replaced
        flush(path)
    told = {"made_from": made_from, "files": now}
    (fresh / LIST).write_text(json.dumps(told, indent=1), encoding="utf-8")
    flush(fresh / LIST)
    for folder, _, _ in os.walk(fresh):
        flush_folder(Path(folder))
    return now


def _linked(path: Path, also: Path) -> bool:
    """Make ``also`` a hard link to the file at ``path``; return whether that was possible."""
    try:
        os.link(path, also, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


# --- Putting it in the place of the one before ----------------------------------------------------


def _put_in_place(fresh: str, now: Mapping[str, str], place: _Place) -> Exported:
    """Publish the folder ``fresh`` by renaming it; ``now`` has the digest of each of its files."""
    place.require_folders()
    _go_on(place)
    before = listed(place.path)
    found = _found(place.path)
    ours = {name for name, kind in found.items() if _is_ours(place, place.name, name, kind, before)}
    for name, kind in found.items():
        if name not in ours and _is_in_the_way(name, kind, {*now, LIST}):
            what = f"is {kind} of somebody's" if kind != _FILE else "is somebody's"
            raise CallError(
                f"an export replaces only what exports have written; {place.path / name} {what}. "
                "Move it away."
            )
    make_folder(place.media, PurePosixPath(place.name).parts[0])
    if found or is_there(place.path):
        move(place.media, place.name, place.aside)
    try:
        move(place.media, fresh, place.name)
    except OSError:
        with suppress(OSError):
            move(place.media, place.aside, place.name)
        raise
    flush_folder(place.path.parent)
    _remove_old(place)
    unchanged = [name for name in now if name in ours and before.get(name) == now[name]]
    return Exported(
        place.path,
        tuple(name for name in now if name not in unchanged),
        tuple(unchanged),
        tuple(name for name in before if name in ours and name not in now),
    )


def _go_on(place: _Place) -> None:
    """Continue an export that was interrupted after it had set the previous one aside."""
    if not is_there(place.path_aside):
        return
    if is_there(place.path):
        _remove_old(place)
    else:
        move(place.media, place.aside, place.name)


def _remove_old(place: _Place) -> None:
    """Remove an export that was set aside, and move other people's files into the new export."""
    before = listed(place.path_aside)
    folders = []
    moved: set[str] = set()
    for name, kind in _found(place.path_aside).items():
        if moved & set(_folders_of(name)):
            continue
        if _is_ours(place, place.aside, name, kind, before):
            if kind == _FOLDER:
                folders.append(name)
            elif name != LIST:
                remove_file(place.media, f"{place.aside}/{name}", before[name])
        elif not is_there(place.path / name):
            with suppress(FileNotFoundError):
                make_folder(place.media, (PurePosixPath(place.name) / name).parent.as_posix())
                move(place.media, f"{place.aside}/{name}", f"{place.name}/{name}")
                moved.add(name)
        elif kind == _FOLDER:
            folders.append(name)
    for name in reversed(folders):  # inner folders are found after outer ones
        remove_folder_if_empty(place.media, f"{place.aside}/{name}")
    left = [
        name for name, kind in _found(place.path_aside).items() if kind != _FOLDER and name != LIST
    ]
    if left:
        raise CallError(
            f"an export removes only what exports have written; {place.path_aside / left[0]} was "
            f"changed while {place.path} was made anew, and was kept there. Move it away."
        )
    remove_file(place.media, f"{place.aside}/{LIST}")
    remove_folder_if_empty(place.media, place.aside)


def _is_ours(place: _Place, folder: str, name: str, kind: str, before: Mapping[str, str]) -> bool:
    """Whether a file or folder in ``folder`` was made by the export that ``before`` lists."""
    if kind == _FOLDER:
        return any(name in _folders_of(one) for one in before)
    if name == LIST:
        return kind == _FILE and bool(before)
    return name in before and digest_of_file(place.media, f"{folder}/{name}") == before[name]


def _is_in_the_way(name: str, kind: str, wanted: set[str]) -> bool:
    if name in wanted or not wanted.isdisjoint(_folders_of(name)):
        return True
    return kind != _FOLDER and any(name in _folders_of(one) for one in wanted)


def _found(folder: Path) -> dict[str, str]:
    """Return the kind of everything in a folder, by name; inner folders come after outer ones."""
    found = {}
    for inside, folders, files in os.walk(folder, followlinks=False):
        for name in sorted([*folders, *files]):
            path = Path(inside) / name
            found[path.relative_to(folder).as_posix()] = kind_of(path) or _FILE
    return found


def _folders_of(name: str) -> list[str]:
    return [parent.as_posix() for parent in PurePosixPath(name).parents if parent.parts]


def _told(folder: Path) -> dict[str, Any]:
    try:
        if folder.is_symlink() or (folder / LIST).is_symlink():
            return {}
        told = read_json(folder / LIST)
    except (OSError, InvalidFileError):
        return {}
    return told if isinstance(told, dict) else {}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts != ()
