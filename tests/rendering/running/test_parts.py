"""A clip whose parts are shared out among processes is, byte for byte, the clip of one process."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from manim import Circle, Create, FadeOut, Scene, Square, tempconfig

from rendering.drawing.clip_renderer import ClipRenderer
from rendering.drawing.encoder import ClipEncoder, join, next_first_id
from rendering.drawing.writer import ClipWriter
from rendering.errors import ClipError
from rendering.planning.plan import Task
from rendering.planning.settings import Settings
from rendering.publishing.publish import require_joined
from rendering.running import pool
from rendering.running.parts import Part, Parts
from rendering.running.pool import Advanced, Finished, Started, run_tasks
from rendering.running.worker import Maker
from scenes import PROGRAMME, Entry
from tests.sampling import SOAK

SIZE = {"width": 128, "height": 72}
FPS = 10


class Sections(Scene):
    def construct(self) -> None:
        square, disc = Square(fill_opacity=0.5), Circle(stroke_width=12)
        self.add(square)
        self.wait(0.4)
        for k in range(5):
            self.next_section(f"section {k}")
            self.play(square.animate.rotate(0.4).shift([0.5, 0, 0]), run_time=0.5 + 0.2 * k)
            self.play(FadeOut(disc) if k % 2 else Create(disc), run_time=0.4)
            self.wait(1.2 * k + 0.3)


def draw(folder: Path, sections: Collection[int] = range(6)) -> dict[int, bytes]:
    """The files of some sections, by a process that passes over the others."""
    folder.mkdir()
    encoders: dict[int, ClipEncoder] = {}

    def encoder_for(section: int) -> ClipEncoder | None:
        if section not in sections:
            return None
        encoders[section] = ClipEncoder(folder / f"{section}.mp4", **SIZE, fps=FPS)
        return encoders[section]

    settings: dict[str, Any] = {"format": "none", "disable_caching": True, "progress_bar": "none"}
    settings |= {"pixel_width": SIZE["width"], "pixel_height": SIZE["height"], "frame_rate": FPS}
    with tempconfig({**settings, "verbosity": "WARNING"}):
        writer = partial(ClipWriter, encoder_for=encoder_for, advanced=lambda: None)
        Sections(renderer=ClipRenderer(file_writer_class=writer)).render()
    for encoder in encoders.values():
        encoder.finish()
    return {section: encoder.path.read_bytes() for section, encoder in encoders.items()}


@pytest.mark.parametrize("mine", [{0}, {3}, {5}, {0, 2, 4}, {1, 2, 5}, {0, 1, 4, 5}])
def test_section_is_the_same_whoever_draws_it(tmp_path: Path, mine: set[int]) -> None:
    whole = draw(tmp_path / "whole")
    assert len(set(whole.values())) == 6
    assert draw(tmp_path / "mine", mine) == {section: whole[section] for section in mine}


def shared(task: Task, folder: Path, first: Collection[int]) -> dict[str, bytes]:
    """What two makers make of a task, one of which draws the sections of ``first``."""
    folder.mkdir()
    parts = Parts(folder / "parts", task.settings)
    sections = range(1 + len(task.entry.beats))
    for section in sections:
        if section not in first:
            assert parts.claim(section)
    assert Maker(task, folder).make(lambda _done: None) is None
    for section in sections:
        if section not in first:
            (folder / "parts" / f"{section}.claim").unlink()
    return contents(Maker(task, folder).make(lambda _done: None))


def contents(files: dict[str, Path] | None) -> dict[str, bytes]:
    assert files is not None
    return {ending: path.read_bytes() for ending, path in files.items()}


SHARED = PROGRAMME if SOAK else (PROGRAMME[0], PROGRAMME[-1])


@pytest.mark.parametrize("entry", SHARED, ids=lambda entry: entry.name)
def test_clip_of_two_processes_is_that_of_one(tmp_path: Path, entry: Entry) -> None:
    settings = Settings(128, 72, 2)
    task = Task(entry, entry.parameters_type()(), settings, "clip", entry.name)
    (tmp_path / "alone").mkdir()
    alone = contents(Maker(task, tmp_path / "alone").make(lambda _done: None))
    poster = len(entry.beats)
    if entry is not PROGRAMME[0] or SOAK:
        assert shared(task, tmp_path / "even", range(0, poster + 1, 2)) == alone
    if entry is PROGRAMME[0] or SOAK:
        assert shared(task, tmp_path / "end", {poster}) == alone


def parts_of(folder: Path, lengths: list[int]) -> Iterator[Path]:
    """Parts of so many frames each."""
    first_id = 0
    for k, frames in enumerate(lengths):
        with ClipEncoder(folder / f"{k}.mp4", width=64, height=48, fps=FPS, first_id=first_id) as e:
            for frame in range(frames):
                e.write(np.full((48, 64, 4), 255 - 20 * k - 10 * (frame % 2), np.uint8))
            e.finish()
        first_id = next_first_id(first_id, frames)
        yield e.path


def packets(path: Path) -> list[av.Packet]:
    with av.open(str(path)) as container:
        return [packet for packet in container.demux(video=0) if packet.size]


@pytest.mark.parametrize("lengths", [[3, 4, 5], [1, 1, 1, 1, 2], [81, 1, 82, 161, 1]])
def test_joined_parts_decode_to_all_their_frames_at_even_times(
    tmp_path: Path, lengths: list[int]
) -> None:
    join(list(parts_of(tmp_path, lengths)), tmp_path / "joined.mp4")
    with av.open(str(tmp_path / "joined.mp4"), options={"err_detect": "explode"}) as container:
        frames = list(container.decode(video=0))
    assert [frame.time for frame in frames] == pytest.approx(np.arange(sum(lengths)) / FPS)
    levels = [frame.to_ndarray(format="rgb24").mean() for frame in frames]
    expected = [255 - 20 * k - 10 * (f % 2) for k, n in enumerate(lengths) for f in range(n)]
    assert levels == pytest.approx(expected, abs=2)  # of 255, which the encoder loses
    starts = {sum(lengths[:k]) for k in range(len(lengths))}
    keys = {k for k, packet in enumerate(packets(tmp_path / "joined.mp4")) if packet.is_keyframe}
    assert starts <= keys


def test_parts_of_another_size_are_refused(tmp_path: Path) -> None:
    for name, width in (("a", 128), ("b", 64)):
        with ClipEncoder(tmp_path / name, width=width, height=72, fps=FPS) as encoder:
            encoder.write(np.full((72, width, 4), 255, np.uint8))
            encoder.finish()
    with pytest.raises(ValueError, match="must be encoded alike; b is not as a"):
        join([tmp_path / "a", tmp_path / "b"], tmp_path / "joined.mp4")


def test_clip_that_lacks_a_part_or_has_them_in_another_order_is_refused(tmp_path: Path) -> None:
    settings = Settings(64, 48, FPS)
    parts = list(parts_of(tmp_path, [3, 4, 5]))
    joined = tmp_path / "joined.mp4"
    join(parts, joined)
    require_joined(parts, joined, settings)
    for others in (parts[:2], parts[1:], parts[::-1], [*parts, parts[0]]):
        with pytest.raises(ClipError, match="is not what its parts are"):
            require_joined(others, joined, settings)
    with pytest.raises(ClipError, match="not evenly spaced"):
        require_joined(parts, joined, Settings(64, 48, FPS + 1))


def test_parts_are_taken_once_and_only_when_all_are_done(tmp_path: Path) -> None:
    parts, others = (Parts(tmp_path / "parts", Settings(64, 48, FPS)) for _ in range(2))
    assert (parts.claim(0), others.claim(0), others.claim(1)) == (True, False, True)
    empty = [Part(section, 0, 0, [], [], 0.1) for section in range(2)]
    parts.add(empty[0])
    assert parts.take_all(range(2)) is None
    others.add(empty[1])
    assert others.take_all(range(2)) == empty
    assert parts.take_all(range(2)) is None


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Help whenever it is possible, since toys are too small to be worth it."""
    monkeypatch.setattr(pool, "_SECONDS_WORTH_HELPING", -1e9)


