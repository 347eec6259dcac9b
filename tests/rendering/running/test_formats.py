"""Clips in every format, and of single beats, from the scene to what is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import jsonschema
import numpy as np
import pytest
from PIL import Image

from rendering.planning.plan import Task, is_frame
from rendering.planning.settings import Settings
from rendering.running.worker import Maker
from tests.making import making_here

ROOT = Path(__file__).parents[3]
BACKGROUND = np.array([0x10, 0x14, 0x18])

pytestmark = pytest.mark.usefixtures("toys")

SIDE_FILES = (".json", ".png", ".srt", ".vtt")

Make = Callable[..., dict[str, Path]]


@pytest.fixture
def here() -> Iterator[None]:
    """What is to be made is made in this process."""
    with making_here():
        yield


@pytest.fixture
def make(task_of: Callable[..., Task], tmp_path: Path) -> Make:
    """Files of the toy, by ending, that are private still."""

    def made(name: str, *, transparent: bool = False, **wanted: Any) -> dict[str, Path]:
        settings = Settings(128, 72, 10, format=name, transparent=transparent)
        task = replace(task_of(), settings=settings, **wanted)
        folder = tmp_path / f"work{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        files = Maker(task, folder).make(lambda _done: None)
        assert files is not None
        assert {ending for ending in files if not is_frame(ending)} == set(task.endings)
        return files

    return made


def card_of(path: Path) -> Any:
    card = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(card, json.loads((ROOT / "docs/card.schema.json").read_text()))
    return card


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def picture(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image).astype(int)


def sequence(files: dict[str, Path]) -> list[Path]:
    frames = sorted(ending for ending in files if is_frame(ending))
    assert frames == [f"/{k:05}.png" for k in range(len(frames))]
    return [files[ending] for ending in frames]


@pytest.mark.parametrize("name", ["webm", "mov", "gif", "webp"])
def test_card_of_each_format_vouches_for_its_video(make: Make, name: str) -> None:
    files = make(name)
    card = card_of(files[".json"])
    assert (card["format"], card["transparent"]) == (name, False)
    assert card["sha256"] == sha256(files[f".{name}"])


@pytest.mark.usefixtures("here")
def test_clips_of_two_formats_stand_beside_one_another(call: Callable[..., Any]) -> None:
    call("ToyBar")
    answer = call("ToyBar", "--format", "gif")
    assert (answer.code, answer.err) == (0, "")
    folders = (("72p10", ".mp4"), ("72p10-gif", ".gif"))
    names = [f"clips/{folder}/ToyBar{e}" for folder, video in folders for e in (video, *SIDE_FILES)]
    assert answer.files == sorted(names)
    video = answer.media / "clips/72p10-gif/ToyBar.gif"
    whole = video.read_bytes()
    video.write_bytes(whole[:-1])
    assert "ToyBar.gif is truncated" in call("status", "ToyBar", "--format", "gif").out
    call("ToyBar", "--format", "gif")
    assert video.read_bytes() == whole
    assert "1 up to date" in call("ToyBar", "--format", "gif").out
    assert "1 up to date" in call("ToyBar").out
    assert "Published besides: clips/72p10-gif/ToyBar. " in call("status").out
    assert "Published besides" not in call("status", "ToyBar").out
    assert call("clean", tiny=False).files == []


def test_small_formats_are_small_unless_a_size_is_asked_for(call: Callable[..., Any]) -> None:
    for name, size, folder in (
        ("gif", (), "396p15-gif"),
        ("webp", ("--fps", "5"), "396p5-webp"),
        ("gif", ("-ql",), "480p15-gif"),
        ("mov", (), "1080p60-mov"),
    ):
        dry = call("ToyBar", "--format", name, *size, "--dry_run", tiny=False)
        assert (dry.code, folder in dry.out) == (0, True), dry.out


def test_sequence_has_a_picture_for_each_frame(call: Callable[..., Any]) -> None:
    answer = call("ToyBar", "--format", "png-sequence")
    assert (answer.code, answer.err) == (0, "")
    folder = "clips/72p10-png-sequence/ToyBar"
    card = card_of(answer.media / f"{folder}.json")
    frames = [f"{folder}/{k:05}.png" for k in range(card["frames"])]
    assert answer.files == sorted([*frames, *(folder + e for e in SIDE_FILES)])
    digests = [sha256(answer.media / frame) for frame in frames]
    assert card["sha256"] == hashlib.sha256("".join(digests).encode()).hexdigest()
    poster = picture(answer.media / f"{folder}.png")
    np.testing.assert_array_equal(picture(answer.media / frames[card["poster_frame"]]), poster)
    told = json.loads(call("ToyBar", "--format", "png-sequence", "--json").out)["scenes"][0]
    assert (told["state"], told["video"]) == ("UP_TO_DATE", str(answer.media / folder))
    assert call("verify", "--rerender", tiny=False).code == 0


def over(rgba: np.ndarray, ground: np.ndarray) -> np.ndarray:
    alpha = rgba[..., 3:] / 255
    return np.asarray(rgba[..., :3] * alpha + ground * (1 - alpha))


def test_transparent_frames_over_the_ground_are_the_opaque_ones(make: Make) -> None:
    opaque = list(map(picture, sequence(make("png-sequence"))))
    clear = list(map(picture, sequence(make("png-sequence", transparent=True))))
    assert len(opaque) == len(clear) > 10
    assert all(frame[0, 0].tolist() == [0, 0, 0, 0] for frame in clear)
    for one, other in zip(opaque, clear, strict=True):
        # Each of the two was rounded to 8 bits more often than once.
        assert np.abs(over(other, BACKGROUND) - one).max() <= 3


def test_still_can_be_transparent(make: Make) -> None:
    clear = picture(make("png", transparent=True, product="still")[".png"])
    assert clear[0, 0].tolist() == [0, 0, 0, 0]
    opaque = picture(make("png", product="still")[".png"])
    assert np.abs(over(clear, BACKGROUND) - opaque).max() <= 3


def test_browsers_are_told_that_a_webm_is_transparent(make: Make) -> None:
    files = make("webm", transparent=True)
    with av.open(str(files[".webm"])) as container:
        assert container.streams.video[0].metadata["alpha_mode"] == "1"
    assert picture(files[".png"])[0, 0, 3] == 0
    assert card_of(files[".json"])["transparent"] is True


# --- Beats ----------------------------------------------------------------------------------------


def frames_of(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_beat_by_itself_is_that_stretch_of_the_clip(make: Make) -> None:
    whole, beat = make("mp4"), make("mp4", beat="shrink")
    cards = [card_of(files[".json"]) for files in (whole, beat)]
    _, shrink = cards[0]["beats"]
    stretch = frames_of(whole[".mp4"])[shrink["start_frame"] : shrink["end_frame"]]
    np.testing.assert_array_equal(frames_of(beat[".mp4"]), stretch)
    length = shrink["end_frame"] - shrink["start_frame"]
    (only,) = cards[1]["beats"]
    assert (only["start_frame"], only["end_frame"], cards[1]["frames"]) == (0, length, length)
    assert only["narration"] == shrink["narration"]
    assert only["told_frame"] == shrink["told_frame"] - shrink["start_frame"] > 0
    assert cards[1]["poster_frame"] == length - 1
    assert {gauge["frame"] for gauge in cards[1]["gauges"]} <= set(range(length))
    assert beat[".srt"].read_text().startswith("1\n00:00:00,000 --> ")


def test_frames_of_a_beat_are_numbered_from_0(make: Make) -> None:
    files = make("png-sequence", beat="shrink")
    assert len(sequence(files)) == card_of(files[".json"])["frames"]


@pytest.mark.usefixtures("here")
def test_sections_are_published_beside_the_whole(call: Callable[..., Any]) -> None:
    answer = call("ToyBar", "--sections")
    assert (answer.code, answer.err) == (0, "")
    names = ("ToyBar", "ToyBar/1-grow", "ToyBar/2-shrink")
    expected = [f"clips/72p10/{name}{e}" for name in names for e in (".mp4", *SIDE_FILES)]
    assert answer.files == sorted(expected)
    assert "3 up to date" in call("ToyBar", "--sections").out
    assert "1 up to date" in call("ToyBar", "--beat", "grow").out
    told = call("status", "ToyBar", "--sections").out
    assert told == "".join(f"{name}: UP_TO_DATE\n" for name in names)
    again = call("verify", "ToyBar", "--rerender", "--pixels", tiny=False)
    assert again.out.endswith("All is as it was published.\n")
    assert call("clean", tiny=False).files == []
