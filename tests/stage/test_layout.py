"""An arrangement gives every part the zone that its shares, gaps and margins come to."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stage.layout import (
    MEMORY,
    Column,
    Fit,
    Having,
    Layers,
    Margin,
    Memory,
    Place,
    Row,
    Scale,
    Size,
    between,
    crossings,
    shortages,
)
from stage.theme import Zone
from tests.stage.small_parts import Block, Pillar

same_everywhere = settings(derandomize=True, deadline=None, max_examples=60)
WIDE = Zone(-6.0, 6.0, -2.0, 2.0)
TALL = Zone(-2.0, 2.0, -6.0, 6.0)


def sides(zone):
    return (zone.left, zone.right, zone.bottom, zone.top)


def zones(arrangement, zone=WIDE):
    """By part, where it is; as plain tuples."""
    return [sides(place.zone) for place in arrangement.place(zone)]


def across(arrangement, zone=WIDE):
    return [(place.zone.left, place.zone.right) for place in arrangement.place(zone)]


def close(found, expected):
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other)


def a(*least, **more):
    return Block("a", least or (1.0, 1.0), **more)


# --- Shares and gaps ----------------------------------------------------------------------------


def test_row_gives_each_its_share_of_what_the_gaps_leave():
    close(
        across(Row(a(), a(), a(), shares=(1, 2, 1), gap=0.5)),
        [(-6, -3.25), (-2.75, 2.75), (3.25, 6)],
    )


def test_column_goes_from_the_top():
    found = zones(Column(a(), a(), gap=0.4))
    close(found, [(-6, 6, 0.2, 2), (-6, 6, -2, -0.2)])


def test_shares_are_of_what_values_need_beside_what_is_around_them():
    # 12 - 0.45 is 11.55; one needs 1 around its values, so that both have 5.275 for them.
    wide = a(1.0, 1.0, around=Margin(left=0.75, right=0.25))
    close(across(Row(wide, a())), [(-6, 0.275), (0.725, 6)])


def test_share_of_0_is_as_little_as_it_can_do_with():
    close(across(Row(a(2.5, 1), a(), shares=(0, 1), gap=0.5)), [(-6, -3.5), (-3, 6)])


def test_none_gets_less_than_it_needs_while_there_is_enough_for_all():
    # By shares the last would have 1.2.
    close(across(Row(a(), a(3, 1), shares=(9, 1), gap=0)), [(-6, 3), (3, 6)])


class Lines(Block):
    """Words, of a length, in as many lines as it takes."""

    def least(self, room):
        lines = next(n for n in range(1, 9) if n == 8 or self._least.width / n <= room.width)
        return Size(self._least.width / lines, lines)


class Stretchy(Block):
    """As wide as there is room for, from 2 to 3."""

    def least(self, room):
        return Size(min(3.0, max(2.0, room.width)), 1.0)


def test_item_that_can_take_another_line_does_before_its_neighbour_gets_too_narrow():
    items = Stretchy("a"), Lines("b", (11.5, 1))
    row = Row(*items, shares=(0, 0), gap=0.25, turns=False)
    # 11.5 and 2 are more than 12: it takes two lines, and so leaves room for 3.
    close(across(row), [(-6, -3), (-2.75, 3.0)])
    assert row.least(Size(12, 4)) == (9.0, 2)
    close(across(Row(*items[::-1], shares=(0, 0), gap=0.25, turns=False)), [(-6, -0.25), (0, 3)])


def test_where_there_is_not_enough_all_go_short_in_proportion():
    close(across(Row(a(12, 1), a(24, 1), gap=0, turns=False)), [(-6, -2), (-2, 6)])


@same_everywhere
@given(st.lists(st.tuples(st.floats(0.1, 9), st.floats(0, 3)), min_size=1, max_size=5))
def test_row_fills_its_zone_and_leaves_the_gaps(items):
    row = Row(
        *(Block("a", (least, 1.0)) for least, _ in items),
        shares=[share for _, share in items], gap=0.3, turns=False,
    )  # fmt: skip
    found = across(row)
    assert found[0][0] == WIDE.left
    if any(share > 0 for _, share in items) or sum(least for least, _ in items) > 12:
        assert found[-1][1] == pytest.approx(WIDE.right)
    for (_, end), (start, _) in pairwise(found):
        assert start - end == pytest.approx(0.3)
    if sum(least for least, _ in items) <= 12 - 0.3 * (len(items) - 1):
        for (start, end), (least, _) in zip(found, items, strict=True):
            assert end - start >= least - 1e-6


def test_there_is_a_share_for_each():
    with pytest.raises(ValueError, match=r"a share for each of 2 items; got \(1, 2, 3\)"):
        Row(a(), a(), shares=(1, 2, 3))


# --- Turning, fitting, lines ----------------------------------------------------------------------


def test_row_becomes_a_column_where_the_zone_is_tall():
    row = Row(a(), a(), shares=(1, 3), gap=0.4)
    close(zones(row, TALL), zones(Column(a(), a(), shares=(1, 3), gap=0.4), TALL))
    assert row.least(Size(4, 12)) == Column(a(), a(), gap=0.4).least(Size(4, 12)) == (1, 2.4)


def test_row_becomes_a_column_where_it_is_too_wide():
    row = Row(a(7, 1), a(7, 1), gap=0.4)
    close(zones(row), zones(Column(a(), a(), gap=0.4)))


def test_row_that_may_not_turn_stays_a_row():
    close(across(Row(a(), a(), gap=0, turns=False), TALL), [(-2, 0), (0, 2)])


def test_nearly_square_zone_is_not_tall():
    assert len({top for *_, top in zones(Row(a(), a()), Zone(0, 10, 0, 11))}) == 1
    assert len({top for *_, top in zones(Row(a(), a()), Zone(0, 10, 0, 11.2))}) == 2


def test_aligned_items_have_the_ends_of_their_values_in_line():
    low, high = a(around=Margin(bottom=0.5)), a(around=Margin(top=1.0, bottom=0.1))
    row = Row(low, high, aligned=True)
    inner = [place.part.margin(place.zone).inside(place.zone) for place in row.place(WIDE)]
    assert [z.bottom for z in inner] == pytest.approx([-1.5, -1.5])
    assert [z.top for z in inner] == pytest.approx([1.0, 1.0])
    column = Column(a(around=Margin(left=0.7)), a(around=Margin(right=0.2)), aligned=True)
    inner = [place.part.margin(place.zone).inside(place.zone) for place in column.place(WIDE)]
    assert [(z.left, z.right) for z in inner] == [pytest.approx((-5.3, 5.8))] * 2


def test_row_that_became_a_column_has_the_margin_of_that():
    items, looks = (a(1, 0.5), a(1, 1, around=Margin(left=0.5))), {"shares": (0, 1), "gap": 0.25}
    for zone in (WIDE, TALL):
        found = Row(*items, **looks, main=1).margin(zone)
        line = Column if zone is TALL else Row
        assert found == line(*items, **looks, main=1).margin(zone)
    assert found == pytest.approx((0.5, 0, 0, 0.75))


def test_line_is_aligned_by_the_values_of_its_main_item():
    main, below = a(1, 1, around=Margin(left=0.5, bottom=0.25)), a(1, 0.75)
    column = Column(main, below, shares=(1, 0), gap=0.25, main=0)
    # What is below takes 0.75 and the gap 0.25, and 0.25 is around the main item's values.
    assert column.margin(WIDE) == pytest.approx((0.5, 0.0, 1.25, 0.0))
    assert Column(main, below).margin(WIDE) == (0, 0, 0, 0)
    other = a(around=Margin(bottom=0.1))
    row = Row(column, other, aligned=True)
    places = list(row.place(WIDE))
    inner = [p.part.margin(p.zone).inside(p.zone) for p in places if p.part in (main, other)]
    assert [z.bottom for z in inner] == pytest.approx([-0.75, -0.75])


def test_first_choice_that_fits_is_taken_and_else_the_last():
    wide, narrow = Row(a(5, 1), a(5, 1), turns=False), a(3, 1)
    both = Fit(wide, narrow)
    assert zones(both) == zones(wide)
    assert zones(both, TALL) == zones(narrow, TALL)
    assert both.least(Size(12, 4)) == (10.45, 1)
    assert both.least(Size(4, 4)) == (3, 1)
    assert zones(Fit(wide, a(5, 1)), TALL) == zones(a(), TALL)
    assert both.margin(WIDE) == (0, 0, 0, 0)


def test_layers_lie_over_each_other_with_the_same_rectangle_for_their_values():
    one, other = a(2, 1, around=Margin(left=0.5)), a(1, 3, around=Margin(top=1.0))
    layers = Layers(one, other)
    assert layers.least(Size(9, 9)) == (2, 3)
    assert layers.margin(WIDE) == (0.5, 0, 0, 1.0)
    inner = [sides(p.part.margin(p.zone).inside(p.zone)) for p in layers.place(WIDE)]
    close(inner, [(-5.5, 6, -2, 1)] * 2)


# --- Looks ----------------------------------------------------------------------------------------


def test_part_that_looks_different_in_an_arrangement_is_measured_so_there():
    class Tall(Pillar):
        def least(self, room):
            return Size(1.0, float(self.values["tall"]))

    part = Tall("the bar", tall=3.0)
    assert Column(part.having(tall=2.0), a(), shares=(0, 1)).least(Size(9, 9)).height == 3.45
    assert Column(part, a(), shares=(0, 1)).least(Size(9, 9)).height == 4.45
    (place,) = part.having(tall=2.0).place(WIDE)
    assert isinstance(part.having(tall=2.0), Having)
    assert part.values["tall"] == 3.0
    with place.as_told() as told:
        assert told.values["tall"] == 2.0
    assert part.values["tall"] == 3.0


def test_memory_has_stepped_back_and_keeps_its_looks():
    (place,) = Memory(Pillar("the bar").having(tall=2.0)).place(WIDE)
    assert place.share == MEMORY
    assert place.looks == {"tall": 2.0}
    assert Memory(a(2, 1)).least(Size(9, 9)) == (2, 1)
    assert Memory(a(around=Margin(left=1))).margin(WIDE) == (1, 0, 0, 0)


# --- Scales ---------------------------------------------------------------------------------------


def unit_of(place, axis="y"):
    return place.units[axis]


def test_scale_is_the_largest_for_which_all_have_room():
    big, small = a(span=(1.0, 2.0)), a(span=(1.0, 8.0))
    placed = {"one": list(Row(big, small).place(WIDE)), "other": list(Column(small).place(TALL))}
    Scale(((big, "y"), (small, "y"))).solve(placed)
    # 4 units of height for 2 would be 2, for 8 are 0.5; 12 for 8 are 1.5.
    assert [unit_of(p) for ps in placed.values() for p in ps] == [0.5, 0.5, 0.5]


def test_arrangement_that_is_apart_has_a_scale_of_its_own():
    big, small = a(span=(1.0, 2.0)), a(span=(1.0, 8.0))
    placed = {"one": list(Row(big, small).place(WIDE)), "other": list(Column(small).place(TALL))}
    Scale(((big, "y"), (small, "y")), apart=("other",)).solve(placed)
    assert [[unit_of(p) for p in ps] for ps in placed.values()] == [[0.5, 0.5], [1.5]]


def test_scale_joins_axes_across_and_upright_and_leaves_others():
    lying, standing, other = a(span=(4.0, 1.0)), a(span=(1.0, 1.0)), a()
    places = list(Row(lying, standing, other, gap=0).place(WIDE))
    Scale(((lying, "x"), (standing, "y"))).solve({"one": places})
    assert [p.units for p in places] == [{"x": 1.0}, {"y": 1.0}, {}]


def test_scale_is_solved_with_the_looks_of_each_arrangement():
    part = Pillar("the bar", tall=8.0)
    placed = {"low": list(part.place(WIDE)), "high": list(part.having(tall=2.0).place(WIDE))}
    Scale(((part, "y"),), apart=("high",)).solve(placed)
    assert [unit_of(ps[0]) for ps in placed.values()] == [0.5, 2.0]


# --- Rooms and ways -------------------------------------------------------------------------------


def test_what_has_less_room_than_it_needs_is_said():
    part = Block("the bar", (3.0, 1.0))
    fits = Place(part, Zone(0, 3, 0, 1))
    lacks = Place(part, Zone(0, 2.9, 0, 1))
    assert list(shortages({"one": [fits], "other": [lacks]})) == [
        "the bar needs 3.00 x 1.00 in 'other', and has 2.90 x 1.00: "
        "make its share larger, or a gap smaller"
    ]


def test_zone_on_the_way_is_exact_at_both_ends():
    one, other = Zone(0.1, 0.7, 0.2, 0.9), Zone(1.1, 3.3, 0.3, 0.4)
    assert between(one, other, 0.0) == one
    assert between(one, other, 1.0) == other
    assert sides(between(one, other, 0.5)) == pytest.approx((0.6, 2.0, 0.25, 0.65))


LEFT, MIDDLE, RIGHT = Zone(0, 2, 0, 2), Zone(3, 5, 0, 2), Zone(6, 8, 0, 2)


def test_glide_that_crosses_a_part_that_stays_is_said():
    goes, stays = Block("q"), Block("the curve")
    placed = {
        "one": [Place(goes, LEFT), Place(stays, MIDDLE)],
        "other": [Place(goes, RIGHT), Place(stays, MIDDLE)],
    }
    assert list(crossings(placed)) == ["from 'one' to 'other' q goes through the curve"]


def test_parts_that_change_places_cross_and_those_that_go_side_by_side_do_not():
    one, other = Block("p"), Block("q")
    swap = {
        "one": [Place(one, LEFT), Place(other, RIGHT)],
        "other": [Place(one, RIGHT), Place(other, LEFT)],
    }
    assert len(list(crossings(swap))) == 1
    along = {
        "one": [Place(one, LEFT), Place(other, MIDDLE)],
        "other": [Place(one, MIDDLE), Place(other, RIGHT)],
    }
    assert list(crossings(along)) == []


def test_what_lies_over_another_before_or_after_does_not_cross_it():
    one, other = Block("p"), Block("q")
    layers = {
        "one": [Place(one, LEFT), Place(other, LEFT)],
        "other": [Place(one, RIGHT), Place(other, MIDDLE)],
    }
    assert list(crossings(layers)) == []


def test_what_lies_within_another_before_and_after_does_not_cross_it_on_its_way():
    # From wide and low to narrow and high: half-way there is more of it than at either end.
    low, high = Zone(-6.0, 6.0, -1.0, 1.0), Zone(-1.0, 1.0, -6.0, 6.0)
    inside = Zone(-5.0, 6.0, -1.0, 0.9), Zone(-1.0, 1.0, -6.0, 6.0)
    one, other = Block("rooms"), Block("draws")
    layers = {
        "one": [Place(one, low), Place(other, inside[0])],
        "other": [Place(one, high), Place(other, inside[1])],
    }
    assert list(crossings(layers)) == []
    beside_at_first = {
        "one": [Place(one, low), Place(other, Zone(-6.0, 6.0, 1.0, 3.0))],
        "other": [Place(one, high), Place(other, inside[1])],
    }
    assert len(list(crossings(beside_at_first))) == 1


def test_what_goes_or_comes_is_crossed_by_none():
    one, gone, new = Block("p"), Block("gone"), Block("new")
    placed = {
        "one": [Place(one, LEFT), Place(gone, MIDDLE)],
        "other": [Place(one, RIGHT), Place(new, MIDDLE)],
    }
    assert list(crossings(placed)) == []
