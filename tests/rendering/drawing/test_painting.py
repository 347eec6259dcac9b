"""A shape is painted as manim's camera paints it, bit for bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Square, VMobject
from manim.constants import CapStyleType, LineJointType

from rendering.drawing.damage import Projection, appearance_key, appearance_of
from rendering.drawing.painting import paint
from tests.rendering.drawing.cameras import blank_camera

WIDTH, HEIGHT = 64, 36


def painted_by(mobject: VMobject, who: str) -> np.ndarray:
    camera = blank_camera(WIDTH, HEIGHT)
    context = camera.get_cairo_context(camera.pixel_array)
    if who == "manim":
        camera.display_vectorized(mobject, context)
    else:
        look = appearance_of(mobject, appearance_key(mobject), Projection.of(camera))
        paint(look, camera, context)
    return np.array(camera.pixel_array)


# Some meet exactly, some to within what manim takes for meeting, some not quite.
_SPOT = st.sampled_from([0.0, 1e-7, 1e-6, 3e-6, 1e-5, 1.0, -2.5, 3.0, 3.00001, 3.0001])
_POINTS = st.lists(st.tuples(_SPOT, _SPOT), min_size=4, max_size=21)


@given(
    _POINTS,
    st.sampled_from([0.0, 0.4, 6.0]),
    st.sampled_from([0.0, 0.3, 1.0]),
    st.sampled_from([0.0, 0.5]),
    st.sampled_from(list(LineJointType)),
    st.sampled_from(list(CapStyleType)),
)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_any_path_is_painted_as_the_camera_paints_it(
    points: list[tuple[float, float]],
    width: float,
    fill: float,
    behind: float,
    joint: LineJointType,
    cap: CapStyleType,
) -> None:
    shape = VMobject(joint_type=joint, cap_style=cap)
    shape.points = np.array([(x, y, 0.0) for x, y in points])
    shape.set_fill("#40A0FF", fill).set_stroke("#FFC000", width, 0.7)
    shape.set_stroke("#00FF00", 2 * width, behind, background=True)
    assert np.array_equal(painted_by(shape, "manim"), painted_by(shape, "us"))


@pytest.mark.parametrize(
    "style",
    [
        {"color": ["#FF0000", "#0000FF"], "fill_opacity": 0.5},
        {"stroke_color": ["#FF0000", "#0000FF", "#00FF00"], "stroke_width": 9},
        {"fill_opacity": 1, "stroke_opacity": 0},
        {"fill_opacity": 0, "stroke_width": 0},
    ],
    ids=["gradient", "gradient of a stroke", "no stroke", "nothing"],
)
def test_any_style_is_painted_as_the_camera_paints_it(style: dict[str, Any]) -> None:
    shape = Square(3, **style)
    assert np.array_equal(painted_by(shape, "manim"), painted_by(shape, "us"))


@pytest.mark.parametrize("gap", [0.0, 5e-7, 2e-6])
def test_line_is_closed_where_manim_closes_it(gap: float) -> None:
    corner = VMobject(stroke_width=60, joint_type=LineJointType.MITER)
    corner.set_points_as_corners([(0, 0, 0), (2, 2, 0), (3, 0, 0), (gap, 0, 0)])
    assert np.array_equal(painted_by(corner, "manim"), painted_by(corner, "us"))


@pytest.mark.parametrize("gap", [0.0, 5e-7, 2e-6])
def test_lines_are_one_where_manim_has_them_meet(gap: float) -> None:
    corner = VMobject(stroke_width=60, joint_type=LineJointType.MITER)
    corner.set_points_as_corners([(-2, 2, 0), (0, 0, 0)])
    corner.points = np.vstack((corner.points, corner.points[::-1] * [-1, 1, 1] + [gap, 0, 0]))
    assert np.array_equal(painted_by(corner, "manim"), painted_by(corner, "us"))
