"""The numbers of clips, computed without drawing them, in a process of their own.

A process, because NumPy must run as it does where clips are drawn (its last bits depend on the
environment in which it was loaded), because the sources may have changed since this process loaded
them, and because what is being edited may crash or never end. Whoever waits is told in the end
what it was that did not: numbers take milliseconds. Never imports manim. Does not know what the
numbers are compared with.
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

if TYPE_CHECKING:  # the process that computes imports no more than numbers take
    from rendering.planning.plan import Task

__all__ = ["Table", "Tables"]

Table = Mapping[str, Any] | str
"""The fields of a scene's numbers by name; or one line of why they could not be computed."""


_SECONDS = 10.0
"""That a scene may take for its numbers."""

_SECONDS_TO_SAY_SO = 20.0
"""How much longer a process is waited for, which may yet have to start, or hold all its threads."""


@dataclass(frozen=True, slots=True)
class _Endless:
    """An answer in the place of a table: where the computing is after ``_SECONDS``."""

    where: str


class Tables:
    """Computes the numbers of one task after the other, in a process that ends with its block."""

    def __init__(self) -> None:
        self._running: tuple[Any, Connection] | None = None
        self._given_up: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._end()

    def start(self) -> None:
        """Have the process import what it needs while this one does something else."""
        if self._running is None:
            self._running = spawn(_serve)

    def of(self, task: Task) -> Table:
        """Compute the numbers of a task.

        What takes longer than any scene's numbers may is given up, for all tasks of that scene.
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
    """The innermost line of the project that a thread is at."""
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
        numbers_type = entry.numbers_type()  # may have to be imported, with all it needs
        watch.start()
        return fields_of(numbers_type.compute(parameters, fps))
    except Exception as error:  # whatever was just written there
        return one_line(error, entry.package.replace(".", "/"))
    finally:
        watch.cancel()
