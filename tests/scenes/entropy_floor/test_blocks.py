"""The picture of ``EntropyFloor`` is true in every frame: blocks, parts, lines and areas."""

import numpy as np
import pytest

from scenes import entry
from scenes.entropy_floor.scene import EntropyFloor
from tests.scenes.playing import play

SCENE = entry("EntropyFloor")
P = (0.1, 0.4, 0.3, 0.2)
FLOOR = 1.2799
KINDS = ("block", "gap", "part", "rest", "line", "mark", "bowl", "dot", "touch", "stick", "share")
KINDS += ("cost", "entropy", "truth")


@pytest.fixture(scope="module")
def frames():
    """The outlines that the figure has drawn, after each redraw, with the beat and its values."""
    drawn = []

    class Watched(EntropyFloor):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_look(*how):
                redraw(*how)
                values = {k: np.array(v) for k, v in figure.values.items()}
                drawn.append((self.playing, outlines(figure), values))

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return drawn


def outlines(figure):
    """The points of each mark's outline, shape (n, 2)."""
    pieces = figure.pieces.items()
    return {key: p.points[:, :2].copy() for key, p in pieces if key[0] in KINDS and len(p.points)}


def size(points):
    return np.ptp(points, axis=0)


def base(drawn):
    """The y coordinate of the surprise 0."""
    return drawn["block", 1][:, 1].min()


def height(drawn, *key):
    return drawn[key][0, 1] - base(drawn)


def unit(drawn):
    """Manim units of a nat, by the mark, which is at the floor."""
    return height(drawn, "mark", "core") / FLOOR


def area(drawn, *key):
    """The area in nats times the width of the whole bar."""
    width = sum(size(drawn["truth", k])[0] for k in range(4))
    return np.prod(size(drawn[key])) / width / unit(drawn)


def last(frames, beat):
    return [drawn for playing, drawn, _ in frames if playing == beat][-1]


def test_halving_a_share_raises_its_block_by_ln_2(frames):
    heights = [
        size(drawn["block", 1])[1] / unit(drawn) for beat, drawn, _ in frames if beat == "surprise"
    ]
    expected = [np.log(1 / 0.2), np.log(1 / 0.1), np.log(1 / 0.2)]
    assert [min(heights), max(heights), heights[-1]] == pytest.approx(expected, abs=1e-3)


def test_levelling_keeps_the_area_of_all_blocks(frames):
    areas = [
        sum(area(drawn, "block", k) for k in range(4))
        for beat, drawn, values in frames
        if beat == "average" and float(values["levelled"]) > 0
    ]
    assert len(areas) > 10
    assert areas == pytest.approx([1.4878] * len(areas), abs=1e-3)


def test_push_raises_one_block_and_leaves_gaps_above_the_others(frames):
    drawn = last(frames, "push")
    added = size(drawn["rest",])[1] / unit(drawn)
    assert added == pytest.approx(np.log(4), abs=1e-3)
    assert size(drawn["block", 1])[1] / unit(drawn) == pytest.approx(np.log(1 / 0.4), abs=1e-3)
    for k in (0, 2, 3):
        # the others have .6 of the guess before, .9 after
        gap = size(drawn["gap", k])[1] / unit(drawn)
        assert gap == pytest.approx(np.log(0.9 / 0.6), abs=1e-3)


def test_parts_and_the_remainder_keep_their_areas_and_fit_where_they_go(frames):
    of_fill = [(drawn, values) for beat, drawn, values in frames if beat == "fill"]
    for drawn, values in of_fill:
        for k in (0, 2, 3):
            if values["filled"][k] > 0:
                assert area(drawn, "part", k) == pytest.approx(P[k] * np.log(1.5), abs=1e-3)
        if values["spread"] > 0:
            assert area(drawn, "rest") == pytest.approx(0.3112, abs=1e-3)
    end = of_fill[-1][0]
    bounds = end["rest",][:, 1].min(), end["rest",][:, 1].max()
    assert bounds == pytest.approx([end[key, "core"][0, 1] for key in ("mark", "line")])


def test_line_is_at_the_level_and_never_below_the_mark(frames):
    of_tour = [(drawn, values) for beat, drawn, values in frames if beat == "tour"]
    for drawn, values in of_tour:
        level = height(drawn, "line", "core") / unit(drawn)
        assert level == pytest.approx(-np.dot(P, np.log(values["q"])), abs=1e-3)
        assert level > FLOOR - 1e-4


def test_line_ends_on_the_bowl_above_the_edge_of_the_dragged_share(frames):
    compared = 0
    for beat, drawn, values in frames:
        if beat == "tour" and float(values["bowl"]) == 1:
            edge = drawn["share", 1][:, 0].max()
            end = drawn["line", "core"][:, :].max(axis=0)
            assert end[0] == pytest.approx(edge, abs=1e-3)
            bowl = drawn["bowl",]
            nearest = np.abs(bowl - end).sum(axis=1).min()
            assert nearest < 0.01
            compared += 1
    assert compared > 50


def test_bowl_touches_the_mark_where_the_truth_ends(frames):
    drawn = [d for beat, d, v in frames if beat == "tour" and float(v["bowl"]) == 1][-1]
    bowl, edge = drawn["bowl",], drawn["truth", 1][:, 0].max()
    lowest = bowl[bowl[:, 1].argmin()]
    assert lowest == pytest.approx([edge, drawn["mark", "core"][0, 1]], abs=0.03)
    touch = drawn["touch",]
    assert (touch.min(axis=0) + touch.max(axis=0)) / 2 == pytest.approx(lowest, abs=0.03)


def test_the_two_areas_are_as_high_as_the_entropy_and_the_divergence(frames):
    drawn = last(frames, "floor")
    assert size(drawn["entropy",])[1] / unit(drawn) == pytest.approx(1.2799, abs=1e-3)
    assert size(drawn["cost",])[1] / unit(drawn) == pytest.approx(0.2079, abs=1e-3)
    assert drawn["cost",][:, 1].min() == pytest.approx(drawn["entropy",][:, 1].max())
