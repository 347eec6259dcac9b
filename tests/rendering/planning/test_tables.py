"""Numbers are computed each time, whatever they are made of, and never keep anybody waiting."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rendering.machine.files import PublishedFile
from rendering.planning import tables as module
from rendering.planning.fingerprint import describe
from rendering.planning.judge import judge
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import Task
from rendering.planning.settings import Settings
from rendering.planning.tables import Tables

TINY = Settings(128, 72, 10)


@pytest.fixture
def sound(toys: Any) -> Task:
    entry = toys[0]
    return Task(entry, entry.parameters_type()(), TINY, "clip", "ToyBar")


@pytest.fixture
def write_scene(toys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Task]:
    """Write the package of a scene with the numbers of a test, and return its task."""
    monkeypatch.syspath_prepend(tmp_path)

    def written(package: str, numbers: str) -> Task:
        folder = tmp_path / package
        folder.mkdir()
        (folder / "__init__.py").write_text(
            "from toy_scenes import ToyEntry\n"
            "class Written(ToyEntry):\n"
            "    __slots__ = ()\n"
            f"    package = {package!r}\n"
        )
        (folder / "scene.py").touch()
        (folder / "numbers.py").write_text(numbers)
        entry = __import__(package).Written("Written", "Toys", "Title", "0.", 5.0, ("one",))
        return Task(entry, toys[0].parameters_type()(), TINY, "clip", "Written")

    return written


def test_numbers_that_cannot_be_computed_are_told_and_the_others_computed(sound: Task) -> None:
    broken = replace(sound, entry=replace(sound.entry, name="ToyNone"))
    with Tables() as tables:
        assert isinstance(tables.of(sound), dict)
        why_not = tables.of(broken)
        assert isinstance(why_not, str)
        assert "ToyNoneNumbers" in why_not
        assert isinstance(tables.of(sound), dict)


def test_numbers_that_are_never_there_are_given_up_and_it_is_told_where(
    sound: Task, write_scene: Callable[..., Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = write_scene(
        "endless_scene",
        "class WrittenNumbers:\n"
        "    @classmethod\n"
        "    def compute(cls, parameters, fps):\n"
        "        while True:\n"
        "            pass\n",
    )
    monkeypatch.setattr(module, "_SECONDS", 0.5)
    with Tables() as tables:
        assert isinstance(tables.of(sound), dict)
        why_not = tables.of(endless)
        places = [f"after 0.5 s it was still at endless_scene/numbers.py, line {k}" for k in (4, 5)]
        assert why_not in places
        assert tables.of(endless) == why_not  # without having been tried again
        assert isinstance(tables.of(sound), dict)


def test_process_that_dies_takes_one_table_with_it(
    sound: Task, write_scene: Callable[..., Task]
) -> None:
    dying = write_scene(
        "dying_scene",
        "import os\n"
        "class WrittenNumbers:\n"
        "    @classmethod\n"
        "    def compute(cls, parameters, fps):\n"
        "        os._exit(7)\n",
    )
    with Tables() as tables:
        ended = "the process that computed its numbers ended with exit code 7"
        assert tables.of(dying) == ended
        assert isinstance(tables.of(sound), dict)


NUMBERS = """
import importlib, os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
import numpy as np
from stage.numbers import Numbers

odd = importlib.import_module("_".join(["imported", "by", "name"]))
np.cbrt = lambda x: odd.FACTOR * x

@dataclass(frozen=True, slots=True, eq=False)
class WrittenNumbers(Numbers):
    file: str
    variable: str
    module: str
    patched: float

    @classmethod
    def compute(cls, parameters, fps):
        file = Path(__file__).with_name("table.csv").read_text()
        return cls(file, os.environ["HEIGHT_OF_A_BAR"], odd.WORD, float(np.cbrt(8.0)))
"""


def test_whatever_numbers_are_made_of_makes_a_clip_stale(
    write_scene: Callable[..., Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = write_scene("curious_scene", NUMBERS)
    table, odd = tmp_path / "curious_scene/table.csv", tmp_path / "imported_by_name.py"

    def set_up(file: str = "1", variable: str = "2", word: str = "'3'", factor: int = 4) -> None:
        table.write_text(file)
        monkeypatch.setenv("HEIGHT_OF_A_BAR", variable)
        odd.write_text(f"WORD = {word}\nFACTOR = {factor}\n")
        os.utime(odd, (1e9 + factor, 1e9 + factor))  # for Python's own cache

    set_up()
    numbers = {"file": "1", "variable": "2", "module": "3", "patched": 32.0}
    place = tmp_path / f"{task.key}.mp4"
    place.parent.mkdir(parents=True)
    for ending in task.endings:
        place.with_suffix(ending).write_text("published")
    files = {ending: PublishedFile.of(place.with_suffix(ending)) for ending in task.endings}
    record = Record("Written", "clip", describe(task, numbers), files, 1, "", 1.0)
    manifest = Manifest({task.key: record})

    def reasons() -> tuple[str, ...]:
        (judged,) = judge([task], tmp_path, manifest)
        return judged.reasons

    assert reasons() == ()
    set_up(file="9")
    assert reasons() == ("numbers changed: file",)
    set_up(variable="9")
    assert reasons() == ("numbers changed: variable",)
    set_up(word="'9'", factor=5)
    assert reasons() == ("numbers changed: module, patched",)
    set_up()
    assert reasons() == ()
