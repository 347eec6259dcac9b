"""How far a longer export is: a bar on standard error, if that is a terminal.

Knows nothing of what is exported.
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
    """Go through ``items``, with a bar that tells how many are done and what is being done."""
    yield from track(
        items,
        description=doing,
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def while_busy(doing: str) -> AbstractContextManager[object]:
    """Tell what is being done for as long as it takes, where nobody knows how long that is."""
    if not sys.stderr.isatty():
        return nullcontext()
    return Console(stderr=True).status(f"{doing} ...")
