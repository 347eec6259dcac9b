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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from rendering.errors import one_line
from rendering.machine.processes import obey_parent, spawn
from rendering.planning.plan import Task

__all__ = ["Table", "tables"]

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


def tables(tasks: Sequence[Task]) -> list[Table]:
    """Compute the numbers of each task, in their order.

    What takes longer than any scene's numbers may is given up, for all tasks of that scene.
    """
    done: list[Table] = []
    given_up: dict[str, str] = {}
    while len(done) < len(tasks):
        done += _until_it_ends(tasks[len(done) :], given_up)
    return done


def _until_it_ends(tasks: Sequence[Task], given_up: dict[str, str]) -> Iterator[Table]:
    """Compute in one process; the task that ends it is the last one to be answered."""
    process, connection = spawn(_serve)
    try:
        with closing(connection):
            for task in tasks:
                scene = task.entry.name
                if scene not in given_up:
                    connection.send((task, _SECONDS))
                    came = connection.poll(_SECONDS + _SECONDS_TO_SAY_SO)
                    answer = connection.recv() if came else _Endless("an unknown place")
                    if not isinstance(answer, _Endless):
                        yield answer
                        continue
                    given_up[scene] = f"after {_SECONDS:g} s it was still at {answer.where}"
                    yield given_up[scene]
                    return
                yield given_up[scene]
    except (EOFError, OSError):
        process.join()
        yield f"the process that computed its numbers ended with exit code {process.exitcode}"
    finally:
        process.terminate()
        process.join()


def _serve(connection: Connection) -> None:
    obey_parent()
    thread = threading.get_ident()
    while True:
        try:
            task, seconds = connection.recv()
        except EOFError:
            return
        watch = threading.Timer(seconds, _give_up, (connection, thread, task))
        watch.daemon = True
        connection.send(_compute(task, watch))


def _give_up(connection: Connection, thread: int, task: Task) -> None:
    connection.send(_Endless(_place(thread, task)))


def _place(thread: int, task: Task) -> str:
    """The innermost line of the project that a thread is at."""
    ours = {"scenes", "stage", "xe_math", task.entry.package.partition(".")[0]}
    frame = sys._current_frames().get(thread)
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if module.partition(".")[0] in ours:
            return f"{module.replace('.', '/')}.py, line {frame.f_lineno}"
        frame = frame.f_back
    return task.entry.name


def _compute(task: Task, watch: threading.Timer) -> Table:
    from stage.numbers import fields_of

    try:
        numbers_type = task.entry.numbers_type()  # may have to be imported, with all it needs
        watch.start()
        return fields_of(numbers_type.compute(task.parameters, task.settings.fps))
    except Exception as error:  # whatever was just written there
        return one_line(error, task.scene_folder)
    finally:
        watch.cancel()
