"""A formula is as large as its zone, and becomes another one; what both have flies."""

import numpy as np
import pytest

from stage.digits import writer
from stage.layout import Size
from stage.mobjects.metadata import metadata
from stage.parts.formulas import Forms, Reading
from stage.theme import DARK, TYPE, Zone, use_theme
from tests.stage.small_parts import drawn

LINE = Zone(-4.0, 4.0, -0.5, 0.5)


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)


def forms(*, zone=LINE, **more):
    part = Forms("the formula", "{{H:H}} = {{p:p}} + 1", "{{H:H}} = {{q:q}}", **more)
    return drawn(part, zone)


def seen(part, form):
    return (
        part.pieces["form", form].get_fill_opacity()
        * metadata(part.pieces["form", form]).visibility
    )


def at(part, form):
    part.values["form"] = np.array(float(form))
    return drawn(part, part.zone)


def test_one_form_is_shown_at_a_time():
    part = forms()
    assert [metadata(part.pieces["form", k]).visibility for k in (0, 1)] == [1.0, 0.0]
    at(part, 1)
    assert [metadata(part.pieces["form", k]).visibility for k in (0, 1)] == [0.0, 1.0]
    at(part, 0)
    assert [metadata(part.pieces["form", k]).visibility for k in (0, 1)] == [1.0, 0.0]


def test_what_both_have_flies_and_is_never_seen_twice():
    part = forms()
    start = part.pieces["form", 0].part("H").get_left()[0]
    at(part, 1)
    end = part.pieces["form", 1].part("H").get_left()[0]
    for share in np.linspace(0.05, 0.95, 19):
        at(part, share)
        old, new = (part.pieces["form", k].part("H") for k in (0, 1))
        assert {metadata(old).visibility, metadata(new).visibility} == {0.0, 1.0}
        shown = old if metadata(old).visibility else new
        assert min(start, end) - 0.5 <= shown.get_left()[0] <= max(start, end) + 0.5


def test_what_only_one_has_goes_before_what_only_the_other_has_comes():
    part = forms()
    for share, gone, come in ((0.2, 0.4, 0.0), (0.5, 0.0, 0.0), (0.8, 0.0, 0.4)):
        at(part, share)
        old, new = part.pieces["form", 0].part("p"), part.pieces["form", 1].part("q")
        assert (metadata(old).visibility, metadata(new).visibility) == pytest.approx((gone, come))


def test_where_nothing_flies_one_formula_is_gone_before_the_next_one_comes():
    part = forms(flies=False)
    for share, gone, come in ((0.2, 0.4, 0.0), (0.5, 0.0, 0.0), (0.8, 0.0, 0.4)):
        at(part, share)
        old, new = (part.pieces["form", k].part("H") for k in (0, 1))
        assert (metadata(old).visibility, metadata(new).visibility) == pytest.approx((gone, come))


def test_form_that_comes_back_is_where_it_was():
    part = forms()
    before = [m.points.copy() for m in part.pieces["form", 0].get_family()]
    at(part, 0.4)
    at(part, 1)
    at(part, 0)
    after = [m.points for m in part.pieces["form", 0].get_family()]
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_formula_stands_left_in_the_middle_or_right():
    part = forms()
    form = part.pieces["form", 0]
    assert form.get_left()[0] == pytest.approx(LINE.left)
    part.values["align"] = np.array(0.0)
    drawn(part, LINE)
    assert form.get_x() == pytest.approx(LINE.x)
    part.values["align"] = np.array(1.0)
    drawn(part, LINE)
    assert form.get_right()[0] == pytest.approx(LINE.right)


def test_formula_is_as_large_as_its_zone_and_no_larger_than_it_may_be():
    part = forms(most=90)
    heights = []
    for tall in (0.4, 0.8, 5.0):
        drawn(part, Zone(-4.0, 4.0, -tall / 2, tall / 2))
        form = part.pieces["form", 0]
        heights.append(form.height)
        assert form.height < tall
        assert form.width <= 8.0 + 1e-6
    assert heights[1] == pytest.approx(2 * heights[0])
    drawn(part, Zone(-0.5, 0.5, -2.0, 2.0))
    assert part.pieces["form", 0].width == pytest.approx(1.0)
    small = forms(most=TYPE.formula, zone=Zone(-4.0, 4.0, -5.0, 5.0))
    assert small.pieces["form", 0].width == pytest.approx(small.pieces["form", 0].made_width)


