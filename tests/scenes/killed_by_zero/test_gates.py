"""The bar, the gates and what runs through them are drawn to the numbers, in every frame."""

import numpy as np
import pytest

from scenes.killed_by_zero.gates import Gates
from scenes.killed_by_zero.numbers import KilledByZeroNumbers, KilledByZeroParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = KilledByZeroNumbers.compute(KilledByZeroParameters(), 5)
CAT, HEN, FOX, OWL = range(4)


def drawn(**values):
    gates = Gates(
        "the shares", names=N.names, subscripts=N.subscripts, order=N.order, rises=N.rises,
        highest=2.5, **{"q": N.q, "loss": N.loss, "share": N.q[FOX], "true": N.q[CAT], **values},
    )  # fmt: skip
    gates.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    gates.redraw()
    return gates


def sides(gates, *key, axis=0):
    across = gates.pieces[key].points[:, axis]
    return float(across.min()), float(across.max())


def middle(gates, *key):
    return sum(sides(gates, *key)) / 2


@pytest.mark.parametrize("q", [N.q, N.dip.q[-1], N.alone.q[-1], N.press.q[5], N.press.q[-1]])
def test_pieces_of_the_bar_have_one_scale_and_lie_side_by_side(q):
    gates = drawn(q=q)
    ends = [sides(gates, "piece", k) for k in (FOX, HEN, OWL, CAT)]
    assert [left for left, _ in ends[1:]] == pytest.approx([right for _, right in ends[:-1]])
    unit = sides(drawn(), "piece", CAT)[1] - ends[0][0]  # the length of a sum of 1
    widths = [right - left for left, right in ends]
    assert widths == pytest.approx([unit * q[k] for k in (FOX, HEN, OWL, CAT)])


def test_wall_stands_at_1_but_where_the_bar_pushes_it_out():
    at_1 = sides(drawn(), "piece", CAT)[1]
    for q in (N.q, N.dip.q[-1], N.press.q[-1]):
        assert sides(drawn(q=q), "wall")[0] == pytest.approx(at_1)
    for q in (N.alone.q[-1], *N.press.q[:-1]):
        gates = drawn(q=q)
        assert sides(gates, "wall")[0] == pytest.approx(sides(gates, "piece", CAT)[1])
        assert sides(gates, "wall")[0] > at_1


def test_what_is_past_1_is_hatched_from_there_to_the_end_of_the_bar():
    gates = drawn(q=N.alone.q[-1], marked=1.0)
    at_1, end = sides(drawn(), "piece", CAT)[1], sides(gates, "piece", CAT)[1]
    assert sides(gates, "too much") == pytest.approx((at_1, end), abs=0.1)
    assert metadata(gates.pieces["too much",]).opacities[1] == 1
    assert metadata(drawn(marked=1.0).pieces["too much",]).opacities[1] == pytest.approx(0)


def test_only_the_gate_of_the_true_class_stays_open():
    gates, open_ones = drawn(wired=1.0, shut=1.0), drawn(wired=1.0)
    for k in range(4):
        for drawing, is_open in ((gates, k == CAT), (open_ones, True)):
            left, right = (sides(drawing, "door", side, k) for side in ("left", "right"))
            assert (right[0] - left[1] > 0.5) == is_open


def test_change_of_a_wrong_class_shrinks_to_nothing_at_its_gate():
    on_its_way, at_the_end = drawn(q=N.alone.q[-1], stopped=0.5), drawn(stopped=0.999)
    radius = {g: np.ptp(sides(g, "ball", "stopped")) for g in (on_its_way, at_the_end)}
    assert radius[at_the_end] < 0.01 * radius[on_its_way]
    stopped = drawn(shut=1.0, stopped=1.0)
    assert sides(stopped, "trace", "stopped", axis=1)[1] < sides(
        stopped, "door", "left", FOX, axis=1
    )[0]  # fmt: skip


@pytest.mark.parametrize("key", ["tried", "heard"])
def test_change_of_the_true_class_runs_between_its_doors_into_the_loss(key):
    gates = drawn(shut=1.0, wired=1.0, **{key: 1.0})
    assert middle(gates, "ball", key) == pytest.approx(middle(gates, "loss"))
    assert sides(gates, "trace", key, axis=1)[0] == pytest.approx(
        sides(gates, "piece", CAT, axis=1)[1]
    )
    left, right = (sides(gates, "door", side, CAT) for side in ("left", "right"))
    foot, tip = sides(gates, "door", "left", CAT, axis=1)
    balls = [drawn(**{key: ran}).pieces["ball", key] for ran in np.linspace(0, 0.9, 37)]
    centers = [ball.points.mean(axis=0)[:2] for ball in balls]
    to_the_loss = sides(gates, "loss")[0] - 0.5
    at_the_gate = [x for x, y in centers if foot < y < tip and x < to_the_loss]
    assert at_the_gate
    assert left[1] < min(at_the_gate) <= max(at_the_gate) < right[0]


def test_guesses_stand_alone():
    gates = drawn(wired=1.0, keyed=1.0, shut=1.0, factors=1.0, stopped=1.0, guess=1.0)
    hidden = [("wire", FOX), ("rail",), ("door", "left", CAT), ("times", CAT), ("trace", "stopped")]
    for key in hidden:
        drawn_parts = [part for part in gates.pieces[key].get_family() if len(part.points)]
        assert drawn_parts
        assert not any(any(metadata(part).opacities) for part in drawn_parts)


def test_pieces_have_no_outline_and_all_but_slivers_are_measured():
    gates = drawn()
    pieces = [gates.pieces["piece", k] for k in range(4)]
    assert all(metadata(piece).opacities[1] == 0 for piece in pieces)
    # The hen's .009 is a sliver.
    assert [metadata(piece).measured is not None for piece in pieces] == [True, False, True, True]
