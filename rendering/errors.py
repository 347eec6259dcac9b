"""The two ways in which a run goes wrong, and how what went wrong is told.

Knows nothing of scenes, files or exit codes.
"""

from __future__ import annotations

import difflib
import errno
import re
import traceback
from collections.abc import Iterable
from pathlib import Path

__all__ = ["CallError", "ClipError", "did_you_mean", "nearest", "one_line"]


class _SentenceError(Exception):
    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in the place of a traceback, which would bury the sentence."""
        return [f"{type(self).__name__}: {self}"]


class CallError(_SentenceError):
    """The call was wrong: one sentence with rule, value and remedy. Nothing was touched."""


class ClipError(_SentenceError):
    """A clip could not be made or did not pass its check: one sentence; the others go on."""


def one_line(error: BaseException, folder: str) -> str:
    """Tell what was wrong, on one line, and where in ``folder`` (the innermost of its lines).

    >>> one_line(ClipError("the scene plays nothing."), "scenes/logit_nudges")
    'the scene plays nothing.'
    """
    text = " ".join(str(error).split())
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full ({text}). Free some space, or choose another --media_dir."
    if not isinstance(error, ClipError):
        text = f"{type(error).__name__}: {text}" if text else type(error).__name__
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename).as_posix()
        if f"/{folder}/" in path:
            return f"{folder}/{path.rsplit(f'/{folder}/', 1)[1]}, line {frame.lineno}: {text}"
    return text


def nearest(word: str, names: Iterable[str], least: float = 0.5) -> str | None:
    """Find the name most like ``word``, whatever its case and underscores; None if none is close.

    ``least`` is how alike they must be, from 0 to 1, as ``difflib`` measures it.

    >>> nearest("logit_nudge", ["LogitNudges", "OneHotCollapse"])
    'LogitNudges'
    >>> nearest("zzz", ["LogitNudges"]) is None
    True
    """
    by_key = {_key(name): name for name in names}
    close = difflib.get_close_matches(_key(word), by_key, n=1, cutoff=least)
    return by_key[close[0]] if close else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Append this question to a refusal; it is empty where no name is close.

    >>> did_you_mean("lst", ["list", "doctor"])
    ' Did you mean list?'
    """
    name = nearest(word, names)
    return f" Did you mean {name}?" if name else ""


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
