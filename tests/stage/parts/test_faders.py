"""Beads are where their values are, whatever the zone; texts have their places, or fade."""

import numpy as np
import pytest

from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.parts.faders import Faders
from stage.theme import DARK, Zone
from tests.stage.small_parts import middle

ZONE, OTHER = Zone(-6.0, 6.0, -2.5, 3.0), Zone(1.0, 4.0, -3.0, 1.0)
Z = np.array([0.5, -1.0, 3.0])
RATES = np.array([-0.25, 0.0, 0.25])


def faders_of(values=Z, *, zone=ZONE, span=(-1.0, 4.0), shown=(), looks=None, **kwargs):
    values = np.array(values, float)
    kwargs = {"symbols": [f"z_{k}" for k in range(len(values))], "color": DARK.q} | kwargs
    made = Faders("faders", values, span=span, write=writer(".1f"), **kwargs)
    made.values |= {name: np.asarray(look, float) for name, look in (looks or {}).items()}
    made.zone = zone
    made.tune([zone], by_number=False)
    for key in shown:
        made.presence[key] = 1.0
    made.redraw(rests=1.0)
    return made


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_bead_is_where_its_value_is_and_rails_are_as_far_from_each_other(zone):
    faders = faders_of(zone=zone)
    inner = faders.inner()
    for k in range(3):
        x, y = middle(faders.pieces["bead", k])
        assert (x - inner.left) / inner.width == pytest.approx((k + 0.5) / 3)
        assert (y - inner.bottom) / inner.height == pytest.approx((Z[k] + 1) / 5)


def test_bead_is_where_it_was_after_it_was_elsewhere():
    faders = faders_of()
    before = [faders.pieces["bead", k].points.copy() for k in range(3)]
    for values in (Z + 0.7, Z):
        faders.values["values"] = values
        faders.redraw(rests=1.0)
    for k, points in enumerate(before):
        assert np.array_equal(faders.pieces["bead", k].points, points)


def test_bead_carries_its_value_to_be_measured_by():
    faders = faders_of()
    for k in range(3):
        bead = faders.pieces["bead", k]
        shows = metadata(bead).measured
        assert (shows.kind, shows.values.tolist()) == ("dot", [0.0, Z[k]])
        there = bead.points[0, :2] + shows.offset + shows.values * shows.unit
        assert there == pytest.approx(middle(bead))


def test_way_from_0_is_filled_up_to_the_bead_or_down():
    faders = faders_of()
    for k in range(3):
        ends = faders.pieces["fill", k].points[[0, -1], 1]
        assert ends == pytest.approx([faders.spot(k, 0.0)[1], faders.spot(k)[1]])


def test_a_scale_that_ends_higher_leaves_less_for_each_unit_and_has_more_ticks():
    low, high = (faders_of(ticks=(0, 4, 8), looks={"high": top}) for top in (4.0, 9.0))
    assert high.unit("y") == pytest.approx(low.unit("y") * 5 / 10)
    words = [[tick.words for tick in made.pieces["scale",]._ticks] for made in (low, high)]
    assert [metadata(text).visibility for text in words[0]] == [1.0, 1.0, 0.0]
    assert [metadata(text).visibility for text in words[1]] == [1.0, 1.0, 1.0]
    for text, value in zip(words[1], (0, 4, 8), strict=True):
        assert text.get_center()[1] == pytest.approx(high.spot(0, value)[1], abs=0.03)
        assert text.get_right()[0] < high.rail(0) - high.radius


def test_fader_that_is_not_there_takes_no_room_and_is_not_seen():
    faders = faders_of(looks={"shown": [1.0, 0.0, 1.0]})
    inner = faders.inner()
    assert faders.rail(0) == pytest.approx(inner.left + inner.width / 4)
    assert faders.rail(2) == pytest.approx(inner.left + inner.width * 3 / 4)
    assert [metadata(faders.pieces["bead", k]).visibility for k in range(3)] == [1.0, 0.0, 1.0]


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_numbers_names_and_tags_are_apart_and_within_the_zone(zone):
    shown = [("tag", k) for k in range(3)]
    faders = faders_of(zone=zone, rates=(RATES, writer("+.2f")), shown=shown, heading="logits")
    for k in range(3):
        number, name, tag = (faders.pieces[kind, k] for kind in ("number", "name", "tag"))
        top = max(faders.spot(k, 4.0)[1] + faders.radius, name.get_top()[1])
        assert number.get_bottom()[1] > top
        assert name.get_bottom()[1] > tag.get_top()[1]
        assert metadata(number).visibility == 1.0
        assert tag.get_bottom()[1] >= zone.bottom - 0.01
    for kind in ("number", "name"):
        for one, other in ((0, 1), (1, 2)):
            right = faders.pieces[kind, one].get_right()[0]
            assert right < faders.pieces[kind, other].get_left()[0]
    assert faders.pieces["heading",].get_bottom()[1] > faders.pieces["number", 0].get_top()[1]
    assert faders.pieces["heading",].get_top()[1] <= zone.top + 0.01


