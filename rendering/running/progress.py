"""The progress display while tasks are made: a bar for each, one for all, and the time left.

Bars are shown only on a terminal; elsewhere, each finished task gets a line. This module knows
tasks and outcomes, not who makes them. ``live=False`` turns off the bars, and ``lines=False`` the
lines.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from rendering.planning.plan import Task
from rendering.running.report import Outcome

__all__ = ["Display"]

_MOST_ROWS = 20
"""If there are more tasks than this, only those in progress have a bar."""


class Display:
    """Shows the user how far the run has come.

    Parameters
    ----------
    tasks
        The tasks, in display order.
    live
        Whether bars may be drawn on standard error, if that is a terminal.
    lines
        Whether each outcome is reported on standard output.
    """

    def __init__(self, tasks: Sequence[Task], *, live: bool = True, lines: bool = True) -> None:
        self._lines = lines
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[note]}"),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            disable=not (live and sys.stderr.isatty()),
        )
        self._rows: dict[str, TaskID] = {
            task.name: self._progress.add_task(
                task.name,
                total=task.expected_frames,
                start=False,
                note="waiting",
                visible=len(tasks) <= _MOST_ROWS,
            )
            for task in tasks
        }
        self._all = self._progress.add_task(
            "all", total=sum(task.expected_frames for task in tasks), note=""
        )
        self._untold: list[Outcome] = []
        self._waiting: set[str] = set()

    def started(self, task: Task) -> None:
        """Show that a worker took the task."""
        row = self._rows[task.name]
        self._progress.start_task(row)
        self._progress.update(row, note="rendering", visible=True)

    def advanced(self, task: Task, done: int) -> None:
        """Show that ``done`` of its frames are drawn."""
        # The total number of frames is a guess if parameters were changed.
        expected = max(task.expected_frames, done)
        self._progress.update(self._rows[task.name], completed=done, total=expected)
        self._sum_up()

    def retries(self, task: Task) -> None:
        """Show that its process died and that another one will take it."""
        self._progress.update(self._rows[task.name], note="will be tried again", completed=0)

    def waits(self, task: Task) -> None:
        """Show that another run is making it."""
        if task.name in self._waiting:
            return
        self._waiting.add(task.name)
        self._progress.update(self._rows[task.name], note="another run is making it")
        if self._progress.disable and self._lines:
            print(f"{task.name}: another run is making it; waiting.", flush=True)

    def finished(self, outcome: Outcome) -> None:
        """Show that it was published, or that it failed."""
        row = self._rows[outcome.task.name]
        expected = outcome.task.expected_frames
        self._progress.update(
            row,
            note=outcome.state.lower(),
            completed=expected,
            total=expected,
            visible=len(self._rows) <= _MOST_ROWS,
        )
        self._progress.stop_task(row)
        self._sum_up()
        self._untold.append(outcome)
        if self._progress.disable:
            self._tell()

    def _sum_up(self) -> None:
        rows = [self._progress.tasks[row] for row in self._rows.values()]
        self._progress.update(
            self._all,
            completed=sum(row.completed for row in rows),
            total=sum(row.total or 0 for row in rows),
        )

    def _tell(self) -> None:
        if self._lines:
            for outcome in self._untold:
                if outcome.state == "UP_TO_DATE":
                    continue  # the summary counts them
                out = sys.stderr if outcome.state == "FAILED" else sys.stdout
                print(outcome.line, file=out, flush=True)
        self._untold.clear()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
        self._tell()
