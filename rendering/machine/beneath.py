"""Files below a folder are read, moved and removed, and nothing that a link leads to.

Each folder on the way is opened without following a symbolic link, and the file is named within
the last of them. So it does not matter what somebody puts in a folder's place meanwhile.
The folder itself may be reached through links: whoever named it meant where it is. Knows nothing of
what the files are.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

__all__ = [
    "digest_of_file",
    "make_folder",
    "move",
    "remove_file",
    "remove_folder_if_empty",
    "remove_tree",
]

_BY_FOLDER = {os.open, os.stat, os.unlink, os.rmdir, os.mkdir, os.rename} <= os.supports_dir_fd

_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)


def digest_of_file(root: Path, name: str) -> str | None:
    """SHA-256 of a regular file; None if there is none, or something else, or behind a link."""
    try:
        with _parent(root, name) as (folder, last):
            if not stat.S_ISREG(os.stat(last, dir_fd=folder, follow_symlinks=False).st_mode):
                return None
            with os.fdopen(os.open(last, _FILE, dir_fd=folder), "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def make_folder(root: Path, name: str) -> None:
    """Make a folder, and those on the way to it, unless they are there.

    Raises
    ------
    OSError
        It cannot be made, or a link or a file is in the way; or ``root`` is not there.
    """
    parts = _parts(name)
    for k in range(len(parts)):
        with _parent(root, "/".join(parts[: k + 1])) as (folder, last), suppress(FileExistsError):
            os.mkdir(last, dir_fd=folder)
    with _parent(root, f"{name}/any"):
        pass  # what is there can be opened as a folder


def move(root: Path, name: str, to: str) -> None:
    """Rename what is called ``name`` so that it is called ``to``, where nothing may be.

    Raises
    ------
    OSError
        It cannot be done, or a link is on the way, or something is there.
    """
    with _parent(root, name) as (folder, last), _parent(root, to) as (new_folder, new_last):
        with suppress(FileNotFoundError):
            os.stat(new_last, dir_fd=new_folder, follow_symlinks=False)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), to)
        os.rename(last, new_last, src_dir_fd=folder, dst_dir_fd=new_folder)


def remove_file(root: Path, name: str, sha256: str | None = None) -> str | None:
    """Remove a file if it has this digest, or whatever it holds.

    Returns
    -------
    str, optional
        Why it was left; None also where there was none.
    """
    try:
        with _parent(root, name) as (folder, last):
            before = os.stat(last, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISLNK(before.st_mode):
                return "is a symbolic link"
            if not stat.S_ISREG(before.st_mode):
                return "is not a file"
            if sha256 is not None:
                with os.fdopen(os.open(last, _FILE, dir_fd=folder), "rb") as file:
                    same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
                if not same:
                    return "was changed since it was published"
            os.unlink(last, dir_fd=folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            return "lies behind a symbolic link"
        return f"cannot be removed: {error.strerror or error}"
    return None


def remove_folder_if_empty(root: Path, name: str) -> bool:
    """Whether a folder was empty, and is gone now."""
    try:
        with _parent(root, name) as (folder, last):
            os.rmdir(last, dir_fd=folder)
    except OSError:
        return False
    return True


def remove_tree(root: Path, name: str) -> None:
    """Remove a folder with all that is in it, as far as that can be done."""
    with suppress(OSError), _parent(root, name) as (folder, last):
        if folder is None:
            shutil.rmtree(last, ignore_errors=True)
        else:
            shutil.rmtree(last, ignore_errors=True, dir_fd=folder)


@contextmanager
def _parent(root: Path, name: str) -> Iterator[tuple[int | None, str]]:
    """The folder of a file, open, and the file's name there; or no folder, and its path."""
    *parents, last = _parts(name)
    if not _BY_FOLDER:  # Windows, where making a symbolic link is a privilege
        for k in range(len(parents)):
            if root.joinpath(*parents[: k + 1]).is_symlink():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        yield None, str(root.joinpath(*parents, last))
        return
    folder = os.open(root, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        for part in parents:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        yield folder, last
    finally:
        os.close(folder)


def _parts(name: str) -> tuple[str, ...]:
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts:
        raise OSError(errno.EINVAL, f"{name!r} is not the name of a file below a folder")
    return path.parts
