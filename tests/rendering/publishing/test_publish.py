"""Only a whole clip is published, all of it or nothing, over whatever was there."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rendering.drawing.encoder import ClipEncoder
from rendering.errors import ClipError
from rendering.machine.files import PublishedFile
from rendering.planning.manifest import Record
from rendering.planning.plan import Task
from rendering.planning.settings import Settings
from rendering.publishing.publish import check_video, publish

SIZE = Settings(64, 48, 15)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    with ClipEncoder(path, width=SIZE.width, height=SIZE.height, fps=SIZE.fps) as encoder:
        for level in range(12):
            encoder.write(np.full((SIZE.height, SIZE.width, 4), 20 * level, np.uint8))
        encoder.finish()
    return path


def test_whole_video_passes(video: Path) -> None:
    check_video(video, SIZE, 12)


@pytest.mark.parametrize(
    ("settings", "frames", "problem"),
    [
        (SIZE, 13, "has 12 frames, not 13"),
        (Settings(128, 48, 15), 12, "is 64x48, not 128x48"),
        (Settings(64, 48, 30), 12, "not evenly spaced in time and lasts 0.8 s, not 0.4 s"),
    ],
)
def test_video_that_is_not_what_was_put_in_is_refused(
    video: Path, settings: Settings, frames: int, problem: str
) -> None:
    with pytest.raises(ClipError, match=problem):
        check_video(video, settings, frames)


@pytest.mark.parametrize("kept", [0, 100, 0.5, 0.99])
def test_truncated_video_is_refused(video: Path, kept: float) -> None:
    data = video.read_bytes()
    video.write_bytes(data[: int(kept * len(data)) if kept < 1 else int(kept)])
    with pytest.raises(ClipError, match=r"clip\.mp4"):
        check_video(video, SIZE, 12)


def made(task: Task, folder: Path, content: str) -> tuple[dict[str, Path], Record]:
    folder.mkdir()
    files = {ending: folder / f"clip{ending}" for ending in task.endings}
    for ending, path in files.items():
        path.write_text(content + ending, encoding="utf-8")
    published = {ending: PublishedFile.of(path) for ending, path in files.items()}
    return files, Record(task.entry.name, task.product, {}, published, 1, "", 1.0)


def test_files_take_the_place_of_those_that_were_there(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    task, media = task_of(), tmp_path / "media"
    (media / ".work").mkdir(parents=True)
    publish(task, *made(task, tmp_path / "old", "old"), media)
    places = publish(task, *made(task, tmp_path / "new", "new"), media)
    assert places == task.places(media)
    for ending, place in places.items():
        assert place == media / "clips" / "72p10" / f"ToyBar{ending}"
        assert place.read_text(encoding="utf-8") == f"new{ending}"
    assert not list((tmp_path / "new").iterdir())


def test_frames_that_a_shorter_sequence_has_no_more_are_removed(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    task, media = task_of(), tmp_path / "media"
    (media / ".work").mkdir(parents=True)

    def publish_frames(count: int, before: Record | None = None) -> Record:
        files, record = made(task, tmp_path / str(count), str(count))
        for number in range(count):
            path = files[f"/{number:05}.png"] = tmp_path / str(count) / f"{number}.png"
            path.write_text(f"{number} of {count}")
        published = {ending: PublishedFile.of(path) for ending, path in files.items()}
        record = replace(record, files=published)
        publish(task, files, record, media, before)
        return record

    long = publish_frames(5)
    folder = media / "clips/72p10/ToyBar"
    (folder / "00004.png").write_text("somebody's")  # who has changed a frame keeps it
    (folder / "00005.png").write_text("somebody's")
    publish_frames(2, long)
    names = ["00000.png", "00001.png", "00004.png", "00005.png"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert (folder / "00001.png").read_text() == "1 of 2"


def test_card_which_vouches_for_the_others_comes_last(task_of: Callable[..., Task]) -> None:
    assert task_of().endings[-1] == ".json"


def test_interrupt_waits_until_all_files_are_in_place(
    task_of: Callable[..., Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, media = task_of(), tmp_path / "media"
    (media / ".work").mkdir(parents=True)
    files, record = made(task, tmp_path / "new", "new")
    replace = Path.replace

    def interrupted_replace(path: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted_replace)
    with pytest.raises(KeyboardInterrupt):
        publish(task, files, record, media)
    assert all(place.exists() for place in task.places(media).values())
