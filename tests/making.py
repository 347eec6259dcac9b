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

from rendering.planning.plan import Task
from rendering.running import execute, pool, rerender
from rendering.running.pool import Event, Failed, Finished, Started

__all__ = ["making_here"]


@contextmanager
def making_here() -> Iterator[None]:
    """Whatever is made for the block is made in this process, one task after the other."""
    with pytest.MonkeyPatch.context() as patch:
        # A worker's temporary files go with the run's folder, and the worker with them.
        patch.setattr(pool, "tempfile", SimpleNamespace())
        for module in (execute, rerender):
            patch.setattr(module, "run_tasks", _run_tasks)
        yield


def _run_tasks(
    tasks: Iterable[Task], *, jobs: int, work: Path, verbosity: str
) -> Generator[Event, None, None]:
    for number, task in enumerate(tasks):
        yield Started(task)
        made = pool.make_files(task, work / str(number), verbosity, lambda _done: None)
        assert made is not None
        yield Failed(task, made) if isinstance(made, str) else Finished(task, *made)
        shutil.rmtree(work / str(number))
