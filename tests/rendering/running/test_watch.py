"""Saving a source renders what became stale, small first, and says what changed."""

from __future__ import annotations

import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.rendering.runs import ROOT, require_whole
from tests.some_fonts import HAN

pytest.importorskip(
    "watchfiles", reason="watchfiles is not installed: pip install 'cross-entropy-clips[watch]'"
)

ONE_BEAT = ("LogitNudges", "--beat", "guess", "--as", "nudges")
CLIP = "nudges/2-guess"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("xe_math", "stage", "scenes", "rendering"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "render.py", tmp_path)
    return tmp_path


class Watched:
    """What ``watch`` says of a project, while it goes on."""

    def __init__(self, project: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "render.py", "watch", *arguments, "-r", "128,72", "--fps", "2"],
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def until(self, text: str) -> str:
        """All that is said until that is."""
        told = ""
        while text not in told:
            told += self._lines.get(timeout=120)
        return told

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=10)
        self._reader.join()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as out:
            for line in out:
                self._lines.put(line)


@pytest.fixture
def watched(project: Path) -> Iterator[Callable[..., Watched]]:
    started = []

    def start(*arguments: str) -> Watched:
        started.append(Watched(project, *arguments))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.interrupt()


def test_saved_source_and_font_render_what_became_stale_and_it_says_what_changed(
    project: Path, watched: Callable[..., Watched], tmp_path_factory: pytest.TempPathFactory
) -> None:
    font = tmp_path_factory.mktemp("fonts") / "font.otf"
    shutil.copy(HAN, font)
    watch = watched(*ONE_BEAT, "--set", "labels=猫,狗,鸟,鱼", "--font", str(font))
    first = watch.until("waiting for a change")
    assert f"{CLIP}: it has not been made yet" in first
    assert f"{CLIP}: media/clips/72p2/{CLIP}.mp4" in first

    source = project / "scenes/logit_nudges/numbers.py"
    source.write_text(source.read_text().replace("nudge: Positive = 1.0", "nudge: Positive = 0.6"))
    second = watch.until("waiting for a change")
    assert "changed: scenes/logit_nudges/numbers.py\n" in second
    assert "parameters changed: nudge" in second
    assert f"{CLIP}: media/clips/72p2/{CLIP}.mp4" in second

    new = font.with_name("new.otf")
    new.write_bytes(HAN.read_bytes() + b"\0")
    new.replace(font)
    third = watch.until("waiting for a change")
    assert f"changed: {font.as_posix()}"[:40] in third
    assert f"{CLIP}: settings changed: font" in third
    assert f"{CLIP}: media/clips/72p2/{CLIP}.mp4" in third
    assert watch.interrupt() == 130
    assert require_whole(project / "media") == 5


def test_clip_that_fails_is_told_once_and_a_folder_that_takes_its_place_is_noticed(
    project: Path, watched: Callable[..., Watched]
) -> None:
    scene = project / "scenes/logit_nudges"
    shutil.copytree(scene, project / "whole")
    with (scene / "scene.py").open("a") as source:
        source.write("\n\nraise RuntimeError('half written')\n")
    watch = watched(*ONE_BEAT)
    assert watch.until("waiting for a change").count("half written") == 1

    scene.rename(project / "broken")
    (project / "whole").rename(scene)
    moved = watch.until(f"{CLIP}: media/clips/72p2/{CLIP}.mp4")
    assert "changed: scenes/logit_nudges\n" in moved
    watch.until("waiting for a change")

    shutil.copytree(project / "scenes", project / "changed")
    numbers = project / "changed/logit_nudges/numbers.py"
    numbers.write_text(
        numbers.read_text().replace("nudge: Positive = 1.0", "nudge: Positive = 0.6")
    )
    (project / "scenes").rename(project / "before")
    (project / "changed").rename(project / "scenes")
    moved = watch.until(f"{CLIP}: media/clips/72p2/{CLIP}.mp4")
    assert "changed: scenes\n" in moved
    assert watch.interrupt() == 130
