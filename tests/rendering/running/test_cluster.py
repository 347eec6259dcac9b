"""Clips that other machines make are the clips that this one would have made."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rendering.runs import left_over, published

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install 'cross-entropy-clips[cluster]'"
)

TINY = ("-r", "32,18", "--fps", "2")


@pytest.fixture
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs="CRITICAL"
    ) as cluster:
        yield cluster


def test_cluster_makes_the_same_bytes_though_a_worker_is_killed_in_mid_task(
    cluster: Any, call: Callable[..., Any], tmp_path: Path
) -> None:
    grid = ("LogitNudges", "--grid", "nudge=0.4,0.5,0.6", *TINY, "--json")
    here = published(call(*grid, "-j", "2", tiny=False).media)
    (tmp_path / "media").rename(tmp_path / "here")

    def kill_one() -> None:
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            busy = [name for name, keys in client.processing().items() if keys]
            if busy:
                time.sleep(1)  # in the midst of it
                os.kill(client.run(os.getpid)[busy[0]], signal.SIGKILL)
                return
            time.sleep(0.05)

    with distributed.Client(cluster.scheduler_address) as client:
        killer = threading.Thread(target=kill_one)
        killer.start()
        answer = call(*grid, "--cluster", cluster.scheduler_address, tiny=False)
        killer.join()
    assert answer.code == 0, answer.out + answer.err
    assert [scene["state"] for scene in answer.json["scenes"]] == ["PUBLISHED"] * 3
    assert published(answer.media) == here
    assert left_over(answer.media) == []


def test_worker_that_would_make_other_clips_is_refused_with_the_difference(
    cluster: Any, call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rendering.running import remote

    ours = {**remote.versions(), "numpy": "1.0"}
    monkeypatch.setattr(remote, "versions", lambda: ours)  # here, and not in the workers
    answer = call("LogitNudges", *TINY, "--cluster", cluster.scheduler_address, tiny=False)
    assert answer.code == 2
    assert "all workers must make the same clips as this machine" in answer.err
    assert "environment.numpy: 1.0 became " in answer.err
    assert published(answer.media) == {}
    assert left_over(answer.media) == []


def test_address_where_no_scheduler_answers_is_refused(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rendering.running.cluster._SECONDS_TO_CONNECT", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://"):
        answer = call("LogitNudges", *TINY, "--cluster", address, tiny=False)
        assert answer.code == 2
        assert "--cluster must be the address of a Dask scheduler" in answer.err
        assert left_over(answer.media) == []
