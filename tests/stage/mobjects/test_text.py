import numpy as np
import pytest

from stage.digits import fixed, write
from stage.mobjects.text import Formula, Number, Words, number_width


def four(value):
    return fixed(value, 4)


def test_a_formula_looks_the_same_each_time_it_is_built():
    first, again = (Formula("a/b + sqrt(c)") for _ in range(2))
    assert len(first) == len(again)
    for one, other in zip(first, again, strict=True):
        assert np.array_equal(one.points, other.points)
        assert one.stroke_width == other.stroke_width == 0


def test_a_fraction_bar_is_as_thick_as_the_font_size_says():
    def bar_height(size):
        # The bar is the one outline of four corners; glyphs have curves.
        formula = Formula("1/2", font_size=size)
        subpaths = [path for part in formula for path in part.get_subpaths()]
        return min(np.ptp(path[:, 1]) for path in subpaths)

    assert bar_height(80) == pytest.approx(2 * bar_height(40), rel=1e-9)


def test_what_is_struck_out_has_a_stroke_from_below_it_to_above_it():
    plain, struck = (Formula(markup, font_size=40) for markup in ("q", "cancel(q)"))
    assert struck.height > plain.height
    assert len([path for part in struck for path in part.get_subpaths()]) == 1 + len(
        [path for part in plain for path in part.get_subpaths()]
    )


def test_parts_of_a_formula_have_their_own_colours():
    formula = Formula("H = {{p : p}} ln(1\\/{{q : q}})", colors={"p": "#E69F00", "q": "#56B4E9"})
    assert formula.part("p").get_fill_color().to_hex() == "#E69F00"
    assert formula.part("q").get_fill_color().to_hex() == "#56B4E9"
    assert formula.part("p").get_center()[0] < formula.part("q").get_center()[0]


@pytest.mark.parametrize(
    "markup", ["*bold*", "$#read()", "<b>x</b>", "a\\b", 'say "x"', "#x", "_i_", "// no", "`c`"]
)
def test_markup_in_words_is_shown_and_not_obeyed(markup):
    shown = Words(markup)
    # As many closed outlines as the characters have when each is set on its own.
    alone = sum(len(_outlines(Words(c))) for c in markup if c.strip())
    assert len(_outlines(shown)) == alone


def _outlines(words):
    return [path for part in words for path in part.get_subpaths()]


def test_a_number_swaps_its_glyphs_in_place():
    number = Number(0.5, four)
    number.move_anchor(1.0, 2.0)
    number.set_value(-123.25)
    assert number.text == "−123.2500"
    assert number.anchor == pytest.approx([1.0, 2.0, 0.0], abs=1e-9)
    assert number.get_center()[0] == pytest.approx(1.0, abs=0.05)
    again = Number(-123.25, four).move_anchor(1.0, 2.0)
    assert np.allclose(number.points, again.points, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("align", "side"), [(-1, "left"), (0, "middle"), (1, "right")])
def test_a_number_keeps_the_side_that_it_is_aligned_by(align, side):
    number = Number(1.0, four, align=align)
    edges = []
    for value in (1.0, 222.5, 8.75):
        number.set_value(value)
        left, right = number.get_left()[0], number.get_right()[0]
        edges.append({"left": left, "middle": (left + right) / 2, "right": right}[side])
    assert np.ptp(edges) < 0.03  # side bearings of different digits


def test_digits_are_all_equally_wide_so_that_numbers_do_not_tremble():
    widths = {round(number_width(f"0.{digit}", 30), 12) for digit in "0123456789"}
    assert len(widths) == 1


def test_a_number_is_as_wide_as_it_says():
    number = Number(0.0426, four, font_size=30)
    assert number.width <= number_width("0.0426", 30)
    assert number.width > 0.9 * number_width("0.0426", 30)


def test_a_share_in_percent_is_a_number_with_a_space_before_its_sign():
    number = Number(0.914, lambda share: write(share, ".0%"), font_size=30)
    assert number.text == "91 %"
    assert number.width <= number_width("91 %", 30)
    assert number_width(" ", 30) == pytest.approx(
        number_width("91 %", 30) - number_width("91%", 30)
    )
    assert 0 < number_width(" ", 30) < number_width("0", 30)


def test_words_stand_on_their_baseline():
    low, high = Words("apg").put(0, 1.0), Words("ABC").put(0, 1.0)
    assert high.get_bottom()[1] == pytest.approx(1.0, abs=0.02)
    assert low.get_bottom()[1] < 0.95
