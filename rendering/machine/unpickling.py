"""Keep pickles from other machines from running code here.

A pickle can call any function, so a library that reads pickles from a network trusts everybody on
that network. Before Python looks up a class or function that a pickle names, it raises the audit
event ``pickle.find_class``, and an audit hook can refuse the lookup (``sys.addaudithook``). This
works for every library. This module does not know who sends the pickles.
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
    """Refuse every pickle in other threads that names a class or function.

    Yield the list to which the refused names are added. This thread is exempt, since it may receive
    pickles from processes that it started, while a network library reads in threads of its own.

    Parameters
    ----------
    but_for
        The dotted names that are allowed, because they are harmless with any arguments.
    """
    global _installed
    if not _installed:
        sys.addaudithook(_hear)  # permanent: Python cannot remove an audit hook
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
