"""Bars are as long as they pull, the rows close, and beads reach the ends of their bars."""

import numpy as np
import pytest

from scenes.pulley_forces.lanes import Lanes
from scenes.pulley_forces.numbers import PulleyForcesNumbers, PulleyForcesParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

WIDE, TALL = Zone(-6.66, 6.66, -3.08, 3.22), Zone(-3.55, 3.55, -5.68, 6.33)
ALL = np.ones(4)
LAID = {"truth": 1, "hooked": ALL, "sums": 1, "led": 1, "laid": ALL}


def drawn(zone=WIDE, *, target=0, **values):
    n = PulleyForcesNumbers.compute(PulleyForcesParameters(target=target), 15)
    figure = Lanes("the lanes", n)
    figure.values["logits"] = n.let_go.logits[0]
    figure.values.update({name: np.array(value) for name, value in values.items()})
    figure.zone = zone
    figure.redraw()
    return n, figure


def sides(figure, *key):
    x = figure.pieces[key].points[:, 0]
    return float(x.min()), float(x.max())


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("target", [0, 2])
@pytest.mark.parametrize("row", [0, 12, -1])
def test_rows_close_whatever_the_shares(zone, target, row):
    n, _ = drawn(target=target)
    now = {name: track[row] for name, track in n.renew}
    _, figure = drawn(zone, target=target, **LAID, **now)
    plan = figure._plan
    assert sides(figure, "led") == pytest.approx((plan.row, plan.row + plan.unit))
    assert sides(figure, "end") == pytest.approx((plan.row, plan.row))
    # End to end: from the truth's end back, in the order of the lanes.
    rights = [sides(figure, "laid", k)[1] for k in n.order]
    shares = now["q"][list(n.order)]
    assert rights == pytest.approx(
        plan.row + plan.unit * (1 - np.concatenate(([0], np.cumsum(shares)[:-1])))
    )


def test_end_is_as_far_from_the_start_as_what_has_been_laid_pulls():
    _, figure = drawn(**LAID | {"laid": np.array([1, 0, 1, 0])})
    plan = figure._plan
    # 1 - .315 - .633.
    assert (sides(figure, "end")[0] - plan.row) / plan.unit == pytest.approx(0.052, abs=1e-3)


def test_bars_are_as_long_as_they_pull():
    _, figure = drawn(truth=1, hooked=ALL)
    unit = figure._plan.unit
    wide = [np.ptp(sides(figure, "back", k)) / unit for k in (0, 2, 3)]
    assert wide == pytest.approx([0.315, 0.633, 0.043], abs=1e-3)
    assert np.ptp(sides(figure, "truth")) == pytest.approx(unit)


@pytest.mark.parametrize("bitten", [0.0, 0.5, 1.0])
def test_what_pulls_both_ways_cancels_alike(bitten):
    _, figure = drawn(truth=1, hooked=ALL, bite=1, bitten=bitten)
    unit = figure._plan.unit
    left, tip = sides(figure, "truth")
    start, end = sides(figure, "back", 0)
    assert end == pytest.approx(tip)
    # The difference is .685 at all times, and in the end there is nothing else.
    assert (start - left) / unit == pytest.approx(0.685, abs=0.01)
    assert (tip - left) / unit == pytest.approx(1 - 0.315 * bitten, abs=1e-3)


@pytest.mark.parametrize("zone", [WIDE, TALL])
def test_beads_move_to_the_ends_of_their_bars(zone):
    n, _ = drawn()
    _, figure = drawn(
        zone, truth=1, hooked=ALL, bite=1, bitten=1, pins=0, logits=n.let_go.logits[-1]
    )
    gap = sides(figure, "truth")[1] - sides(figure, "bead", 0)[1]
    assert gap == pytest.approx(0.05, abs=0.01)  # between a bead and a bar
    for k in (2, 3):
        assert sides(figure, "bead", k)[0] - sides(figure, "back", k)[0] == pytest.approx(
            gap, abs=0.01
        )


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("values", [{"pins": 1, "guess": 1}, {"rest": 1, "marked": 1}])
def test_all_stays_on_the_stage(zone, target, values):
    _, figure = drawn(zone, target=target, **LAID, **values)
    for key, piece in figure.pieces.items():
        if len(piece.points) and any(metadata(piece).opacities or (0,)):
            x, y = piece.points[:, 0], piece.points[:, 1]
            assert zone.left - 0.01 <= x.min() <= x.max() <= zone.right + 0.01, key
            assert zone.bottom - 0.01 <= y.min() <= y.max() <= zone.top + 0.01, key
