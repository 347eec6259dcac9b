"""The progress of a longer export: a bar on standard error, if that is a terminal.

This module knows nothing of what is exported.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from rich.console import Console
from rich.progress import track

__all__ = ["each", "while_busy"]

T = TypeVar("T")


def each(items: Sequence[T], doing: str) -> Iterator[T]:
    """Yield ``items`` and show a bar with the action and the number of items done."""
    yield from track(
        items,
        description=doing,
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def while_busy(doing: str) -> AbstractContextManager[object]:
    """Show what is being done while it lasts, when its duration is unknown."""
    if not sys.stderr.isatty():
        return nullcontext()
    return Console(stderr=True).status(f"{doing} ...")
