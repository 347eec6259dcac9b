"""Beads are where their values are, whatever the zone, and leave clear what they are told to."""

import numpy as np
import pytest

from stage.digits import writer
from stage.layout import Margin
from stage.mobjects.metadata import metadata
from stage.parts.rails import Rails
from stage.theme import Zone
from tests.stage.small_parts import middle

ZONE, OTHER = Zone(-6.0, 6.0, -2.5, 2.5), Zone(1.0, 4.5, -3.0, 3.0)
Z = np.array([0.5, -1.0, 3.0])
ROWS = np.array([1.0, 0.0, 2.0])


def rails_of(values=Z, *, zone=ZONE, rows=ROWS, span=(-1.0, 3.0), names="abc", **kwargs):
    made = Rails("rails", np.array(values), rows=rows, span=span, write=writer(".3f"),
                 names=list(names), **kwargs)  # fmt: skip
    made.zone = zone
    made.tune([zone], by_number=False)
    made.redraw(rests=1.0)
    return made


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_bead_is_where_its_value_is_on_its_own_rail(zone):
    rails = rails_of(zone=zone)
    inner = rails.inner()
    for k in range(3):
        x, y = middle(rails.pieces["bead", k])
        assert (x - inner.left) / inner.width == pytest.approx((Z[k] + 1) / 4)
        assert (inner.top - y) / inner.height == pytest.approx((ROWS[k] + 0.5) / 3)


def test_bead_is_where_it_was_after_it_was_elsewhere():
    rails = rails_of()
    before = [rails.pieces["bead", k].points.copy() for k in range(3)]
    for values in (Z + 0.7, Z):
        rails.values["values"] = values
        rails.redraw(rests=1.0)
    for k, points in enumerate(before):
        assert np.array_equal(rails.pieces["bead", k].points, points)


def test_bead_carries_its_value_and_its_rail_to_be_measured_by():
    rails = rails_of()
    for k in range(3):
        bead = rails.pieces["bead", k]
        shows = metadata(bead).measured
        assert (shows.kind, shows.values.tolist()) == ("dot", [Z[k], ROWS[k]])
        there = bead.points[0, :2] + shows.offset + shows.values * shows.unit
        assert there == pytest.approx(middle(bead))


def test_rails_keep_clear_what_they_are_told_to():
    clear = Margin(1.5, 2.0, 0.3, 0.7)
    plain, told = rails_of(), rails_of(clear=lambda zone, count: clear)
    assert told.inner().left - plain.inner().left == pytest.approx(1.5)
    assert plain.inner().top - told.inner().top == pytest.approx(0.7)
    assert told.inner().bottom - plain.inner().bottom == pytest.approx(0.3)


def test_numbers_of_beads_are_there_where_rails_are_far_enough_apart():
    assert all(metadata(rails_of().pieces["number", k]).visibility == 1.0 for k in range(3))
    ten = rails_of(np.zeros(10), rows=np.arange(10.0), names="abcdefghij", zone=ZONE)
    assert all(metadata(ten.pieces["number", k]).visibility == 0.0 for k in range(10))


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_names_and_numbers_beside_rails_overlap_neither_each_other_nor_rails(zone):
    q = np.array([0.2, 0.3, 0.5])
    rails = rails_of(zone=zone, beside=(q, writer(".3p"), "q", "#56B4E9"))
    for k in range(3):
        rail, name, told = (rails.pieces[kind, k] for kind in ("rail", "name", "beside"))
        assert rail.points[:, 0].max() < name.get_left()[0]
        assert rail.points[:, 0].max() < told.get_left()[0]
        apart = told.get_left()[0] - name.get_right()[0], told.get_bottom()[1] - name.get_top()[1]
        assert max(apart) > 0.05
        assert told.get_right()[0] <= zone.right + 0.01


def test_names_that_take_a_quarter_of_a_zone_do_not_fit_and_become_numbers():
    wide = ["W" * 12] * 3
    rails = rails_of(names=wide)
    assert not rails.tune([OTHER], by_number=False)
    rails.tune([OTHER], by_number=True)
    assert [rails.pieces["name", k][0].words for k in range(3)] == ["1", "2", "3"]


