"""Draws fall as far as they pay; bills stand as high, and the line over them is their average."""

import math
from itertools import pairwise

import numpy as np
import pytest

from scenes.two_distributions.till import DEEP
from stage.mobjects.metadata import metadata
from stage.theme import Zone
from tests.scenes.two_distributions.small import (
    COUNTS,
    DONE,
    LEAVES,
    LEGS,
    ORDER,
    PRICE,
    TILL,
    P,
    X,
    Y,
    bars_of,
    dots_of,
    rooms_in,
    till_in,
    waiting_in,
)

BILLS = PRICE[list(ORDER)]
MEANS = [math.fsum(BILLS[: n + 1]) / (n + 1) for n in range(100)]
ZONES = TILL, Zone(-6, 2, -2, 3)


def all_bars(till, kind="bills"):
    return sorted(bar for k in range(4) for bar in bars_of(till, kind, k))


@pytest.mark.parametrize("zone", ZONES)
def test_when_all_have_paid_a_hundred_bills_stand_in_the_order_in_which_they_came(zone):
    till = till_in(zone, clock=DONE)
    bars, plot = all_bars(till), till._plot()
    assert plot.width == pytest.approx(X)
    assert [bar[2] for bar in bars] == pytest.approx([plot.bottom] * 100)
    assert [(bar[3] - bar[2]) / Y for bar in bars] == pytest.approx(BILLS)
    middles = [(left + right) / 2 for left, right, *_ in bars]
    assert middles == pytest.approx(plot.left + (np.arange(100) + 0.5) * X / 100)


@pytest.mark.parametrize("zone", ZONES)
def test_sorted_they_are_blocks_as_wide_as_p_and_as_high_as_the_price(zone):
    till = till_in(zone, clock=DONE, sorted=1.0)
    left = till._plot().left
    for k, p in enumerate(P):
        bars = bars_of(till, "bills", k)
        assert len(bars) == COUNTS[k]
        assert bars[0][0] == pytest.approx(left, abs=1e-3)
        assert bars[-1][1] == pytest.approx(left + p * X, abs=1e-3)
        assert all(a[1] >= b[0] for a, b in pairwise(bars))  # without seams
        assert [(bar[3] - bar[2]) / Y for bar in bars] == pytest.approx([PRICE[k]] * COUNTS[k])
        left += p * X


def test_they_are_sorted_class_by_class_while_the_others_stay_in_their_order():
    till = till_in(clock=DONE, sorted=1 / 3)
    first = [b[0] for b in bars_of(till, "bills", 0)]
    others = [(b[0], k) for k in (1, 2, 3) for b in bars_of(till, "bills", k)]
    assert max(first) < min(others)[0]
    assert [k for _, k in sorted(others)] == [k for k in ORDER if k != 0]


def test_on_their_way_bills_are_as_many_as_before():
    for share in (0.1, 0.5, 0.77):
        assert len(all_bars(till_in(clock=DONE, sorted=share))) == 100


def test_a_draw_comes_to_its_roof_falls_to_the_floor_and_leaves_a_bill_as_long_as_its_fall():
    rooms = rooms_in(price=PRICE)
    k, room = ORDER[0], rooms.pieces["room", ORDER[0]]
    low, high = room.points[:, 1].min(), room.points[:, 1].max()
    for share in (0.0, 0.25, 0.5, 1.0):
        till = till_in(rooms=rooms, clock=LEGS[0] + share * LEGS[1])
        (at,), _ = dots_of(till.pieces["dots",])
        assert at[1] == pytest.approx(high - share * (high - low))
        assert room.points[:, 0].min() < at[0] < room.points[:, 0].max()
        if share:
            ((_, _, end, top),) = bars_of(till, "falls", k)
            assert (end, top) == pytest.approx((at[1], high))


