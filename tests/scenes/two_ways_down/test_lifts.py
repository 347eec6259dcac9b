"""The picture of ``TwoWaysDown`` is true in every frame: lifts, the ceiling, the gap, the twins."""

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
                seen.append((self.playing, places(figure), figure.values | {"unit": figure._unit}))

            figure.redraw = redraw_and_look
            return figure

    play(Watched, SCENE.parameters_type()(), fps=10, draw=False, width=160, height=90)
    return seen


def places(lifts):
    """Left, bottom, right and top of each mark of both pictures."""
    return {
        key: (*piece.points.min(axis=0)[:2], *piece.points.max(axis=0)[:2])
        for key, piece in lifts.pieces.items()
        if key[0] in ("lift", "ceiling", "loss", "difference", "frame") and len(piece.points)
    }


def test_loss_reaches_from_the_true_lift_to_the_ceiling_once_the_gap_is_filled(frames):
    assert len(frames) > 200
    for beat, drawn, values in frames:
        for picture, loss in (("first", "loss"), ("second", "low_loss")):
            # The block grows where a twin is met, and its upper edge with it.
            if beat == "lay" or ("loss", picture) not in drawn:
                continue
            _, foot, _, top = drawn["loss", picture]
            assert foot == pytest.approx(drawn["lift", picture, 0][3], abs=1e-9)
            filled = values["gap"] if picture == "first" else 1.0
            assert top - foot == pytest.approx(filled * values[loss] * values["unit"], abs=1e-9)
            if filled == 1:
                assert top == pytest.approx(drawn["ceiling", picture][1], abs=1e-9)


def test_the_ceiling_is_above_all_lifts_that_count(frames):
    for beat, drawn, values in frames:
        tops = [drawn["lift", "first", k][3] for k in range(4) if values["counts"][k] >= 1]
        if beat != "lay":
            assert drawn["ceiling", "first"][1] >= max(tops) - 1e-9


def test_all_of_both_pictures_coincides_at_last(frames):
    beat, drawn, _ = frames[-1]
    assert beat == "answer"
    for key, box in drawn.items():
        if "second" in key:
            assert box == pytest.approx(drawn[key[0], "first", *key[2:]], abs=1e-6)


def test_the_second_picture_is_moved_as_one_rigid_piece(frames):
    shifted = [(drawn, values) for beat, drawn, values in frames if beat == "shift"]
    first, last = shifted[0][0], shifted[-1]
    up = last[1]["unit"] * 1.0
    assert last[0]["lift", "second", 1][1] - first["lift", "second", 1][1] == pytest.approx(up)
    for drawn, _ in shifted:
        way = drawn["lift", "second", 0][1] - first["lift", "second", 0][1]
        for key in [key for key in drawn if "second" in key or key[0] in ("difference", "frame")]:
            gone = np.subtract(drawn[key], first[key])
            assert gone == pytest.approx([0, way, 0, way], abs=1e-6)
