"""A story told without captions: the stage has their room, and all else is as with them."""

from dataclasses import dataclass

import pytest
from manim import CairoRenderer, Rectangle, tempconfig

import stage.entry
from rendering.inspection.watching import Inspector, WatchingRenderer
from scenes import Entry
from stage.mobjects.metadata import metadata
from stage.numbers import FloatArray, Numbers, ease
from stage.parameters import Parameters
from stage.story import Story
from tests.scenes.playing import FrameCounter

SHAPES = {"wide": (128, 72), "square": (72, 72), "tall": (72, 128)}


class NoParameters(Parameters):
    labels: None = None


@dataclass(frozen=True, slots=True, eq=False)
class Rise(Numbers):
    rise: FloatArray

    @classmethod
    def compute(cls, parameters, fps):
        return cls(ease(1.0, fps))


class RiseEntry(Entry):
    __slots__ = ()

    def parameters_type(self):
        return NoParameters

    def numbers_type(self):
        return Rise


class Filling(Story):
    """Two beats with a rectangle that fills the stage, and then moves a little."""

    def construct(self):
        stage = self.zones.stage
        body = Rectangle(width=stage.width, height=stage.height, stroke_width=0, fill_opacity=1)
        self.add(body.move_to([stage.x, stage.y, 0]))
        with self.beat("one", "The first sentence, which is read while nothing moves."):
            pass
        with self.beat("two", "And the second."):
            self.play(body.animate.scale(0.5), run_time=2)


@pytest.fixture(autouse=True)
def programme(monkeypatch):
    entry = RiseEntry("Filling", "Toys", "A title", "0. Nowhere", 5.0, ())
    monkeypatch.setattr(stage.entry, "_REGISTERED", {entry.name: entry})


def played(captions, *, shape="wide", inspector=None):
    """The story, and the writer that saw its frames."""
    width, height = SHAPES[shape]
    with tempconfig(
        {
            "pixel_width": width,
            "pixel_height": height,
            "frame_rate": 10,
            "disable_caching": True,
            "dry_run": True,
            "progress_bar": "none",
            "verbosity": "WARNING",
        }
    ):
        if inspector is None:
            renderer = CairoRenderer(file_writer_class=FrameCounter)
        else:
            renderer = WatchingRenderer(inspector, file_writer_class=FrameCounter)
        story = Filling(captions=captions, renderer=renderer)
        story.render()
        found = inspector.findings(story) if inspector else []
    return story, renderer.file_writer, found


@pytest.mark.parametrize("shape", SHAPES)
def test_without_captions_the_stage_has_their_room(shape):
    burned, off = (played(captions, shape=shape)[0] for captions in (True, False))
    (with_them, without) = (story.zones.stage for story in (burned, off))
    gained = burned.zones.caption.top - (burned.camera.frame_height / -2)
    assert without.height - with_them.height == pytest.approx(gained, abs=0.2)
    assert (without.left, without.right, without.top) == pytest.approx(
        (with_them.left, with_them.right, with_them.top)
    )
    assert not [m for m in off.mobjects if metadata(m).zone == "caption"]
    assert [m for m in burned.mobjects if metadata(m).zone == "caption"]


def test_beats_and_what_is_said_are_the_same_frame_by_frame():
    (burned, one, _), (off, other, _) = (played(captions) for captions in (True, False))
    told = [
        [(beat.name, beat.narration, beat.start, beat.end) for beat in story.beats]
        for story in (burned, off)
    ]
    assert told[0] == told[1]
    assert one.frames == other.frames
    for said, also in zip(one.subcaptions, other.subcaptions, strict=True):
        assert (said.content, said.start, said.end) == (also.content, also.start, also.end)


@pytest.mark.parametrize("captions", [True, False])
def test_inspectors_take_the_zones_of_the_scene(captions):
    inspector = Inspector(motion=False, staging=False)
    _, _, found = played(captions, inspector=inspector)
    assert {finding.rule for finding in found} == set()


def test_what_fills_the_larger_stage_would_leave_that_of_a_story_with_captions(monkeypatch):
    """So the test above tells one zone from the other."""
    monkeypatch.setattr("rendering.inspection.watching._zones", lambda scene: story.zones)
    story, _, _ = played(True)
    inspector = Inspector(motion=False, staging=False)
    _, _, found = played(False, inspector=inspector)
    assert "zone" in {finding.rule for finding in found}
