"""Start processes in which numbers and pictures come out the same on every run.

A process gets the environment that this requires, and ends when the process that started it ends.
This module does not know what the processes do.
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

    Return the process and one end of a connection; ``target`` is called with the other end.
    """
    ours, theirs = _spawn.Pipe()
    # daemon: the process ends with this one. If this one is killed, obey_parent ends it.
    process = _spawn.Process(target=target, args=(theirs,), daemon=True)
    # Signals are held: if this process ended before sending the new one its data, the new process
    # would print an error.
    with _reproducible_environment(), _main_hidden(), signals_held(), _interrupts_blocked():
        process.start()
    theirs.close()
    return process, ours


def reproducible_variables() -> dict[str, str]:
    """Return the environment variables that a process reads before any of our code runs there."""
    wanted = {
        "PYTHONHASHSEED": "0",  # manim's TransformMatching* iterate over sets
        # With one thread, a matrix product is the same for any number of cores. With one process
        # per core, more threads would only wait for each other.
        "OPENBLAS_NUM_THREADS": "1",
    }
    if platform.machine() in ("x86_64", "AMD64"):
        # The last bits of log and exp differ between NumPy's kernels for different processors.
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
    """Keep new processes from importing the main script, as multiprocessing would.

    A short script that shows a clip would be run again there, and would request the clip again.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Start processes with Ctrl-C blocked, so that it causes no traceback during their imports."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def obey_parent() -> None:
    """Make a process that ``spawn`` started end when its parent says so or ends."""
    # Ctrl-C reaches every process of the terminal; the parent decides what happens to this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A killed parent cannot stop this process, which would go on drawing for nothing.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
