"""Whatever happens to a run, what is published is whole, and the next run makes it right."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.rendering.runs import (
    figure,
    left_over,
    published,
    require_whole,
    run_toys,
    times,
    toys,
)

WANTED = ("ToyBar", "--grid", "height=1,2")
ONE_AT_A_TIME = ("-j", "1")

FORMATS = ["mp4", *times(0, 1) * ["webm", "png-sequence"]]


@dataclass(frozen=True)
class Undisturbed:
    """A run that nothing happened to: its words, what it published, and how long it took."""

    wanted: tuple[str, ...]
    media: Path
    published: dict[str, bytes]
    seconds: float

    @property
    def call(self) -> tuple[str, ...]:
        return *self.wanted, *ONE_AT_A_TIME


@pytest.fixture(scope="module", params=FORMATS)
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Undisturbed:
    wanted = (*WANTED, "--format", request.param)
    media = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    done = run_toys(media, *wanted, *ONE_AT_A_TIME)
    took = time.monotonic() - began
    assert (done.returncode, done.stderr) == (0, "")
    assert require_whole(media) >= 10
    return Undisturbed(wanted, media, published(media), took)


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_run_that_is_killed_at_any_moment_leaves_whole_files_and_the_next_one_ends_it(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    wanted, took = undisturbed.published, undisturbed.seconds
    kills = times(6, 200)
    chance = random.Random(kills)
    seen: Counter[str] = Counter()
    for number in range(kills):
        if number % 5 == 0:
            shutil.rmtree(tmp_path / "media", ignore_errors=True)
        again = chance.choice([[], ["--force"]])
        with toys(tmp_path / "media", *undisturbed.call, *again) as process:
            time.sleep(chance.uniform(0, took))
            how = chance.choice([signal.SIGKILL, signal.SIGTERM])
            process.send_signal(how)
            out, err = process.communicate(timeout=60)  # until its workers have ended, too
        seen[f"exit code {process.returncode}"] += 1
        # A process whose starter is killed before it has said what to do complains of that.
        assert "Traceback" not in out + err or how == signal.SIGKILL
        (tmp_path / "media").mkdir(exist_ok=True)
        seen["files found whole"] += require_whole(tmp_path / "media")
        assert published(tmp_path / "media").items() <= wanted.items()
        if number % 5 == 4:
            assert run_toys(tmp_path / "media", *undisturbed.call).returncode == 0
            assert published(tmp_path / "media") == wanted
            assert left_over(tmp_path / "media") == []
            seen["reruns that ended as if undisturbed"] += 1
    figure(f"kills: {kills}: {dict(sorted(seen.items()))}")


def test_runs_at_the_same_time_do_not_disturb_each_other(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    wanted = undisturbed.published
    pairs = times(1, 50)
    made = 0
    for number in range(pairs):
        media = tmp_path / str(number)
        with toys(media, *undisturbed.call) as one, toys(media, *undisturbed.call) as other:
            answers = [run.communicate(timeout=300) for run in (one, other)]
        assert [run.returncode for run in (one, other)] == [0, 0], answers
        assert published(media) == wanted
        assert left_over(media) == []
        made += sum(out.count("/ToyBar-") for out, _ in answers)
    # Nothing is made by both: what one is making, the other waits for.
    assert made == 2 * pairs
    figure(f"pairs: {pairs} of simultaneous runs, {made} clips made for {2 * pairs} published")


def test_worker_that_dies_is_replaced_and_its_scene_tried_again(tmp_path: Path) -> None:
    done = run_toys(
        tmp_path,
        *("ToyFainting", "ToyBar", "--json"),
        env={**os.environ, "TOY_FAINTS": str(tmp_path / "faints")},
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "faints").read_text() == "xx"  # and the third time it came through
    assert require_whole(tmp_path) == 10
    assert left_over(tmp_path) == []


def test_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    with toys(tmp_path, "ToyBar", "ToySlow", "-j", "1") as process:
        give_up = time.monotonic() + 60
        while not (tmp_path / "manifest.json").exists() and time.monotonic() < give_up:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        asked = time.monotonic()
        out, err = process.communicate(timeout=60)
        stopped = time.monotonic() - asked
    assert process.returncode == 130
    assert err == ""
    assert "ToySlow: not done" in out
    assert "Stopped: 1 published, 1 not done" in out
    assert left_over(tmp_path) == []
    assert '"state": "UP_TO_DATE"' in run_toys(tmp_path, "ToyBar", "--json").stdout
    figure(f"Ctrl-C: stopped after {stopped:.2f} s")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    if (done := subprocess.run(mount, capture_output=True, text=True)).returncode != 0:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk_is_told_and_what_was_there_stays(
    undisturbed: Undisturbed, small_disk: Path
) -> None:
    before = undisturbed.published
    media = Path(shutil.copytree(undisturbed.media, small_disk / "media"))
    outcomes: Counter[str] = Counter()
    for pages in range(0, 48, times(20, 2)):
        filler = small_disk / "filler"
        with filler.open("wb") as file:
            free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
            file.write(b"x" * (free - 4096 * pages))
        done = run_toys(media, "ToyBar", "--force", "--set", "height=2.5", "--as", "ToyBar2")
        filler.unlink()
        assert "Traceback" not in done.stderr
        assert left_over(media) == []
        now = published(media)
        assert before.items() <= now.items()
        require_whole(media)
        if done.returncode == 0:
            outcomes["enough was free"] += 1
            continue
        assert "the disk is full" in done.stderr or "No space left on device" in done.stderr
        outcomes["refused or failed in a sentence"] += 1
        assert now == before or done.returncode == 1
    assert len(outcomes) == 2  # from too little room to enough
    assert run_toys(media, *undisturbed.call).returncode == 0
    figure(f"full disk: {dict(outcomes)}")


def test_read_only_folder_is_refused_and_can_still_be_asked(
    undisturbed: Undisturbed, small_disk: Path
) -> None:
    before = undisturbed.published
    media = Path(shutil.copytree(undisturbed.media, small_disk / "media"))
    with ExitStack() as stack:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        stack.callback(subprocess.run, ["mount", "-o", "remount,rw", str(small_disk)], check=True)
        done = run_toys(media, *undisturbed.call, "--force")
        assert done.returncode == 2
        assert "must be one that can be made and written" in done.stderr
        assert "Traceback" not in done.stderr
        told = run_toys(media, "status", *undisturbed.wanted).stdout
        assert told.count("UP_TO_DATE") == 2
        assert run_toys(media, "verify").returncode == 0
    assert published(media) == before
    assert left_over(media) == []
