"""Processes that make tasks, each one task at a time; a process is reused for the next task.

The pool hands out tasks in the given order, reports what happens as events, and stops at once when
asked to. A process for which no task is left helps with a clip that another one is making
(``parts`` says how they share it). A process that dies takes only its own task with it. The pool
does not know what a task consists of or what becomes of the files; only a worker process imports
manim.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from rendering.errors import ClipError
from rendering.machine.processes import obey_parent, spawn
from rendering.planning.manifest import Record
from rendering.planning.plan import Task
from rendering.planning.sources import known, remember

__all__ = [
    "MOST_PER_CORE",
    "Advanced",
    "Event",
    "Failed",
    "Finished",
    "Makes",
    "Retried",
    "Started",
    "default_jobs",
    "make_files",
    "run_tasks",
]

MOST_PER_CORE = 2
"""The maximum number of processes per core, however many are asked for.

More would only wait for each other.
"""

_SECONDS_BETWEEN_REPORTS = 0.1
_SECONDS_TO_END = 0.3
_TRIES = 3

_SECONDS_WORTH_HELPING = 1.0
"""The work in seconds that a process must have left on a clip for another one to help."""

_SECONDS_TO_START = 1.5
"""How much longer that must be if the helper has to be started first."""


@dataclass(frozen=True, slots=True)
class Started:
    """A process took the task."""

    task: Task


@dataclass(frozen=True, slots=True)
class Advanced:
    """``done`` of the task's frames (or beats) are done."""

    task: Task
    done: int


@dataclass(frozen=True, slots=True)
class Retried:
    """The task's process died; the task will be started again."""

    task: Task
    error: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The task's files, by ending, are complete, checked and still private."""

    task: Task
    files: dict[str, Path]
    record: Record


@dataclass(frozen=True, slots=True)
class Failed:
    """The task could not be made; ``error`` is one line that says what was wrong, and where."""

    task: Task
    error: str


Event = Started | Advanced | Retried | Finished | Failed

Makes = Callable[[Iterable[Task], Path], Generator[Event, None, None]]
"""A function that makes tasks, here or elsewhere, in a folder of the run."""


@dataclass(slots=True, eq=False)
class _Effort:
    """The work on a task, by one process or by several that share a clip."""

    task: Task
    folder: Path
    done: dict[_Worker, int] = field(default_factory=dict)
    """The number of frames (or beats) done by each process that is working on it."""
    helped: int = 0
    """The number of frames done by processes that no longer work on it."""
    is_over: bool = False
    """Whether further messages from processes working on it are to be ignored."""

    @property
    def seconds_left(self) -> float:
        """Return roughly how long each process working on it will still need."""
        undone = 1 - (self.helped + sum(self.done.values())) / self.task.expected_frames
        return self.task.expected_seconds * undone / len(self.done)

    @property
    def can_be_helped(self) -> bool:
        is_shared = self.task.product == "clip" and not self.task.beat and not self.is_over
        return is_shared and len(self.done) < len(self.task.entry.beats)


@dataclass(slots=True, eq=False)
class _Worker:
    process: Any
    connection: Connection
    effort: _Effort | None = None
    is_starting: bool = True
    """Whether it has not yet sent a message."""


def default_jobs() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_tasks(
    tasks: Iterable[Task], *, jobs: int, work: Path, verbosity: str = "WARNING"
) -> Generator[Event, None, None]:
    """Make ``tasks`` in up to ``jobs`` processes, each task in its own folder within ``work``.

    There are at most ``MOST_PER_CORE`` processes for each core. A task is taken from ``tasks`` when
    a process is free for it. Its folder is deleted once the consumer has processed the result.
    Closing the iterator, or an exception in it, ends all processes.
    """
    pool = _Pool(_Waiting(tasks), jobs, work, verbosity)
    try:
        yield from pool.run()
    finally:
        _end(pool.started)


