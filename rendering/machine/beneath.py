"""Read, move and remove files below a folder without following symbolic links.

Each folder on the path is opened without following links, and the file is named relative to the
last folder. So it does no harm if somebody replaces one of the folders meanwhile. The path of the
top folder itself may contain links, since the user chose it. This module knows nothing about the
contents of the files.
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
    """Return the SHA-256 of a regular file; None if missing, another kind, or behind a link."""
    try:
        with _parent(root, name) as (folder, last):
            if not stat.S_ISREG(os.stat(last, dir_fd=folder, follow_symlinks=False).st_mode):
                return None
            with os.fdopen(os.open(last, _FILE, dir_fd=folder), "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def make_folder(root: Path, name: str) -> None:
    """Make a folder and its parents below ``root``, unless they exist.

    Raises
    ------
    OSError
        A folder cannot be made, a link or a file is in the way, or ``root`` does not exist.
    """
    parts = _parts(name)
    for k in range(len(parts)):
        with _parent(root, "/".join(parts[: k + 1])) as (folder, last), suppress(FileExistsError):
            os.mkdir(last, dir_fd=folder)
    with _parent(root, f"{name}/any"):
        pass  # entering checks that the folder can be opened


def move(root: Path, name: str, to: str) -> None:
    """Rename the file or folder ``name`` to ``to``, which must not exist.

    Raises
    ------
    OSError
        Renaming fails, a link is on the path, or ``to`` exists.
    """
    with _parent(root, name) as (folder, last), _parent(root, to) as (new_folder, new_last):
        with suppress(FileNotFoundError):
            os.stat(new_last, dir_fd=new_folder, follow_symlinks=False)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), to)
        os.rename(last, new_last, src_dir_fd=folder, dst_dir_fd=new_folder)


def remove_file(root: Path, name: str, sha256: str | None = None) -> str | None:
    """Remove a file if it has this digest; without a digest, remove it whatever it contains.

    Returns
    -------
    str, optional
        The reason why the file was left; None if it was removed or did not exist.
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
    """Remove a folder if it is empty; return whether it was removed."""
    try:
        with _parent(root, name) as (folder, last):
            os.rmdir(last, dir_fd=folder)
    except OSError:
        return False
    return True


def remove_tree(root: Path, name: str) -> None:
    """Remove a folder with its contents, as far as possible."""
    with suppress(OSError), _parent(root, name) as (folder, last):
        if folder is None:
            shutil.rmtree(last, ignore_errors=True)
        else:
            shutil.rmtree(last, ignore_errors=True, dir_fd=folder)


@contextmanager
def _parent(root: Path, name: str) -> Iterator[tuple[int | None, str]]:
    """Open the folder of a file; yield the folder's descriptor and the file's name in it.

    Where folders cannot be opened, yield None and the file's path instead.
    """
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
