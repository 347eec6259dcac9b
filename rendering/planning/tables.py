"""Compute the numbers of clips without drawing them, in a separate process.

A separate process is needed for three reasons. NumPy must run as it does where clips are drawn,
since the last bits of its results depend on the environment in which it was loaded. The sources may
have changed since this process loaded them. And code that is being edited may crash or never end.
Numbers take milliseconds, so a computation that does not end is stopped and reported. This module
never imports manim, and does not know what the numbers are compared with.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Self

from rendering.errors import one_line
from rendering.machine.processes import obey_parent, spawn
from scenes import Entry
from stage.numbers import fields_of

if TYPE_CHECKING:  # the computing process imports only what numbers need
    from rendering.planning.plan import Task

__all__ = ["Table", "Tables"]

Table = Mapping[str, Any] | str
"""The fields of a scene's numbers, by name; or one line on why they could not be computed."""


_SECONDS = 10.0
"""The seconds that a scene may take to compute its numbers."""

_SECONDS_TO_SAY_SO = 20.0
"""Additional seconds to wait for the process, which may still have to start or may be blocked."""


@dataclass(frozen=True, slots=True)
class _Endless:
    """An answer instead of a table: the line that the computation reached after ``_SECONDS``."""

    where: str


class Tables:
    """Computes the numbers of tasks one by one, in a process that ends with the ``with`` block."""

    def __init__(self) -> None:
        self._running: tuple[Any, Connection] | None = None
        self._given_up: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._end()

    def start(self) -> None:
        """Start the process, so that it can import its modules while this one does other work."""
        if self._running is None:
            self._running = spawn(_serve)

    def of(self, task: Task) -> Table:
        """Compute the numbers of a task.

        If the numbers take too long, they are given up for all tasks of that scene.
        """
        scene = task.entry.name
        if scene in self._given_up:
            return self._given_up[scene]
        self.start()
        assert self._running is not None
        process, connection = self._running
        try:
            connection.send((task.entry, task.parameters, task.fps, _SECONDS))
            came = connection.poll(_SECONDS + _SECONDS_TO_SAY_SO)
            answer = connection.recv() if came else _Endless("an unknown place")
        except (EOFError, OSError):
            process.join()
            self._end()
            return f"the process that computed its numbers ended with exit code {process.exitcode}"
        if isinstance(answer, _Endless):
            self._end()
            answer = f"after {_SECONDS:g} s it was still at {answer.where}"
            self._given_up[scene] = answer
        table: Table = answer
        return table

    def _end(self) -> None:
        if self._running is not None:
            process, connection = self._running
            self._running = None
            connection.close()
            process.terminate()
            process.join()


def _serve(connection: Connection) -> None:
    obey_parent()
    thread = threading.get_ident()
    while True:
        try:
            entry, parameters, fps, seconds = connection.recv()
        except EOFError:
            return
        watch = threading.Timer(seconds, _give_up, (connection, thread, entry))
        watch.daemon = True
        connection.send(_compute(entry, parameters, fps, watch))


def _give_up(connection: Connection, thread: int, entry: Entry) -> None:
    connection.send(_Endless(_place(thread, entry)))


def _place(thread: int, entry: Entry) -> str:
    """Return the innermost line of the project's code that a thread is executing."""
    ours = {"scenes", "stage", "xe_math", entry.package.partition(".")[0]}
    frame = sys._current_frames().get(thread)
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if module.partition(".")[0] in ours:
            return f"{module.replace('.', '/')}.py, line {frame.f_lineno}"
        frame = frame.f_back
    return entry.name


def _compute(entry: Entry, parameters: Any, fps: int, watch: threading.Timer) -> Table:
    try:
        numbers_type = entry.numbers_type()  # may import the module and everything that it needs
        watch.start()
        return fields_of(numbers_type.compute(parameters, fps))
    except Exception as error:  # unfinished code can raise anything
        return one_line(error, entry.package.replace(".", "/"))
    finally:
        watch.cancel()
