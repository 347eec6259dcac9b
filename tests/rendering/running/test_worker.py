"""One clip, made in this process: what is in its files is what was drawn and said."""

from __future__ import annotations

import gc
import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import jsonschema
import numpy as np
import pytest
from manim import Scene, config
from PIL import Image

from rendering.errors import ClipError
from rendering.planning.plan import Task
from rendering.running.pool import make_files
from rendering.running.worker import Maker

SCHEMA = Path(__file__).parents[3] / "docs" / "card.schema.json"
BACKGROUND = (0x10, 0x14, 0x18)


def no_report(done: int) -> None:
    pass


def make(task: Task, work: Path) -> dict[str, Path]:
    work.mkdir()
    files = Maker(task, work).make(no_report)
    assert files is not None
    return files


@pytest.fixture
def card_of(task_of: Callable[..., Task], tmp_path: Path) -> Callable[..., Any]:
    def made(**parameters: Any) -> Any:
        files = make(task_of(**parameters), tmp_path / "work")
        return json.loads(files[".json"].read_text(encoding="utf-8"))

    return made


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def picture(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def test_clip_has_a_frame_for_each_that_its_card_counts(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    files = make(task_of(), tmp_path / "work")
    card = json.loads(files[".json"].read_text(encoding="utf-8"))
    frames = decoded(files[".mp4"])
    assert len(frames) == card["frames"] == card["beats"][-1]["end_frame"]
    assert card["seconds"] == card["frames"] / 10
    assert frames[0].shape == (card["height"], card["width"], 3) == (72, 128, 3)


def test_card_keeps_to_its_schema(card_of: Callable[..., Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    card = card_of()
    jsonschema.validate(card, schema)
    assert card["schema"] == schema["properties"]["schema"]["const"]


def test_numbers_of_the_card_are_those_that_were_drawn(
    card_of: Callable[..., Any], toys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toy_scenes.scene import Pillar

    drawn: list[float] = []
    draw = Pillar.draw

    def remember(pillar: Pillar) -> None:
        drawn.append(float(pillar.values["height"]))
        draw(pillar)

    monkeypatch.setattr(Pillar, "draw", remember)
    numbers = card_of(height=2.25)["numbers"]
    # The bar is made with height 0, and manim shows a motion's ends more than once.
    assert list(dict.fromkeys(drawn)) == numbers["up"]
    assert numbers["height"] == 2.25
    assert numbers["infinite"] == "inf"


def test_beats_follow_one_another_without_a_gap(card_of: Callable[..., Any]) -> None:
    grow, shrink = card_of()["beats"]
    assert grow["start_frame"] == 0
    assert grow["end_frame"] == shrink["start_frame"]
    assert [grow["name"], shrink["name"]] == ["grow", "shrink"]
    assert grow["narration"] == "bar grows to 1.50."
    assert grow["numbers"]["height"] == 1.5


def test_poster_is_the_last_frame_of_the_beat_that_says_it_best(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    files = make(task_of(), tmp_path / "work")
    card = json.loads(files[".json"].read_text(encoding="utf-8"))
    assert card["poster_frame"] == card["beats"][0]["end_frame"] - 1
    frames = [frame.astype(int) for frame in decoded(files[".mp4"])]
    poster = picture(files[".png"]).astype(int)
    distances = [np.abs(frame - poster).mean() for frame in frames]
    # Frames at rest are the same picture, but for what the encoder lost; of 255.
    assert distances[card["poster_frame"]] == pytest.approx(min(distances), abs=0.1)
    assert distances[card["poster_frame"]] < 3
    assert max(distances) - min(distances) > 1


def test_colours_are_those_of_the_theme(task_of: Callable[..., Task], tmp_path: Path) -> None:
    poster = picture(make(task_of(), tmp_path / "work")[".png"])
    assert tuple(poster[0, 0]) == BACKGROUND
    assert (0xE6, 0x9F, 0x00) in {tuple(pixel) for pixel in poster.reshape(-1, 3).tolist()}


def test_captions_that_are_off_are_in_the_subtitles_alone(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    task = task_of()
    off = replace(task, settings=replace(task.settings, captions="off"))
    burned, without = make(task, tmp_path / "burned"), make(off, tmp_path / "off")
    for ending in (".srt", ".vtt"):
        assert without[ending].read_bytes() == burned[ending].read_bytes()
    cards = [json.loads(files[".json"].read_text(encoding="utf-8")) for files in (burned, without)]
    assert [card["captions"] for card in cards] == ["burned", "off"]
    jsonschema.validate(cards[1], json.loads(SCHEMA.read_text(encoding="utf-8")))
    # The toy's bar is higher where its stage is.
    bars = [
        (picture(files[".png"]) == (0xE6, 0x9F, 0x00)).all(axis=-1) for files in (burned, without)
    ]
    heights = [bar.any(axis=1).sum() for bar in bars]
    assert heights[0] < heights[1]


def test_same_task_gives_the_same_bytes_a_second_time(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    first = make(task_of(), tmp_path / "first")
    make(task_of(height=3.0), tmp_path / "between")
    second = make(task_of(), tmp_path / "second")
    assert {k: p.read_bytes() for k, p in first.items()} == {
        k: p.read_bytes() for k, p in second.items()
    }


def test_nothing_but_the_files_and_parts_is_left_in_the_private_folder(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    files = make(task_of(), tmp_path / "work")
    assert set(files) == {".mp4", ".srt", ".vtt", ".png", ".json"}
    assert set((tmp_path / "work").iterdir()) == {*files.values(), tmp_path / "work" / "parts"}


def test_manim_settings_of_the_user_change_nothing(
    task_of: Callable[..., Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = make(task_of(), tmp_path / "plain")
    monkeypatch.setattr(config, "background_color", "#FF0000")
    monkeypatch.setattr(config, "from_animation_number", 3)
    monkeypatch.setattr(config, "media_dir", str(tmp_path / "elsewhere"))
    configured = make(task_of(), tmp_path / "configured")
    assert plain[".mp4"].read_bytes() == configured[".mp4"].read_bytes()
    assert not (tmp_path / "elsewhere").exists()
    assert config.from_animation_number == 3  # and is the user's again


def test_still_is_the_last_frame(task_of: Callable[..., Task], tmp_path: Path) -> None:
    still = picture(make(task_of(product="still"), tmp_path / "still")[".png"]).astype(int)
    last = decoded(make(task_of(), tmp_path / "clip")[".mp4"])[-1].astype(int)
    assert np.abs(still - last).mean() < 3


def test_storyboard_shows_the_last_frame_of_each_beat(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    make(task_of(product="storyboard"), tmp_path / "sheet")
    card = make(task_of(), tmp_path / "clip")
    frames = decoded(card[".mp4"])
    for number, beat in enumerate(json.loads(card[".json"].read_text(encoding="utf-8"))["beats"]):
        shown = picture(tmp_path / "sheet" / f"beat{number}.png").astype(int)
        assert np.abs(shown - frames[beat["end_frame"] - 1].astype(int)).mean() < 3


def test_progress_ends_with_all_frames(task_of: Callable[..., Task], tmp_path: Path) -> None:
    done: list[int] = []
    (tmp_path / "work").mkdir()
    Maker(task_of(), tmp_path / "work").make(done.append)
    assert done == sorted(done)
    with av.open(str(tmp_path / "work" / "clip.mp4")) as container:
        assert done[-1] == container.streams.video[0].frames


def test_failure_is_told_by_beat_file_and_line(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    maker = Maker(task_of("ToyBroken"), tmp_path)
    with pytest.raises(ZeroDivisionError) as failure:
        maker.make(no_report)
    told = maker.explain(failure.value)
    assert told.startswith("in the beat 'shrink', toy_scenes/scene.py, line ")
    assert told.endswith(": ZeroDivisionError: a toy broke over two lines")
    assert not list(tmp_path.glob("*.mp4"))


def test_example_near_a_limit_is_played_before_a_frame_of_it_is_drawn(
    task_of: Callable[..., Task], toys: Any, tmp_path: Path
) -> None:
    for number, (height, is_refused_early) in enumerate(((1000.0, True), (1.4, False))):
        work = tmp_path / str(number)
        work.mkdir()
        done: list[int] = []
        maker = Maker(task_of("ToyBroken", height=height), work)
        with pytest.raises(ClipError if is_refused_early else ZeroDivisionError) as failure:
            maker.make(done.append)
        assert bool(done) is not is_refused_early
        if is_refused_early:
            told = maker.explain(failure.value)
            assert told.startswith("in the beat 'shrink', ")
            assert "the example must be one that can be played; got height=1000.0, " in told
            assert told.endswith("Bring its numbers nearer to those that the scene has by default.")


def test_what_is_not_a_number_is_refused_near_a_limit(
    task_of: Callable[..., Task], toys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toy_scenes.scene import ToyBar

    def divide(_scene: Any) -> None:
        np.array(np.inf) / np.array(np.inf)

    monkeypatch.setattr(ToyBar, "go_wrong", divide)
    with pytest.raises(ClipError, match="invalid value"):
        Maker(task_of(height=1000.0), tmp_path).make(no_report)


def test_clock_that_disagrees_with_the_frames_is_refused(
    task_of: Callable[..., Task], toys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toy_scenes.scene import ToyBar

    def skip_a_second(scene: Any) -> None:
        scene.renderer.time += 1.0

    monkeypatch.setattr(ToyBar, "go_wrong", skip_a_second)
    with pytest.raises(ClipError, match="clock must agree"):
        Maker(task_of(), tmp_path).make(no_report)


def test_scene_that_plays_nothing_is_refused(
    task_of: Callable[..., Task], toys: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toy_scenes.scene import ToyBar

    monkeypatch.setattr(ToyBar, "construct", lambda scene: None)
    with pytest.raises(ClipError, match="plays nothing"):
        Maker(task_of(), tmp_path).make(no_report)
    with pytest.raises(ClipError, match="has none"):
        Maker(task_of(product="storyboard"), tmp_path).make(no_report)


def test_nothing_of_a_clip_stays_in_memory_when_it_is_made(
    task_of: Callable[..., Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)  # it is set in a process of its own
    gc.collect()
    before = {id(thing) for thing in gc.get_objects() if isinstance(thing, Scene)}
    gc.disable()
    try:
        made = make_files(task_of(), tmp_path / "work", "WARNING", no_report)
        scenes = [thing for thing in gc.get_objects() if isinstance(thing, Scene)]
        assert made is not None
        assert [thing for thing in scenes if id(thing) not in before] == []
    finally:
        gc.enable()
