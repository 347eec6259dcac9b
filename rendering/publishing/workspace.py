"""The private folder of one run, ``media/.work/<run>``, and the end of every such folder.

Knows nothing of what is put there. Beside each folder lies a lock that its run holds while
it lives, so a folder whose lock is free belongs to nobody: the operating system frees the
lock of a process however it ends, where a process number could be somebody else's by now.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rendering.errors import CallError
from scenes.quoting import brief, quoted

__all__ = [
    "Claims",
    "claimed_clips",
    "clean",
    "media_folder",
    "private_folder",
    "require_writable",
    "shared_lock",
    "sweep",
]

_OURS = (
    *("clips", "stills", "storyboards", "film", "exports"),
    *("manifest.json", "manifest.set-aside.json"),
)


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


def require_writable(media: Path) -> None:
    """Refuse a media folder that cannot be made or written; leaves nothing behind there.

    Folders that had to be made for the trial are removed again.
    """
    made = []
    try:
        for folder in (media.absolute(), *media.absolute().parents):
            if folder.exists():
                break
            made.append(folder)
        media.mkdir(parents=True, exist_ok=True)
        trial = media / f".trial-{secrets.token_hex(4)}"
        trial.touch()
        trial.unlink()
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
    root = media / ".work"
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
        _sweep(root)
        own.acquire(timeout=0)
        run.mkdir()
    try:
        yield run
    finally:
        with shared_lock(media):
            shutil.rmtree(run, ignore_errors=True)
            own.release()
            _lock_of(run).unlink(missing_ok=True)


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
    """Make the lock under which runs publish, and folders of runs come and go."""
    return FileLock(media / ".work" / "lock")


def clean(media: Path) -> list[Path]:
    """Remove all that runs have published and left in ``media``; return what was there of it.

    Raises
    ------
    CallError
        A run is going on there, or something cannot be removed.
    """
    found = [media / name for name in _OURS if (media / name).exists()]
    root = media / ".work"
    try:
        if root.exists():
            with shared_lock(media):
                _sweep(root)
                if any(root.glob("*.run")):
                    raise CallError(
                        f"{brief(media)} must not be cleaned while a run publishes there. "
                        "Stop the run, or let it end."
                    )
                _remove(found)
            shutil.rmtree(root)
        else:
            _remove(found)
        if media.exists() and not any(media.iterdir()):
            media.rmdir()
    except OSError as error:
        raise CallError(
            f"{brief(media)} cannot be cleaned: {error.strerror or error}. See who owns its files."
        ) from None
    return found


def sweep(media: Path) -> None:
    """Remove what dead runs left, if they left anything."""
    root = media / ".work"
    with suppress(OSError):  # whoever needs the room will say what is wrong
        if any(path.name != "lock" for path in root.iterdir()):
            with shared_lock(media):
                _sweep(root)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _sweep(root: Path) -> None:
    for lock_file in root.glob("*.run"):
        lock = FileLock(lock_file)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        shutil.rmtree(lock_file.with_suffix(""), ignore_errors=True)
        lock.release()
        lock_file.unlink(missing_ok=True)
    for left in (*root.glob("*.clip"), *root.glob("manifest-*.json")):
        _remove_if_free(left)


def _remove_if_free(left: Path) -> None:
    """Remove what a dead run left beside its folder."""
    with suppress(Timeout), FileLock(left, timeout=0):
        left.unlink()


def _lock_of(run: Path) -> Path:
    return run.with_suffix(".run")
