"""What other machines send is not unpickled here into anything that could run code.

Whoever can choose what is unpickled can have any function called, so whatever reads a network by
pickles trusts all that is on it. Python tells of each class or function that a pickle names, just
before it is looked up, and lets that be refused (``sys.addaudithook``, event
``pickle.find_class``): wherever it is done, by whichever library. Knows nothing of who sends what.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pickle import UnpicklingError

__all__ = ["nothing_unpickled"]


@dataclass(slots=True)
class _Guard:
    thread: int
    allowed: Collection[str]
    refused: list[str] = field(default_factory=list)


_guards: list[_Guard] = []
_installed = False


@contextmanager
def nothing_unpickled(but_for: Collection[str] = ()) -> Iterator[list[str]]:
    """Refuse every pickle in other threads that names a class or function; those are listed.

    Other threads, since a library that talks to a network does so in threads of its own, while this
    one may hear from processes that it started.

    Parameters
    ----------
    but_for
        Dotted names that do no harm, whatever they are called with.
    """
    global _installed
    if not _installed:
        sys.addaudithook(_hear)  # for good: Python has no way to take one away
        _installed = True
    guard = _Guard(threading.get_ident(), but_for)
    _guards.append(guard)
    try:
        yield guard.refused
    finally:
        _guards.remove(guard)


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event != "pickle.find_class":
        return
    name = ".".join(map(str, arguments))
    for guard in _guards:
        if threading.get_ident() != guard.thread and name not in guard.allowed:
            guard.refused.append(name)
            raise UnpicklingError(f"{name} was sent, and is not looked up here")
