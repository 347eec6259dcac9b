"""The picture of ``TwoWaysDown`` is true in every frame: lifts, the ceiling, columns, the gap."""

import numpy as np
import pytest
from scipy.special import softmax

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
    """Left, bottom, right and top of each mark of both boards."""
    return {
        key: (*piece.points.min(axis=0)[:2], *piece.points.max(axis=0)[:2])
        for key, piece in lifts.pieces.items()
        if key[0] in ("lift", "ceiling", "loss", "column", "width", "frame") and len(piece.points)
    }


def test_loss_reaches_from_the_true_lift_to_the_ceiling_once_the_gap_is_filled(frames):
    assert len(frames) > 200
    for _, drawn, values in frames:
        for board, loss in (("first", "loss"), ("second", "low_loss")):
            if ("loss", board) not in drawn:
                continue
            _, foot, _, top = drawn["loss", board]
            assert foot == pytest.approx(drawn["lift", board, 0][3], abs=1e-9)
            filled = values["gap"] if board == "first" else 1.0
            assert top - foot == pytest.approx(filled * values[loss] * values["unit"], abs=1e-9)
            if filled == 1:
                assert top == pytest.approx(drawn["ceiling", board][1], abs=1e-9)


def test_the_ceiling_is_above_all_lifts_that_count(frames):
    for _, drawn, values in frames:
        tops = [drawn["lift", "first", k][3] for k in range(4) if values["counts"][k] >= 1]
        assert drawn["ceiling", "first"][1] >= max(tops) - 1e-9


def test_each_column_is_as_wide_as_the_share_and_all_of_them_as_one_lift(frames):
    for _, drawn, values in frames:
        for board, which in (("first", ""), ("second", "low_")):
            z = values[f"{which}logits"]
            if board == "first" and (values["counts"] < 1).any():
                continue
            lift = drawn["lift", board, 0]
            widths = [drawn[key][2] - drawn[key][0] for key in columns(drawn, board)]
            assert widths == pytest.approx(softmax(z) * (lift[2] - lift[0]), abs=1e-9)
            assert sum(widths) == pytest.approx(lift[2] - lift[0])


def columns(drawn, board):
    return [("column", board, k) for k in range(4) if ("column", board, k) in drawn]


def test_copies_of_the_columns_end_to_end_are_as_wide_as_the_true_lift(frames):
    drawn = next(drawn for _, drawn, values in frames if values["gathered"] == 1)
    left, right = drawn["lift", "first", 0][0], drawn["lift", "first", 0][2]
    ends = [(drawn["width", k][0], drawn["width", k][2]) for k in range(4)]
    assert [start for start, _ in ends] == pytest.approx([left, *(end for _, end in ends[:3])])
    assert ends[-1][1] == pytest.approx(right)
    for k, (start, end) in enumerate(ends):
        column = drawn["column", "first", k]
        assert end - start == pytest.approx(column[2] - column[0])


def test_pushed_up_the_second_board_is_as_high_as_the_first(frames):
    drawn = [drawn for beat, drawn, _ in frames if beat == "shift"][-1]
    for key, (_, bottom, _, top) in drawn.items():
        if key[1:2] == ("second",):
            assert (bottom, top) == pytest.approx(drawn[key[0], "first", *key[2:]][1::2], abs=1e-6)


def test_the_second_board_is_moved_as_one_rigid_piece(frames):
    moved = [(drawn, values) for beat, drawn, values in frames if beat in ("shift", "answer")]
    first = moved[0][0]
    rises = [drawn["lift", "second", 0][1] - first["lift", "second", 0][1] for drawn, _ in moved]
    assert max(rises) == pytest.approx(moved[0][1]["unit"] * 1.0)
    assert rises[-1] == max(rises)
    for (drawn, _), rise in zip(moved, rises, strict=True):
        for key in [key for key in drawn if "second" in key or key[0] == "frame"]:
            gone = np.subtract(drawn[key], first[key])
            assert gone == pytest.approx([0, rise, 0, rise], abs=1e-6)
