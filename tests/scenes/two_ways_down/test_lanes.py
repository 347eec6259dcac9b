"""The picture of ``TwoWaysDown`` is true in every frame: the wall, the gap, the twins, the hops."""

from itertools import combinations

import numpy as np
import pytest

from scenes import entry
from scenes.two_ways_down.scene import TwoWaysDown
from tests.scenes.playing import play

SCENE = entry("TwoWaysDown")


@pytest.fixture(scope="module")
def frames():
    """What the figure has drawn, by the time of it: its pieces' places after each redraw."""
    seen = []

    class Watched(TwoWaysDown):
        def make_figure(self):
            figure = super().make_figure()
            redraw = figure.redraw

            def redraw_and_look(*how):
                redraw(*how)
                seen.append((self.playing, places(figure)))

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return seen


def places(lanes):
    """Left, bottom, right and top of each mark of both lines, and what is drawn of it."""
    return {
        key: (*piece.points.min(axis=0)[:2], *piece.points.max(axis=0)[:2])
        for key, piece in lanes.pieces.items()
        if key[0] in ("bead", "stick", "wall", "loss")
    }


def middle(box):
    return np.array([box[0] + box[2], box[1] + box[3]]) / 2


def test_loss_reaches_from_the_true_bead_to_the_wall_in_every_frame(frames):
    assert len(frames) > 200
    for _, drawn in frames:
        for line in ("upper", "lower"):
            left, _, right, _ = drawn["loss", line]
            assert left == pytest.approx(middle(drawn["bead", line, 0])[0], abs=1e-9)
            assert right == pytest.approx(middle(drawn["wall", line])[0], abs=1e-9)


def test_no_two_beads_of_a_line_touch_in_any_frame(frames):
    for _, drawn in frames:
        for line in ("upper", "lower"):
            for a, b in combinations(range(4), 2):
                one, other = drawn["bead", line, a], drawn["bead", line, b]
                apart = np.hypot(*(middle(one) - middle(other)))
                assert apart > one[2] - one[0] - 1e-9


def test_all_of_both_lines_coincides_at_last(frames):
    beat, drawn = frames[-1]
    assert beat == "answer"
    for key, box in drawn.items():
        if key[1] == "lower":
            assert box == pytest.approx(drawn[key[0], "upper", *key[2:]], abs=1e-6)


def test_lower_line_slides_and_rises_as_one_rigid_piece(frames):
    lifted = [drawn for beat, drawn in frames if beat == "lift"]
    first = lifted[0]
    for drawn in lifted:
        way = middle(drawn["bead", "lower", 0]) - middle(first["bead", "lower", 0])
        for kind, *which in (("bead", 1), ("bead", 2), ("bead", 3), ("loss",)):
            key = (kind, "lower", *which)
            gone = middle(drawn[key]) - middle(first[key])
            assert gone == pytest.approx(way, abs=1e-6)
