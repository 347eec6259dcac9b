"""The picture of ``EntropyFloor`` is true in every frame: the dot, the strokes, the feet."""

import numpy as np
import pytest

from scenes import entry
from scenes.entropy_floor.scene import EntropyFloor
from tests.scenes.playing import play

SCENE = entry("EntropyFloor")
P = (0.1, 0.4, 0.3, 0.2)
FLOOR = 1.2799
KINDS = ("added", "saved frame", "dot", "line", "ground", "layer", "valley", "axis")


@pytest.fixture(scope="module")
def frames():
    """Corners of what the figure has drawn, after each redraw, with the beat and its values."""
    seen = []

    class Watched(EntropyFloor):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_look(*how):
                redraw(*how)
                values = {k: np.array(v) for k, v in figure.values.items()}
                seen.append((self.playing, places(figure), values))

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return seen


def places(ground):
    """Of each mark: the points of its outline, shape (n, 2)."""
    pieces = ground.pieces.items()
    return {key: p.points[:, :2].copy() for key, p in pieces if key[0] in KINDS and len(p.points)}


def bounds(points):
    return points[:, 1].min(), points[:, 1].max()


def level_at(drawn, values, y):
    """The level at a height, by the line, which is at a level that is known, and the axis."""
    foot, line = drawn["axis",][0, 1], drawn["line",][0, 1]
    low = float(values["low"])
    return low + (y - foot) * (float(values["line"]) - low) / (line - foot)


def test_dot_is_at_the_floor_plus_what_is_added_less_what_is_saved(frames):
    compared = 0
    for beat, drawn, values in frames:
        if beat != "drag":
            continue
        own, others = float(values["own"]), float(values["others"])
        middle = np.mean(bounds(drawn["dot",]))
        assert level_at(drawn, values, middle) == pytest.approx(FLOOR + own + others, abs=1e-4)
        if ("added",) in drawn and max(own, others) > 0.01:
            top = bounds(drawn["added",])[1]
            assert level_at(drawn, values, top) == pytest.approx(FLOOR + max(own, others), abs=1e-4)
            low, high = bounds(drawn["saved frame",])
            assert high == pytest.approx(top, abs=1e-9)
            assert low == pytest.approx(middle, abs=1e-9)
            compared += 1
    assert compared > 50


def test_feet_of_all_valleys_are_on_the_line_each_at_its_own_p(frames):
    drawn = [shown for beat, shown, _ in frames if beat == "floor"][-1]
    line, axis = drawn["line",][0, 1], drawn["axis",]
    left, right = axis[:, 0].min(), axis[:, 0].max()
    height = bounds(drawn["valley", 1])[1] - line
    for k, p in enumerate(P):
        valley = drawn["valley", k]
        lowest = valley[valley[:, 1].argmin()]
        assert lowest[1] == pytest.approx(line, abs=1e-4 * height)
        assert (lowest[0] - left) / (right - left) == pytest.approx(p, abs=0.01)


def test_ground_and_layer_are_as_high_as_floor_and_gap_and_the_layer_goes(frames):
    depth = [(shown, values) for beat, shown, values in frames if beat == "depth"][-1]
    drawn, values = depth
    assert float(values["low"]) == 0
    (bottom, floor), (base, top) = bounds(drawn["ground",]), bounds(drawn["layer",])
    assert base == pytest.approx(floor)
    assert (top - base) / (floor - bottom) == pytest.approx(0.2079 / 1.2799, abs=1e-4)
    last = [shown for beat, shown, _ in frames if beat == "exact"][-1]
    assert np.ptp(last["layer",][:, 1]) == pytest.approx(0, abs=1e-9)
