"""No digit on screen is untrue: nothing that is not 0 is written 0, nothing that is not 1 is 1."""

import math
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scenes.digits import bare, decimals_of, equals, fixed, probability, signed, subscript

same_everywhere = settings(derandomize=True, deadline=None, max_examples=200)
finite = st.floats(allow_nan=False, allow_infinity=False)
ordinary = st.floats(-9999, 9999)
decimals = st.integers(1, 6)


def read(text):
    """The number that a reader reads, without < or >."""
    ascii_text = text.lstrip("<>").replace("−", "-").translate(SUPERSCRIPTS)
    mantissa, _, exponent = ascii_text.partition("×10")
    return float(mantissa) * 10.0 ** int(exponent or 0)


SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


# --- fixed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1.1567, 4, "1.1567"),
        (0.5, 3, "0.500"),
        (-100.0, 1, "−100.0"),
        (0.0, 2, "0.00"),
        (-0.0, 2, "0.00"),
        (0.0095, 2, "0.01"),
        (0.004, 2, "<0.01"),
        (-0.004, 2, ">−0.01"),
        (5e-324, 4, "<0.0001"),
        (math.inf, 4, "∞"),
        (-math.inf, 4, "−∞"),
        (10_000.0, 4, "1.00×10⁴"),
        (-123_456.0, 1, "−1.23×10⁵"),
        (1e100, 2, "1.00×10¹⁰⁰"),
    ],
)
def test_number_is_written_so(value, places, text):
    assert fixed(value, places) == text


@same_everywhere
@given(finite.filter(bool), decimals)
def test_what_is_not_0_is_never_written_as_0(value, places):
    assert read(fixed(value, places)) != 0


@same_everywhere
@given(finite, decimals)
def test_sign_is_written_with_a_minus_and_never_with_a_hyphen(value, places):
    text = fixed(value, places)
    assert ("−" in text) == (value < 0)
    assert "-" not in text


@same_everywhere
@given(ordinary, decimals)
def test_written_number_is_true_to_half_its_last_place(value, places):
    text = fixed(value, places)
    if text[0] == "<":
        assert 0 < value < read(text)
    elif text[0] == ">":
        assert read(text) < value < 0
    else:
        assert abs(read(text) - value) <= 0.5 * 10.0**-places * (1 + 1e-9) + 1e-12


@same_everywhere
@given(st.floats(1e4, 1e300), decimals)
def test_large_number_is_true_to_its_three_digits(value, places):
    text = fixed(value, places)
    assert read(text) == pytest.approx(value, rel=0.005 + 1e-9)
    assert len(text.partition("×")[0]) == 4


@same_everywhere
@given(finite, decimals)
def test_number_holds_only_characters_that_can_be_drawn(value, places):
    assert set(fixed(value, places)) <= set("0123456789.−<>×⁰¹²³⁴⁵⁶⁷⁸⁹⁻∞")


@pytest.mark.parametrize("write", [fixed, probability, signed])
def test_nan_is_refused_by_name(write):
    with pytest.raises(ValueError, match=r"must not be NaN; got nan\. Mend what computed it\."):
        write(math.nan, 4)


# --- probability ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1.0, 4, "1.0000"),
        (1 - 1e-16, 4, ">0.9999"),
        (0.99995, 4, ">0.9999"),
        (0.9999, 4, "0.9999"),
        (0.996, 2, ">0.99"),
        (0.0, 4, "0.0000"),
        (1e-12, 4, "<0.0001"),
        (0.5, 2, "0.50"),
    ],
)
def test_probability_is_written_so(value, places, text):
    assert probability(value, places) == text


@same_everywhere
@given(st.floats(0, 1, exclude_max=True), decimals)
@example(math.nextafter(1, 0), 6)
def test_what_is_not_certain_is_never_written_as_1(value, places):
    text = probability(value, places)
    assert read(text) < 1
    if text[0] == ">":
        assert read(text) < value


# --- the other forms --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "short"),
    [("0.31", ".31"), ("<0.01", "<.01"), (">0.99", ">.99"), ("1.00", "1.00"), ("10.50", "10.50")],
)
def test_only_the_0_before_the_point_is_left_out(text, short):
    assert bare(text) == short


@pytest.mark.parametrize(
    ("text", "said"),
    [("1.2", "= 1.2"), ("<0.01", "< 0.01"), (">0.99", "> 0.99"), ("−2.0", "= −2.0"), ("∞", "= ∞")],
)
def test_equals_sign_stands_only_where_it_is_true(text, said):
    assert equals(text) == said


@same_everywhere
@given(finite, decimals)
def test_sign_is_always_written_but_for_0(value, places):
    text = signed(value, places)
    assert ("+" in text) == (value > 0)
    assert ("−" in text) == (value < 0)
    assert text.replace("+", "") == fixed(value, places)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0919, "+0.0919"),
        (-0.4, "−0.4000"),
        (0.0, "0.0000"),
        (0.00003, "<+0.0001"),
        (-0.00003, ">−0.0001"),
        (math.inf, "+∞"),
        (-math.inf, "−∞"),
    ],
)
def test_signed_number_is_written_so(value, text):
    assert signed(value, 4) == text


@pytest.mark.parametrize(("number", "text"), [(1, "₁"), (0, "₀"), (10, "₁₀"), (29, "₂₉")])
def test_subscript_is_lowered_digit_by_digit(number, text):
    assert subscript(number) == text


# --- decimals_of ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([1, 2, 3], 1),
        ([0.1, 0.4], 1),
        ([0.1, 0.45], 2),
        ([2.5, -1.125], 3),
        ([1 / 3], 4),
        ([0.1 + 0.2], 1),  # 0.30000000000000004
        ([2 * (0.98 - 1)], 2),  # -0.040000000000000036
        ([[0.5, 0.25], [0.5, 0.75]], 2),
        ([math.inf, 0.25], 2),
        ([math.inf], 1),
        ([], 1),
    ],
)
def test_so_many_decimals_are_needed(values, wanted):
    assert decimals_of(values) == wanted


@same_everywhere
@given(st.lists(st.integers(-99_999_999, 99_999_999), min_size=1), st.integers(1, 4))
def test_so_many_decimals_write_every_value_exactly(numerators, places):
    values = [n / 10**places for n in numerators]
    needed = decimals_of(values)
    assert needed <= places
    for value in values:
        written = f"{value:.{needed}f}"
        assert math.isclose(float(written), value, rel_tol=1e-12, abs_tol=1e-12)
    if needed > 1:
        coarser = [round(value, needed - 1) for value in values]
        assert not np.allclose(coarser, values, rtol=1e-12, atol=1e-12)


def test_decimals_stay_within_what_is_asked_for():
    assert decimals_of([1, 2], least=3) == 3
    assert decimals_of([0.123456], most=2) == 2


@same_everywhere
@given(finite, decimals)
def test_fixed_is_one_number_and_nothing_else(value, places):
    assert re.fullmatch(r"[<>]?−?(\d+(\.\d+)?(×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?|∞)", fixed(value, places))
