"""Processes of our own, in which numbers and pictures come out the same on every run.

Job: start one with the environment that needs, and have it end when the one that started it does.
Does not know what is done in it.
"""

from __future__ import annotations

import os
import platform
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any

from rendering.machine.signals import signals_held

__all__ = ["obey_parent", "reproducible_variables", "spawn"]

_spawn = get_context("spawn")


def spawn(target: Callable[[Connection], None]) -> tuple[Any, Connection]:
    """Start a process in which numbers and pictures come out the same on every run.

    ``target`` gets the other end of the connection.
    """
    ours, theirs = _spawn.Pipe()
    # daemon: it ends with this process; where that is killed, see obey_parent.
    process = _spawn.Process(target=target, args=(theirs,), daemon=True)
    # Held: an end between its start and its orders would leave it to complain that it got none.
    with _reproducible_environment(), _main_hidden(), signals_held(), _interrupts_blocked():
        process.start()
    theirs.close()
    return process, ours


def reproducible_variables() -> dict[str, str]:
    """What a process must inherit, since it is read before any code of ours runs there."""
    wanted = {
        "PYTHONHASHSEED": "0",  # manim's TransformMatching* iterate over sets
        # A product of matrices is then the same for any number of cores; and where there is a
        # process for each core, more threads only wait for each other.
        "OPENBLAS_NUM_THREADS": "1",
    }
    if platform.machine() in ("x86_64", "AMD64"):
        # log and exp differ in the last bit between NumPy's kernels for different processors.
        wanted["NPY_DISABLE_CPU_FEATURES"] = "X86_V4 AVX512_ICL AVX512_SPR"
    return wanted


@contextmanager
def _reproducible_environment() -> Iterator[None]:
    wanted = reproducible_variables()
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Have a process not import the script that asked for it, as multiprocessing would.

    A script of a few lines that shows a clip would be run again there, and ask for it again.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Have a process start with Ctrl-C blocked, lest it complain of one while it imports."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def obey_parent() -> None:
    """In a process that ``spawn`` started: end when the one that started it says so, or ends."""
    # Ctrl-C reaches every process of the terminal; the parent decides what then becomes of us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A parent that was killed can stop nobody, and a long drawing would go on for nothing.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
