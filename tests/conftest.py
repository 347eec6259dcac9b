"""A programme of toy scenes, and calls of the command line.

Imports the project only where a fixture needs it, since tests of xe_math do without.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from rendering.planning.plan import Task
    from scenes import Entry

# As in the processes that draw; before anything imports NumPy. Two test processes with threads of
# their own for each core wait for each other for a quarter of their time.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

collect_ignore = ["rendering/toy_scenes"]

TOYS = Path(__file__).parent / "rendering"


def pytest_configure() -> None:
    """Let tests, and the processes that they start, be interrupted.

    A shell starts what it runs in the background with Ctrl-C ignored, which children inherit.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> tuple[Entry, ...]:
    """The toys are the programme, here and in worker processes."""
    monkeypatch.syspath_prepend(TOYS)  # which worker processes take over
    import toy_scenes

    import scenes

    monkeypatch.setattr(scenes, "PROGRAMME", toy_scenes.PROGRAMME)
    return toy_scenes.PROGRAMME


@pytest.fixture
def task_of(toys: tuple[Entry, ...]) -> Callable[..., Task]:
    """A tiny task of a toy."""
    from rendering.planning.plan import Task
    from rendering.planning.settings import Settings

    def make(name: str = "ToyBar", product: str = "clip", **parameters: Any) -> Task:
        (entry,) = (toy for toy in toys if toy.name == name)
        tiny = Settings(128, 72, 10)
        return Task(entry, entry.parameters_type()(**parameters), tiny, product, name)

    return make


@dataclass(frozen=True)
class Answer:
    """What a call of the command line came to."""

    code: int
    out: str
    err: str
    media: Path

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def files(self) -> list[str]:
        """All that is under the media folder, but for the manifest and the lock of its runs."""
        found = (p.relative_to(self.media).as_posix() for p in self.media.rglob("*") if p.is_file())
        return sorted(set(found) - {".work/lock", "manifest.json"})


@pytest.fixture
def call(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """``render.py`` in this process, publishing tiny pictures in a folder of the test."""
    import render

    def run(*arguments: str, tiny: bool = True) -> Answer:
        media = tmp_path / "media"
        size = ["-r", "128,72", "--fps", "10"] if tiny else []
        capfd.readouterr()
        code = render.main(["--media_dir", str(media), *size, *arguments])
        out, err = capfd.readouterr()
        return Answer(code, out, err, media)

    return run
