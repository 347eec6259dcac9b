"""A plan carried out: tasks are made, published one by one, and accounted for.

Knows nothing of how a task is made (``pool``, ``worker``) or how progress looks (``progress``).
A task that fails stops no other one, and what was published before it stays.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from rendering.plan import Task
from rendering.pool import Advanced, Failed, Finished, Started, run_tasks
from rendering.progress import Display
from rendering.publish import publish
from rendering.report import Outcome, Report
from rendering.workspace import private_folder

__all__ = ["default_jobs", "execute"]


def default_jobs() -> int:
    """One for each core that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def execute(
    tasks: Sequence[Task],
    *,
    media: Path,
    display: Display,
    jobs: int | None = None,
    fail_fast: bool = False,
    verbosity: str = "WARNING",
) -> Report:
    """Make and publish ``tasks``, the longest first, since it is the one to wait for.

    Ctrl-C, or a request to terminate, ends it within a second; the report then says what was
    published until then.
    """
    began = time.monotonic()
    started: dict[str, float] = {}
    outcomes: dict[str, Outcome] = {}
    interrupted = False

    def settle(outcome: Outcome) -> None:
        outcomes[outcome.task.name] = outcome
        display.finished(outcome)

    def run(work: Path) -> None:
        for task in tasks:
            if task.state == "FAILED":
                settle(Outcome.before(task))
        if fail_fast and outcomes:
            return
        to_make = [task for task in tasks if task.state != "FAILED"]
        longest_first = sorted(to_make, key=lambda task: -task.expected_frames)
        with closing(
            run_tasks(longest_first, jobs=jobs or default_jobs(), work=work, verbosity=verbosity)
        ) as events:
            for event in events:
                task = event.task
                match event:
                    case Started():
                        started[task.name] = time.monotonic()
                        display.started(task)
                    case Advanced(done=done):
                        display.advanced(task, done)
                    case Finished(files=files):
                        settle(_published(task, files, media, started[task.name]))
                    case Failed(error=error):
                        seconds = time.monotonic() - started[task.name]
                        settle(Outcome(task, "FAILED", {}, seconds, error))
                if fail_fast and any(outcome.state == "FAILED" for outcome in outcomes.values()):
                    return

    try:
        with _termination_as_interrupt(), display, private_folder(media) as work:
            run(work)
    except KeyboardInterrupt:
        interrupted = True
    return Report(
        [outcomes.get(task.name, Outcome.before(task)) for task in tasks],
        time.monotonic() - began,
        interrupted,
    )


def _published(task: Task, files: Mapping[str, Path], media: Path, began: float) -> Outcome:
    try:
        places = publish(task, files, media)
    except OSError as error:
        reason = f"it could not be put in {task.folder(media)}: {error.strerror or error}."
        return Outcome(task, "FAILED", {}, time.monotonic() - began, reason)
    return Outcome(task, "PUBLISHED", places, time.monotonic() - began)


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """Let a polite request to end (SIGTERM) clean up like Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only there can handlers be set
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
