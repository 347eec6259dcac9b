"""The private folder of a run, ``media/.work/<run>``, and the removal of such folders.

Beside each folder is a lock file, which its run holds as long as it lives. If the lock is free, the
folder belongs to a dead run: the operating system frees the locks of a process however it ends. A
process number would not do, since another process may have it by now. This module knows nothing
about the contents of the folders.

``.work`` must be a folder, not a link to one. Others may write in that folder, too. So only files
and folders with the names that runs use are removed there, and links are never followed
(``beneath``).
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rendering.errors import CallError
from rendering.machine.beneath import remove_file, remove_folder_if_empty, remove_tree
from stage.quoting import brief, quoted

__all__ = [
    "Claims",
    "claimed_clips",
    "end_of_work",
    "media_folder",
    "private_folder",
    "require_not_moved",
    "require_writable",
    "shared_lock",
    "speech_folder",
    "sweep",
]

_RUN = re.compile(r"([0-9a-f]{16})\.run")
_ALONE = re.compile(r"[0-9a-f]{16}\.clip|manifest-[0-9a-f]{16}\.json")


def media_folder(typed: str) -> Path:
    """Return the path of a media folder as typed; the folder need not exist yet.

    Raises
    ------
    CallError
        No folder can have that name, it is the name of a file, or the folder cannot be read.
    """
    found = ""
    if not typed.strip():
        found = "nothing was given"  # Path would read this as the current folder
    elif any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in typed):
        found = "it has a control character in its name"
    media = Path(typed)
    try:
        # The longest name that is ever looked up in the media folder.
        (media / "storyboards" / ("x" * 110)).lstat()
    except (FileNotFoundError, NotADirectoryError):
        if media.exists() and not media.is_dir():
            found = found or "it is a file"
    except OSError as error:
        found = found or str(error.strerror)
    if found:
        raise CallError(
            f"--media_dir must name a folder; {quoted(typed)} cannot be one: {found}. "
            "Choose another, such as --media_dir media."
        )
    return media


def speech_folder(media: Path) -> Path:
    """Return the folder in which speech is kept for later runs."""
    return media / "speech"


def require_writable(media: Path) -> None:
    """Raise an error if a media folder cannot be made or written; leave nothing behind there.

    Folders that had to be made for the test are removed again.
    """
    _work_of(media)
    made = []
    try:
        for folder in (media.absolute(), *media.absolute().parents):
            if folder.exists():
                break
            made.append(folder)
        media.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=media):  # leaves nothing, however this ends
            pass
    except OSError as error:
        raise CallError(
            f"the media folder must be one that can be made and written; {brief(media)} cannot: "
            f"{error.strerror or error}. Choose another with --media_dir."
        ) from None
    finally:
        for folder in made:
            with suppress(OSError):  # a folder may not exist if making it failed
                folder.rmdir()


@contextmanager
def private_folder(media: Path) -> Iterator[Path]:
    """Make the folder of this run, remove those of dead runs, and in the end remove this one."""
    root = _work_of(media)
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CallError(
            f"a run needs a folder of its own in {brief(root)}, which cannot be made: "
            f"{error.strerror or error}. Choose another with --media_dir."
        ) from None
    run = root / secrets.token_hex(8)
    own = FileLock(_lock_of(run), thread_local=False)
    with shared_lock(media):
        _sweep(media)
        own.acquire(timeout=0)
        run.mkdir()
    try:
        yield run
    finally:
        if not run.is_dir():  # the whole media folder was moved or removed
            own.release()
        require_not_moved(media, run)
        with shared_lock(media):
            remove_tree(media, f".work/{run.name}")
            own.release()
            _lock_of(run).unlink(missing_ok=True)


def require_not_moved(media: Path, run: Path | None = None) -> None:
    """Raise an error if a media folder was moved or removed during a run.

    ``run`` is the private folder of the run. If it is missing, the media folder is gone, or another
    one has taken its path.
    """
    if not (run or _work_of(media)).is_dir():
        raise CallError(
            f"the media folder must stay where it is until a run has ended; {brief(media)} was "
            "moved or removed meanwhile. Run again, with --media_dir where it is now."
        )


@contextmanager
def claimed_clips(media: Path) -> Iterator[Claims]:
    """Yield an empty set of claims; in the end, free all clips that were claimed with it."""
    claims = Claims(media)
    try:
        yield claims
    finally:
        claims.free_all()


class Claims:
    """The clips that this run is making, so that no other run makes them at the same time."""

    def __init__(self, media: Path) -> None:
        self._media = media
        self._held: dict[str, FileLock] = {}

    def take(self, key: str) -> bool:
        """Claim a clip; return False if another run has claimed it."""
        name = hashlib.sha256(key.encode()).hexdigest()[:16]
        lock = FileLock(self._media / ".work" / f"{name}.clip", thread_local=False)
        try:
            with shared_lock(self._media):
                lock.acquire(timeout=0)
        except Timeout:
            return False
        self._held[key] = lock
        return True

    def free(self, key: str) -> None:
        """Let other runs make a clip."""
        lock = self._held.pop(key)
        # The shared lock keeps another run from opening the file just before it is unlinked here.
        with shared_lock(self._media):
            lock.release()
            Path(lock.lock_file).unlink(missing_ok=True)

    def free_all(self) -> None:
        """Let other runs make all claimed clips."""
        for key in list(self._held):
            self.free(key)


def shared_lock(media: Path) -> FileLock:
    """Return the lock that runs hold while they publish, and make or remove their folders.

    If ``.work`` no longer exists, an error is raised, since the lock would make it and the media
    folder again.
    """
    require_not_moved(media)
    return FileLock(_work_of(media) / "lock")


@contextmanager
def end_of_work(media: Path) -> Iterator[None]:
    """Keep other runs away, remove the files of dead runs, and in the end remove ``.work``.

    Raises
    ------
    CallError
        A run is in progress there.
    """
    root = _work_of(media)
    if not root.exists():
        yield
        return
    with shared_lock(media):
        _sweep(media)
        if any(_RUN.fullmatch(path.name) for path in root.iterdir()):
            raise CallError(
                f"{brief(media)} must not be cleaned while a run publishes there. Stop the run, "
                "or let it end."
            )
        yield
        if os.name != "nt":  # Windows cannot remove an open file
            remove_file(media, ".work/lock")
    if os.name == "nt":
        remove_file(media, ".work/lock")
    remove_folder_if_empty(media, ".work")


def sweep(media: Path) -> None:
    """Remove the files that dead runs left, if there are any."""
    with suppress(OSError):  # code that needs the folder will report why it fails
        if any(path.name != "lock" for path in _work_of(media).iterdir()):
            with shared_lock(media):
                _sweep(media)


def _work_of(media: Path) -> Path:
    root = media / ".work"
    if root.is_symlink():
        raise CallError(
            f"{brief(root)} must be a folder of its own, since a run removes what it finds there; "
            "it is a symbolic link. Remove the link, or choose another --media_dir."
        )
    return root


def _sweep(media: Path) -> None:
    for left in sorted(_work_of(media).iterdir()):
        run = _RUN.fullmatch(left.name)
        if left.is_symlink() or not (run or _ALONE.fullmatch(left.name)):
            continue  # not from a run
        with suppress(Timeout), FileLock(left, timeout=0):
            if run:
                remove_tree(media, f".work/{run[1]}")
            remove_file(media, f".work/{left.name}")


def _lock_of(run: Path) -> Path:
    return run.with_suffix(".run")
