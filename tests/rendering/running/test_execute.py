"""Whole runs on toy scenes: what is published, what is not, and what is said about it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import jsonschema
import pytest

from rendering.publishing.workspace import sweep

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.usefixtures("toys")

ENDINGS = (".json", ".mp4", ".png", ".srt", ".vtt")


def published(name: str, folder: str = "72p10") -> list[str]:
    return [f"clips/{folder}/{name}{ending}" for ending in ENDINGS]


def test_clip_is_published_with_all_that_belongs_to_it_and_plays_to_its_end(
    call: Callable[..., Any],
) -> None:
    answer = call("ToyBar", "--fps", "24", "-r", "144,256", tiny=False)
    assert (answer.code, answer.err) == (0, "")
    assert answer.files == published("ToyBar", "144x256p24")
    video = answer.media / "clips/144x256p24/ToyBar.mp4"
    card = json.loads(video.with_suffix(".json").read_text(encoding="utf-8"))
    jsonschema.validate(card, json.loads((ROOT / "docs/card.schema.json").read_text()))
    assert card["sha256"] == hashlib.sha256(video.read_bytes()).hexdigest()
    assert "ToyBar.mp4" in answer.out
    assert "1 published" in answer.out
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        frames = sum(1 for _ in container.decode(stream))
    assert (stream.width, stream.height, stream.average_rate) == (144, 256, 24)
    assert frames == card["frames"]


def test_scene_that_breaks_stops_no_other_and_what_it_prints_stays_out_of_the_json(
    call: Callable[..., Any],
) -> None:
    answer = call("ToyBroken", "ToyDying", "ToyBar", "--json", "-j", "2")
    assert answer.code == 1
    assert answer.files == published("ToyBar")
    scenes = {scene["name"]: scene for scene in answer.json["scenes"]}
    assert {name: scene["state"] for name, scene in scenes.items()} == {
        "ToyBar": "PUBLISHED",
        "ToyBroken": "FAILED",
        "ToyDying": "FAILED",
    }
    assert scenes["ToyBar"]["video"] == str(answer.media / "clips/72p10/ToyBar.mp4")
    assert scenes["ToyBar"]["error"] is None
    assert "in the beat 'shrink', toy_scenes/scene.py, line" in scenes["ToyBroken"]["error"]
    assert "ended by SIGKILL" in scenes["ToyDying"]["error"]
    assert "It was tried 3 times." in scenes["ToyDying"]["error"]
    assert "the toy bar prints" in answer.err
    assert "Traceback" not in answer.err


def test_fail_fast_stops_at_the_first_failure(call: Callable[..., Any]) -> None:
    answer = call("ToyBroken", "ToySlow", "--fail-fast", "--json", "-j", "2")
    assert answer.code == 1
    assert [scene["state"] for scene in answer.json["scenes"]] == ["FAILED", "MISSING"]
    assert answer.files == []


def test_clip_that_has_no_place_fails_and_says_where(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "stills").touch()
    answer = call("-s", "ToyBar")
    assert answer.code == 1
    assert "it could not be put in" in answer.err
    assert answer.files == ["stills"]


def test_own_example_has_a_name_of_its_own_and_its_labels_are_shown_as_they_are(
    call: Callable[..., Any],
) -> None:
    planned = call("ToyBar", "--set", "height=2", "--dry_run").out
    assert re.search(r"ToyBar-[0-9a-f]{8}\.mp4: MISSING", planned)
    assert planned == call("ToyBar", "--dry_run", "--set", "height=2.0").out
    assert planned != call("ToyBar", "--dry_run", "--set", "height=2.1").out
    assert "ToyBar.mp4" in call("ToyBar", "--dry_run", "--set", "height=1.5").out

    label = 'a<b>"\\&-->'
    labels = f"labels={json.dumps([label, '../x'])}"
    answer = call("ToyBar", "--set", "height=2", "--set", labels, "--as", "pets")
    assert answer.code == 0
    assert answer.files == published("pets")
    clip = answer.media / "clips/72p10/pets"
    card = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    assert card["parameters"]["height"] == 2
    assert max(card["numbers"]["up"]) == 2
    assert card["parameters"]["labels"] == [label, "../x"]
    assert card["beats"][0]["narration"] == f"{label} grows to 2.00."
    assert f"\n{label} grows to 2.00.\n" in clip.with_suffix(".srt").read_text(encoding="utf-8")
    vtt = clip.with_suffix(".vtt").read_text(encoding="utf-8")
    assert '\na&lt;b&gt;"\\&amp;--&gt; grows to 2.00.\n' in vtt

    before = {path: path.read_bytes() for path in answer.media.rglob("*") if path.is_file()}
    for size in ((), ("-r", "64,48")):
        other = call("ToySlow", *size, "--as", "Pets")
        assert other.code == 2
        assert "got 'Pets' for ToySlow, which is published of ToyBar" in other.err
    found = {path: path.read_bytes() for path in answer.media.rglob("*") if path.is_file()}
    assert found == before


def test_storyboard_is_one_picture_a_scene_and_lists_what_is_allowed_if_asked_to(
    call: Callable[..., Any],
) -> None:
    answer = call("storyboard", "ToyBar", "--allowed")
    assert answer.code == 0
    assert answer.files == ["storyboards/ToyBar.json", "storyboards/ToyBar.png"]
    assert "ToyBar allows pop: it comes when it is called (the bar in the toy)." in answer.out
    assert " allows " not in call("storyboard", "ToyBar").out
    again = call("storyboard", "ToyBar", "--json")
    assert again.json["scenes"][0]["image"] == str(answer.media / "storyboards/ToyBar.png")


def test_scene_that_cannot_be_read_fails_alone(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from toy_scenes import ToyEntry

    parameters_type = ToyEntry.parameters_type

    def broken(entry: ToyEntry) -> Any:
        if entry.name == "ToyBroken":
            raise SyntaxError("half written")
        return parameters_type(entry)

    monkeypatch.setattr(ToyEntry, "parameters_type", broken)
    answer = call("ToyBar", "ToyBroken")
    assert answer.code == 1
    assert answer.files == published("ToyBar")
    assert "ToyBroken: failed: SyntaxError: half written" in answer.err


def test_clip_whose_numbers_never_end_fails_in_one_sentence_and_the_others_are_made(
    call: Callable[..., Any], toys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "endless_toy"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from toy_scenes import ToyEntry\n"
        "class Endless(ToyEntry):\n"
        "    __slots__ = ()\n"
        "    package = 'endless_toy'\n"
    )
    (package / "scene.py").touch()
    (package / "numbers.py").write_text(
        "from toy_scenes.numbers import ToyBarParameters as EndlessParameters\n"
        "class EndlessNumbers:\n"
        "    @classmethod\n"
        "    def compute(cls, parameters, fps):\n"
        "        while True: pass\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    from endless_toy import Endless  # type: ignore[import-not-found]

    endless = Endless("Endless", "Toys", "Title", "0.", 9.0, ("one",))
    monkeypatch.setattr("scenes.PROGRAMME", (endless, toys[0]))
    monkeypatch.setattr("rendering.planning.tables._SECONDS", 0.5)
    answer = call("--json")
    assert answer.code == 1
    assert answer.files == published("ToyBar")
    errors = {scene["name"]: scene["error"] for scene in answer.json["scenes"]}
    still_at = "after 0.5 s it was still at endless_toy/numbers.py, line 5"
    assert errors == {"Endless": f"its numbers cannot be computed: {still_at}", "ToyBar": None}
    assert call("Endless", "ToyBar", "--fps", "12", "--fail-fast").files == published("ToyBar")


@contextmanager
def slow_run(media: Path) -> Iterator[subprocess.Popen[str]]:
    """A run of its own that is drawing, and would go on for long."""
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import scenes, toy_scenes, render;"
        "scenes.PROGRAMME = toy_scenes.PROGRAMME; sys.exit(render.main())"
    )
    call = [sys.executable, "-c", program, str(ROOT / "tests/rendering"), "ToySlow"]
    with subprocess.Popen(
        [*call, "-r", "128,72", "--fps", "10", "--media_dir", str(media)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as process:
        give_up = time.monotonic() + 60
        while not list(media.glob(".work/*/*/parts/*.mp4")) and time.monotonic() < give_up:
            time.sleep(0.05)
        yield process


@pytest.mark.skipif(os.name == "nt", reason="signals are sent to a process group")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_interrupted_run_leaves_what_was_there_and_nothing_else(tmp_path: Path, name: str) -> None:
    with slow_run(tmp_path) as process:
        # Ctrl-C reaches the workers as well; a request to end is for the program.
        send = os.killpg if name == "SIGINT" else os.kill
        send(process.pid, signal.Signals[name])
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "ToySlow: not done" in out
    assert "Stopped: 1 not done" in out
    assert err == ""
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] in ([], ["lock"])


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_killed_run_takes_its_workers_along_and_the_next_one_sweeps(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    media = tmp_path / "media"
    with slow_run(media) as process:
        process.kill()
        process.communicate(timeout=60)  # ends when the last process has closed its output
    assert list(media.glob(".work/*/*/parts/*.mp4"))
    answer = call("-s", "ToyBar")
    assert answer.files == ["stills/72p10/ToyBar.png"]


@pytest.mark.skipif(os.name == "nt", reason="a folder with an open file cannot be moved there")
@pytest.mark.parametrize("replaced", [False, True])
def test_run_whose_media_folder_is_moved_ends_in_a_sentence_and_does_not_make_it_again(
    tmp_path: Path, replaced: bool
) -> None:
    media = tmp_path / "media"
    with slow_run(media) as process:
        media.rename(tmp_path / "moved")
        if replaced:
            media.mkdir()
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert re.fullmatch(r"render\.py: the media folder must stay where it is .*\n", err)
    assert (media.exists(), replaced and list(media.iterdir())) == (replaced, replaced and [])
    sweep(tmp_path / "moved")
    assert [path.name for path in (tmp_path / "moved").rglob("*") if path.is_file()] == ["lock"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("bars", [True, False])
def test_progress_is_drawn_on_a_terminal_unless_told_not_to(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, bars: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    answer = call("-s", "ToyBar", *([] if bars else ["--progress_bar", "none"]))
    assert answer.code == 0
    assert answer.files == ["stills/72p10/ToyBar.png"]  # which is not the place of a poster
    seen = terminal.getvalue()
    assert (seen != "") == bars
    for part in ("ToyBar", "all", "100 %", "published"):
        assert (part in seen) == bars
    assert answer.out.startswith("ToyBar: ")
    assert "\x1b" not in answer.out
