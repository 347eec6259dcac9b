"""The bar, the gates and what runs through them are drawn to the numbers, in every frame."""

import numpy as np
import pytest

from scenes.killed_by_zero.gates import Gates
from scenes.killed_by_zero.numbers import KilledByZeroNumbers, KilledByZeroParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = KilledByZeroNumbers.compute(KilledByZeroParameters(), 5)
CAT, HEN, FOX, OWL = range(4)
ORDER = (HEN, OWL, CAT, FOX)


def drawn(**values):
    gates = Gates(
        "the shares", names=N.names, order=N.order, rises=N.rises, highest=2.5,
        **{"q": N.q, "surprise": N.surprise, "loss": N.loss, **values},
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
def test_pieces_of_the_bar_have_one_scale(q):
    unit = sides(drawn(), "piece", FOX)[1] - sides(drawn(), "piece", HEN)[0]
    widths = [np.ptp(sides(drawn(q=q), "piece", k)) for k in ORDER]
    assert widths == pytest.approx([unit * q[k] for k in ORDER])


@pytest.mark.parametrize("q", [N.q, N.alone.q[-1], N.press.q[5], N.press.q[-1], N.trade.q[5]])
def test_pieces_lie_side_by_side_while_the_sum_is_at_least_1(q):
    ends = [sides(drawn(q=q), "piece", k) for k in ORDER]
    assert [left for left, _ in ends[1:]] == pytest.approx([right for _, right in ends[:-1]])


def test_dip_of_the_cat_leaves_a_gap_and_moves_no_other_piece():
    before, after = drawn(), drawn(q=N.dip.q[-1])
    for k in (HEN, OWL, FOX):
        assert sides(after, "piece", k) == pytest.approx(sides(before, "piece", k))
    gap = sides(after, "piece", CAT)[1], sides(after, "piece", FOX)[0]
    assert sides(after, "gap") == pytest.approx(gap, abs=0.05)
    assert np.ptp(gap) == pytest.approx(np.ptp(sides(before, "piece", CAT)) / 3)


def test_fox_that_grows_alone_moves_no_other_piece_or_number():
    before = drawn(wired=2.0)
    after = drawn(wired=2.0, q=N.alone.q[-1], surprise=N.alone.surprise[-1])
    for k in (HEN, OWL, CAT):
        assert sides(after, "piece", k) == pytest.approx(sides(before, "piece", k))
        assert sides(after, "wire", k) == pytest.approx(sides(before, "wire", k))
        assert after.pieces["surprise", k].text == before.pieces["surprise", k].text


def test_fox_slides_as_one_block_while_the_wall_goes_back():
    width = np.ptp(sides(drawn(q=N.alone.q[-1]), "piece", FOX))
    starts = []
    for q in N.press.q:
        left, right = sides(drawn(q=q), "piece", FOX)
        assert right - left == pytest.approx(width)
        starts.append(left)
    assert (np.diff(starts) < 0).all()


def test_wall_stands_at_1_but_where_the_bar_pushes_it_out():
    at_1 = sides(drawn(), "piece", FOX)[1]
    for q in (N.q, N.dip.q[-1], N.press.q[-1]):
        assert sides(drawn(q=q), "wall")[0] == pytest.approx(at_1)
    for q in (N.alone.q[-1], *N.press.q[:-1]):
        gates = drawn(q=q)
        assert sides(gates, "wall")[0] == pytest.approx(sides(gates, "piece", FOX)[1])
        assert sides(gates, "wall")[0] > at_1


def test_part_past_1_is_hatched_and_lies_on_the_fox():
    gates = drawn(q=N.alone.q[-1], marked=1.0)
    at_1, (start, end) = sides(drawn(), "piece", FOX)[1], sides(gates, "piece", FOX)
    assert start < at_1
    assert sides(gates, "too much") == pytest.approx((at_1, end), abs=0.1)
    assert metadata(gates.pieces["too much",]).opacities[1] == 1
    assert metadata(drawn(marked=1.0).pieces["too much",]).opacities[1] == pytest.approx(0)


def test_only_the_gate_of_the_true_class_stays_open():
    gates, open_ones = drawn(shut=1.0), drawn()
    for k in range(4):
        for drawing, is_open in ((gates, k == CAT), (open_ones, True)):
            left, right = (sides(drawing, "door", side, k) for side in ("left", "right"))
            assert (right[0] - left[1] > 0.5) == is_open


def test_gates_shut_one_after_the_other_from_the_left():
    spans = [sides(drawn(shut=0.4), "door", "left", k, axis=0) for k in ORDER]
    long = [right - left for left, right in spans]
    assert long[0] > long[1] > long[3] == pytest.approx(long[2])  # the third one stays open


def test_wires_are_dead_above_shut_gates_alone():
    gates = drawn(wired=2.0, shut=1.0)
    live = [metadata(gates.pieces["live wire", k]).opacities[1] for k in ORDER]
    assert live == [0, 0, 1, 0]
    assert all(metadata(gates.pieces["wire", k]).opacities[1] == 1 for k in ORDER)


def test_numbers_are_ln_1_over_q_below_the_gates():
    gates = drawn(boxed=1.0)
    # The loss of logits 2.5, -1, 3.2, 0.5 is 1.1567 by SciPy; others differ as the logits do.
    for k, text in ((CAT, "1.16"), (HEN, "4.66"), (FOX, "0.46"), (OWL, "3.16")):
        assert gates.pieces["surprise", k].text == text


def test_change_of_a_wrong_class_bursts_below_its_gate():
    stopped = drawn(shut=1.0, stopped=1.0)
    gate = sides(stopped, "door", "left", FOX, axis=1)
    assert sides(stopped, "trace", "wrong", axis=1)[1] <= gate[0] + 1e-9
    for runs, opaque in ((0.5, False), (0.9, True), (1.0, False), (2.0, False)):
        sparks = drawn(shut=1.0, stopped=runs).pieces["sparks",]
        assert (metadata(sparks).opacities[0] > 0.1) == opaque


@pytest.mark.parametrize("start", [0, 2, 4])
def test_change_of_the_true_class_runs_between_its_doors_into_the_loss(start):
    gates = drawn(shut=1.0, wired=2.0, scored=1.0, sent=start + 1.0)
    assert middle(gates, "ball", "true") == pytest.approx(middle(gates, "loss"))
    assert sides(gates, "trace", "true", axis=1)[0] == pytest.approx(
        sides(gates, "piece", CAT, axis=1)[1]
    )
    left, right = (sides(gates, "door", side, CAT) for side in ("left", "right"))
    foot, tip = sides(gates, "door", "left", CAT, axis=1)
    runs = start + np.linspace(0.01, 0.9, 37)
    balls = [drawn(sent=sent).pieces["ball", "true"] for sent in runs]
    centers = [ball.points.mean(axis=0)[:2] for ball in balls]
    to_the_loss = sides(gates, "loss")[0] - 0.5
    at_the_gate = [x for x, y in centers if foot < y < tip and x < to_the_loss]
    assert at_the_gate
    assert left[1] < min(at_the_gate) <= max(at_the_gate) < right[0]


@pytest.mark.parametrize(("rises", "true", "false"), [(True, "up", "down"), (False, "down", "up")])
def test_true_guess_stays_and_the_others_fade(rises, true, false):
    gates = Gates(
        "the shares", names=N.names, order=N.order, rises=rises, highest=2.5,
        q=N.q, surprise=N.surprise, loss=N.loss, guess=1.0, answered=1.0,
    )  # fmt: skip
    gates.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    gates.redraw()
    assert metadata(gates.pieces["guess", true]).opacities[1] == 1
    assert metadata(gates.pieces["guess", false]).opacities[1] == 0
    assert metadata(gates.pieces["answer",]).opacities[0] == 1


def test_pieces_have_no_outline_and_all_but_slivers_are_measured():
    gates = drawn()
    pieces = [gates.pieces["piece", k] for k in range(4)]
    assert all(metadata(piece).opacities[1] == 0 for piece in pieces)
    # The hen's .009 is a sliver.
    assert [metadata(piece).measured is not None for piece in pieces] == [True, False, True, True]
