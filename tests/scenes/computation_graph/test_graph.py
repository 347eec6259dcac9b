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
    points = {key: piece.get_all_points()[:, :2] for key, piece in graph.pieces.items()}
    return {
        key: (*np.ptp(corners, axis=0), *corners.min(axis=0))
        for key, corners in points.items()
        if len(corners)
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


def test_the_numbers_of_the_rates_stand_on_the_side_of_their_frames():
    boxes = drawn(tried=4, divided=1)
    zero = boxes["zero",][2]
    for k, rate in enumerate(RATES):
        width, _, left, _ = boxes["rate", k]
        assert left > zero if rate > 0 else left + width < zero


@pytest.mark.parametrize("zone", [WIDE, SQUARE])
def test_each_bar_that_the_walk_brings_fills_its_frame(zone):
    boxes = drawn(zone, tried=4, one=1, entered=1, carried=[1, 1, 1, 1])
    for k in range(4):
        assert boxes["bar", k] == pytest.approx(boxes["frame", k], abs=1e-3)


def test_the_band_is_1_over_the_share_and_stays_while_a_copy_is_shrunk_and_turned_over():
    before = drawn(tried=4, one=1, entered=1)
    unit = before["frame", 2][0] / RATES[2]
    assert before["one",][1] == pytest.approx(unit, abs=1e-3)
    assert before["band",][0] == pytest.approx(unit / softmax(LOGITS)[0], abs=1e-3)
    bead = before["score", 2][2] + before["score", 2][0] / 2
    for carried, is_turned in ((0.59, False), (0.75, True)):
        boxes = drawn(tried=4, one=1, entered=1, carried=[0, 0, carried, 0])
        width, _, left, _ = boxes["copy", 2]
        assert width == pytest.approx(unit * RATES[2], abs=1e-3)
        assert (left if is_turned else left + width) == pytest.approx(bead, abs=1e-3)
        assert boxes["band",] == before["band",]


def test_a_copy_with_a_positive_factor_is_not_turned_over():
    boxes = drawn(tried=4, one=1, entered=1, carried=[0.77, 0, 0, 0])
    width, _, left, _ = boxes["copy", 0]
    assert left + width == pytest.approx(boxes["score", 0][2] + boxes["score", 0][0] / 2)


def test_a_block_that_is_too_long_for_the_wire_is_cut_and_marked():
    numbers = ComputationGraphNumbers.compute(
        ComputationGraphParameters(logits=(30, -30, 0, 5), target=1), 5
    )
    boxes = drawn(numbers=numbers, tried=4, one=1, entered=1)
    softmax_box, log = boxes["function", 0], boxes["function", 1]
    wire = log[2] - (softmax_box[2] + softmax_box[0])
    assert boxes["band",][0] == pytest.approx(wire)
    graph = Graph("the graph", numbers)
    graph.values |= {"entered": np.array(1.0)}
    graph.zone = WIDE
    graph.redraw()
    assert graph.pieces["cut",].fill_rgbas[0, 3] == 1
