"""The numbers of clips, computed without drawing them, in a process of their own.

A process, because NumPy must run as it does where clips are drawn (its last bits depend on the
environment in which it was loaded), because the sources may have changed since this process loaded
them, and because what is being edited may crash or never end. Never imports manim. Does not know
what the numbers are compared with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from typing import Any

from rendering.errors import one_line
from rendering.machine.processes import obey_parent, spawn
from rendering.planning.plan import Task

__all__ = ["Table", "tables"]

Table = Mapping[str, Any] | str
"""The fields of a scene's numbers by name; or one line of why they could not be computed."""


def tables(tasks: Sequence[Task]) -> list[Table]:
    """Compute the numbers of each task, in their order."""
    done: list[Table] = []
    while len(done) < len(tasks):
        done += _until_it_ends(tasks[len(done) :])
    return done


def _until_it_ends(tasks: Sequence[Task]) -> Iterator[Table]:
    """Compute in one process; the task that ends it is the last one to be answered."""
    process, connection = spawn(_serve)
    try:
        with closing(connection):
            for task in tasks:
                connection.send(task)
                yield connection.recv()
    except (EOFError, OSError):
        process.join()
        yield f"the process that computed its numbers ended with exit code {process.exitcode}"
    finally:
        process.terminate()
        process.join()


def _serve(connection: Connection) -> None:
    obey_parent()
    while True:
        try:
            task: Task = connection.recv()
        except EOFError:
            return
        connection.send(_compute(task))


def _compute(task: Task) -> Table:
    from rendering.planning.fingerprint import fields_of

    try:
        return fields_of(task.entry.numbers_type().compute(task.parameters, task.settings.fps))
    except Exception as error:  # whatever was just written there
        return one_line(error, task.scene_folder)
