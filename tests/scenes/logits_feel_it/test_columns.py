"""Columns are as tall as shares; what fills the true one's gap fills it exactly."""

import numpy as np
import pytest

from scenes.logits_feel_it.columns import Columns
from scenes.logits_feel_it.numbers import LogitsFeelItNumbers, LogitsFeelItParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = LogitsFeelItNumbers.compute(LogitsFeelItParameters(), 5)
WIDE, SQUARE, TALL = (
    Zone(-6.6, 6.6, -3.0, 3.2),
    Zone(-3.5, 3.5, -2.4, 3.2),
    Zone(-3.5, 3.5, -5.4, 6.3),
)
ZONES = pytest.mark.parametrize("zone", [WIDE, SQUARE, TALL], ids=["wide", "square", "tall"])


def drawn(zone=WIDE, **values):
    columns = Columns(
        "the columns", names=N.names, order=N.order, known=N.told, pushed=N.pushed, step=0.6,
        widths=N.widths, gradient=N.gradient, lacks=N.lacks,
        forms=(N.share_form, N.gradient_form, N.loss_form, N.score_form),
        **{"z": N.z, "q": N.q, "loss": N.loss, "rates": N.stretch.rates[0], **values},
    )  # fmt: skip
    columns.zone = zone
    columns.redraw()
    return columns


def moved(columns, **values):
    columns.values |= {name: np.asarray(value, float) for name, value in values.items()}
    columns.redraw()
    return columns


def ends(piece, axis=1):
    return float(piece.points[:, axis].min()), float(piece.points[:, axis].max())


def extent(piece, axis=1):
    low, high = ends(piece, axis)
    return high - low


@ZONES
@pytest.mark.parametrize("frame", [0, 4, -1])
def test_columns_and_loss_are_to_one_scale_of_which_the_truth_is_1(zone, frame):
    q, change = N.push.q[frame], N.push.change[frame]
    columns = drawn(zone, truth=1.0, pushing=1.0, q=q, change=change)
    unit = extent(columns.pieces["truth",])
    for k in (0, 2):  # the hen's and the owl's may be threads
        assert extent(columns.pieces["share", k]) == pytest.approx(q[k] * unit)
    assert extent(columns.pieces["change",]) == pytest.approx(change * unit, abs=1e-9)


def test_loss_that_falls_hangs_below_its_line_and_what_leaves_the_stage_has_an_arrow():
    columns = drawn(truth=1.0, pushing=1.0, change=N.lift.change[-1])
    low, high = ends(columns.pieces["change",])
    assert high == pytest.approx(ends(columns.pieces["truth",])[0])
    assert high - low == pytest.approx(0.370 * extent(columns.pieces["truth",]), abs=2e-3)
    for change, beyond in ((0.4, (0, 0)), (30.0, (1, 0)), (-30.0, (0, 1))):
        columns = drawn(pushing=1.0, change=change)
        seen = [metadata(columns.pieces["beyond", key]).opacities[0] for key in ("above", "below")]
        assert tuple(seen) == beyond


@ZONES
def test_stretched_rate_is_as_tall_as_its_class_column(zone):
    columns = drawn(zone, nudged=1.0, level=1.0, rates=N.others.rates[-1])
    for k in (2, 3):
        rate, share = (columns.pieces[kind, k] for kind in ("rate", "share"))
        assert ends(rate) == pytest.approx(ends(share))
    assert ends(columns.pieces["level",])[1] == pytest.approx(ends(columns.pieces["share", 2])[1])


def test_columns_stand_still_while_all_scores_are_raised():
    columns = drawn(pushing=1.0)
    before = [columns.pieces["share", k].points.copy() for k in range(4)]
    assert all(len(columns.pieces["push", k].points) == 0 for k in range(4))
    n = N.raising
    moved(columns, z=n.z[-1], q=n.q[-1], loss=n.loss[-1], change=n.change[-1])
    for k in range(4):
        assert columns.pieces["share", k].points == pytest.approx(before[k], abs=1e-9)
        assert extent(columns.pieces["push", k]) == pytest.approx(0.75)
    assert extent(columns.pieces["change",]) == pytest.approx(0, abs=1e-9)


@ZONES
def test_copies_of_the_wrong_columns_fill_what_the_true_one_lacks_exactly(zone):
    columns = drawn(zone, truth=1.0, first=1.0, rest=1.0)
    bottom, top = ends(columns.pieces["truth",])
    unit = top - bottom
    assert ends(columns.pieces["share", 0])[1] == pytest.approx(bottom + 0.3145 * unit, abs=0.01)
    y = ends(columns.pieces["share", 0])[1]
    for k in (2, 3, 1):  # the largest first
        low, _ = ends(columns.pieces["fill", k])
        assert low == pytest.approx(y)
        assert np.mean(ends(columns.pieces["fill", k], 0)) == pytest.approx(
            np.mean(ends(columns.pieces["truth",], 0))
        )
        y += N.q[k] * unit
    assert y == pytest.approx(top)


@pytest.mark.parametrize("rest", [0.1, 0.25, 0.5, 0.75])
def test_copies_pass_above_the_columns_on_their_way(rest):
    columns = drawn(first=1.0, rest=rest)
    for k in (1, 3):
        piece = columns.pieces["fill", k]
        if metadata(piece).opacities[0] == 0:
            continue
        left, right = ends(piece, 0)
        for j in (1, 2, 3):
            other = columns.pieces["share", j]
            is_over = ends(other, 0)[0] < right and left < ends(other, 0)[1]
            if j != k and is_over:
                assert ends(piece)[0] >= ends(other)[1]


@ZONES
def test_guesses_are_the_share_what_it_lacks_and_1(zone):
    columns = drawn(zone, truth=1.0, guess=1.0)
    unit = extent(columns.pieces["truth",])
    for key, length in (("own", 0.3145), ("lacks", 0.6855), ("whole", 1.0)):
        # 0.03 of air at each end
        assert extent(columns.pieces["guess", key]) + 0.06 == pytest.approx(length * unit, abs=0.01)


def test_guesses_that_look_alike_are_not_shown():
    seen = []
    for own in (0.3, 0.49):
        columns = Columns(
            "the columns", names=("a", "b"), order=(0, 1), known=(0, 1), pushed=1, step=1.0,
            widths=np.array([1 - own, 1 - own]), gradient=np.array([own - 1, 1 - own]),
            lacks=1 - own, forms=(".2p", "+.2f", ".2f", ".1f"), z=np.zeros(2),
            q=np.array([own, 1 - own]), loss=1.0, rates=np.zeros(2), guess=1.0,
        )  # fmt: skip
        columns.zone = WIDE
        columns.redraw()
        seen.append(metadata(columns.pieces["guess", "own"]).opacities[0])
    assert seen == [1, 0]


def test_answer_has_room_above_the_columns():
    columns = drawn(truth=1.0, first=1.0, rest=1.0, answer=1.0)
    assert metadata(columns.pieces["answer",]).visibility == 1
