"""``show`` makes what is asked for, once, and refuses what it cannot make as ``render.py`` does."""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import pydoc
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import scenes
from rendering.errors import CallError, ClipError
from rendering.showing import show as show_clip
from tests.making import making_here
from tests.some_fonts import HAN

ROOT = Path(__file__).parents[3]
TINY: dict[str, Any] = {"resolution": (128, 72), "fps": 10, "jobs": 1}

Show = Callable[..., Any]


@pytest.fixture
def show(toys: tuple[scenes.Entry, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """``show`` of a toy, tiny, in a folder of the test."""
    monkeypatch.chdir(tmp_path)

    def call(name: str = "ToyBar", /, **given: Any) -> Any:
        (toy,) = (toy for toy in toys if toy.name == name)
        return show_clip(toy, **(TINY | given))

    return call


@pytest.fixture
def here() -> Iterator[None]:
    """What is to be made is made in this process."""
    with making_here():
        yield


def there(folder: Path) -> dict[Path, tuple[int, int]]:
    """All files, and what changes when one is written or replaced."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def refusal(show: Show, **given: Any) -> str:
    """The sentence with which a call is refused, after which nothing must be there."""
    with pytest.raises(CallError) as raised:
        show(**given)
    assert not any(Path().iterdir())
    sentence = str(raised.value)
    assert "\n" not in sentence
    # No option of the command line: they mean nothing to who calls a function.
    assert re.search(r"(?<!\S)--?[a-z]", sentence) is None
    return sentence


def test_clip_is_published_in_the_current_folder_with_all_that_belongs_to_it(show: Show) -> None:
    clip = show()
    assert clip.state == "PUBLISHED"
    folder = Path("media/clips/72p10")
    assert clip.files == {
        e: folder / f"ToyBar{e}" for e in (".mp4", ".srt", ".vtt", ".png", ".json")
    }
    assert all(file.is_file() for file in clip.files.values())
    assert (clip.video, clip.poster) == (folder / "ToyBar.mp4", folder / "ToyBar.png")
    assert clip.card == json.loads(clip.files[".json"].read_text(encoding="utf-8"))


@pytest.mark.usefixtures("here")
def test_second_call_makes_nothing(show: Show) -> None:
    show(height=2, name="own")
    before = there(Path("media/clips"))
    assert show(height=2, name="own").state == "UP_TO_DATE"
    assert there(Path("media/clips")) == before
    assert show(height=3, name="own").state == "PUBLISHED"
    assert there(Path("media/clips")) != before
    assert show(height=3, name="own", force=True).state == "PUBLISHED"


@pytest.mark.usefixtures("here")
def test_what_the_command_line_has_published_is_found(
    show: Show, call: Show, tmp_path: Path
) -> None:
    assert call("ToyBar", "--set", "height=2", "--as", "own").code == 0
    assert show(height=2, name="own", media_dir=tmp_path / "media").state == "UP_TO_DATE"


@pytest.mark.usefixtures("here")
def test_values_may_be_those_of_numpy_or_typed(show: Show) -> None:
    first = show(height=np.float32(1.25), labels=np.array(["cat", "dog"]))
    used = first.card["parameters"]
    assert (used["height"], used["labels"]) == (1.25, ["cat", "dog"])
    for values in (
        {"height": 1.25, "labels": ["cat", "dog"]},
        {"height": np.array(1.25), "labels": [np.str_("cat"), "dog"]},
        {"height": "1.25", "labels": "cat,dog"},
    ):
        assert show(**values).state == "UP_TO_DATE"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"heigth": 1}, "Did you mean height?"),
        ({"qualty": "l"}, "Did you mean quality?"),
        ({"height": -1}, "ToyBar: height must be above 0; got -1."),
        ({"height": np.array([1.0, 2.0])}, "height must be a number; got [1.0, 2.0]."),
        ({"height": np.zeros(20_000)}, "height must hold at most 10,000 values; got 20,000."),
        ({"height": np.datetime64("2020-01-01")}, "height must hold numbers or words; got dates."),
        ({"labels": [1, 2]}, "labels[0] must be a word; got 1."),
        ({"quality": "x"}, "quality must be one of l (480p15)"),
        ({"quality": ["l"]}, "quality must be one of l (480p15)"),
        ({"resolution": (3, 3)}, "such as resolution=(1920, 1080)."),
        ({"resolution": 480}, "Write resolution=(1920, 1080), for example."),
        ({"fps": 0}, "such as fps=30."),
        ({"fps": 7.5}, "frames per second must be a whole number; got '7.5'. Write fps=30"),
        ({"theme": None}, "theme must be one of dark, light; got 'None'."),
        ({"captions": False}, "captions must be one of burned, off; got 'False'."),
        ({"media_dir": 3}, "media_dir must name a folder; got 3."),
        ({"media_dir": ""}, 'such as media_dir="media".'),
        ({"name": "../up"}, 'such as name="pets".'),
        ({"name": "ToyBar"}, "must not take the name of a scene"),
        ({"jobs": 0}, "jobs must be a whole number of processes from 1 to 1024; got '0'."),
        ({"width": "wide"}, "width must be a whole number of CSS pixels from 48 to 8192;"),
        ({"width": True}, "width must be a whole number of CSS pixels from 48 to 8192; got True."),
    ],
)
def test_wrong_call_is_refused_in_a_sentence_before_anything_is_written(
    show: Show, given: dict[str, Any], told: str
) -> None:
    assert told in refusal(show, **given)


@pytest.mark.usefixtures("here")
def test_labels_in_another_script_are_set_in_a_font_of_ones_own(show: Show) -> None:
    with pytest.raises(CallError, match=r"font=FILE with one that holds it"):
        show(labels=["你好", "猫"])
    clip = show(labels=["你好", "猫"], font=HAN)
    assert clip.card["font"]["sha256"] == hashlib.sha256(HAN.read_bytes()).hexdigest()


def test_scene_that_breaks_is_told_in_a_sentence(show: Show) -> None:
    with pytest.raises(ClipError, match=r"ToyBroken: failed: in the beat 'shrink', toy_scenes/"):
        show("ToyBroken")


@pytest.mark.usefixtures("here")
def test_manifest_that_is_not_believed_is_told(show: Show) -> None:
    Path("media").mkdir()
    Path("media/manifest.json").write_text("{")
    with pytest.warns(
        UserWarning, match=r"media/manifest\.json is not believed, for it is damaged"
    ):
        show()


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_stop_ends_it_as_it_ends_a_cell(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("rendering.running.progress.Display.started", stop)
    with pytest.raises(KeyboardInterrupt):
        show("ToySlow")
    assert not list(Path("media").rglob("*.mp4"))


def test_help_lists_what_each_scene_takes_with_its_defaults() -> None:
    offered = inspect.signature(show_clip).parameters
    text = pydoc.render_doc(show_clip, renderer=pydoc.plaintext)
    for entry in scenes.PROGRAMME:
        (line,) = (line for line in text.splitlines() if line.strip().startswith(f"{entry.name}: "))
        for name, value in entry.parameters_type()().model_dump(mode="json").items():
            assert name in offered
            assert f"{name}={value!r}" in line
    for name in ("quality", "resolution", "fps", "theme", "media_dir", "jobs", "width"):
        assert offered[name].kind is inspect.Parameter.KEYWORD_ONLY
        assert name in text.split("Parameters\n")[1]


def test_what_is_no_scene_is_refused() -> None:
    with pytest.raises(CallError, match=r"show takes a scene of the programme; got LogitNudges"):
        show_clip("LogitNudges")


def test_script_without_a_kernel_shows_a_clip(tmp_path: Path) -> None:
    """A script of a few lines: nothing keeps it from being imported again by its own workers."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "sys.modules['IPython'] = None  # it is not installed\n"
        "from rendering.showing import show\n"
        "from scenes import LogitNudges\n"
        "clip = show(LogitNudges, logits=[1, 2], resolution=(86, 48), fps=1)\n"
        "assert 'manim' not in sys.modules\n"
        "print(clip)\n"
    )
    done = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("<LogitNudges-")
    assert done.stdout.count("\n") == 1
