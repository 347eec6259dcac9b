"""Clips made again as their sources change: small ones first, to be seen soon, then the others.

Each run is a process of its own, so that it imports the sources as they are. Which clips a change
makes stale is the business of such a run. Imports ``watchfiles``, which is optional, only when it
is called. Knows nothing of how clips are made.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from rendering.errors import CallError
from rendering.running.report import INTERRUPTED

__all__ = ["watch"]

_FOLDERS = ("xe_math", "scenes", "rendering")
_FIRST = ("-q", "l")
_SECONDS_TO_END = 2
_MILLISECONDS = 200


def watch(root: Path, arguments: Sequence[str], tell: Callable[[str], None]) -> int:
    """Bring the clips of a call up to date now and after every change, until Ctrl-C.

    Parameters
    ----------
    root
        The project.
    arguments
        Those of the call whose clips are wanted.
    tell
        Is told what changed.

    Raises
    ------
    CallError
        Files cannot be watched.
    """
    for changed in _changes([root / name for name in _FOLDERS]):
        if changed:
            names = sorted(path.relative_to(root).as_posix() for path in changed)
            tell(f"changed: {', '.join(names)}")
        for reason in _stale(root, arguments):
            tell(reason)
        # The last -q of a call holds, so the first call makes the same clips, only smaller.
        for call in ([*arguments, *_FIRST], arguments):
            if _run(root, call) == INTERRUPTED:
                return INTERRUPTED
        tell("waiting for a change; Ctrl-C ends it.")
    return INTERRUPTED


def _stale(root: Path, arguments: Sequence[str]) -> Iterator[str]:
    plan = subprocess.run(
        [sys.executable, str(root / "render.py"), *arguments, "--dry_run", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the run itself will say what is wrong
        check=False,
    )
    with suppress(ValueError):
        for scene in json.loads(plan.stdout)["scenes"]:
            if scene["state"] != "UP_TO_DATE":
                yield f"{scene['clip']}: {'; '.join(scene['reasons'])}"


def _changes(folders: Iterable[Path]) -> Iterator[set[Path]]:
    """Nothing at first; then, after each change, the sources that changed."""
    try:
        from watchfiles import PythonFilter
        from watchfiles import watch as changes_in
    except ImportError:
        raise CallError(
            "watch needs watchfiles, which is optional; it is not installed. "
            "Install it with pip install 'cross-entropy-clips[watch]'."
        ) from None
    # It watches from the first time that it is asked, and then keeps what changes during a run.
    changes = changes_in(
        *folders, watch_filter=PythonFilter(), yield_on_timeout=True, rust_timeout=_MILLISECONDS
    )
    next(changes)
    yield set()
    with suppress(KeyboardInterrupt):
        for change in changes:
            if change:
                yield {Path(path) for _, path in change}


def _run(root: Path, arguments: Sequence[str]) -> int:
    process = subprocess.Popen([sys.executable, str(root / "render.py"), *arguments])
    try:
        return process.wait()
    except KeyboardInterrupt:
        # The terminal has told it as well; it says by itself what is done and what is not.
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            process.wait(_SECONDS_TO_END)
        process.kill()
        process.wait()
        return INTERRUPTED
