"""Bills stand as high as what was paid, and the line over them is their average."""

import math

import numpy as np
import pytest

from scenes.digits import writer
from scenes.theme import Zone
from scenes.two_distributions.till import Till
from tests.scenes.small_parts import drawn
from tests.scenes.two_distributions.small import LEAVES, ORDER, PRICE, draws_in, rooms_in

BILLS = PRICE[list(ORDER)]
MEANS = [math.fsum(BILLS[: n + 1]) / (n + 1) for n in range(100)]
ZONES = Zone(-7, -3, -3, 3), Zone(-6, 2, -2, 2)


def till_in(zone=ZONES[0], *, price=PRICE, marks=(0.8, 1.9), **values):
    rooms = rooms_in()
    draws = draws_in(rooms, clock=200.0)
    made = Till(
        "till", draws, order=ORDER, price=price, leaves=LEAVES, flight=1.5, single=2, marks=marks,
        top=2.0, write=writer(".2f"),
    )  # fmt: skip
    made.tune([zone], by_number=False)
    made.values.update({name: np.asarray(value, float) for name, value in values.items()})
    return drawn(made, zone)


def bars_of(till):
    """Left, right, and height in values, of all bills that stand, from the left."""
    inner, found = till.inner(), []
    for bar in till.pieces["bills",].points.reshape(-1, 16, 3):
        low, high = bar.min(axis=0), bar.max(axis=0)
        assert low[1] == pytest.approx(inner.bottom)
        found.append((low[0], high[0], (high[1] - low[1]) / till.unit("y")))
    return sorted(found)


@pytest.mark.parametrize("zone", ZONES)
def test_when_all_have_paid_a_hundred_bills_stand_in_the_order_in_which_they_came(zone):
    till = till_in(zone, clock=200.0)
    bars, inner = bars_of(till), till.inner()
    assert [bar[2] for bar in bars] == pytest.approx(BILLS)
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
    coin = till.pieces["coins",].points
    assert len(coin) == 16
    assert len(bars_of(till)) == 0
    start, end = till._draws.paying(0)[0], till.inner().left
    assert end < coin[:, 0].mean() < start
    till = till_in(clock=1.4)
    (bar,) = bars_of(till)
    assert 0 < bar[2] < BILLS[0]


@pytest.mark.parametrize("number", [0, 1])
def test_the_first_tell_what_they_pay_on_their_way(number):
    till = till_in(clock=number + 0.5)
    fee, coin = till.pieces["fee",], till.pieces["coins",].points[-16:]
    assert fee.text == f"{BILLS[number]:.2f}"
    assert fee.room == 1
    assert fee.anchor[0] == pytest.approx((coin[:, 0].min() + coin[:, 0].max()) / 2)
    assert fee.points[:, 1].min() > coin[:, 1].max() - 0.1


def test_others_do_not():
    assert till_in(clock=60.5).pieces["fee",].room == 0


def test_it_tells_the_average_in_fewer_words_where_it_is_narrow():
    narrow, wide = (till_in(zone) for zone in ZONES)
    assert narrow.pieces["title",][0].made_width < wide.pieces["title",][0].made_width


def test_before_anybody_has_paid_nothing_is_told():
    till = till_in(clock=0.0)
    assert till.pieces["number",].room == 0
    assert till.pieces["head",].room == 0
    assert till.paid == 0


def test_if_prices_change_so_do_all_bills_and_their_average():
    other = np.array([0.5, 0.7, 1.9, 0.1])
    till = till_in(clock=200.0, price=PRICE)
    till.values["price"] = other
    till.redraw(rests=1.0)
    assert [bar[2] for bar in bars_of(till)] == pytest.approx([other[k] for k in ORDER])
    average = (10 * 0.5 + 40 * 0.7 + 30 * 1.9 + 20 * 0.1) / 100
    assert till.pieces["number",].text == f"{average:.2f}"
    high = till.pieces["head",].get_center()[1] - till.inner().bottom
    assert high / till.unit("y") == pytest.approx(average)


@pytest.mark.parametrize("marks", [(0.8, 1.9), (1.9, 0.8)])
def test_marks_are_as_high_as_what_they_remember_and_told_beside_it(marks):
    till = till_in(clock=200.0, marks=marks)
    for i, mark in enumerate(marks):
        y = till.inner().bottom + mark * till.unit("y")
        assert till.pieces["memory", i].points[:, 1] == pytest.approx(y)
        level = till.pieces["level", i]
        assert level.text == f"{mark:.2f}"
        assert level.get_center()[1] == pytest.approx(y, abs=0.02)
        assert level.points[:, 0].min() > till.inner().right


@pytest.mark.parametrize("marks", [(1.0, 1.02), (1.02, 1.0)])
def test_what_is_told_at_marks_that_are_close_keeps_apart(marks):
    till = till_in(clock=200.0, marks=marks)
    low, high = (till.pieces["level", marks.index(mark)].get_center()[1] for mark in (1.0, 1.02))
    assert high - low > 0.33


def test_a_mark_without_end_is_not_there():
    till = till_in(clock=200.0, marks=(0.8, np.inf))
    assert till.pieces["memory", 1].room == till.pieces["level", 1].room == 0
    assert till.pieces["memory", 0].room == till.pieces["level", 0].room == 1


def test_after_one_who_pays_without_end_there_is_no_average_to_be_drawn():
    price = np.array([np.inf, 1.6, 1.7, 0.9])
    first = ORDER.index(0)
    till = till_in(price=price, clock=200.0)
    line = till.pieces["mean",].points
    assert np.isfinite(line).all()
    assert len(line) == 4 * max(first - 1, 0)
    assert till.pieces["head",].room == 0
    assert till.pieces["number",].text == "∞"
    assert bars_of(till)[first][2] == pytest.approx(2.0)  # all that there is room for
