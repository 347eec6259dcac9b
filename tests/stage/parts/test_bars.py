import numpy as np
import pytest

from stage.digits import writer
from stage.layout import Size
from stage.mobjects.metadata import metadata
from stage.parts.bars import Bars
from stage.theme import DARK, Zone

ZONE, OTHER = Zone(-6.0, 0.5, -2.2, 2.4), Zone(1.0, 4.0, -3.0, 0.0)
VALUES = np.array([2.5, -1.0, 3.2, 0.5])


def bars_of(values=VALUES, *, span=(-1.0, 3.2), names="abcd", zone=ZONE, **kwargs):
    made = Bars("bars", np.array(values, float), color=DARK.q, span=span,
                write=writer(".1f"), names=tuple(names), **kwargs)  # fmt: skip
    made.zone = zone
    made.tune([zone], by_number=False)
    made.redraw(rests=1.0)
    return made


def bar(bars, k):
    return bars.pieces["bar", k]


def lengths(bars):
    """From the drawn points, in units of the axis, with the sign of the side on which they are."""
    found = []
    for k, value in enumerate(bars.values["values"]):
        y = bar(bars, k).points[:, 1]
        found.append(np.sign(value) * (y.max() - y.min()) / bars.unit("y"))
    return found


def middle(bars, k):
    x = bar(bars, k).points[:, 0]
    return (x.min() + x.max()) / 2


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_bars_are_as_long_as_their_values_and_hang_where_these_are_below_0(zone):
    bars = bars_of(zone=zone)
    assert lengths(bars) == pytest.approx(VALUES, abs=1e-9)
    floor = bar(bars, 0).points[:, 1].min()
    assert bar(bars, 1).points[:, 1].max() == pytest.approx(floor)


def test_bars_fill_the_room_of_their_span():
    bars = bars_of()
    assert bars.unit("y") == pytest.approx(bars.inner().height / 4.2)
    assert bar(bars, 2).points[:, 1].max() == pytest.approx(bars.inner().top)
    assert bar(bars, 1).points[:, 1].min() == pytest.approx(bars.inner().bottom)


def test_bars_are_the_same_after_their_values_went_to_0_and_back():
    bars = bars_of()
    before = [bar(bars, k).points.copy() for k in range(4)]
    bars.values["values"] = np.zeros(4)
    bars.redraw(rests=0.0)
    assert lengths(bars) == pytest.approx(np.zeros(4), abs=1e-12)
    bars.values["values"] = VALUES
    bars.redraw(rests=1.0)
    for k in range(4):
        assert np.array_equal(bar(bars, k).points, before[k])


def test_a_number_does_not_jump_when_its_value_passes_0():
    bars = bars_of()
    heights = []
    for value in np.linspace(0.1, -0.1, 41):
        bars.values["values"] = np.array([value, 0, 0, 0])
        bars.redraw(rests=0.0)
        heights.append(bars.pieces["number", 0].anchor[1])
    assert np.abs(np.diff(heights)).max() < 0.01


def test_the_number_of_a_bar_that_is_lowered_stands_above_its_memory():
    bars = bars_of(dragged=True)
    before = bars.pieces["number", 2].anchor[1]
    bars.presence["memory", 2] = 1.0
    bars.values["values"] = np.array([2.5, -1.0, 1.2, 0.5])
    bars.redraw(rests=1.0)
    assert bars.pieces["number", 2].anchor[1] == pytest.approx(before)


def test_memory_is_as_high_as_the_bar_was():
    bars = bars_of()
    top = bar(bars, 0).points[:, 1].max()
    bars.values["values"] = np.array([0.5, -1.0, 3.2, 0.5])
    bars.redraw(rests=1.0)
    memory = bars.pieces["memory", 0].points
    assert memory[:, 1].max() == pytest.approx(top)


def test_places_are_bins_and_bars_change_them_without_their_lengths():
    bars = bars_of()
    bins = [middle(bars, k) for k in range(4)]
    bars.values["place"] = np.array([0.0, 3.0, 1.0, 2.0])
    bars.redraw(rests=1.0)
    assert [middle(bars, k) for k in range(4)] == pytest.approx(
        [bins[0], bins[3], bins[1], bins[2]]
    )
    assert lengths(bars) == pytest.approx(VALUES, abs=1e-9)


def test_nothing_is_written_while_bars_pass_each_other():
    bars = bars_of()
    bars.values["place"] = np.array([0.5, 0.5, 2.0, 3.0])
    bars.redraw(rests=0.0)
    assert [metadata(bars.pieces["number", k]).visibility for k in range(4)] == [0.0] * 4
    bars.values["place"] = np.array([1.0, 0.0, 2.0, 3.0])
    bars.redraw(rests=1.0)
    assert [metadata(bars.pieces["number", k]).visibility for k in range(4)] == [1.0] * 4


