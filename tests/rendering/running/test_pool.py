"""Processes are started as work needs them, however many are asked for."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rendering.planning.plan import Task
from rendering.running import pool
from rendering.running.pool import Failed, Started, run_tasks

CORES = 2


class Machine:
    """Two cores and processes that only say that they are ready, and then that they failed.

    Which of those that have something to say is heard first is drawn by chance.
    """

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._others: dict[Connection, Connection] = {}
        self._ready: set[Connection] = set()
        self.started = 0
        self.most_starting = 0
        self.started_when_first_was_heard = 0

    def start(self) -> Any:
        ours, theirs = Pipe()
        self._others[ours] = theirs
        self.started += 1
        nothing = SimpleNamespace(
            terminate=lambda: None, join=lambda _seconds=None: None, is_alive=lambda: False
        )
        return pool._Worker(nothing, ours)

    def wait(self, busy: Sequence[Connection]) -> list[Connection]:
        self.most_starting = max(self.most_starting, len(set(busy) - self._ready))
        self.started_when_first_was_heard = self.started_when_first_was_heard or self.started
        heard = self._chance.choice(busy)
        if heard in self._ready:
            self._others[heard].recv()
            self._others[heard].send("it failed, as it was told to")
        else:
            self._ready.add(heard)
            self._others[heard].send(0)
        return [heard]


def run(
    tasks: Sequence[Task], jobs: int, work: Path, monkeypatch: pytest.MonkeyPatch, seed: int = 1
) -> tuple[Machine, list[pool.Event]]:
    machine = Machine(seed)
    monkeypatch.setattr(pool, "default_jobs", lambda: CORES)
    monkeypatch.setattr(pool, "_start_worker", machine.start)
    monkeypatch.setattr(pool, "wait", machine.wait)
    # Nobody helps: a process has something to do only if there is a task for it.
    monkeypatch.setattr(pool, "_SECONDS_WORTH_HELPING", 1e9)
    return machine, list(run_tasks(tasks, jobs=jobs, work=work))


@pytest.fixture
def many(task_of: Callable[..., Task]) -> list[Task]:
    return [replace(task_of("ToyBar"), name=f"bar{k}") for k in range(200)]


@pytest.mark.parametrize("seed", range(5))
def test_many_processes_are_started_a_few_at_a_time_and_a_few_in_all(
    many: list[Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    machine, events = run(many, 64, tmp_path, monkeypatch, seed)
    assert machine.started_when_first_was_heard == CORES
    assert machine.most_starting == CORES
    assert machine.started == 2 * CORES
    started = [event.task.name for event in events if isinstance(event, Started)]
    assert started == [task.name for task in many]
    assert len([event for event in events if isinstance(event, Failed)]) == len(many)


def test_no_more_processes_than_tasks_are_started(
    many: list[Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, _ = run(many[:3], 64, tmp_path, monkeypatch)
    assert machine.started == 3


def test_no_more_processes_than_asked_for_are_started(
    many: list[Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, _ = run(many, 1, tmp_path, monkeypatch)
    assert machine.started == 1