def test_bill_is_not_seen_in_other_rooms_on_its_way_and_keeps_its_height():
    for share in (0.01, 0.3, 0.6, 0.9, 0.99):
        till = till_in(clock=sum(LEGS[:2]) + share * LEGS[2])
        bars = bars_of(till, "falls", ORDER[0])
        assert all_bars(till) == []
        assert all(left > till._plot().left - 0.3 for left, *_ in bars)
        assert [(high - low) / Y for *_, low, high in bars] == pytest.approx([BILLS[0]] * len(bars))
    assert bars


def test_a_draw_sets_out_from_where_it_waited_as_large_as_there():
    till = till_in(clock=1e-9)
    (at,), (radius,) = dots_of(till.pieces["dots",])
    waiting = waiting_in()
    assert at == pytest.approx(waiting.at()[0], abs=1e-6)
    assert radius == pytest.approx(waiting.radius)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_who_has_paid_stands_below_the_bills_of_the_same_columns(share):
    till = till_in(clock=DONE, sorted=share)
    middles, radii = dots_of(till.pieces["dots",])
    plot = till._plot()
    assert len(np.unique(middles.round(6), axis=0)) == 100
    assert (middles[:, 1] + radii).max() < plot.bottom
    assert middles[:, 1].min() - radii.max() > till.zone.bottom
    columns = np.floor((middles[:, 0] - plot.left) / X * 100 / DEEP + 1e-9)
    place = np.argsort(np.argsort(ORDER, kind="stable")) if share else np.arange(100)
    assert columns == pytest.approx(place // DEEP)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", [2.5, 41.0, 200.0])
def test_the_line_is_the_average_of_those_that_have_come_and_its_end_is_told(zone, clock):
    till = till_in(zone, clock=clock)
    paid = int((clock >= LEAVES + sum(LEGS)).sum())
    line, plot = till.pieces["mean",].points, till._plot()
    ends = np.vstack((line[::4], line[-1:]))
    assert len(ends) == paid
    assert (ends[:, 1] - plot.bottom) / Y == pytest.approx(MEANS[:paid])
    assert till.pieces["head",].get_center()[:2] == pytest.approx(ends[-1, :2])
    assert till.pieces["number",].text == f"{MEANS[paid - 1]:.2f}"


def test_over_blocks_the_average_is_a_level_with_its_number_at_its_end():
    till = till_in(clock=DONE, sorted=1.0)
    plot, level = till._plot(), till.pieces["average",]
    assert (level.points[:, 1] - plot.bottom) / Y == pytest.approx(MEANS[-1])
    assert np.ptp(level.points[:, 0]) == pytest.approx(X)
    assert (metadata(level).visibility, metadata(till.pieces["mean",]).visibility) == (1, 0)
    number = till.pieces["number",]
    assert number.get_left()[0] > plot.right
    assert number.get_center()[1] == pytest.approx(level.points[0, 1], abs=0.02)


def test_before_anybody_has_paid_nothing_is_told():
    till = till_in(clock=0.0)
    assert metadata(till.pieces["number",]).visibility == 0
    assert metadata(till.pieces["head",]).visibility == 0
    assert till.paid == 0


def test_if_prices_change_so_do_all_blocks_and_their_average():
    other = np.array([0.5, 0.7, 1.9, 0.1])
    till = till_in(clock=DONE, sorted=1.0)
    till.values["price"] = other
    till.redraw(rests=1.0)
    for k in range(4):
        assert {round((b[3] - b[2]) / Y, 9) for b in bars_of(till, "bills", k)} == {other[k]}
        assert np.ptp(till.pieces["block", k].points[:, 1]) / Y == pytest.approx(other[k])
    average = (10 * 0.5 + 40 * 0.7 + 30 * 1.9 + 20 * 0.1) / 100
    assert till.pieces["number",].text == f"{average:.2f}"
    level = till.pieces["average",].points[0, 1] - till._plot().bottom
    assert level / Y == pytest.approx(average)


@pytest.mark.parametrize("best", [0.4, 1.9])
def test_the_best_average_is_remembered_at_its_height_and_told_beside_it(best):
    till = till_in(clock=DONE, sorted=1.0, best=best)
    y = till._plot().bottom + best * Y
    assert till.pieces["memory",].points[:, 1] == pytest.approx(y)
    level = till.pieces["level", "number"]
    assert level.text == f"{best:.2f}"
    assert level.get_center()[1] == pytest.approx(y, abs=0.02)


@pytest.mark.parametrize("away", [-0.22, 0.22])
def test_two_averages_that_are_close_are_told_apart(away):
    till = till_in(clock=DONE, sorted=1.0, best=MEANS[-1] + away)
    till.presence.update({("memory",): 1.0})
    till.redraw(rests=1.0)
    now, best = (till.pieces[key].get_center()[1] for key in (("number",), ("level", "number")))
    assert abs(now - best) > 0.33
    assert metadata(till.pieces["level", "number"]).visibility == 1
    assert (best > now) == (away > 0)


def test_of_two_averages_that_are_one_only_one_is_told():
    till = till_in(clock=DONE, sorted=1.0, best=MEANS[-1])
    till.presence.update({("memory",): 1.0})
    till.redraw(rests=1.0)
    assert metadata(till.pieces["level", "number"]).visibility == 0
    assert metadata(till.pieces["level", "words"]).visibility == 0


def test_p_and_names_are_told_below_the_blocks():
    till = till_in(clock=DONE, sorted=1.0, told=1.0)
    plot, left = till._plot(), till._plot().left
    for k, p in enumerate(P):
        number = till.pieces["p", k]
        assert number.text == f"{p:.2f}"
        assert number.anchor[0] == pytest.approx(left + p * X / 2)
        assert number.points[:, 1].max() < dots_of(till.pieces["dots",])[0][:, 1].min()
        left += p * X
    assert till.pieces["names",].get_bottom()[1] > till.zone.bottom
    assert till.margin(TILL).bottom > till_in(told=0.0).margin(TILL).bottom
    assert plot.bottom < 0


@pytest.mark.parametrize("zone", ZONES)
def test_a_block_is_where_the_bills_of_its_class_are(zone):
    till = till_in(zone, clock=DONE, sorted=1.0)
    for k in range(4):
        bars = np.array(bars_of(till, "bills", k))
        block = till.pieces["block", k].points
        (left, low, _), (right, high, _) = block.min(axis=0), block.max(axis=0)
        found = [bars[:, 0].min(), bars[:, 1].max(), bars[0, 2], bars[0, 3]]
        assert [left, right, low, high] == pytest.approx(found, abs=1e-3)


def test_block_of_a_class_that_is_lit_is_brighter_and_its_p_larger():
    lit, plain = (till_in(clock=DONE, sorted=1.0, lit=lit) for lit in (np.eye(4)[2], np.zeros(4)))
    for k in range(4):
        colors = [till.pieces["block", k].fill_rgbas[0, :3].sum() for till in (lit, plain)]
        assert (colors[0] - colors[1] > 0.1) == (k == 2)
    assert [lit.pieces["p", k].font_size for k in range(4)] == [30, 30, 37.5, 30]


def test_after_one_who_pays_without_end_there_is_no_average_to_be_drawn():
    price = np.array([np.inf, 1.6, 1.7, 0.9])
    first = ORDER.index(0)
    till = till_in(price=price, clock=DONE)
    line = till.pieces["mean",].points
    assert np.isfinite(line).all()
    assert len(line) == 4 * max(first - 1, 0)
    assert metadata(till.pieces["head",]).visibility == 0
    assert till.pieces["number",].text == "∞"
    bar = bars_of(till, "bills", 0)[0]
    assert (bar[3] - bar[2]) / Y == pytest.approx(2.0)  # all that there is room for
