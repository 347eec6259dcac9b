"""Processes that make tasks: each one task at a time, and reused for the next.

Job: start them with an environment in which pictures come out the same on every run, hand out
tasks in the given order, tell what happens as events, and stop at once when asked to. A process
that dies takes only its own task with it. Does not know what a task is made of, nor what becomes
of the files; only a worker process imports manim.
"""

from __future__ import annotations

import os
import platform
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from rendering.errors import ClipError
from rendering.manifest import Record
from rendering.plan import Task
from rendering.signals import signals_held

__all__ = [
    "Advanced",
    "Event",
    "Failed",
    "Finished",
    "Retried",
    "Started",
    "make_files",
    "obey_parent",
    "reproducible_variables",
    "run_tasks",
    "spawn",
]

_SECONDS_BETWEEN_REPORTS = 0.1
_SECONDS_TO_END = 0.3
_TRIES = 3

_spawn = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Started:
    """A process took the task."""

    task: Task


@dataclass(frozen=True, slots=True)
class Advanced:
    """So many of its frames (or beats) are done."""

    task: Task
    done: int


@dataclass(frozen=True, slots=True)
class Retried:
    """Its process died; it will be started again."""

    task: Task
    error: str


@dataclass(frozen=True, slots=True)
class Finished:
    """Its files, by ending, are whole, checked and private."""

    task: Task
    files: dict[str, Path]
    record: Record


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be made: one line of what was wrong, and where."""

    task: Task
    error: str


Event = Started | Advanced | Retried | Finished | Failed


@dataclass(slots=True)
class _Worker:
    process: Any
    connection: Connection
    task: Task | None = field(default=None)


def run_tasks(
    tasks: Iterable[Task], *, jobs: int, work: Path, verbosity: str = "WARNING"
) -> Generator[Event, None, None]:
    """Make ``tasks`` in up to ``jobs`` processes, each in a folder of its own in ``work``.

    Each task is taken from ``tasks`` when a process is free for it. Closing the iterator, or an
    exception in it, ends all processes.
    """
    waiting = _Waiting(tasks)
    started: list[_Worker] = []
    idle: list[_Worker] = []
    busy: list[_Worker] = []
    folders = count()

    def settled(worker: _Worker) -> None:
        busy.remove(worker)
        worker.task = None
        idle.append(worker)

    try:
        while busy or waiting:
            while len(busy) < jobs and waiting:
                task = waiting.take()
                if not idle:
                    idle.append(_start_worker())
                    started.append(idle[-1])
                worker = idle.pop()
                worker.task = task
                busy.append(worker)
                with suppress(OSError):  # it died while it was idle; its end is seen below
                    worker.connection.send((task, work / str(next(folders)), verbosity))
                yield Started(task)
            for connection in wait([worker.connection for worker in busy]):
                worker = next(w for w in busy if w.connection is connection)
                assert worker.task is not None
                task = worker.task
                try:
                    message = worker.connection.recv()
                except (EOFError, OSError):
                    busy.remove(worker)
                    error = _how_it_died(worker)
                    if waiting.again(task):
                        yield Retried(task, error)
                    else:
                        yield Failed(task, f"{error} It was tried {_TRIES} times.")
                    continue
                if isinstance(message, int):
                    yield Advanced(task, message)
                    continue
                settled(worker)
                if isinstance(message, str):
                    yield Failed(task, message)
                else:
                    yield Finished(task, *message)
    finally:
        _end(started)


class _Waiting:
    """Tasks that no process has taken: those to come, and after them those to be tried again."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._to_come = iter(tasks)
        self._next: Task | None = None
        self._again: deque[Task] = deque()
        self._tries: Counter[str] = Counter()

    def __bool__(self) -> bool:
        if self._next is None:
            self._next = next(self._to_come, None)
        return self._next is not None or bool(self._again)

    def take(self) -> Task:
        task, self._next = self._next, None
        if task is None:
            task = self._again.popleft()
        self._tries[task.key] += 1
        return task

    def again(self, task: Task) -> bool:
        """Whether it may be tried once more, in which case it waits for that."""
        may = self._tries[task.key] < _TRIES
        if may:
            self._again.append(task)
        return may


def spawn(target: Callable[[Connection], None]) -> tuple[Any, Connection]:
    """Start a process in which numbers and pictures come out the same on every run.

    ``target`` gets the other end of the connection.
    """
    ours, theirs = _spawn.Pipe()
    # daemon: it ends with this process; where that is killed, see obey_parent.
    process = _spawn.Process(target=target, args=(theirs,), daemon=True)
    # Held: an end between its start and its orders would leave it to complain that it got none.
    with _reproducible_environment(), signals_held(), _interrupts_blocked():
        process.start()
    theirs.close()
    return process, ours


def _start_worker() -> _Worker:
    return _Worker(*spawn(_serve))


def reproducible_variables() -> dict[str, str]:
    """What a process must inherit, since it is read before any code of ours runs there."""
    wanted = {"PYTHONHASHSEED": "0"}  # manim's TransformMatching* iterate over sets
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


def _how_it_died(worker: _Worker) -> str:
    worker.process.join(_SECONDS_TO_END)
    code = worker.process.exitcode
    if code is not None and code < 0:
        with suppress(ValueError):
            return (
                f"its process was ended by {signal.Signals(-code).name}; the system does that "
                "when memory runs out. Try fewer at a time, with -j 1."
            )
    return (
        f"its process ended with exit code {code} and without a word. Run it alone, with -v DEBUG."
    )


def _end(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        worker.connection.close()
        worker.process.terminate()
    for worker in workers:
        worker.process.join(_SECONDS_TO_END)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


# --- In the worker process ------------------------------------------------------------------------


def _serve(connection: Connection) -> None:
    obey_parent()
    # A scene's print() must not get into what --json prints.
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), 1)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            task, folder, verbosity = connection.recv()
            connection.send(make_files(task, folder, verbosity, _reporter(connection)))


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


def make_files(
    task: Task, folder: Path, verbosity: str, report: Callable[[int], None]
) -> tuple[dict[str, Path], Record | None] | str:
    """Make the files and what is to be known of them, or say in one line why not."""
    from rendering.worker import Maker  # imports manim: here only, and once

    # A process that is stopped cannot tidy up; what lies in the run's folder is swept with it.
    tempfile.tempdir = str(folder.parent)
    maker = Maker(task, folder, verbosity)
    try:
        folder.mkdir()
        return maker.make(report), maker.record
    except BrokenPipeError:
        raise  # nobody is listening any more
    except BaseException as error:  # even SystemExit: the next task is not to blame
        if verbosity == "DEBUG" and not isinstance(error, ClipError):
            traceback.print_exception(error)
        return maker.explain(error)


def _reporter(connection: Connection) -> Callable[[int], None]:
    last = 0.0

    def report(done: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _SECONDS_BETWEEN_REPORTS:
            last = now
            connection.send(done)

    return report
