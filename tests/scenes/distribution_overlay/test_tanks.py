"""The picture of ``DistributionOverlay`` is true in every frame: bars, blocks, honey, the level."""

import numpy as np
import pytest

from scenes import entry
from scenes.distribution_overlay.scene import DistributionOverlay
from stage.mobjects.metadata import metadata
from tests.scenes.playing import play

SCENE = entry("DistributionOverlay")
P, Q = np.array([0.1, 0.4, 0.3, 0.2]), np.array([0.3, 0.2, 0.2, 0.3])
ROOFS = np.array([1.2040, 1.6094, 1.6094, 1.2040])
AREA = 1.4878
MARKS = ("p", "q", "block", "honey", "stick", "curve", "level", "surface")


@pytest.fixture(scope="module")
def frames():
    """Return the visible outlines of the figure after each redraw, with the beat."""
    frames = []

    class Watched(DistributionOverlay):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_look(*how):
                redraw(*how)
                frames.append((self.playing, visible(figure)))

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return frames


def visible(tanks):
    """Return the points of the outline of each visible mark, shape (n, 2), by its key."""
    return {
        key: piece.points[:, :2].copy()
        for key, piece in tanks.pieces.items()
        if (key[0] in MARKS or key == ("level number",))
        and max(metadata(piece).opacities, default=0) > 0
        and (len(piece.points) or key == ("level number",))
    }


def area(points):
    """Return the area of a polygon by the shoelace formula; its outline has straight pieces."""
    x, y = points.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def box(points):
    """Return the left, right, bottom and top of points."""
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    return left, right, bottom, top


def test_bars_of_p_keep_their_lengths_as_they_lie_down_and_their_lengths_sum_to_1(frames):
    first, last = (
        [drawn for beat, drawn in frames if beat == "width"][n] for n in (0, -1)
    )  # fmt: skip
    lying = [box(last["p", k]) for k in range(4)]
    for k in range(4):
        _, _, bottom, top = box(first["p", k])
        left, right, *_ = lying[k]
        assert right - left == pytest.approx(top - bottom, rel=1e-9)
    assert [a[1] for a in lying[:-1]] == pytest.approx([b[0] for b in lying[1:]])
    unit = (lying[-1][1] - lying[0][0]) / 1.0
    assert [(b[1] - b[0]) / unit for b in lying] == pytest.approx(P)


def test_stick_ends_on_the_curve_at_the_end_of_q_and_is_as_high_as_its_block(frames):
    compared = 0
    climbed = [drawn for beat, drawn in frames if beat == "height" and ("stick", 1) in drawn]
    touching = max(climbed, key=lambda drawn: box(drawn["stick", 1])[3])
    left, right, bottom, top = box(touching["stick", 1])
    curve = touching["curve",]
    near = curve[np.abs(curve[:, 0] - (left + right) / 2).argmin()]
    assert near[1] == pytest.approx(top, abs=0.03)
    q = box(touching["q", 1])
    assert (left + right) / 2 == pytest.approx(q[1], abs=1e-6)
    for beat, drawn in frames:
        if beat == "height" and ("block", 1) in drawn:
            block = box(drawn["block", 1])
            assert block[3] - block[2] == pytest.approx(top - bottom, rel=1e-9)
            compared += 1
    assert compared > 10


def test_drawn_area_is_the_cross_entropy_in_every_frame_of_the_climax(frames):
    compared = 0
    for beat, drawn in frames:
        if beat != "level":
            continue
        blocks = [box(drawn["block", k]) for k in range(4)]
        wide = blocks[-1][1] - blocks[0][0]
        flows = any(key[0] == "honey" for key in drawn)
        nat = (min(b[3] for b in blocks) - blocks[0][2]) / ROOFS.min()
        if not flows:
            areas = [(b[1] - b[0]) * (b[3] - b[2]) for b in blocks]
        else:
            low = min(b[3] for b in blocks)  # above it, the flowing part is drawn
            areas = [(b[1] - b[0]) * (low - b[2]) for b in blocks]
            for k in range(4):
                if ("honey", k) in drawn:
                    areas[k] += area(drawn["honey", k])
            compared += 1
        terms = np.array(areas) / wide / nat
        assert terms.sum() == pytest.approx(AREA, abs=2e-3)
        assert terms == pytest.approx(P * ROOFS, abs=4e-3)
    assert compared > 60


def test_level_and_its_number_are_invisible_until_the_surface_is_level_to_a_pixel(frames):
    pixel = 8 / 1080
    drawn_lines = 0
    for _, drawn in frames:
        if ("level",) in drawn or ("level number",) in drawn:
            heights = drawn.get(("surface",))
            assert heights is None or np.ptp(heights[:, 1]) < pixel
            drawn_lines += 1
    assert drawn_lines > 5


def test_level_is_at_the_cross_entropy_and_as_wide_as_the_base(frames):
    drawn = [drawn for beat, drawn in frames if beat == "name"][-1]
    blocks = [box(drawn["block", k]) for k in range(4)]
    nat = (min(b[3] for b in blocks) - blocks[0][2]) / ROOFS.min()
    left, right, bottom, top = box(drawn["level",])
    assert ((bottom + top) / 2 - blocks[0][2]) / nat == pytest.approx(AREA, abs=1e-3)
    assert (left, right) == pytest.approx((blocks[0][0], blocks[-1][1]))
