"""A picture is outside of the damage what it was: by a model of pixels, and by Cairo's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Dot, PMobject, Square, ValueTracker, VMobject
from manim.constants import CapStyleType, LineJointType

from rendering.drawing.boxes import NOTHING, Box, merge
from rendering.drawing.damage import (
    Appearance,
    Projection,
    appearance_key,
    appearance_of,
    difference,
    draws_nothing,
    reason_not_understood,
)
from tests.rendering.drawing.cameras import blank_camera

WIDTH, HEIGHT = 160, 90
FRAME = Box(0, 0, WIDTH, HEIGHT)

# --- Boxes ----------------------------------------------------------------------------------------


@st.composite
def boxes(draw: st.DrawFn, width: int = WIDTH, height: int = HEIGHT) -> Box:
    left, top = draw(st.integers(0, width - 1)), draw(st.integers(0, height - 1))
    return Box(left, top, draw(st.integers(left + 1, width)), draw(st.integers(top + 1, height)))


@given(st.lists(boxes(), max_size=8), st.sampled_from([FRAME, Box(0, 0, 161, 91)]))
@settings(derandomize=True)
def test_merged_boxes_are_disjoint_even_and_hold_all(given_boxes: list[Box], frame: Box) -> None:
    merged = merge(given_boxes, frame)
    for i, one in enumerate(merged):
        assert one.left % 2 == one.top % 2 == 0
        assert one.right % 2 == 0 or one.right == frame.right
        assert one.bottom % 2 == 0 or one.bottom == frame.bottom
        assert not any(one.touches(other) for other in merged[i + 1 :])
        assert frame.union(one) == frame
    for box in given_boxes:
        assert any(one.union(box) == one for one in merged)


def test_boxes_far_apart_stay_apart() -> None:
    assert merge([Box(0, 0, 10, 10), Box(50, 50, 60, 60)], FRAME) == [
        Box(0, 0, 10, 10),
        Box(50, 50, 60, 60),
    ]


def test_boxes_are_merged_for_a_little_waste_and_not_for_more() -> None:
    boxes = [Box(0, 0, 10, 10), Box(14, 0, 24, 10), Box(0, 40, 10, 50)]  # 40 between, 400 below
    assert merge(boxes, FRAME, waste=39) == boxes
    assert merge(boxes, FRAME, waste=40) == [Box(0, 0, 24, 10), boxes[2]]


def test_nothing_has_no_pixels() -> None:
    assert merge([NOTHING, NOTHING], FRAME) == []


# --- What differs between two pictures ------------------------------------------------------------


def painted(picture: list[Appearance]) -> np.ndarray:
    """A picture of hashes: a pixel tells what was painted on it, and in which order."""
    canvas = np.zeros((12, 12), dtype=object)
    for look in picture:
        for y in range(look.box.top, look.box.bottom):
            for x in range(look.box.left, look.box.right):
                canvas[y, x] = hash((canvas[y, x], look.key))
    return canvas


@st.composite
def two_pictures(draw: st.DrawFn) -> tuple[list[Appearance], list[Appearance]]:
    # Few looks, so that the same one is often in both lists, and sometimes twice in one.
    looks = [Appearance(None, (k,), draw(boxes(12, 12))) for k in range(5)]
    lists = st.lists(st.sampled_from(looks), max_size=7)
    return draw(lists), draw(lists)


@given(two_pictures())
@settings(derandomize=True, max_examples=400)
def test_pixels_outside_the_difference_are_the_same(
    pictures: tuple[list[Appearance], list[Appearance]],
) -> None:
    old, new = pictures
    damage, unchanged = difference(old, new)
    assert old[:unchanged] == new[:unchanged]
    changed = painted(old) != painted(new)
    for box in damage:
        changed[box.slices] = False
    assert not changed.any()


def test_equal_pictures_do_not_differ() -> None:
    look, same = (Appearance(None, ("look",), FRAME) for _ in range(2))
    assert difference([look, look], [same, look]) == ([], 2)


def test_only_the_one_that_changed_its_place_is_damaged() -> None:
    looks = [Appearance(None, (k,), Box(k, 0, k + 1, 1)) for k in range(5)]
    a, b, c, d, e = looks
    assert difference(looks, [b, c, d, a, e]) == ([a.box], 0)


# --- What a mobject can touch ---------------------------------------------------------------------

_NUMBER = st.floats(-9, 9) | st.sampled_from([0.0, 1e-9, 60.0, -2000.0])
_POINTS = st.lists(st.tuples(_NUMBER, _NUMBER), min_size=4, max_size=17)


@given(
    _POINTS,
    st.booleans(),
    st.sampled_from([0.0, 0.4, 4.0, 40.0, 300.0]),
    st.sampled_from(list(LineJointType)),
    st.sampled_from(list(CapStyleType)),
    st.sampled_from(["stroke", "behind", "fill"]),
)
@settings(derandomize=True, deadline=None, max_examples=250)
def test_no_pixel_is_touched_outside_the_box(
    points: list[tuple[float, float]],
    corners: bool,
    width: float,
    joint: LineJointType,
    cap: CapStyleType,
    drawn: str,
) -> None:
    shape = VMobject(joint_type=joint, cap_style=cap, stroke_width=0)
    spots = np.array([(x, y, 0) for x, y in points])
    if corners:
        shape.set_points_as_corners(spots)
    else:
        shape.points = spots[: len(spots) // 4 * 4]
    if drawn == "fill":
        shape.set_fill("#FFFFFF", 1)
    else:
        shape.set_stroke("#FFFFFF", width, 1, background=drawn == "behind")
    camera = blank_camera(WIDTH, HEIGHT)
    before = camera.pixel_array.copy()
    camera.capture_mobject(shape)
    projection = Projection.of(camera)
    changed = (camera.pixel_array != before).any(axis=2)
    changed[appearance_of(shape, appearance_key(shape), projection).box.slices] = False
    assert not changed.any()


# --- What is understood ---------------------------------------------------------------------------


def test_tracker_is_passed_over_and_a_cloud_is_not() -> None:
    assert draws_nothing(ValueTracker(3))
    assert not draws_nothing(PMobject())
    assert not draws_nothing(Dot())


class OwnFill(Square):
    def get_fill_rgbas(self) -> Any:
        return super().get_fill_rgbas()


class OwnPoints(Square):
    @property
    def points(self) -> Any:
        return self._points

    @points.setter
    def points(self, points: Any) -> None:
        self._points = points


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (Square, None),
        (PMobject, "PMobject is not a VMobject"),
        (OwnFill, "OwnFill overrides get_fill_rgbas"),
        (OwnPoints, "OwnPoints makes its points when they are asked for"),
        (lambda: Square(background_image="x.png"), "Square is coloured by a background image"),
        (VMobject, "VMobject has no points of its own"),
    ],
)
def test_reason_names_the_class_and_what_is_special(make: Any, reason: str | None) -> None:
    assert reason_not_understood(make()) == reason


def test_look_depends_on_every_attribute_that_is_drawn() -> None:
    def changed(change: Any) -> bool:
        shape = Square(fill_opacity=0.5, stroke_width=4).set_background_stroke(width=2)
        before = appearance_key(shape)
        change(shape)
        return appearance_key(shape) != before

    assert not changed(lambda m: None)
    assert changed(lambda m: m.shift([1e-9, 0, 0]))
    assert changed(lambda m: m.set_fill(opacity=0.51))
    assert changed(lambda m: m.set_stroke(opacity=0.9))
    assert changed(lambda m: m.set_stroke(width=4.1))
    assert changed(lambda m: m.set_stroke("#FF0000", background=True))
    assert changed(lambda m: m.set_stroke(width=3, background=True))
    assert changed(lambda m: m.set_cap_style(CapStyleType.ROUND))
    assert changed(lambda m: setattr(m, "joint_type", LineJointType.BEVEL))
    assert changed(lambda m: m.set_fill(["#FF0000", "#00FF00"]))


def test_colour_of_a_stroke_without_width_is_not_part_of_the_look() -> None:
    shape = Square(stroke_width=0, fill_opacity=1)
    before = appearance_key(shape)
    shape.set_stroke("#FF0000")
    assert appearance_key(shape) == before