def test_numbers_lose_their_0_where_they_would_be_small_and_fade_where_they_do_not_fit():
    def numbers(width):
        faders = faders_of([0.25, 0.5, 0.75], zone=Zone(0, width, 0, 4), span=(0, 1))
        return [faders.pieces["number", k] for k in range(3)]

    wide, narrow, nothing = (numbers(width) for width in (6.0, 1.8, 0.6))
    assert [number.text for number in wide] == ["0.2", "0.5", "0.8"]
    assert [number.text for number in narrow] == [".2", ".5", ".8"]
    assert [metadata(number).visibility for number in narrow] == [1.0, 1.0, 1.0]
    assert [metadata(number).visibility for number in nothing] == [0.0, 0.0, 0.0]


def test_wide_tags_hang_at_two_levels_and_none_meets_its_neighbour():
    shown = [("tag", k) for k in range(3)]
    rates = np.array([-105.28, 1.58, -23.49])
    faders = faders_of(
        zone=Zone(0, 3.0, 0, 5), rates=(rates, writer("+.2f")), shown=shown
    )  # fmt: skip
    plates = [faders.pieces["tag", k].plate for k in range(3)]
    assert plates[0].get_top()[1] == pytest.approx(plates[2].get_top()[1])
    assert plates[0].get_bottom()[1] > plates[1].get_top()[1] - 0.15
    assert plates[0].get_right()[0] < plates[2].get_left()[0]


def test_tag_has_the_colour_of_its_sign_and_hangs_at_its_fader():
    shown = [("tag", k) for k in range(3)]
    faders = faders_of(rates=(RATES, writer("+.2f")), shown=shown)
    for k, color in enumerate((DARK.p, DARK.muted, DARK.q)):
        tag = faders.pieces["tag", k]
        assert tag.number.get_fill_color().to_hex() == color
        assert tag.plate.get_stroke_color().to_hex() == color
        assert tag.plate.points[0, 0] == pytest.approx(faders.rail(k))


def test_only_those_that_are_told_carry_numbers_and_others_are_nearer():
    values = np.linspace(0, 3, 10)
    faders = faders_of(values, told=[1, 4], zone=Zone(0, 5, 0, 5))
    assert [k for k in range(10) if metadata(faders.pieces["number", k]).visibility == 1.0] == [
        1,
        4,
    ]
    rails = [faders.rail(k) for k in range(10)]
    assert rails[3] - rails[2] < rails[1] - rails[0] < rails[5] - rails[3]


def test_classes_go_by_number_and_a_key_is_asked_for_if_it_is_short():
    assert faders_of(names=["1", "2", "3"]).tune([ZONE], by_number=False)
    assert not faders_of(names=["cat", "dog", "cow"]).tune([ZONE], by_number=False)
    assert faders_of(names=["W" * 14] * 3).tune([ZONE], by_number=False)


def test_what_covers_a_wire_is_as_long_as_the_tag_is_seen():
    faders = faders_of(rates=(RATES, writer("+.2f")))
    top, bottom = faders.covered(0)
    assert top == bottom == pytest.approx(faders.port(0, -1)[1])
    faders.presence["tag", 0] = 1.0
    top, bottom = faders.covered(0)
    assert top - bottom == pytest.approx(faders.hung, abs=0.05)


def test_tags_are_as_wide_whatever_is_written_on_them_and_stay_when_that_goes():
    rates = np.array([-0.25, 0.0, 12.25]), writer("+.2f")
    shown = [("tag", k) for k in range(3)]
    widths, rooms = [], []
    for blank in (0.0, 1.0):
        tags = [faders_of(rates=rates, shown=shown, looks={"blank": blank}).pieces[key]
                for key in shown]  # fmt: skip
        widths += [tag.plate.width for tag in tags]
        rooms.append([metadata(tag.number).visibility for tag in tags])
        assert [metadata(tag.plate).visibility for tag in tags] == [1.0] * 3
    assert widths == pytest.approx([widths[0]] * 6)
    assert rooms == [[1.0] * 3, [0.0] * 3]


def test_values_are_written_finely_if_that_is_asked_for():
    told = [faders_of([0.12344], finely=writer(".4f"), looks={"fine": fine}).pieces["number", 0]
            for fine in (0.0, 1.0)]  # fmt: skip
    assert [number.text for number in told] == ["0.1", "0.1234"]
