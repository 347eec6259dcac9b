"""Making clips without starting processes for it, which takes a second each.

For tests of what is said and published of a toy's clip, whose numbers are sums and products, and
so the same in every process. That processes make the same, and what happens to those that break, is
tried in ``tests/rendering/running/``.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from rendering.errors import one_line
from rendering.planning import judge
from rendering.planning.plan import Task
from rendering.planning.tables import Table
from rendering.running import execute, pool, rerender
from rendering.running.pool import Event, Failed, Finished, Started
from stage.numbers import fields_of

__all__ = ["making_here"]


@contextmanager
def making_here() -> Iterator[None]:
    """Whatever is made for the block is made in this process, one task after the other.

    So are the numbers computed that tell whether anything has to be made.
    """
    with pytest.MonkeyPatch.context() as patch:
        # A worker's temporary files go with the run's folder, and the worker with them.
        patch.setattr(pool, "tempfile", SimpleNamespace())
        for making in (execute, rerender):
            patch.setattr(making, "run_tasks", _run_tasks)
        for computing in (execute, judge):
            patch.setattr(computing, "Tables", _Tables)
        yield


class _Tables:
    def __enter__(self) -> _Tables:
        return self

    def __exit__(self, *_exception: object) -> None:
        pass

    def start(self) -> None:
        pass

    def of(self, task: Task) -> Table:
        try:
            numbers_type = task.entry.numbers_type()
            return fields_of(numbers_type.compute(task.parameters, task.fps))
        except Exception as error:
            return one_line(error, task.scene_folder)


def _run_tasks(
    tasks: Iterable[Task], *, jobs: int, work: Path, verbosity: str
) -> Generator[Event, None, None]:
    for number, task in enumerate(tasks):
        yield Started(task)
        made = pool.make_files(task, work / str(number), verbosity, lambda _done: None)
        assert made is not None
        yield Failed(task, made) if isinstance(made, str) else Finished(task, *made)
        shutil.rmtree(work / str(number))
