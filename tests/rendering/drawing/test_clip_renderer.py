"""The frames are manim's, bit for bit, however a scene goes about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manim import (
    DEGREES,
    Camera,
    Circle,
    Create,
    Dot,
    FadeOut,
    Scene,
    Square,
    Star,
    ThreeDScene,
    VGroup,
    VMobject,
)
from PIL import Image

from rendering.drawing import clip_renderer
from rendering.drawing.clip_renderer import ClipRenderer, _displayed
from rendering.drawing.painting import paint
from scenes import PROGRAMME, Entry
from tests.rendering.drawing.torture import (
    LARGER,
    SMALL,
    SQUARE,
    TORTURE,
    Images,
    KeepingWriter,
    MovingCamera,
    OwnWayOfDrawing,
    PatchingWriter,
    PointClouds,
    differences,
    frames_by_manim,
    played,
)
from tests.sampling import sample


@pytest.fixture(autouse=True)
def pillow_that_manim_was_written_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # manim 0.22 makes an empty RGBA image of an array of doubles; Pillow 13 refuses it.
    fromarray = Image.fromarray

    def lenient(array: Any, mode: str | None = None) -> Image.Image:
        if array.dtype == np.float64 and mode == "RGBA":
            return Image.new("RGBA", array.shape[::-1])
        return fromarray(array)

    monkeypatch.setattr(Image, "fromarray", lenient)


@pytest.mark.parametrize("size", [SMALL, LARGER, SQUARE], ids=["small", "larger", "square"])
@pytest.mark.parametrize("scene", TORTURE, ids=lambda scene: scene.__name__)
def test_every_frame_is_manims(scene: type[Scene], size: dict[str, int]) -> None:
    assert differences(scene, PatchingWriter, **size) == []


@pytest.mark.parametrize("scene", TORTURE, ids=lambda scene: scene.__name__)
def test_writer_that_takes_whole_frames_gets_the_same(scene: type[Scene]) -> None:
    assert differences(scene, KeepingWriter) == []


@pytest.mark.parametrize("scene", TORTURE, ids=lambda scene: scene.__name__)
def test_what_lies_below_all_changes_is_kept_as_manim_draws_it(scene: type[Scene]) -> None:
    with mock.patch.object(clip_renderer, "_STEADY", 1):  # as soon as it could
        assert differences(scene, PatchingWriter) == []


# From the last on: the first is among those of tests/test_plain_manim.py.
@pytest.mark.parametrize("entry", sample(PROGRAMME[::-1], every=5), ids=lambda entry: entry.name)
def test_every_frame_of_the_programme_is_manims(entry: Entry) -> None:
    pytest.importorskip(entry.module)
    assert differences(entry.scene_type(), **SMALL | {"frame_rate": 3}) == []


# --- Sequences that nobody thought of -------------------------------------------------------------

_WHO = st.integers(0, 5)
_PLACE = st.tuples(st.floats(-6, 6), st.floats(-3, 3))
_SHARE = st.floats(0, 1)
_COLOUR = st.sampled_from(["#FF0000", "#00FF7F", "#3030FF", "#FFFFFF"])
_CHANGES = st.one_of(
    st.tuples(st.just("add"), _WHO),
    st.tuples(st.just("remove"), _WHO),
    st.tuples(st.just("to_front"), _WHO),
    st.tuples(st.just("to_back"), _WHO),
    st.tuples(st.just("z_index"), _WHO, st.integers(-2, 2)),
    st.tuples(st.just("move"), _WHO, _PLACE),
    st.tuples(st.just("scale"), _WHO, st.sampled_from([0.0, 0.3, 1.7])),
    st.tuples(st.just("fill"), _WHO, _COLOUR, _SHARE),
    st.tuples(st.just("stroke"), _WHO, _COLOUR, st.sampled_from([0.0, 1.0, 9.0, 40.0]), _SHARE),
    st.tuples(st.just("nest"), _WHO, _WHO),
    st.tuples(st.just("foreground"), _WHO),
    st.tuples(st.just("not_foreground"), _WHO),
    st.tuples(st.just("wait"), st.sampled_from([0.125, 0.3])),
    st.tuples(st.just("move_slowly"), _WHO, _PLACE),
    st.tuples(st.just("draw"), _WHO),
    st.tuples(st.just("fade_out"), _WHO),
)


def _scene_of(changes: list[tuple[Any, ...]]) -> Callable[..., Scene]:
    class Sequence(Scene):
        def construct(self) -> None:
            self.shapes: list[VMobject] = [
                Square(2, fill_opacity=0.5),
                Circle(1.2, stroke_width=12),
                Star(5, fill_opacity=1),
                Dot(radius=0.4),
                VMobject(stroke_width=7).set_points_as_corners(np.eye(3) * 2),
                Square(0.5).rotate(20 * DEGREES),
            ]
            self.add(*self.shapes[:2])
            for name, *values in changes:
                getattr(self, f"_{name}")(*values)
                self.wait(1 / 8)

        def _add(self, who: int) -> None:
            self.add(self.shapes[who])

        def _remove(self, who: int) -> None:
            self.remove(self.shapes[who])

        def _to_front(self, who: int) -> None:
            self.bring_to_front(self.shapes[who])

        def _to_back(self, who: int) -> None:
            self.bring_to_back(self.shapes[who])

        def _z_index(self, who: int, z: int) -> None:
            self.shapes[who].set_z_index(z)

        def _move(self, who: int, to: tuple[float, float]) -> None:
            self.shapes[who].move_to([*to, 0])

        def _scale(self, who: int, by: float) -> None:
            self.shapes[who].scale(by)

        def _fill(self, who: int, color: str, opacity: float) -> None:
            self.shapes[who].set_fill(color, opacity)

        def _stroke(self, who: int, color: str, width: float, opacity: float) -> None:
            self.shapes[who].set_stroke(color, width, opacity)

        def _nest(self, who: int, into: int) -> None:
            if self.shapes[into] not in self.shapes[who].get_family():
                self.shapes[into].add(self.shapes[who])

        def _foreground(self, who: int) -> None:
            self.add_foreground_mobjects(self.shapes[who])

        def _not_foreground(self, who: int) -> None:
            self.remove_foreground_mobjects(self.shapes[who])

        def _wait(self, seconds: float) -> None:
            self.wait(seconds)

        def _move_slowly(self, who: int, to: tuple[float, float]) -> None:
            self.play(self.shapes[who].animate.move_to([*to, 0]), run_time=0.3)

        def _draw(self, who: int) -> None:
            self.play(Create(self.shapes[who]), run_time=0.3)

        def _fade_out(self, who: int) -> None:
            self.play(FadeOut(self.shapes[who]), run_time=0.3)

    return Sequence


@given(st.lists(_CHANGES, min_size=1, max_size=10), st.sampled_from([1, 2, clip_renderer._STEADY]))
@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_sequence_of_changes_gives_manims_frames(
    changes: list[tuple[Any, ...]], steady: int
) -> None:
    with mock.patch.object(clip_renderer, "_STEADY", steady):
        assert differences(_scene_of(changes)) == []


# --- Families -------------------------------------------------------------------------------------


def _members(shapes: list[VMobject]) -> list[VMobject]:
    square, circle, dot, star = shapes
    circle.set_z_index(2)
    within = VGroup(square, VMobject())  # one that has no points is not drawn
    return [VGroup(within, dot), square, star, VGroup(dot, circle), within]


def _of_itself(shapes: list[VMobject]) -> list[VMobject]:
    shapes[0].add(shapes[1])
    shapes[1].submobjects.append(shapes[0])
    return shapes[:3]


class Alone(VMobject):
    def get_family(self, recurse: bool = True) -> list[Any]:
        return [self]


def _with_a_way_of_its_own(shapes: list[VMobject]) -> list[VMobject]:
    alone = Alone().set_points_as_corners(np.eye(3))
    alone.add(shapes[0])
    return [alone, *shapes[1:]]


@pytest.mark.parametrize("make", [_members, _of_itself, _with_a_way_of_its_own])
@pytest.mark.parametrize("use_z_index", [True, False])
def test_what_is_displayed_is_what_manims_camera_displays(
    make: Callable[[list[VMobject]], list[VMobject]], use_z_index: bool
) -> None:
    camera = Camera(use_z_index=use_z_index)
    mobjects = make([Square(), Circle(), Dot(), Star()])
    shown = _displayed(mobjects, camera)
    assert list(map(id, shown)) == list(map(id, camera.get_mobjects_to_display(mobjects)))


# --- What it costs, and why it is slow ------------------------------------------------------------


class Still(Scene):
    def construct(self) -> None:
        self.add(Square(), Circle())
        self.wait(2)


def test_still_is_written_once_and_shown_for_all_its_frames() -> None:
    class CountingWriter(PatchingWriter):
        calls = 0

        def write_damaged_frame(self, *args: Any) -> None:
            type(self).calls += 1
            super().write_damaged_frame(*args)

    frames = played(Still, ClipRenderer, CountingWriter).renderer.file_writer.frames
    assert len(frames) == 2 * SMALL["frame_rate"]
    assert CountingWriter.calls == 1


def test_small_motion_damages_a_small_part() -> None:
    class Small(Scene):
        def construct(self) -> None:
            self.add(Square(5, fill_opacity=0.5), dot := Dot())
            self.play(dot.animate.shift([1, 0, 0]))

    writer = played(Small, ClipRenderer, PatchingWriter).renderer.file_writer
    pixels = SMALL["pixel_width"] * SMALL["pixel_height"]
    assert writer.copied < pixels + 7 * pixels / 50  # the first frame, then a dot seven times


@pytest.mark.parametrize(
    ("scene", "reason"),
    [
        (Images, "ImageMobject is not a VMobject"),
        (PointClouds, "PMobject is not a VMobject"),
        (MovingCamera, "MovingCamera is not manim's plain Camera"),
        (OwnWayOfDrawing, "Blinking overrides get_fill_rgbas"),
        (OwnWayOfDrawing, "a Square has a get_stroke_width of its own"),
    ],
)
def test_whoever_makes_it_slow_is_named(scene: type[Scene], reason: str) -> None:
    assert reason in played(scene, ClipRenderer, PatchingWriter).renderer.slow_reasons


def test_log_says_why_a_scene_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("rendering.drawing.clip_renderer.logger.warning", said.append)
    played(PointClouds, ClipRenderer, PatchingWriter)
    assert said == [
        "PointClouds is slower than it could be: PMobject is not a VMobject, "
        "so 5 pictures were drawn whole."
    ]
    played(Still, ClipRenderer, PatchingWriter)
    assert len(said) == 1


def test_ordinary_scene_has_no_reason_to_be_slow() -> None:
    assert played(Still, ClipRenderer, PatchingWriter).renderer.slow_reasons == {}


def test_scene_that_brings_its_camera_gets_it() -> None:
    class Cube(ThreeDScene):
        def construct(self) -> None:
            self.set_camera_orientation(phi=75 * DEGREES)
            self.add(Square())
            self.wait(0.25)

    assert differences(Cube) == []


# --- Passing over ---------------------------------------------------------------------------------


class InSections(Scene):
    skipped: tuple[bool, ...] = (False, False, False)

    def construct(self) -> None:
        square, dot = Square(fill_opacity=0.5), Dot()
        self.add(square)
        for k, skip in enumerate(self.skipped):
            self.next_section(f"section {k}", skip_animations=skip)
            self.play(square.animate.shift([1, 0, 0]), dot.animate.shift([0, 1, 0]), run_time=0.5)
            self.wait(0.25)


def test_what_lies_below_all_changes_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Above(Scene):
        def construct(self) -> None:
            # manim takes both for moving, since they are of one group.
            low, high = Circle(2, fill_opacity=0.5), Square(1)
            self.add(group := VGroup(low, high))
            group.add_updater(lambda group, dt: group[1].shift([0.05 * dt, 0, 0]))
            self.wait(20)

    painted: list[str] = []

    def counting(look: Any, *others: Any) -> None:
        painted.append(type(look.mobject).__name__)
        paint(look, *others)

    monkeypatch.setattr(clip_renderer, "paint", counting)
    played(Above, ClipRenderer, PatchingWriter)
    frames = 20 * SMALL["frame_rate"]
    assert painted.count("Square") > frames - 5
    assert painted.count("Circle") <= clip_renderer._STEADY + 2 < frames / 2


@pytest.mark.parametrize(
    "skipped", [(True, False, True), (False, True, False), (True, True, False)]
)
def test_section_after_skipped_ones_is_what_it_is_in_the_whole(skipped: tuple[bool, ...]) -> None:
    class Passing(InSections):
        pass

    Passing.skipped = skipped
    whole = frames_by_manim(InSections)
    frames = played(Passing, ClipRenderer, PatchingWriter).renderer.file_writer.frames
    wanted = [f for k, f in enumerate(whole) if not skipped[k // 6]]
    assert len(whole) == 18
    assert len(frames) == len(wanted)
    assert all(np.array_equal(a, b) for a, b in zip(frames, wanted, strict=True))


def test_nothing_is_drawn_while_passing_over(monkeypatch: pytest.MonkeyPatch) -> None:
    class Passing(InSections):
        skipped = (True, True, True)

    def refuse(*args: Any) -> None:
        raise AssertionError("drawn")

    monkeypatch.setattr("manim.Camera.display_vectorized", refuse)
    played(Passing, ClipRenderer, PatchingWriter)