def test_formula_can_do_with_a_line_of_the_usual_size_or_the_smallest_that_can_be_read():
    part = forms(most=90)
    wide = part.pieces["form", 0].made_width
    assert part.least(Size(8.0, 1.0)) == (wide, pytest.approx(0.0175 * TYPE.formula))
    assert part.least(Size(0.8 * wide, 1.0)).width == pytest.approx(0.8 * wide)
    # 28 is the least of what is made larger than a tick, and the usual size is 40.
    assert part.least(Size(0.1, 1.0)).width == pytest.approx(0.7 * wide)


def test_formula_that_is_to_be_small_can_do_with_a_lower_line():
    part = forms(most=30)
    wide = part.pieces["form", 0].made_width
    assert part.least(Size(8.0, 1.0)) == pytest.approx((0.75 * wide, 0.0175 * 30))
    assert part.least(Size(0.1, 1.0)).width == pytest.approx(0.7 * wide)


# --- Readings -------------------------------------------------------------------------------------


def reading(value=1.488, *, zone=LINE, **more):
    return drawn(Reading("the answer", "H =", value, write=writer(".3f"), **more), zone)


def test_steady_formula_has_room_for_its_widest_form_at_all_times():
    room = Size(20.0, 8.0)
    loose, steady = forms(), forms(steady=True)
    widest = loose.least(room)
    assert steady.least(room) == widest
    for part in (loose, steady):
        at(part, 1)
    assert loose.least(room).width < widest.width
    assert steady.least(room) == widest


def test_forms_of_a_steady_formula_are_all_as_large_as_its_widest():
    part = forms(zone=Zone(-0.6, 0.6, -0.5, 0.5), steady=True)
    sizes = [at(part, share).pieces["form", 0].part("H").height for share in (0.0, 0.3)]
    last = at(part, 1.0).pieces["form", 1].part("H").height
    assert [*sizes, last] == pytest.approx([last] * 3)


def test_symbol_value_and_unit_stand_in_a_line():
    part = reading(unit="nats", most=80)
    symbol, number, unit = (part.pieces[key,] for key in ("symbol", "number", "unit"))
    assert number.text == "1.488"
    assert symbol.get_right()[0] < number.get_left()[0]
    assert number.get_right()[0] < unit.get_left()[0]
    assert symbol.get_left()[0] == pytest.approx(LINE.left, abs=0.05)
    assert unit.get_right()[0] <= LINE.right


def test_value_moves_and_symbol_stays():
    part = reading(2.0, widest=100.0)
    before = part.pieces["symbol",].points.copy(), part.pieces["symbol",].get_left()[0]
    part.values["value"] = np.array(0.0)
    drawn(part, LINE)
    assert part.pieces["number",].text == "0.000"
    assert part.pieces["symbol",].get_left()[0] == before[1]
    part.values["value"] = np.array(100.0)
    drawn(part, LINE)
    assert part.pieces["number",].text == "100.000"
    assert part.pieces["number",].get_right()[0] <= LINE.right


def test_reading_is_centred_if_told_so_and_fits_a_narrow_zone():
    part = reading(unit="nats", align=0.0, most=80)
    left, right = part.pieces["symbol",].get_left()[0], part.pieces["unit",].get_right()[0]
    assert (left + right) / 2 == pytest.approx(LINE.x, abs=0.1)
    narrow = Zone(0.0, 1.5, 0.0, 2.0)
    drawn(part, narrow)
    assert part.pieces["symbol",].get_left()[0] >= narrow.left - 0.05
    assert part.pieces["unit",].get_right()[0] <= narrow.right + 0.05
