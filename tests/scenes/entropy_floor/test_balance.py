"""A sum in three rows: its numbers end below each other, and are of its values."""

import numpy as np
import pytest

from scenes.entropy_floor.balance import Balance
from stage.digits import writer
from stage.layout import Size
from stage.mobjects.metadata import metadata
from stage.theme import TYPE, Zone
from tests.stage.small_parts import drawn

SYMBOLS = ("H({{p:p}}, {{q:q}})", "H({{p:p}})", '"KL"({{p:p}} || {{q:q}})',
           "p_2 ln(1\\/q_2)", '"the others"')  # fmt: skip
WIDE, NARROW = Zone(-3.0, 3.0, -2.0, 2.0), Zone(-1.5, 1.5, -2.0, 2.0)


def balance(zone=WIDE, *, about=False, flat=0.0):
    part = Balance(
        "the balance", SYMBOLS, np.array([1.49, 1.28, 0.21, 0.37, 1.12]),
        write=writer(".2f"), colors={},
        tints=("#ffffff", "#ff0000", "#0000ff", "#ffff00", "#ffffff"), about=about,
        told=np.array([1.49, 1e-3]), before=np.array([1.28, 0.37, 0.91]),
    )  # fmt: skip
    part.values["flat"] = np.asarray(flat)
    return drawn(part, zone)


def texts(part):
    return [part.pieces["number", i].text for i in range(5)]


@pytest.mark.parametrize("zone", [WIDE, NARROW])
def test_rows_are_below_each_other_within_the_zone_and_numbers_end_in_line(zone):
    part = balance(zone)
    numbers = [part.pieces["number", i] for i in range(3)]
    symbols = [part.pieces["symbol", i] for i in range(3)]
    heights = [number.anchor[1] for number in numbers]
    bases = [symbol.get_bottom()[1] for symbol in symbols]
    assert np.subtract(heights, bases) == pytest.approx([heights[0] - bases[0]] * 3, abs=0.02)
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2])
    assert heights[0] > heights[1]
    ends = [number.get_right()[0] for number in numbers]
    assert ends == pytest.approx([ends[0]] * 3, abs=0.03)  # of glyphs, not of what they advance
    for symbol, number in zip(symbols, numbers, strict=True):
        assert zone.left < symbol.get_left()[0] < symbol.get_right()[0] < number.get_left()[0]
        assert number.get_right()[0] <= zone.right + 1e-6
        assert zone.bottom < number.get_bottom()[1] < number.get_top()[1] < zone.top
    assert [metadata(part.pieces["also", i]).visibility for i in (1, 2)] == [0, 0]


@pytest.mark.parametrize("zone", [WIDE, NARROW])
def test_in_columns_each_number_is_below_its_symbol_and_signs_between(zone):
    part = balance(zone, flat=1.0)
    reached = zone.left - 1e-6
    for i in range(3):
        symbol, number = part.pieces["symbol", i], part.pieces["number", i]
        assert symbol.get_center()[0] == pytest.approx(number.get_center()[0], abs=0.02)
        assert symbol.get_bottom()[1] > number.get_top()[1]
        for kind in ("sign", "also") if i else ():
            sign = part.pieces[kind, i]
            assert reached < sign.get_left()[0]
            assert sign.get_right()[0] < min(symbol.get_left()[0], number.get_left()[0])
            assert metadata(sign).visibility == 1 if kind == "also" else True
        reached = max(symbol.get_right()[0], number.get_right()[0])
    assert reached <= zone.right + 1e-6


@pytest.mark.parametrize("flat", [0.0, 1.0])
def test_other_parts_stand_where_the_parts_do(flat):
    part = balance(flat=flat)
    for i in (1, 2):
        for kind, way in (("symbol", 1), ("number", 0)):
            one, other = (part.pieces[kind, k].get_center() for k in (i, i + 2))
            assert one[way] == pytest.approx(other[way], abs=0.1)


def test_what_was_before_stands_between_symbol_and_number_with_an_arrow():
    part = balance()
    for row, text in enumerate(["1.28", "0.37", "0.91"]):
        was, arrow = part.pieces["from", row], part.pieces["to", row]
        assert (was.text, metadata(was).visibility, metadata(arrow).visibility) == (text, 1, 1)
        number = part.pieces["number", row]
        assert was.get_right()[0] < arrow.get_left()[0]
        assert arrow.get_right()[0] < number.get_left()[0]
        assert was.get_bottom()[1] == pytest.approx(number.get_bottom()[1], abs=0.02)
        for symbol in (0,) if row == 0 else (row, row + 2):
            assert part.pieces["symbol", symbol].get_right()[0] < was.get_left()[0]
    assert metadata(balance(flat=1.0).pieces["from", 1]).visibility == 0


def test_half_way_everything_is_half_way():
    (rows, half, columns) = (balance(flat=flat) for flat in (0.0, 0.5, 1.0))
    for key in (("symbol", 0), ("symbol", 2), ("number", 1), ("sign", 2)):
        a, b, c = (part.pieces[key].get_center() for part in (rows, half, columns))
        assert b == pytest.approx((a + c) / 2, abs=0.02)


def test_numbers_are_of_the_values_and_a_bound_does_not_reach_the_symbol():
    part = balance()
    assert texts(part) == ["1.49", "1.28", "0.21", "0.37", "1.12"]
    part.values["gap"] = np.asarray(1e-4)
    part.redraw(rests=1.0)
    assert texts(part)[2] == "<0.01"
    assert part.pieces["symbol", 2].get_right()[0] < part.pieces["number", 2].get_left()[0] - 0.05


def test_the_sum_is_held_to_its_digits_unless_it_is_told_as_nearly_so():
    part = balance()
    assert metadata(part.pieces["number", 0]).terms == tuple(
        part.pieces["number", i] for i in (1, 2)
    )
    nearly = balance(about=True)
    assert metadata(nearly.pieces["number", 0]).terms == ()
    sign, number = nearly.pieces["also", 1], nearly.pieces["number", 1]
    assert (sign.words, metadata(sign).visibility) == ("≈", 1)
    assert nearly.pieces["to", 1].get_right()[0] < sign.get_left()[0]
    assert sign.get_right()[0] < number.get_left()[0]


@pytest.mark.parametrize("flat", [0.0, 1.0])
def test_it_asks_for_type_that_can_be_read(flat):
    part = balance(flat=flat)
    width, height = part.least(Size(9.0, 9.0))
    part.zone = Zone(0.0, width, 0.0, height)
    part.redraw(rests=1.0)
    assert part.pieces["symbol", 0].shown_size == pytest.approx(TYPE.least)