def folders_of_tasks(work: Path) -> list[str]:
    """What is left there, but for what a worker uses as long as it lives."""
    return [path.name for path in work.iterdir() if path.name.isdigit()]


@pytest.mark.usefixtures("eager")
def test_process_without_a_task_helps_with_that_of_another(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    task = task_of("ToyBar")
    (tmp_path / "alone").mkdir()
    alone = contents(Maker(task, tmp_path / "alone").make(lambda _done: None))
    events = []
    for event in run_tasks([task], jobs=3, work=tmp_path):
        events.append(event)
        if isinstance(event, Finished):
            assert contents(event.files) == alone
            assert event.record.frames == json.loads(alone[".json"])["frames"]
    kinds = [type(event) for event in events]
    assert kinds[0] is Started
    assert kinds[-1] is Finished
    assert set(kinds[1:-1]) <= {Advanced}
    assert folders_of_tasks(tmp_path) == []


@pytest.mark.usefixtures("eager")
def test_failure_of_a_shared_clip_is_told_once(
    task_of: Callable[..., Task], tmp_path: Path
) -> None:
    events = list(run_tasks([task_of("ToyBroken"), task_of("ToyBar")], jobs=3, work=tmp_path))
    told = {(type(e).__name__, e.task.name): e for e in events if not isinstance(e, Advanced)}
    assert len(events) - len(told) == sum(isinstance(e, Advanced) for e in events)
    assert sorted(told) == [
        ("Failed", "ToyBroken"),
        ("Finished", "ToyBar"),
        ("Started", "ToyBar"),
        ("Started", "ToyBroken"),
    ]
    assert folders_of_tasks(tmp_path) == []


@pytest.mark.usefixtures("eager")
def test_shared_clip_is_begun_anew_when_one_process_dies(
    task_of: Callable[..., Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faints = tmp_path / "faints"
    faints.write_text("x")  # so there is one to come
    monkeypatch.setenv("TOY_FAINTS", str(faints))
    events = list(run_tasks([task_of("ToyFainting")], jobs=2, work=tmp_path))
    kinds = [type(event).__name__ for event in events if not isinstance(event, Advanced)]
    assert kinds[0] == "Started"
    assert "Retried" in kinds
    assert faints.read_text() == "xx"
    assert kinds[-1] == "Finished"
    assert folders_of_tasks(tmp_path) == []


def test_part_is_told_whole(tmp_path: Path) -> None:
    part = Part(0, 0, 0, [b"\0\xff", b"ab"], [{"frame": 3, "origin": [0.1, 1e-300]}], 0.1)
    parts = Parts(tmp_path, Settings(*SIZE.values(), FPS))
    parts.add(part)
    assert parts.take_all(range(1)) == [part]


class Runs:
    """What writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)


def test_part_that_somebody_put_there_runs_no_code(tmp_path: Path) -> None:
    parts = Parts(tmp_path, Settings(*SIZE.values(), FPS))
    (tmp_path / "0.part").write_bytes(pickle.dumps(Runs(tmp_path / "ran")))
    with pytest.raises(ValueError, match="decode"):
        parts.take_all(range(1))
    assert not (tmp_path / "ran").exists()
