"""Bars are as long as they pull, and what is laid together below the lanes is equally long."""

import itertools

import numpy as np
import pytest

from scenes.pulley_forces.lanes import MIN_BAR, Lanes
from scenes.pulley_forces.numbers import PulleyForcesNumbers, PulleyForcesParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

WIDE, TALL = Zone(-6.66, 6.66, -3.08, 3.22), Zone(-3.55, 3.55, -5.68, 6.33)
ALL = np.ones(4)
WHOLE = {"pins": 1, "truth": 1, "prediction": 1}
PULLED = WHOLE | {"split": 1, "back": ALL}
NET = PULLED | {"carried": 1, "cancelled": 1, "net": 1}
SUM = NET | {"summed": ALL}
LAID = NET | {"line": 1, "notes": 0, "pulls": 0, "laid": ALL}


def drawn(zone=WIDE, *, target=0, row=None, **values):
    n = PulleyForcesNumbers.compute(PulleyForcesParameters(target=target), 15)
    figure = Lanes("the lanes", n)
    figure.values["logits"] = n.release.logits[0]
    if row is not None:
        values |= {name: track[row] for name, track in n.release}
    figure.values.update({name: np.array(value) for name, value in values.items()})
    figure.zone = zone
    figure.redraw()
    return n, figure


def sides(figure, *key):
    x = figure.pieces[key].points[:, 0]
    return float(x.min()), float(x.max())


def test_bars_are_as_long_as_they_pull():
    _, figure = drawn(**PULLED)
    unit = figure._plan.unit
    # Those of cat, fox and owl.
    lengths = [np.ptp(sides(figure, "back", k)) / unit for k in (0, 2, 3)]
    assert lengths == pytest.approx([0.315, 0.633, 0.043], abs=1e-3)
    assert np.ptp(sides(figure, "truth")) == pytest.approx(unit)


@pytest.mark.parametrize("target", [0, 2])
def test_whole_bar_of_the_prediction_is_as_long_as_the_truth_and_below_it(target):
    n, figure = drawn(target=target, **WHOLE)
    left, right = sides(figure, "truth")
    pieces = [sides(figure, "back", k) for k in n.order]
    assert pieces[0][0] == pytest.approx(left)
    assert pieces[-1][1] == pytest.approx(right)
    for (_, end), (start, _) in itertools.pairwise(pieces):
        assert end == pytest.approx(start)


@pytest.mark.parametrize("cancelled", [0.0, 0.5, 1.0])
def test_opposite_bars_cancel_at_the_same_rate(cancelled):
    _, figure = drawn(**PULLED, carried=1, cancelled=cancelled)
    unit = figure._plan.unit
    left, tip = sides(figure, "truth")
    start, end = sides(figure, "back", 0)
    assert end == pytest.approx(tip)
    # The difference is .685 at all times, and in the end there is nothing else.
    assert (start - left) / unit == pytest.approx(0.685, abs=0.01)
    assert (tip - left) / unit == pytest.approx(1 - 0.315 * cancelled, abs=1e-3)


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("target", [0, 2])
@pytest.mark.parametrize("row", [0, 50, -1])
def test_both_rows_of_the_sum_are_flush_at_all_times(zone, target, row):
    n, figure = drawn(zone, target=target, row=row, **SUM)
    left, right = sides(figure, "copy", target)
    assert (right - left) / figure._plan.unit == pytest.approx(1 - n.release.q[row, target])
    others = [sides(figure, "copy", k) for k in n.order[1:]]
    assert others[0][1] == pytest.approx(right)
    assert others[-1][0] == pytest.approx(left)
    # End to end, in the order of the lanes.
    shares = n.release.q[row, list(n.order[1:])]
    ends = right - figure._plan.unit * np.cumsum(shares)
    assert [start for start, _ in others] == pytest.approx(ends)


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("target", [0, 1, 2])
@pytest.mark.parametrize("row", [50, -1])
def test_trails_reach_equally_far_on_both_sides_of_the_average(zone, target, row):
    n, figure = drawn(zone, target=target, row=row, **LAID)
    average = np.mean(sides(figure, "average"))
    ahead = sides(figure, "laid", target)
    others = [sides(figure, "laid", k) for k in n.order[1:]]
    assert ahead[0] > average > others[0][1]
    assert ahead[1] - average == pytest.approx(average - others[-1][0])
    moved = n.release.logits[row] - n.release.logits[0]
    for k in np.flatnonzero(figure._plan.scale * np.abs(moved) > MIN_BAR):
        assert np.ptp(sides(figure, "trail", k)) == pytest.approx(
            figure._plan.scale * abs(moved[k])
        )
        assert np.ptp(sides(figure, "laid", k)) == pytest.approx(np.ptp(sides(figure, "trail", k)))


@pytest.mark.parametrize("row", [0, 50, -1])
def test_bars_move_with_their_beads(row):
    _, figure = drawn(row=row, **NET)
    gap = sides(figure, "truth")[0] - sides(figure, "bead", 0)[1]
    assert gap == pytest.approx(0.05, abs=0.01)
    for k in (1, 2, 3):
        assert sides(figure, "bead", k)[0] - sides(figure, "back", k)[1] == pytest.approx(
            gap, abs=0.01
        )


def test_line_of_the_average_is_amid_the_beads_and_stays():
    lines = []
    for row in (0, 50, -1):
        _, figure = drawn(row=row, **SUM, line=1)
        beads = [np.mean(sides(figure, "bead", k)) for k in range(4)]
        lines.append(np.mean(sides(figure, "average")))
        assert lines[-1] == pytest.approx(np.mean(beads))
    assert lines == pytest.approx([lines[0]] * 3)


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize(
    "values",
    [WHOLE | {"marked": 1}, PULLED, SUM, NET | {"line": 1, "options": 1}, LAID],
)
def test_all_stays_on_the_stage(zone, target, values):
    _, figure = drawn(zone, target=target, **values)
    for key, piece in figure.pieces.items():
        is_visible = any(metadata(piece).opacities or (0,)) and metadata(piece).visibility != 0
        if len(piece.points) and is_visible:
            x, y = piece.points[:, 0], piece.points[:, 1]
            assert zone.left - 0.01 <= x.min() <= x.max() <= zone.right + 0.01, key
            assert zone.bottom - 0.01 <= y.min() <= y.max() <= zone.top + 0.01, key
