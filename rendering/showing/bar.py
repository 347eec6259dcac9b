"""How far a clip is, below the cell of a notebook that asked for it.

The page's own ``<progress>``, so no widgets are needed. In the end a line stays in its place that
says where the clip is, or nothing. Knows one task, and not who makes it.
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
    """Tells whoever waits at a notebook; nothing is seen of it before there is something to do."""

    def __init__(self, task: Task) -> None:
        super().__init__([task], live=False, lines=False)
        self._handle: Any = None

    def started(self, task: Task) -> None:
        """A worker took the task."""
        super().started(task)
        self._draw(task)

    def advanced(self, task: Task, done: int) -> None:
        """``done`` of its frames are drawn."""
        super().advanced(task, done)
        self._draw(task)

    def retries(self, task: Task) -> None:
        """Its process died, and another one will take it."""
        super().retries(task)
        self._draw(task)

    def waits(self, task: Task) -> None:
        """Another run is making it."""
        super().waits(task)
        self._draw(task)

    def finished(self, outcome: Outcome) -> None:
        """It was published, or failed, of which an exception will tell."""
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
