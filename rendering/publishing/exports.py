"""How an export comes to where people find it: ``media/exports/<kind>/``.

It is made in the private folder of its run, whole, and then takes the place of the one before by
being renamed: that one is set aside as ``media/exports/.<kind>.old``, the new one comes in its
place, and then the old one is removed. Wherever this is interrupted, the next export goes on with
it; at no moment are files of two exports in one folder.

What an export has written is told in its ``files.json``, by which ``clean`` and the next export
know it. All else is somebody's: a file of another name, one that was changed, a link, a pipe. It is
never removed, but moved into the new folder, under its name; where the export needs that very name,
it is refused, and nothing is touched. In the list it is also told what all of it was made from, so
that nothing need be made when that is the same again.
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
"""By name: bytes, or files of which an export gets a copy."""

_SHA256 = re.compile(r"[0-9a-f]{64}")

_FOLDER = "a folder"
_FILE = "a file"


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
        if isinstance(sha256, str) and _SHA256.fullmatch(sha256) and _is_inside(name)
    }


def as_it_was(folder: Path, made_from: str) -> Exported | None:
    """What is there, if it was made from the same and nothing of it was changed since."""
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
    """Have an export of ``files`` at ``folder``, which is ``media/exports/<kind>``.

    Parameters
    ----------
    files
        What it is to hold, or what makes that, once the export has a folder of its own.
    made_from
        A digest of all that they depend on, for ``as_it_was``, or what tells it once they are made;
        nothing if the next export is to be made in any case.
    link
        Give files a second name where that can be done, in place of copying them.
    require
        Is called when all is copied, and before any of it is where people find it. What it raises
        ends the export.

    Raises
    ------
    CallError
        A file that is not an export's is in the way, or nothing can be written there, or the media
        folder was moved meanwhile.
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
    """Where an export comes to, and where the one before is set aside."""

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
        """Refuse what is in the place of one of the folders and is none."""
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
    """Make ``fresh`` a folder of these files and their list; return the digest of each."""
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
        # What is unchanged is the same file, with its time; but no second name of a published one,
        # unless that is what it shall be.
        may_stay = is_there_already and (
            isinstance(content, bytes) or content.samefile(place.path / name) is link
        )
        if may_stay and _linked(place.path / name, path):
            continue
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif not (link and _linked(content, path)):
            shutil.copyfile(content, path)
        now[name] = digest(path)  # of what was copied, which may have been replaced just now
        flush(path)
    told = {"made_from": made_from, "files": now}
    (fresh / LIST).write_text(json.dumps(told, indent=1), encoding="utf-8")
    flush(fresh / LIST)
    for folder, _, _ in os.walk(fresh):
        flush_folder(Path(folder))
    return now


def _linked(path: Path, also: Path) -> bool:
    """Whether the file at ``path`` could be given a second name."""
    try:
        os.link(path, also, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


# --- Putting it in the place of the one before ----------------------------------------------------


def _put_in_place(fresh: str, now: Mapping[str, str], place: _Place) -> Exported:
    """Rename a folder to where people find it; what is in it is ``now``, by name."""
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
    """Go on where an export was interrupted that had set the one before aside."""
    if not is_there(place.path_aside):
        return
    if is_there(place.path):
        _remove_old(place)
    else:
        move(place.media, place.aside, place.name)


def _remove_old(place: _Place) -> None:
    """Remove an export that was set aside; what somebody put there comes to the new one."""
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
    for name in reversed(folders):  # an inner one is found after its outer one
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
    """Whether what is found in ``folder`` is what an export has put there: that of ``before``."""
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
    """All that is in a folder, each with what it is; an inner one after its outer one."""
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