def test_true_class_can_be_outlined_and_what_is_dragged_held():
    rails = rails_of(target=2)
    for piece, k in ((rails.pieces["outline",], 2), (rails.pieces["grip", 1], 1)):
        bead = rails.pieces["bead", k]
        assert middle(piece) == pytest.approx(middle(bead))
        assert np.ptp(piece.points[:, 0]) > np.ptp(bead.points[:, 0])


def test_memory_is_where_a_bead_was_and_comes_out_from_under_it():
    rails = rails_of()
    assert metadata(rails.pieces["memory", 2]).visibility == 0.0
    was = middle(rails.pieces["bead", 2])
    rails.values["values"] = Z - 1.0
    rails.redraw(rests=1.0)
    assert metadata(rails.pieces["memory", 2]).visibility == 1.0
    assert middle(rails.pieces["memory", 2]) == pytest.approx(was, abs=0.02)


def test_a_level_is_pointed_to_and_its_line_goes_past_beads_but_not_through_them():
    rails = rails_of([1.0, -1.0, 3.0], level=(1.0, "mean", writer(".3f")))
    x = rails.spot(0, 1.0)[0]
    assert middle(rails.pieces["level", "pointer"])[0] == pytest.approx(x)
    line = rails.pieces["level", "line"].points
    assert line[:, 0] == pytest.approx(np.full(len(line), x))
    bead = rails.pieces["bead", 0].points[:, 1]
    stretches = [sorted((line[i, 1], line[i + 3, 1])) for i in range(0, len(line), 4)]
    assert all(high < bead.min() or low > bead.max() for low, high in stretches)
    assert sum(high - low for low, high in stretches) > 1.0


@pytest.mark.parametrize("zone", [ZONE, Zone(1.0, 3.6, -3.0, 3.0)])
def test_words_of_a_level_hide_no_tick_and_the_title_makes_room_for_them(zone):
    rails = rails_of(zone=zone, level=(1.0, "mean", writer(".3f")))
    for key in (("level", "words"), ("level", "number"), ("level", "pointer")):
        rails.presence[key] = 1.0
    rails.redraw(rests=1.0)
    axis, words = rails._axes, rails.pieces["level", "words"]
    assert all(metadata(tick.words).visibility == 1.0 for tick in axis._ticks if tick.value == 1.0)
    title = rails.pieces["titles", "x"]
    assert metadata(title).visibility == 0.0 or words.get_left()[0] > title.get_right()[0] + 0.05
    assert rails.pieces["level", "number"].get_right()[0] <= zone.right + 0.01


def test_numbers_that_stand_in_for_those_beside_are_in_their_place_and_as_wide_as_need_be():
    q = np.array([0.2, 0.3, 0.5])
    moved, colors = np.array([0.5, -0.2, -1000.3]), ["#E69F00", "#56B4E9", "#56B4E9"]
    rails = rails_of(
        beside=(q, writer(".3p"), "q", "#56B4E9"), instead=(moved, writer("+.1f"), "s", colors)
    )
    for k, text in enumerate(("+0.5", "−0.2", "−1000.3")):
        beside, instead = rails.pieces["beside", k], rails.pieces["instead", k]
        assert (instead.text, rails.seen(("instead", k))) == (text, 0.0)
        assert instead.get_right()[0] == pytest.approx(beside.get_right()[0], abs=0.05)
        assert instead.anchor[1] == pytest.approx(beside.anchor[1])
        assert rails.pieces["name", k].get_right()[0] < instead.get_left()[0]


def test_line_of_a_level_is_unbroken_where_no_bead_is_near():
    rails = rails_of([0.5, -1.0, 3.0], level=(2.0, "mean", writer(".3f")))
    line = rails.pieces["level", "line"].points[:, 1]
    assert np.sort(np.abs(np.diff(line)))[-1] <= rails.pitch
    stretches = [abs(line[i + 3] - line[i]) for i in range(0, len(line), 4)]
    assert sum(stretches) == pytest.approx(np.ptp(line))