class _Pool:
    def __init__(self, waiting: _Waiting, jobs: int, work: Path, verbosity: str) -> None:
        self.started: list[_Worker] = []
        self._waiting = waiting
        self._cores = default_jobs()
        self._jobs = min(jobs, MOST_PER_CORE * self._cores)
        self._work = work
        self._verbosity = verbosity
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._folders = count()

    def run(self) -> Iterator[Event]:
        while self._busy or self._waiting:
            while self._may_put_to_work() and self._waiting:
                effort = _Effort(self._waiting.take(), self._work / str(next(self._folders)))
                self._put_to_work(effort)
                yield Started(effort.task)
            while self._may_put_to_work() and (needy := self._worth_helping()):
                self._put_to_work(needy)
            for connection in wait([worker.connection for worker in self._busy]):
                worker = next(w for w in self._busy if w.connection is connection)
                assert worker.effort is not None
                effort = worker.effort
                yield from self._hear(worker, effort)
                if effort.is_over and not effort.done:
                    shutil.rmtree(effort.folder, ignore_errors=True)

    def _may_put_to_work(self) -> bool:
        starting = sum(worker.is_starting for worker in self._busy)
        return len(self._busy) < self._jobs and (bool(self._idle) or starting < self._cores)

    def _put_to_work(self, effort: _Effort) -> None:
        if not self._idle:
            self._idle.append(_start_worker())
            self.started.append(self._idle[-1])
        worker = self._idle.pop()
        worker.effort = effort
        effort.done[worker] = 0
        self._busy.append(worker)
        with suppress(OSError):  # it died while idle; this is noticed later
            worker.connection.send((effort.task, effort.folder, self._verbosity))

    def _worth_helping(self) -> _Effort | None:
        efforts = {worker.effort for worker in self._busy if worker.effort is not None}
        needy = [effort for effort in efforts if effort.can_be_helped]
        neediest = max(needy, key=lambda effort: effort.seconds_left, default=None)
        worth = _SECONDS_WORTH_HELPING + (0 if self._idle else _SECONDS_TO_START)
        return neediest if neediest is not None and neediest.seconds_left > worth else None

    def _hear(self, worker: _Worker, effort: _Effort) -> Iterator[Event]:
        """Handle a worker's message, or its death."""
        task = effort.task
        worker.is_starting = False
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            self._dismiss(worker, effort)
            if effort.is_over:
                return
            effort.is_over = True
            error = _how_it_died(worker)
            if self._waiting.again(task):
                yield Retried(task, error)
            else:
                yield Failed(task, f"{error} It was tried {_TRIES} times.")
            return
        if isinstance(message, int):
            effort.done[worker] = message
            if not effort.is_over:
                yield Advanced(task, effort.helped + sum(effort.done.values()))
            return
        self._dismiss(worker, effort)
        self._idle.append(worker)
        if effort.is_over or message is None:
            return
        effort.is_over = True
        if isinstance(message, str):
            yield Failed(task, message)
        else:
            yield Finished(task, *message)

    def _dismiss(self, worker: _Worker, effort: _Effort) -> None:
        self._busy.remove(worker)
        worker.effort = None
        effort.helped += effort.done.pop(worker)


class _Waiting:
    """Tasks that no process has taken yet: first the new ones, then those to be retried."""

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
        """Return whether the task may be tried once more; if so, queue it."""
        may = self._tries[task.key] < _TRIES
        if may:
            self._again.append(task)
        return may


def _start_worker() -> _Worker:
    worker = _Worker(*spawn(_serve))
    with suppress(OSError):  # it died at once; noticed when it is put to work
        worker.connection.send(known())
    return worker


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
    # A scene's print() must not end up in the output of --json.
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), 1)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        remember(connection.recv())  # parsing all sources takes a second
        # Imported objects stay, so the garbage collector need not scan them, now or later.
        gc.disable()
        import rendering.running.worker  # noqa: F401  # manim: here, and once

        gc.freeze()
        gc.enable()
        while True:
            task, folder, verbosity = connection.recv()
            connection.send(0)  # it is ready, and another one may start
            connection.send(make_files(task, folder, verbosity, _reporter(connection)))


def make_files(
    task: Task, folder: Path, verbosity: str, report: Callable[[int], None]
) -> tuple[dict[str, Path], Record] | str | None:
    """Make a task's files; return them and their record, or one line that says why not.

    Other processes may be given the same task and folder: one of them returns the files, and the
    others return None.
    """
    from rendering.running.worker import Maker  # imports manim: in a worker only

    # A process that is stopped cannot clean up, but the run's folder is swept with all it holds.
    tempfile.tempdir = str(folder.parent)
    maker = Maker(task, folder, verbosity)
    try:
        folder.mkdir(exist_ok=True)
        files = maker.make(report)
        if files is None:
            return None
        assert maker.record is not None
        return files, maker.record
    except BrokenPipeError:
        raise  # nobody is listening any more
    except BaseException as error:  # even SystemExit: the next task is not to blame
        if verbosity == "DEBUG" and not isinstance(error, ClipError):
            traceback.print_exception(error)
        return maker.explain(error)
    finally:
        # A scene and its renderer refer to each other, so without this a clip's memory would be
        # kept until the garbage collector runs, possibly after the next clip.
        del maker
        gc.collect()


def _reporter(connection: Connection) -> Callable[[int], None]:
    last = 0.0

    def report(done: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _SECONDS_BETWEEN_REPORTS:
            last = now
            connection.send(done)

    return report
