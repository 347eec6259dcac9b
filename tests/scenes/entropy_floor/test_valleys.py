"""Valleys, ground and level are where their values are, at both ends of a zoom."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import entropy

from scenes.entropy_floor.valleys import Valleys
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.theme import Zone, rgb, theme
from tests.stage.small_parts import drawn

ZONE, OTHER = Zone(-5.0, 5.0, -3.0, 3.0), Zone(-2.7, 2.7, -2.0, 2.5)
P, Q = np.array([0.1, 0.4, 0.3, 0.2]), np.array([0.3, 0.2, 0.2, 0.3])
ALONG = 1 / (1 + np.exp(-np.linspace(-30, 30, 3000)))
FLOOR, GAP = entropy(P), entropy(P, Q)
WHOLE = np.tile([0.0, 1.0], (4, 1))


def heights(p):
    """What it costs to believe each class by each of ALONG, if the others share as p does."""
    rest = entropy(p) - entropy(np.stack((p, 1 - p)), axis=0)
    split = np.stack((np.log(ALONG), np.log1p(-ALONG)))
    return rest[:, None] - p[:, None] * split[0] - (1 - p[:, None]) * split[1]


def land(zone=ZONE, *, p=P, q=Q, traced=WHOLE, low=1.1, high=1.9, gap=GAP, **looks):
    floor = entropy(p)
    part = Valleys(
        "land", p=p, floor=floor, along=ALONG, heights=heights(p), q=q, level=floor + gap, gap=gap,
        traced=traced, dragged=1, write=writer(".2p"), write_floor=writer(".2f"),
        low=low, high=high, ends=(1.1, 1.9), visited=np.array([1.4, 1.7]),
    )  # fmt: skip
    part.values.update({name: np.asarray(look) for name, look in looks.items()})
    for kind in Valleys.later:
        part.presence.update({key: 1.0 for key in part.pieces if key[0] == kind})
    return drawn(part, zone)


def at(part, points):
    """Places on the picture, as values."""
    inner, low = part.inner(), float(part.values["low"])
    x = (points[..., 0] - inner.left) / inner.width
    return x, low + (points[..., 1] - inner.bottom) / part.unit("y")


@pytest.mark.parametrize("zone", [ZONE, OTHER])
@pytest.mark.parametrize(("low", "high"), [(0.0, 2.5), (1.1, 1.9)])
def test_every_point_of_a_valley_is_at_its_cost(zone, low, high):
    part = land(zone, low=low, high=high)
    for k in range(4):
        curve = part.pieces["valley", k].curve
        # Its corners: but for the ends, which are on the chord that the axis cuts.
        x, y = at(part, curve.points[4:-4:4])
        others = np.arange(4) != k
        q = np.empty((len(x), 4))
        q[:, k] = x
        q[:, others] = (1 - x)[:, None] * P[others] / P[others].sum()
        assert y == pytest.approx(FLOOR + entropy(P[:, None], q.T))
        _, ends = at(part, curve.points[[0, -1]])
        assert ends == pytest.approx([high, high])
        assert x[y.argmin()] == pytest.approx(P[k], abs=5e-3)


def test_a_valley_is_drawn_where_it_is_traced_and_named_where_it_goes_on():
    traced = np.array([[0.1, 0.1], [0.2, 0.6], [0.0, 1.0], [0.2, 0.2]])
    part = land(traced=traced)
    x, _ = at(part, part.pieces["valley", 1].curve.points)
    assert (x.min(), x.max()) == pytest.approx((0.2, 0.6))
    valleys = [part.pieces["valley", k] for k in range(4)]
    assert [valley.is_cut for valley in valleys] == [False, False, True, False]
    assert [len(valley.curve.points) > 0 for valley in valleys] == [False, True, True, False]
    assert [metadata(part.pieces["name", k]).visibility for k in range(4)] == [0, 0, 1, 0]


def test_half_a_valley_begins_on_the_ground():
    part = land(p=np.array([0.5, 0.5, 0.0, 0.0]), low=0.4, high=1.2)
    valley = part.pieces["valley", 2]
    x, y = at(part, valley.curve.points)
    assert (x[0], y[0]) == pytest.approx((0, np.log(2)), abs=1e-9)
    assert valley.is_cut


@pytest.mark.parametrize(("low", "bottom"), [(1.1, 1.1), (0.0, 0.0), (-0.4, 0.0)])
def test_ground_reaches_from_0_or_the_end_of_the_axis_to_the_floor(low, bottom):
    part = land(low=low)
    x, y = at(part, np.concatenate([layer.points for layer in part.pieces["ground",]]))
    assert (x.min(), x.max()) == pytest.approx((0, 1))
    assert (y.min(), y.max()) == pytest.approx((bottom, FLOOR), abs=1e-9)


def test_ground_fades_and_the_axis_is_torn_only_where_it_does_not_begin_at_0():
    def colors(part):
        return np.array([layer.fill_rgbas[0, :3] for layer in part.pieces["ground",]])

    whole, near = land(low=0.0), land(low=1.1)
    assert colors(whole) == pytest.approx(np.tile(colors(whole)[0], (len(colors(whole)), 1)))
    assert (np.diff(colors(near)[:, 0]) <= 1e-9).all()
    assert colors(near)[0] == pytest.approx(colors(whole)[0])
    assert colors(near)[-1] == pytest.approx(rgb(theme().background), abs=0.01)
    assert (
        metadata(whole.pieces["torn",]).visibility,
        metadata(near.pieces["torn",]).visibility,
    ) == (0, 1)


def test_gap_fills_all_between_ground_and_level_and_a_bracket_spans_it():
    part = land()
    for key in (("gap",), ("bracket",)):
        _, y = at(part, part.pieces[key].points)
        assert (y.min(), y.max()) == pytest.approx((FLOOR, FLOOR + GAP))
    _, y = at(part, part.pieces["level",].points)
    assert y == pytest.approx(np.full(len(y), FLOOR + GAP))


def test_the_dot_is_at_its_q_on_the_level_and_pins_are_at_their_p_on_the_ground():
    part = land()
    assert at(part, part.pieces["dot",].get_center()) == pytest.approx((0.2, FLOOR + GAP))
    assert at(part, part.pieces["grip",].get_center()) == pytest.approx((0.2, 1.1))
    for k in range(4):
        pin = part.pieces["pin", k].get_center()
        assert at(part, pin) == pytest.approx((P[k], FLOOR))
    assert part.pieces["foot", "number"].text == "0.20"


def test_the_level_of_before_stays_where_it_was():
    part = land()
    part.values["level"] = np.asarray(FLOOR)
    part.redraw(rests=1.0)
    _, y = at(part, part.pieces["was",].points)
    assert y == pytest.approx(np.full(len(y), FLOOR + GAP))
    for i, height in enumerate((1.4, 1.7)):
        _, y = at(part, part.pieces["visited", i].points)
        assert y == pytest.approx(np.full(len(y), height))


@pytest.mark.parametrize("low", [0.0, 0.6])
def test_the_floor_is_told_in_its_middle_where_there_is_room(low):
    part = land(low=low)
    symbol, number = (part.pieces["inside", what] for what in ("symbol", "number"))
    assert (number.text, metadata(number).visibility, metadata(symbol).visibility) == ("1.28", 1, 1)
    _, bottom = at(part, number.get_bottom())
    _, top = at(part, symbol.get_top())
    assert low < bottom < top < FLOOR
    assert symbol.get_right()[0] < number.get_left()[0]
    assert metadata(land(low=1.2).pieces["inside", "number"]).visibility == 0


def test_what_is_told_of_level_gap_and_ground_is_in_this_order_however_near_they_are():
    for gap in (GAP, 0.0):
        part = land(gap=gap)
        label = {name: part.pieces["label", name] for name in ("level", "gap", "floor")}
        assert label["level"].get_bottom()[1] > label["floor"].get_top()[1]
        assert metadata(label["gap"]).visibility == (gap > 0)
    part = land()
    label = {name: part.pieces["label", name] for name in ("level", "gap", "floor")}
    assert label["level"].get_bottom()[1] > label["gap"].get_top()[1]
    assert label["gap"].get_bottom()[1] > label["floor"].get_top()[1]


def test_lowest_places_are_told_below_them_and_moved_apart_where_they_are_one():
    part = land(OTHER, p=np.array([0.25, 0.25, 0.25, 0.25]))
    spans = sorted(
        (part.pieces["told", k].get_left()[0], part.pieces["told", k].get_right()[0])
        for k in range(4)
    )
    assert all(right < left for (_, right), (left, _) in pairwise(spans))
    apart = land()
    for k in range(4):
        x, _ = at(apart, apart.pieces["told", k].get_center())
        assert x == pytest.approx(P[k], abs=5e-3)
        assert metadata(apart.pieces["told", k]).visibility == 1


def test_coming_nearer_leaves_ticks_that_are_closer_to_each_other():
    def shown(part):
        return [tick.value for tick in part._upright._ticks if metadata(tick.mark).visibility == 1]

    far, near = (land(OTHER, low=low, high=high) for low, high in ((0.0, 2.5), (1.1, 1.9)))
    assert np.diff(shown(far)).min() > np.diff(shown(near)).min() > 0
