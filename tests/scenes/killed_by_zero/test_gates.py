"""The columns, the bar of the sum and the gates are drawn to the numbers, in every frame."""

import numpy as np
import pytest

from scenes.killed_by_zero.gates import Gates
from scenes.killed_by_zero.numbers import KilledByZeroNumbers, KilledByZeroParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = KilledByZeroNumbers.compute(KilledByZeroParameters(), 5)


def drawn(**values):
    gates = Gates(
        "the shares", names=N.names, subscripts=N.subscripts, target=N.target, pushed=N.pushed,
        slopes=N.slopes, highest=2.5, rises=N.rises,
        **{"q": N.q, "p": N.hop.p[0], "loss": N.loss, "share": N.q[2], "true": N.q[0], **values},
    )  # fmt: skip
    gates.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    gates.redraw()
    return gates


def extent(piece, axis):
    return float(np.ptp(piece.points[:, axis]))


@pytest.mark.parametrize("frame", [0, 5, -1])
def test_columns_and_the_pieces_of_the_sum_have_one_scale_each(frame):
    q = N.press.q[frame]
    gates = drawn(q=q, total=N.press.total[frame])
    for kind, axis in (("column", 1), ("sum", 0)):
        units = [extent(gates.pieces[kind, k], axis) / q[k] for k in range(4)]
        assert units == pytest.approx([units[0]] * 4)


def test_what_sticks_out_of_the_sum_is_marked_from_1_on():
    gates = drawn(q=N.alone.q[-1], total=N.alone.total[-1])
    left = min(gates.pieces["sum", k].points[:, 0].min() for k in range(4))
    right = max(gates.pieces["sum", k].points[:, 0].max() for k in range(4))
    one = gates.pieces["one",].points[:, 0].mean()
    assert (right - left) / (one - left) == pytest.approx(1.2666, abs=5e-5)
    assert gates.pieces["off",].points[:, 0].min() == pytest.approx(one, abs=0.1)
    assert gates.pieces["off",].points[:, 0].max() == pytest.approx(right, abs=0.1)


def test_press_holds_the_end_of_the_sum_while_it_brings_it_back():
    for frame in range(len(N.press.q)):
        q = N.press.q[frame]
        gates = drawn(q=q, total=N.press.total[frame], shut=1.0, pressing=1.0)
        end = max(gates.pieces["sum", k].points[:, 0].max() for k in range(4))
        assert gates.pieces["press",].points[:, 0].min() == pytest.approx(end)


@pytest.mark.parametrize("true", range(4))
def test_only_the_gate_of_the_true_class_is_open(true):
    gates = drawn(p=np.eye(4)[true], gates=1.0)
    for k in range(4):
        left, right = (gates.pieces["gate", side, k].points[:, 0] for side in ("left", "right"))
        assert (right.min() - left.max() > 0.3) == (k == true)


def test_spark_of_a_wrong_class_stays_below_its_gate():
    gates = drawn(q=N.alone.q[-1], gates=1.0, again=1.0)
    spark = gates.pieces["again",]
    assert spark.points[:, 1].max() < gates.pieces["gate", "left", 2].points[:, 1].min()
    assert metadata(spark).opacities[0] == 1


def test_pieces_of_the_sum_have_no_outline_and_all_but_slivers_are_measured():
    gates = drawn()
    pieces = [gates.pieces["sum", k] for k in range(4)]
    assert all(metadata(piece).opacities[1] == 0 for piece in pieces)
    # The hen's .009 is a sliver.
    assert [metadata(piece).measured is not None for piece in pieces] == [True, False, True, True]
