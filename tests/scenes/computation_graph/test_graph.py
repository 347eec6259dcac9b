"""The picture of ``ComputationGraph``: one scale for all, and a walk that fills frames exactly."""

import numpy as np
import pytest
from scipy.special import softmax

from scenes.computation_graph.graph import Graph
from scenes.computation_graph.numbers import ComputationGraphNumbers, ComputationGraphParameters
from stage.theme import Zone

LOGITS = np.array([2.5, -1.0, 3.2, 0.5])
RATES = softmax(LOGITS) - (1, 0, 0, 0)
N = ComputationGraphNumbers.compute(ComputationGraphParameters(logits=tuple(LOGITS)), 5)
WIDE, SQUARE = Zone(-6.6, 6.6, -3.0, 3.2), Zone(-3.5, 3.5, -2.6, 3.2)


def drawn(zone=WIDE, numbers=N, **values):
    """Width, height, left and bottom of each piece."""
    graph = Graph("the graph", numbers)
    graph.values |= {name: np.array(value, float) for name, value in values.items()}
    graph.zone = zone
    graph.redraw()
    return {
        key: (*np.ptp(piece.points[:, :2], axis=0), *piece.points[:, :2].min(axis=0))
        for key, piece in graph.pieces.items()
        if len(piece.points)
    }


def test_frames_are_as_long_as_the_rates_to_one_scale_and_begin_at_zero():
    boxes = drawn(tried=4)
    zero = boxes["zero",][2]
    unit = boxes["frame", 2][0] / RATES[2]
    for k, rate in enumerate(RATES):
        width, _, left, _ = boxes["frame", k]
        # A push measures the rate to the digits that are written.
        assert width == pytest.approx(unit * abs(rate), abs=1e-3)
        assert (left if rate > 0 else left + width) == pytest.approx(zero)


def test_the_first_push_leaves_a_frame_at_the_score_of_the_fox():
    boxes = drawn(tried=1)
    zero = boxes["zero",][2]
    assert [k for k in range(4) if boxes["frame", k][2] == pytest.approx(zero)] == [2]


def test_loss_and_share_move_to_the_scale_of_the_frames():
    boxes = drawn(tried=0.55, share_by=-0.199, loss_by=0.633)
    unit = drawn(tried=4)["frame", 2][0] / RATES[2]
    assert boxes["loss moved",][1] == pytest.approx(0.633 * unit, abs=1e-3)
    moved = drawn(tried=0.55)["share", 0][3] - boxes["share", 0][3]
    assert moved == pytest.approx(0.199 * unit, abs=1e-3)


@pytest.mark.parametrize("zone", [WIDE, SQUARE])
@pytest.mark.parametrize("spent", [0.0, 0.3, 0.77, 1.0])
def test_in_every_frame_of_the_walk_each_bar_is_what_has_gone_in_times_its_rate(zone, spent):
    frame = np.argmin(np.abs(N.fill.spent - spent))
    spent, filled = N.fill.spent[frame], N.fill.filled[frame]
    boxes = drawn(zone, tried=4, one=1, given=1, slid=1, spent=spent, filled=filled)
    for k in range(4):
        bar, outline = boxes["bar", k], boxes["frame", k]
        assert bar[0] == pytest.approx(spent * outline[0], abs=1e-3)
        assert bar[1] == pytest.approx(outline[1])


@pytest.mark.parametrize("given", [0.0, 0.4, 1.0])
def test_the_block_has_the_length_1_at_the_loss_and_that_times_its_factor_on_the_wire(given):
    boxes = drawn(tried=4, one=1, given=given)
    unit = boxes["frame", 2][0] / RATES[2]
    assert boxes["one",][1] == pytest.approx((1 - given) * unit, abs=1e-3)
    assert boxes["carried",][0] == pytest.approx(given * unit / softmax(LOGITS)[0], abs=1e-3)


def test_a_block_that_is_too_long_for_the_wire_is_cut_and_marked():
    numbers = ComputationGraphNumbers.compute(
        ComputationGraphParameters(logits=(30, -30, 0, 5), target=1), 5
    )
    boxes = drawn(numbers=numbers, tried=4, one=1, given=1)
    softmax_box, log = boxes["function", 0], boxes["function", 1]
    wire = log[2] - (softmax_box[2] + softmax_box[0])
    assert boxes["carried",][0] == pytest.approx(wire)
    graph = Graph("the graph", numbers)
    graph.values |= {"given": np.array(1.0)}
    graph.zone = WIDE
    graph.redraw()
    assert graph.pieces["cut",].fill_rgbas[0, 3] == 1
