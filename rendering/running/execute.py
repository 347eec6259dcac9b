"""Carry out a plan: make its tasks, publish them one by one, and report on each.

This module does not know how a task is made (``pool``, ``worker``) or how progress is shown
(``progress``). A task that fails stops no other task, and clips published before it stay published.
If another run is making a clip, this run waits for it; usually the clip then needs no work.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rendering.errors import CallError, ClipError
from rendering.machine.signals import termination_as_interrupt
from rendering.planning.fingerprint import describe
from rendering.planning.judge import judge, without_numbers
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import Task
from rendering.planning.tables import Tables
from rendering.publishing.publish import enter, publish
from rendering.publishing.workspace import (
    Claims,
    claimed_clips,
    private_folder,
    require_not_moved,
    speech_folder,
    sweep,
)
from rendering.running.pool import (
    Advanced,
    Event,
    Failed,
    Finished,
    Makes,
    Retried,
    Started,
    default_jobs,
    run_tasks,
)
from rendering.running.progress import Display
from rendering.running.report import Outcome, Report

if TYPE_CHECKING:
    from rendering.running.cluster import Cluster

__all__ = ["execute"]


_SECONDS_BETWEEN_LOOKS = 0.2
"""The interval between checks for whether another run has finished a clip."""

_PAUSES_PER_WRITING = 20
"""The pause before the manifest is written again, as a multiple of the time that writing takes."""


def execute(
    tasks: Sequence[Task],
    *,
    media: Path,
    manifest: Manifest,
    display: Display,
    jobs: int | None = None,
    fail_fast: bool = False,
    verbosity: str = "WARNING",
    cluster: Cluster | None = None,
    began: float | None = None,
) -> Report:
    """Make and publish the tasks that are not up to date, as judged by ``manifest``.

    The longest tasks come first, since they determine when the run ends. Ctrl-C, or a request to
    terminate, ends the run within a second; the report then says what has been published. Its time
    counts from ``began``, on the monotonic clock, or from the call.
    """
    began = time.monotonic() if began is None else began
    tasks = [
        replace(task, speech_folder=speech_folder(media)) if task.settings.voice else task
        for task in tasks
    ]
    run = _Run(media, manifest, display)
    to_make = [task for task in tasks if task.state not in ("FAILED", "UP_TO_DATE")]
    if fail_fast and any(task.state == "FAILED" for task in tasks):
        to_make = []
    interrupted = False
    try:
        # The makers come first: if a cluster is refused, nothing must be touched.
        with (
            termination_as_interrupt(),
            _makers(cluster if to_make else None, jobs, verbosity) as makes,
            display,
        ):
            run.settle_what_needs_no_work(tasks)
            sweep(media)
            if to_make:
                with private_folder(media) as work, claimed_clips(media) as claims:
                    run.make(
                        sorted(to_make, key=lambda task: -task.expected_seconds),
                        claims,
                        fail_fast=fail_fast,
                        pool=makes,
                        work=work,
                    )
    except KeyboardInterrupt:
        interrupted = True
    except OSError as error:
        raise CallError(
            f"a run must be able to write in {media / '.work'}, which went wrong: "
            f"{error.strerror or error}. Free some space, or choose another --media_dir."
        ) from None
    return Report(
        [run.outcomes.get(task.name) or Outcome.before(task) for task in tasks],
        time.monotonic() - began,
        interrupted,
    )


def _makers(
    cluster: Cluster | None, jobs: int | None, verbosity: str
) -> AbstractContextManager[Makes]:
    if cluster is not None:
        from rendering.running.cluster import on_cluster  # few runs use one

        return on_cluster(cluster, verbosity)

    def makes(tasks: Iterable[Task], work: Path) -> Generator[Event, None, None]:
        return run_tasks(tasks, jobs=jobs or default_jobs(), work=work, verbosity=verbosity)

    return nullcontext(makes)


class _Run:
    """The state of a run: the outcome of each task so far."""

    def __init__(self, media: Path, manifest: Manifest, display: Display) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self._media = media
        self._planned = manifest
        self._latest = manifest
        self._version = Manifest.version_of(media)
        self._display = display
        self._started: dict[str, float] = {}
        self._to_enter: dict[str, Record] = {}
        self._to_free: list[str] = []
        self._enter_next = 0.0

    @property
    def has_failed(self) -> bool:
        return any(outcome.state == "FAILED" for outcome in self.outcomes.values())

    def settle_what_needs_no_work(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            if task.state == "FAILED":
                self._settle(Outcome.before(task))
            elif task.state == "UP_TO_DATE":
                self._settle(Outcome(task, "UP_TO_DATE", task.places(self._media)))

    def make(
        self,
        tasks: Sequence[Task],
        claims: Claims,
        *,
        fail_fast: bool,
        pool: Makes,
        work: Path,
    ) -> None:
        waiting = deque(tasks)
        while waiting and not (fail_fast and self.has_failed):
            elsewhere: list[Task] = []
            with (
                Tables() as tables,
                closing(
                    pool(self._claimed(waiting, claims, elsewhere, tables, fail_fast), work)
                ) as events,
                self._all_entered(claims),
            ):
                for event in events:
                    require_not_moved(self._media, work)
                    self._take(event)
                    if event.task.name not in self.outcomes:
                        continue
                    if fail_fast and self.has_failed:
                        return
                    # A large manifest takes long to write, while many small clips are made quickly.
                    if time.monotonic() >= self._enter_next:
                        self._enter(claims)
            for task in elsewhere:
                self._display.waits(task)
            waiting += elsewhere
            if waiting:
                time.sleep(_SECONDS_BETWEEN_LOOKS)

    @contextmanager
    def _all_entered(self, claims: Claims) -> Iterator[None]:
        try:
            yield
        finally:
            self._enter(claims)

    def _enter(self, claims: Claims | None = None) -> None:
        """Enter published clips in the manifest, and release the claims of settled tasks."""
        began = time.monotonic()
        if self._to_enter:
            try:
                self._latest = enter(self._to_enter, self._media)
            except OSError as error:
                self._not_entered(error)
            self._version = Manifest.version_of(self._media)
            self._to_enter = {}
        for key in self._to_free:
            assert claims is not None
            claims.free(key)
        self._to_free = []
        now = time.monotonic()
        self._enter_next = now + _PAUSES_PER_WRITING * (now - began)

    def _not_entered(self, error: OSError) -> None:
        reason = "it is in its place, but the manifest could not be written: "
        for outcome in list(self.outcomes.values()):
            if outcome.state == "PUBLISHED" and outcome.task.key in self._to_enter:
                failed = f"{reason}{error.strerror or error}. Run again."
                self._settle(Outcome(outcome.task, "FAILED", {}, outcome.seconds, failed))

    def _claimed(
        self,
        waiting: deque[Task],
        claims: Claims,
        elsewhere: list[Task],
        tables: Tables,
        fail_fast: bool,
    ) -> Iterator[Task]:
        """Yield the tasks still to be made, each claimed; put those of other runs in ``elsewhere``.

        The numbers of a task that was never made are computed first, as those of all others were
        when they were judged. If this computation never ended, neither would the process that makes
        the task.
        """
        while waiting and not (fail_fast and self.has_failed):
            task = waiting.popleft()
            if not claims.take(task.key):
                elsewhere.append(task)
                continue
            task = self._judged_again(task)
            if task.state == "UP_TO_DATE":
                claims.free(task.key)
                self._settle(Outcome(task, "UP_TO_DATE", task.places(self._media)))
            elif task.state == "FAILED":
                claims.free(task.key)
                self._settle(Outcome.before(task))
            elif task.published is None and isinstance(table := tables.of(task), str):
                claims.free(task.key)
                self._settle(Outcome.before(without_numbers(task, table)))
            else:
                yield task

    def _judged_again(self, task: Task) -> Task:
        """Return the task, judged again if another run has published it since it was planned."""
        version = Manifest.version_of(self._media)
        if version != self._version:
            self._latest, self._version = Manifest.read(self._media), version
        if self._latest.records.get(task.key) == self._planned.records.get(task.key):
            return task
        return judge([task], self._media, self._latest)[0]

    def _take(self, event: Event) -> None:
        task = event.task
        match event:
            case Started():
                self._started.setdefault(task.name, time.monotonic())
                self._display.started(task)
            case Advanced(done=done):
                self._display.advanced(task, done)
            case Retried():
                self._display.retries(task)
            case Finished(files=files, record=record):
                self._settle(self._published(task, files, record))
            case Failed(error=error):
                self._settle(Outcome(task, "FAILED", {}, self._seconds(task), error))

    def _published(self, task: Task, files: Mapping[str, Path], record: Record) -> Outcome:
        try:
            before = self._latest.records.get(task.key)
            places = publish(task, files, record, self._media, before)
        except OSError as error:
            reason = f"it could not be put in {task.folder(self._media)}: "
            reason += error.strerror or str(error)
            return Outcome(task, "FAILED", {}, self._seconds(task), f"{reason}.")
        except ClipError as error:
            return Outcome(task, "FAILED", {}, self._seconds(task), str(error))
        self._to_enter[task.key] = record
        # Describing it here as well lets the manifest tell the next run what the sources mean.
        describe(task, None)
        return Outcome(task, "PUBLISHED", places, self._seconds(task))

    def _seconds(self, task: Task) -> float:
        return time.monotonic() - self._started[task.name]

    def _settle(self, outcome: Outcome) -> None:
        name = outcome.task.name
        if name in self._started and name not in self.outcomes:
            self._to_free.append(outcome.task.key)
        self.outcomes[name] = outcome
        self._display.finished(outcome)