def test_bars_of_two_that_are_aside_touch_neither_each_other_nor_their_neighbours():
    left, right = (bars_of() for _ in range(2))
    for bars, aside in ((left, -1.0), (right, 1.0)):
        bars.values["aside"] = np.array(aside)
        bars.redraw(rests=1.0)
    for k in range(4):
        assert bar(left, k).points[:, 0].max() < bar(right, k).points[:, 0].min()
        if k:
            assert bar(right, k - 1).points[:, 0].max() < bar(left, k).points[:, 0].min()


@pytest.mark.parametrize("value", [1e6, -1e6])
def test_a_value_beyond_the_span_ends_in_an_arrow_within_the_zone_and_is_not_measured(value):
    bars = bars_of(cuts=True)
    bars.values["values"] = np.array([value, -1.0, 3.2, 0.5])
    bars.redraw(rests=1.0)
    y = bar(bars, 0).points[:, 1]
    assert ZONE.bottom <= y.min()
    assert y.max() <= ZONE.top
    assert metadata(bar(bars, 0)).measured is None
    assert metadata(bar(bars, 1)).measured is not None


def test_without_cuts_a_value_beyond_the_span_keeps_its_length():
    bars = bars_of()
    bars.values["values"] = np.array([5.0, -1.0, 3.2, 0.5])
    bars.redraw(rests=1.0)
    assert lengths(bars)[0] == pytest.approx(5.0)


def test_the_longest_notes_that_fit_are_taken():
    notes = [[f'z_{k} + "0.4"' for k in range(4)], [f"z_{k}" for k in range(4)]]
    wide, narrow = (bars_of(notes=notes, zone=zone) for zone in (ZONE, OTHER))
    assert "0.4" in wide.pieces["note", 0].submobjects[0].markup
    assert "0.4" not in narrow.pieces["note", 0].submobjects[0].markup


def test_ticks_are_where_their_values_are():
    bars = bars_of([0.1, 0.2, 0.3, 0.4], span=(0.0, 0.4), ticks=[(0.0, 0.2, 0.4)])
    at = {tick.value: tick.mark.points[0, 1] for tick in bars.pieces["axes",]._ticks}
    assert at[0.2] == pytest.approx(bar(bars, 1).points[:, 1].max())
    assert at[0.0] == pytest.approx(bar(bars, 1).points[:, 1].min())


def test_bins_that_need_room_for_numbers_ask_for_it_if_these_are_short():
    room = Size(13.0, 6.0)
    asked = bars_of(told=True).least(room).width
    assert asked > bars_of().least(room).width
    tuned = bars_of(told=True, zone=Zone(0.0, asked, 0.0, 3.0))
    assert all(round(metadata(tuned.pieces["number", k]).visibility) == 1 for k in range(4))
    many = bars_of([1e9] * 4, span=(0.0, 1e9), told=True)  # 1.00×10⁹ is not short
    assert many.least(room).width == bars_of().least(room).width


def test_only_bars_that_may_be_dragged_have_grips():
    assert not bars_of().all("grip")
    bars = bars_of(dragged=True)
    assert len(bars.all("grip")) == 4
    ring = bars.pieces["grip", 2].points
    assert (ring[:, 1].max() + ring[:, 1].min()) / 2 == pytest.approx(
        bar(bars, 2).points[:, 1].max(), abs=1e-6
    )


def test_a_bar_that_is_held_tells_its_value_however_narrow_it_is():
    bars = bars_of([1.0] * 10, span=(0.0, 1.0), names="abcdefghij", dragged=True, zone=OTHER)
    assert round(metadata(bars.pieces["number", 3]).visibility) == 0
    bars.presence["grip", 3] = 1.0
    bars.redraw(rests=1.0)
    assert metadata(bars.pieces["number", 3]).visibility == 1.0
    assert round(metadata(bars.pieces["number", 4]).visibility) == 0


def test_a_number_that_has_no_room_beside_another_leaves_out_its_0():
    bars = bars_of([0.1, 0.2, 0.3, 0.4], span=(0.0, 0.4), zone=Zone(0.0, 4.0, 0.0, 3.0))
    assert bars.pieces["number", 1].text == "0.2"
    bars.values["aside"] = np.array(1.0)
    bars.redraw(rests=1.0)
    assert bars.pieces["number", 1].text == ".2"
    assert round(metadata(bars.pieces["number", 1]).visibility) == 1
