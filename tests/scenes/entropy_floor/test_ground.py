"""The picture of ``EntropyFloor`` is true in every frame: slabs, parts, dot and ground."""

import numpy as np
import pytest

from scenes import entry
from scenes.entropy_floor.scene import EntropyFloor
from tests.scenes.playing import play

SCENE = entry("EntropyFloor")
P = (0.1, 0.4, 0.3, 0.2)
FLOOR = 1.2799
KINDS = (
    "block", "slab", "hole", "part", "rest", "line", "mark", "dot", "handle", "valley", "axes",
    "ground", "cost", "chance",
)  # fmt: skip


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


def size(points):
    return np.ptp(points, axis=0)


def unit(drawn):
    """Manim units of a nat, by the axes' corner and the mark, which is at the floor."""
    return (drawn["mark", "core"][0, 1] - drawn["axes",][:, 1].min()) / FLOOR


def test_block_and_slabs_are_as_high_as_the_surprise_and_slabs_grow_thicker(frames):
    drawn = [shown for beat, shown, _ in frames if beat == "steps"][-1]
    slabs = [size(drawn["slab", step]) for step in range(3)]
    # ln(4/3), ln(3/2) and ln 2; the block below is ln(1/.4) high, all of one width
    expected = np.log([4 / 3, 3 / 2, 2, 1 / 0.4])
    heights = np.array([*(s[1] for s in slabs), size(drawn["block", 1])[1]]) / unit(drawn)
    assert heights == pytest.approx(expected, abs=1e-3)
    holes = [size(drawn["hole", 2, step])[1] / unit(drawn) for step in range(3)]
    assert holes == pytest.approx(np.log([7 / 6, 8 / 7, 9 / 8]), abs=1e-3)


def test_parts_and_what_is_left_over_keep_their_areas_and_fit_where_they_go(frames):
    def area(drawn, *key):
        return np.prod(size(drawn[key])) / np.ptp(drawn["axes",][:, 0]) / unit(drawn)

    filling = [drawn for beat, drawn, values in frames if beat == "net" and values["filled"] > 0]
    spreading = [drawn for beat, drawn, values in frames if beat == "left" and values["spread"] > 0]
    for drawn in filling:
        # the others have .6 of p before, .9 of q after: each saves p ln(.9 / .6)
        for k in (0, 2, 3):
            assert area(drawn, "part", k) == pytest.approx(P[k] * np.log(0.9 / 0.6), abs=1e-3)
    for drawn in spreading:
        assert area(drawn, "rest") == pytest.approx(0.3112, abs=1e-3)
    ends = bounds(spreading[-1]["rest",])
    assert ends == pytest.approx([spreading[-1][key, "core"][0, 1] for key in ("mark", "line")])


def test_dot_is_above_the_edge_of_the_share_and_on_the_level(frames):
    compared = 0
    for beat, drawn, values in frames:
        if beat == "sweep" and float(values["plot"]) == 1:
            x, y = (drawn["dot", "level"].min(axis=0) + drawn["dot", "level"].max(axis=0)) / 2
            assert x == pytest.approx(drawn["handle",][0, 0], abs=1e-6)
            over = (y - drawn["mark", "core"][0, 1]) / unit(drawn)
            assert over == pytest.approx(float(values["level"]) - FLOOR, abs=1e-4)
            compared += 1
    assert compared > 20


def test_no_guess_made_by_chance_is_ever_below_the_mark(frames):
    drawn = [shown for beat, shown, _ in frames if beat == "hail"]
    mark = drawn[-1]["mark", "core"][0, 1]
    assert min(bounds(shown["chance",])[0] for shown in drawn if ("chance",) in shown) > mark - 0.1


def test_ground_is_as_high_as_the_floor_and_the_cost_as_the_gap(frames):
    drawn = [shown for beat, shown, _ in frames if beat == "floor"][-1]
    assert size(drawn["ground",])[1] / unit(drawn) == pytest.approx(1.2799, abs=1e-3)
    assert size(drawn["cost",])[1] / unit(drawn) == pytest.approx(0.2079, abs=1e-3)
