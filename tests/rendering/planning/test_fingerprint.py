"""A fingerprint differs in the part that changed, and in no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest

from rendering.planning.fingerprint import (
    SPEAKERS,
    describe,
    drawing_modules,
    fingerprint,
    look_again,
)
from rendering.planning.plan import Task
from rendering.planning.settings import Settings
from rendering.planning.sources import graph
from rendering.voice.recordings import VoiceFile
from rendering.voice.silent import Silent
from scenes import PROGRAMME, Entry
from stage.numbers import Numbers
from stage.parameters import Number, Parameters


class SceneParameters(Parameters):
    z: Number = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Table(Numbers):
    z: Any
    track: Any

    @classmethod
    def compute(cls, parameters: Any, fps: float) -> Self:
        return cls(1.0, np.arange(4.0))


class SourceEntry(Entry):
    """An entry whose package is one that a test writes."""

    __slots__ = ()

    @property
    def package(self) -> str:
        return "source_scenes"


SOURCES = {
    "__init__.py": "",
    "numbers.py": "answer = 1\n",
    "helper.py": "from . import deeper\nwidth = 2\n",
    "deeper.py": "height = 3\n",
    "unused.py": "depth = 4\n",
    "scene.py": '"""Doc."""\nfrom source_scenes.helper import width\n'
    "from source_scenes.numbers import answer\nimport os\n\n"
    'def draw():\n    """Doc."""\n    return width + 1\n',
}


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "source_scenes"
    folder.mkdir()
    for name, text in SOURCES.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


@pytest.fixture
def parts_that_differ(sources: Path) -> Callable[..., set[str]]:
    entry = SourceEntry("Sourced", "Chapter", "Title", "Note", 1.0, ("beat",))
    task = Task(entry, SceneParameters(), Settings(64, 48, 15), "clip", "Sourced")
    table = Table.compute(None, 15)
    look_again()  # at these sources: another test's lay under the same names
    before = fingerprint(task, table)

    def compare(numbers: Numbers = table, **changes: Any) -> set[str]:
        look_again()
        after = fingerprint(replace(task, **changes), numbers)
        return {part for part in before if before[part] != after[part]}

    return compare


def test_equal_clips_have_equal_fingerprints(parts_that_differ: Callable[..., set[str]]) -> None:
    assert parts_that_differ() == set()
    assert parts_that_differ(numbers=Table.compute(None, 15), name="other") == set()


@pytest.mark.parametrize(
    "numbers",
    [
        Table(1.0, np.array([0.0, 1.0, 2.0, 3.0000000000000004])),
        Table(1.0, np.array([-0.0, 1.0, 2.0, 3.0])),
        Table(1.0, np.arange(4)),
        Table(1.0, np.arange(4.0).reshape(2, 2)),
        Table(1, np.arange(4.0)),
        Table("1.0", np.arange(4.0)),
    ],
)
def test_any_bit_of_a_number_counts(
    parts_that_differ: Callable[..., set[str]], numbers: Numbers
) -> None:
    assert parts_that_differ(numbers=numbers) == {"numbers"}


def test_parameters_and_settings_count(parts_that_differ: Callable[..., set[str]]) -> None:
    assert parts_that_differ(parameters=SceneParameters(z=2)) == {"parameters"}
    assert parts_that_differ(settings=Settings(64, 48, 30)) == {"settings"}
    without = Settings(64, 48, 15, captions="off")
    assert parts_that_differ(settings=without) == {"settings"}


def test_title_is_drawn_and_chapter_and_length_are_not(
    parts_that_differ: Callable[..., set[str]],
) -> None:
    entry = SourceEntry("Sourced", "Chapter", "Title", "Note", 1.0, ("beat",))
    assert parts_that_differ(entry=replace(entry, title="Another")) == {"drawing"}
    assert parts_that_differ(entry=replace(entry, chapter="Another")) == set()
    assert parts_that_differ(entry=replace(entry, seconds=2.0, beats=())) == set()


@pytest.mark.parametrize(
    ("name", "old", "new", "differs"),
    [
        ("scene.py", "width + 1", "width + 2", True),
        ("helper.py", "width = 2", "width = 3", True),
        ("deeper.py", "height = 3", "height = 4", True),
        ("scene.py", "    return", "    # why\n    return", False),
        ("scene.py", '"""Doc."""', '"""Other words."""', False),
        ("scene.py", "width + 1", "(width\n      + 1)", False),
        ("unused.py", "depth = 4", "depth = 5", False),
        ("numbers.py", "answer = 1", "answer = 2", False),
    ],
)
def test_drawing_is_the_code_that_the_scene_imports(
    parts_that_differ: Callable[..., set[str]],
    sources: Path,
    name: str,
    old: str,
    new: str,
    differs: bool,
) -> None:
    path = sources / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert parts_that_differ() == ({"drawing"} if differs else set())


def test_sources_are_read_and_not_run(
    parts_that_differ: Callable[..., set[str]], sources: Path
) -> None:
    (sources / "helper.py").write_text("raise SystemExit\n", encoding="utf-8")
    assert parts_that_differ() == {"drawing"}
    assert not any(name.startswith("source_scenes") for name in sys.modules)


def test_drawing_of_a_scene_includes_its_vocabulary_but_not_the_math() -> None:
    names = set(drawing_modules("scenes.logit_nudges"))
    assert {"scenes.logit_nudges.scene", "stage.story", "stage.theme", "stage.numbers"} <= names
    assert "scenes.logit_nudges.numbers" not in names
    assert not any(name.startswith("xe_math") for name in names)


def test_part_is_in_the_drawing_of_those_scenes_alone_that_import_it() -> None:
    drawn_with = {
        entry.name
        for entry in PROGRAMME
        if "stage.drawing.shares" in drawing_modules(entry.package)
    }
    folders = {entry.name: Path(entry.played_file).parent for entry in PROGRAMME}
    importing = {
        name
        for name, folder in folders.items()
        if any("from stage.drawing.shares import" in f.read_text() for f in folder.glob("*.py"))
    }
    assert set() < drawn_with == importing < set(folders)


WITHOUT_A_HAND = {
    "rendering.drawing.blind": "it draws nothing",
    "rendering.errors": "it words refusals",
    "rendering.machine": "what it finds out counts by value",
    "rendering.planning": "what it decides counts by value",
    "rendering.publishing.publish": "it moves files as they are",
    "rendering.publishing.workspace": "it makes folders and removes them",
    "rendering.voice.choice": "which voice it is counts by value",
}


@pytest.mark.parametrize("product", ["clip", "storyboard"])
def test_every_module_that_a_worker_runs_to_make_files_counts(
    task_of: Callable[..., Task], product: str
) -> None:
    task = task_of(product=product)
    spoken = replace(task, settings=replace(task.settings, voice="silent"))
    counted = set(describe(spoken, None)["drawing"])
    of_storyboards = "rendering.inspection"  # but for what measures a clip for its card
    imported = graph(["rendering.running.worker"], within=["rendering"])
    for name in imported:
        is_package = any(other.startswith(f"{name}.") for other in imported)
        if is_package or (product == "clip" and name.startswith(of_storyboards)):
            continue
        excused = any(f"{name}.".startswith(f"{other}.") for other in WITHOUT_A_HAND)
        assert excused != (name in counted), name
    gauges = {f"rendering.inspection.{name}" for name in ("gauges", "geometry", "shapes")}
    assert gauges <= counted
    assert ("rendering.inspection.layout" in counted) == (product == "storyboard")


def test_voice_counts_in_clips_that_have_one_and_in_no_others(
    task_of: Callable[..., Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = task_of()
    quiet, slow = (
        replace(silent, settings=replace(silent.settings, voice="silent", voice_speed=speed))
        for speed in (1.0, 0.9)
    )
    recorded = [
        replace(
            silent,
            settings=replace(silent.settings, voice="recordings"),
            voice_files=(VoiceFile("grow", Path("1-grow.wav"), digest * 64),),
        )
        for digest in "ab"
    ]
    tasks = [silent, quiet, slow, *recorded]
    before = [describe(task, None) for task in tasks]
    assert "voice" not in str(before[0])
    assert set(before[1]["drawing"]) - set(before[0]["drawing"]) == set(SPEAKERS)
    assert before[1]["settings"] | {"voice_speed": 0.9} == before[2]["settings"]
    one, other = (described["settings"] for described in before[3:])
    assert [name for name in one if one[name] != other[name]] == ["voice_files"]
    monkeypatch.setattr(Silent, "version", "2")
    after = [describe(task, None) for task in tasks]
    changed = [one != other for one, other in zip(before, after, strict=True)]
    assert changed == [False, True, True, False, False]
