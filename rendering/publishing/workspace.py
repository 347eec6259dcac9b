"""The private folder of one run, ``media/.work/<run>``, and the end of every such folder.

Knows nothing of what is put there. Beside each folder lies a lock that its run holds while
it lives, so a folder whose lock is free belongs to nobody: the operating system frees the
lock of a process however it ends, where a process number could be somebody else's by now.

``.work`` must be a folder, and no link to one. Only what is named as a run names it is removed
there, and nothing that a link leads to (``beneath``), since others may write in that folder too.
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
    """Take the name of a media folder as typed, which need not be there yet.

    Raises
    ------
    CallError
        No folder can have that name, or something else has it, or it must not be looked into.
    """
    found = ""
    if not typed.strip():
        found = "nothing was given"  # which Path would take for the folder we are in
    elif any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in typed):
        found = "it has a control character in its name"
    media = Path(typed)
    try:
        # What has the longest name of all that is looked for there.
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
    """Where what a voice has said is kept for the next run."""
    return media / "speech"


def require_writable(media: Path) -> None:
    """Refuse a media folder that cannot be made or written; leaves nothing behind there.

    Folders that had to be made for the trial are removed again.
    """
    _work_of(media)
    made = []
    try:
        for folder in (media.absolute(), *media.absolute().parents):
            if folder.exists():
                break
            made.append(folder)
        media.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=media):  # which leaves nothing, whatever ends this process
            pass
    except OSError as error:
        raise CallError(
            f"the media folder must be one that can be made and written; {brief(media)} cannot: "
            f"{error.strerror or error}. Choose another with --media_dir."
        ) from None
    finally:
        for folder in made:
            with suppress(OSError):  # a parent of the one that failed may not exist
                folder.rmdir()


@contextmanager
def private_folder(media: Path) -> Iterator[Path]:
    """Make this run's folder, sweep those of dead runs, and remove it at the end."""
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
        if not run.is_dir():  # nor anything else that this run had here
            own.release()
        require_not_moved(media, run)
        with shared_lock(media):
            remove_tree(media, f".work/{run.name}")
            own.release()
            _lock_of(run).unlink(missing_ok=True)


def require_not_moved(media: Path, run: Path | None = None) -> None:
    """Refuse to go on in a media folder that was moved or removed while a run was going on.

    ``run`` is the run's private folder, by which another media folder in the same place is told
    from the one that was there.
    """
    if not (run or _work_of(media)).is_dir():
        raise CallError(
            f"the media folder must stay where it is until a run has ended; {brief(media)} was "
            "moved or removed meanwhile. Run again, with --media_dir where it is now."
        )


@contextmanager
def claimed_clips(media: Path) -> Iterator[Claims]:
    """Nothing is claimed at first; in the end nothing is claimed any more."""
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
        """Claim a clip; False if another run has."""
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
        """Let others make it."""
        lock = self._held.pop(key)
        # Under the shared lock, lest another run has just opened the file that is unlinked here.
        with shared_lock(self._media):
            lock.release()
            Path(lock.lock_file).unlink(missing_ok=True)

    def free_all(self) -> None:
        """Let others make all of them."""
        for key in list(self._held):
            self.free(key)


def shared_lock(media: Path) -> FileLock:
    """Make the lock under which runs publish, and folders of runs come and go.

    Where there is no ``.work`` any more, the lock would make it again, and the media folder too.
    """
    require_not_moved(media)
    return FileLock(_work_of(media) / "lock")


@contextmanager
def end_of_work(media: Path) -> Iterator[None]:
    """Keep other runs away, sweep what dead ones left, and in the end remove ``.work``.

    Raises
    ------
    CallError
        A run is going on there.
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
        if os.name != "nt":  # where no file can be removed that is open
            remove_file(media, ".work/lock")
    if os.name == "nt":
        remove_file(media, ".work/lock")
    remove_folder_if_empty(media, ".work")


def sweep(media: Path) -> None:
    """Remove what dead runs left, if they left anything."""
    with suppress(OSError):  # whoever needs the room will say what is wrong
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
            continue  # nobody's of ours
        with suppress(Timeout), FileLock(left, timeout=0):
            if run:
                remove_tree(media, f".work/{run[1]}")
            remove_file(media, f".work/{left.name}")


def _lock_of(run: Path) -> Path:
    return run.with_suffix(".run")
