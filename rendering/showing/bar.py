"""A progress bar for one clip, below the notebook cell that requested the clip.

The bar is an HTML ``<progress>`` element, so no widgets are needed. At the end, it is replaced by a
line that says where the clip is, or it disappears. This module knows one task, but not who makes
it.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any

from IPython.display import display

from rendering.exporting.escaping import clock, html_text
from rendering.planning.plan import Task
from rendering.running.progress import Display
from rendering.running.report import Outcome

__all__ = ["Bar"]


class Bar(Display):
    """The progress of one task in a notebook; nothing is visible before the work starts."""

    def __init__(self, task: Task) -> None:
        super().__init__([task], live=False, lines=False)
        self._handle: Any = None

    def started(self, task: Task) -> None:
        """Show that a worker has taken the task."""
        super().started(task)
        self._draw(task)

    def advanced(self, task: Task, done: int) -> None:
        """Show that ``done`` frames of the task are drawn."""
        super().advanced(task, done)
        self._draw(task)

    def retries(self, task: Task) -> None:
        """Show that the task's process died, and that another process will take the task."""
        super().retries(task)
        self._draw(task)

    def waits(self, task: Task) -> None:
        """Show that another run is making the clip."""
        super().waits(task)
        self._draw(task)

    def finished(self, outcome: Outcome) -> None:
        """Show where the clip was published, or nothing if it failed: an exception reports that."""
        super().finished(outcome)
        self._end(outcome.line if outcome.state == "PUBLISHED" else "")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, trace)
        if kind is not None:
            self._end("")

    def _draw(self, task: Task) -> None:
        row = self._progress.tasks[self._rows[task.name]]
        left = row.time_remaining
        soon = "" if left is None else f", {clock(left)} left"
        note = f"{task.name}: {row.fields['note']}, {row.percentage:.0f} %{soon}"
        bar = (
            f'<progress max="{row.total}" value="{row.completed}" aria-hidden="true"></progress>'
            f" {html_text(note)}"
        )
        self._put({"text/html": bar, "text/plain": note})

    def _end(self, line: str) -> None:
        if self._handle is not None:
            self._put({"text/plain": line})

    def _put(self, data: dict[str, str]) -> None:
        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(data, raw=True)
