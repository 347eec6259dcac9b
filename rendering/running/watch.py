"""Remake clips as their sources change: small versions first, for a quick look, then the others.

Each run is a process of its own, so that it imports the current sources. That run decides which
clips a change makes stale. A clip that fails at the small size is reported and not tried at the
full size. A source folder may be moved away, moved back or replaced, like any file. The optional
package ``watchfiles`` is imported only when it is needed. This module knows nothing of how clips
are made.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from rendering.errors import CallError
from rendering.running.report import INTERRUPTED, shown
from stage.quoting import brief

__all__ = ["watch"]

_FOLDERS = ("xe_math", "stage", "scenes", "rendering")
_FIRST = ("-q", "l")
_SECONDS_TO_END = 2
_MILLISECONDS = 200


def watch(
    root: Path,
    arguments: Sequence[str],
    tell: Callable[[str], None],
    also: Path | None = None,
) -> int:
    """Bring the clips of a command up to date now and after every change, until Ctrl-C.

    Parameters
    ----------
    root
        The project folder.
    arguments
        The arguments of the command whose clips are wanted.
    tell
        Called with each message for the user.
    also
        A further file that the clips depend on, wherever it is.

    Raises
    ------
    CallError
        Files cannot be watched.
    """
    for changed in _changes([root / name for name in _FOLDERS], also):
        if changed:
            names = (p.relative_to(root) if p.is_relative_to(root) else p for p in changed)
            tell(f"changed: {', '.join(sorted(brief(name.as_posix()) for name in names))}")
        for reason in _stale(root, arguments):
            tell(reason)
        if _bring_up_to_date(root, arguments, tell) == INTERRUPTED:
            return INTERRUPTED
        tell("waiting for a change; Ctrl-C ends it.")
    return INTERRUPTED


def _bring_up_to_date(root: Path, arguments: Sequence[str], tell: Callable[[str], None]) -> int:
    # The last -q of a command counts, so the first run makes the same clips, only smaller.
    code, answer = _run(root, ["--progress_bar", "display", *arguments, *_FIRST, "--json"])
    if code == INTERRUPTED:
        return code
    try:
        made = json.loads(answer)["scenes"]
    except ValueError:
        return code  # the error of the command, or of what it imports, has already been printed
    failed = [scene["clip"] for scene in made if scene["state"] == "FAILED"]
    for scene in made:
        if scene["state"] == "FAILED":
            tell(f"{scene['clip']}: failed: {scene['error']}")
        elif scene["state"] == "PUBLISHED":
            tell(f"{scene['clip']}: {shown(Path(scene['video']))}")
    if len(failed) == len(made):
        return code
    code, _ = _run(root, [*arguments, *(f"--without={clip}" for clip in failed)], stdout=None)
    return code


def _stale(root: Path, arguments: Sequence[str]) -> Iterator[str]:
    plan = subprocess.run(
        [sys.executable, str(root / "render.py"), *arguments, "--dry_run", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the run itself will report errors
        check=False,
    )
    with suppress(ValueError):
        for scene in json.loads(plan.stdout)["scenes"]:
            if scene["state"] not in ("UP_TO_DATE", "FAILED"):  # the run will report these
                yield f"{scene['clip']}: {'; '.join(scene['reasons'])}"


def _changes(folders: Sequence[Path], also: Path | None) -> Iterator[set[Path]]:
    """Yield an empty set at first, then the sources and folders of each change.

    ``also`` is only checked from time to time: other changes in its folder do not matter.
    """
    try:
        from watchfiles import watch as changes_in
    except ImportError:
        raise CallError(
            "watch needs watchfiles, which is optional; it is not installed. "
            "Install it with pip install 'cross-entropy-clips[watch]'."
        ) from None
    changed: set[Path] = set()
    seen = _look_of(also)
    with suppress(KeyboardInterrupt):
        while True:
            # A folder that was moved away may be a different one when it is back.
            while not all(folder.is_dir() for folder in folders):
                time.sleep(_MILLISECONDS / 1000)
            # Watching starts with the first ``next``; changes during a run are then kept.
            changes = changes_in(
                *folders,
                watch_filter=_source_filter(folders),
                yield_on_timeout=True,
                rust_timeout=_MILLISECONDS,
            )
            next(changes)
            yield changed
            for change in changes:
                changed = {Path(path) for _, path in change}
                if also is not None and (look := _look_of(also)) != seen:
                    seen = look
                    changed.add(also)
                if not changed.isdisjoint(folders):
                    break
                if changed:
                    yield changed


def _look_of(path: Path | None) -> tuple[int, ...]:
    """Return values that change when a file is written, replaced or removed."""
    try:
        about = path.stat() if path is not None else None
    except OSError:
        about = None
    return (about.st_mtime_ns, about.st_size, about.st_ino) if about is not None else ()


def _source_filter(folders: Sequence[Path]) -> Callable[[Any, str], bool]:
    """Return a filter for Python files, and for folders that come or go, with their contents."""
    from watchfiles import Change, DefaultFilter, PythonFilter

    is_python, is_ours = PythonFilter(), DefaultFilter()
    known = {str(path) for folder in folders for path in (folder, *folder.rglob("*/"))}

    def filtered(change: Any, path: str) -> bool:
        if is_python(change, path):
            return True
        if change is Change.modified or not is_ours(change, path):
            return False
        if Path(path).is_dir():
            known.add(path)
        return path in known

    return filtered


def _run(
    root: Path, arguments: Sequence[str], stdout: int | None = subprocess.PIPE
) -> tuple[int, bytes]:
    """Run a command; return its exit code and its standard output, unless that is displayed."""
    command = [sys.executable, str(root / "render.py"), *arguments]
    process = subprocess.Popen(command, stdout=stdout)
    try:
        answer, _ = process.communicate()
        return process.returncode, answer
    except KeyboardInterrupt:
        # The terminal interrupts the run as well, and the run itself reports what is done.
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            process.communicate(timeout=_SECONDS_TO_END)
        process.kill()
        process.wait()
        return INTERRUPTED, b""
