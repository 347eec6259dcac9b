"""Bills stand as high as what was paid, and the line over them is their average."""

import numpy as np
import pytest

from scenes.digits import writer
from scenes.theme import Zone
from scenes.two_distributions.till import Till
from tests.scenes.small_parts import drawn
from tests.scenes.two_distributions.small import LEAVES, ORDER, draws_in, rooms_in

PRICE = np.array([1.2, 1.6, 1.7, 0.9])
BILLS = PRICE[list(ORDER)]
MEANS = np.array([BILLS[: n + 1].mean() for n in range(100)])
ZONES = Zone(-7, -3, -3, 3), Zone(-6, 2, -2, 2)


def till_in(zone=ZONES[0], *, bills=BILLS, means=MEANS, **values):
    rooms = rooms_in()
    draws = draws_in(rooms, clock=200.0)
    made = Till(
        "till", draws, rooms, order=ORDER, bills=bills, leaves=LEAVES, flight=1.5, means=means,
        top=2.0, write=writer(".2f"),
    )  # fmt: skip
    made.tune([zone], by_number=False)
    made.values.update(values)
    return drawn(made, zone)


def bars_of(till):
    """Left, right and height in values, of all bills that stand, from the left."""
    inner, found = till.inner(), []
    for k in range(4):
        for bar in till.pieces["bills", k].points.reshape(-1, 16, 3):
            low, high = bar.min(axis=0), bar.max(axis=0)
            assert low[1] == pytest.approx(inner.bottom)
            found.append((low[0], high[0], (high[1] - low[1]) / till.unit("y"), k))
    return sorted(found)


@pytest.mark.parametrize("zone", ZONES)
def test_when_all_have_paid_a_hundred_bills_stand_in_the_order_in_which_they_came(zone):
    till = till_in(zone, clock=200.0)
    bars, inner = bars_of(till), till.inner()
    assert [bar[2] for bar in bars] == pytest.approx(BILLS)
    assert [bar[3] for bar in bars] == list(ORDER)
    middles = [(left + right) / 2 for left, right, *_ in bars]
    assert middles == pytest.approx(inner.left + (np.arange(100) + 0.5) * inner.width / 100)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", [2.5, 41.0, 200.0])
def test_the_line_is_the_average_of_those_that_have_come_and_its_end_is_told(zone, clock):
    till = till_in(zone, clock=clock)
    paid = int((clock >= LEAVES + 1.5).sum())
    line, inner = till.pieces["mean",].points, till.inner()
    ends = np.vstack((line[::4], line[-1:]))
    assert len(ends) == paid
    assert (ends[:, 1] - inner.bottom) / till.unit("y") == pytest.approx(MEANS[:paid])
    assert till.pieces["head",].get_center()[:2] == pytest.approx(ends[-1, :2])
    assert till.pieces["number",].text == f"{MEANS[paid - 1]:.2f}"


def test_coins_are_on_their_way_from_those_who_pay_and_are_bills_then():
    till = till_in(clock=0.3)
    coin = till.pieces["coins", ORDER[0]].points
    assert len(coin) == 16
    assert len(bars_of(till)) == 0
    start, end = till._draws.at(0)[0], till.inner().left
    assert end < coin[:, 0].mean() < start
    till = till_in(clock=1.4)
    (bar,) = (b for b in bars_of(till) if b[3] == ORDER[0] and b[0] < till.inner().left + 0.04)
    assert 0 < bar[2] < BILLS[0]


def test_before_anybody_has_paid_nothing_is_told():
    till = till_in(clock=0.0)
    assert till.pieces["number",].room == 0
    assert till.pieces["head",].room == 0
    assert till.paid == 0


def test_after_one_who_pays_without_end_there_is_no_average_to_be_drawn():
    bills, means = BILLS.copy(), MEANS.copy()
    bills[30:], means[30:] = np.inf, np.inf
    till = till_in(bills=bills, means=means, clock=200.0)
    line = till.pieces["mean",].points
    assert np.isfinite(line).all()
    assert len(line) == 4 * 29
    assert till.pieces["head",].room == 0
    assert till.pieces["number",].text == "∞"
    heights = [bar[2] for bar in bars_of(till)]
    assert heights[30:] == pytest.approx(np.full(70, 2.0))  # all that there is room for


def test_it_has_its_floor_where_the_rooms_have_theirs():
    till = till_in()
    rooms = till._rooms
    below = till.inner().bottom - ZONES[0].bottom
    assert below == pytest.approx(rooms.inner().bottom - rooms.zone.bottom)
