"""No digit on screen is untrue: nothing that is not 0 is written 0, nothing that is not 1 is 1."""

import math
import re
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stage.digits import (
    apart,
    bare,
    decimals_of,
    decimals_that_add,
    equals,
    exact,
    exactly,
    fixed,
    form_of_sum,
    probability,
    same,
    signed,
    significant,
    subscript,
    write,
    writer,
)
from tests.scenes.reading import read

same_everywhere = settings(derandomize=True, deadline=None, max_examples=200)
finite = st.floats(allow_nan=False, allow_infinity=False)
ordinary = st.floats(-9999, 9999)
decimals = st.integers(1, 6)


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
        (9_999.99, 2, "9999.99"),
        (9_999.996, 2, "1.00×10⁴"),
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


# --- significant and exact --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1.99998, 3, "2.00"),
        (0.000123, 3, "1.23×10⁻⁴"),
        (0.00123, 3, "0.00123"),
        (0.0009999, 3, "0.00100"),  # rounded, it needs no power
        (999.6, 3, "1.00×10³"),  # rounded, it needs one
        (-50000.0, 3, "−5.00×10⁴"),
        (50.5, 3, "50.5"),
        (100.0, 3, "100"),
        (5e-324, 2, "4.9×10⁻³²⁴"),
        (0.0, 3, "0"),
        (-0.0, 3, "0"),
        (-math.inf, 3, "−∞"),
    ],
)
def test_number_of_significant_digits_is_written_so(value, digits, text):
    assert significant(value, digits) == text


@same_everywhere
@given(finite.filter(lambda x: x == 0 or 1e-300 < abs(x) < 1e300), st.integers(2, 8))
def test_significant_digits_are_as_many_as_asked_for_and_true(value, digits):
    text = significant(value, digits)
    assert read(text) == pytest.approx(value, rel=0.5 * 10.0 ** (1 - digits) * (1 + 1e-9))
    if value:
        mantissa = text.partition("×")[0].replace("−", "").replace(".", "").lstrip("0")
        assert len(mantissa) == digits


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4, "0.4"),
        (-0.05, "−0.05"),
        (0.99999, "0.99999"),
        (1e-5, "0.00001"),
        (1e-9, "10⁻⁹"),
        (2.5e-7, "2.5×10⁻⁷"),
        (1e6, "10⁶"),
        (1234567.0, "1.234567×10⁶"),
        (99999.0, "99999"),
        (100000.0, "10⁵"),
        (3, "3"),
        (np.float64(0.4), "0.4"),
        (0.0, "0"),
        (1 - 1e-9, "0.999999999"),
        (math.inf, "∞"),
        (1e-100, "10⁻¹⁰⁰"),
    ],
)
def test_what_someone_typed_is_written_so(value, text):
    assert exact(value) == text


@same_everywhere
@given(finite)
def test_exact_text_is_the_very_value(value):
    assert read(exact(value)) == value


# --- write ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (".4f", "1.0000"),
        (".4p", ">0.9999"),
        ("+.4f", "+1.0000"),
        (".3g", "1.00"),
        ("+.3g", "+1.00"),
        ("exact", "0.99999"),
        (".10f", "0.9999900000"),
    ],
)
def test_form_says_how_a_value_is_written(form, text):
    assert write(0.99999, form) == text
    assert writer(form)(0.99999) == text


@pytest.mark.parametrize("form", ["", "f", ".f", "+.4p", ".2e", "4f", ".4", "d", ".100f", "exact "])
def test_form_that_there_is_not_is_refused(form):
    with pytest.raises(ValueError, match=r"a number's form must be .* got .* Choose one of them"):
        write(0.5, form)


@pytest.mark.parametrize("form", [".4f", ".4p", "+.4f", ".3g", "+.3g", "exact"])
def test_nan_is_refused_in_every_form(form):
    with pytest.raises(ValueError, match="must not be NaN"):
        write(math.nan, form)


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
    assert equals(text, about=True) == said.replace("=", "≈")


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


# --- the form of several numbers --------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (0.1 + 0.2, 0.3, True),
        (1e-12, 1.000001e-12, False),
        (25e-12, 24e-12, False),
        (0.0, 1e-300, False),
        (math.inf, math.inf, True),
        (math.inf, 1e308, False),
    ],
)
def test_values_are_the_same_but_for_rounding_errors(one, other, equal):
    assert same(one, other) is equal


@pytest.mark.parametrize(
    ("values", "kind", "form"),
    [
        ([0.31449, 0.63340], "p", ".2p"),
        ([0.3145, 0.3149], "p", ".4p"),  # 0.315 with three
        ([0.0919, 0.0010, 0.0831, 0.0045], "+f", "+.3f"),
        ([1.99998, 2.0], "f", ".5f"),
        ([-1.00010001, -1.0000500025], "f", ".5f"),
        ([0.3145, 0.00003], "p", ".4p"),  # 0.3145 and <0.0001
        ([0.99999, 0.00001], "p", ".4p"),  # >0.9999 and <0.0001
        ([0.3145, 0.00003, 0.00002], "p", ".5p"),  # else two are <0.0001
        ([3e-12, 4e-12], "f", ".3g"),
        ([3e-12, 4e-12], "+f", "+.3g"),
        ([3.001e-12, 3.002e-12], "f", ".4g"),
        ([20001.0, 20002.0], "f", ".5g"),
        ([0.1 + 0.2, 0.3], "f", ".2f"),  # the same
        ([0.0, 0.5, 1.0], "p", ".2p"),
        ([math.inf, 0.5], "f", ".2f"),
        ([], "f", ".2f"),
    ],
)
def test_values_that_are_compared_are_told_apart_by(values, kind, form):
    assert apart(values, kind=kind) == form


any_size = st.one_of(st.floats(-10, 10), st.floats(-1e-8, 1e-8), finite)
close_probabilities = st.one_of(
    st.floats(0, 1), st.floats(0, 1e-6), st.floats(0, 1e-6).map(lambda x: 1 - x)
)


def assert_told_apart(values, form):
    texts = {}
    for value in values:
        texts.setdefault(write(value, form), []).append(value)
    for text, told in texts.items():
        for value in told:
            assert same(value, told[0]) or value == told[0] == 0, (text, told)


@same_everywhere
@given(st.lists(any_size, max_size=6), st.sampled_from(["f", "+f"]))
@example([1.0, 1 + 2e-12], "f")
def test_values_that_differ_are_told_apart(values, kind):
    for form in (apart(values, kind=kind), exactly(values, kind=kind)):
        assert_told_apart([*values, 0.0], form)


@same_everywhere
@given(st.lists(close_probabilities, max_size=6))
@example([1 - 1e-13, 1e-9, 2e-9, 1.0])
def test_probabilities_that_differ_are_told_apart_and_from_0_and_1(values):
    for form in (apart(values, kind="p"), exactly(values, kind="p")):
        assert_told_apart(values, form)
        for value in values:
            if 0 < value < 1:
                assert write(value, form) not in (write(0.0, form), write(1.0, form))


@same_everywhere
@given(st.lists(st.floats(-100, 100), min_size=2, max_size=5), st.integers(0, 3))
def test_no_decimal_is_there_that_is_not_needed(values, least):
    form = apart(values, least=least)
    if form[-1] == "f" and least < int(form[1:-1]) < 4:
        texts = [write(value, f".{int(form[1:-1]) - 1}f") for value in {*values, 0.0}]
        assert len(set(texts)) < len(texts) or any(text[0] in "<>" for text in texts)


@pytest.mark.parametrize(
    ("values", "kind", "form"),
    [
        ([0.1, 0.4, 0.3, 0.2], "p", ".1p"),
        ([0.99999, 0.00001], "p", ".5p"),
        ([1e-9], "f", "exact"),
        ([1e6], "f", "exact"),
        ([0.4], "f", ".1f"),
        ([1e-100, 0.01, 0.98, 0.99], "p", "exact"),
        ([0.9999, 0.99995, 0.99995 + 0.00005], "p", ".5p"),
        ([1 / 3, 2 / 3], "p", ".2p"),
        ([1 - 1e-15, 0.5], "p", ".4p"),  # not 1
        ([20000.0, 20001.0], "f", "exact"),
        ([1234567.0, 1234568.0], "f", ".7g"),
        ([2.5, -1.0, 3.2, 0.5], "f", ".1f"),
    ],
)
def test_values_that_someone_gave_are_told_by(values, kind, form):
    assert exactly(values, kind=kind) == form


@pytest.mark.parametrize(
    ("terms", "total", "decimals"),
    [
        # 0.120 + 0.644 + 0.483 + 0.241 = 1.488; with two it would be 1.48 and 1.49
        ([0.120397, 0.643775, 0.482831, 0.240795], 1.487798, 3),
        ([0.5, 0.25], 0.75, 2),
        ([1 / 3, 1 / 3, 1 / 3], 1.0, None),
        ([0.0, 0.0, 1.1567], 1.1567, 2),
        ([0.5, 0.5, 0.0001], 1.0001, 4),  # with two it is <0.01
        ([0.5, 0.5, 1e-9], 1.000000001, None),
        ([0.5, math.inf], math.inf, 2),
        ([20000.0, 0.0], 20000.0, 2),
        ([20000.0, 5.0], 20005.0, None),  # 2.00×10⁴ + 5.00
        ([-0.25, 0.75], 0.5, 2),
        ([[0.25, 0.5], [0.126, 0.127]], [0.75, 0.253], 3),  # both sums by one number of decimals
    ],
)
def test_sum_adds_up_as_it_is_shown_with_so_many_decimals(terms, total, decimals):
    assert decimals_that_add(terms, total) == decimals


@pytest.mark.parametrize(
    ("terms", "total", "form", "adds"),
    [
        ([0.5, 0.25], 0.75, ".2f", True),
        ([1 / 3, 1 / 3, 1 / 3], 1.0, ".4f", False),
        ([11.51281, 1e-10], 11.51281, ".3f", False),
        ([350.0, 1e-300, 175.0], 525.0, ".2f", False),
        ([math.inf, 0.5], math.inf, ".2f", True),
    ],
)
def test_sum_is_told_in_a_form_that_says_whether_it_adds_up(terms, total, form, adds):
    assert form_of_sum(terms, total) == (form, adds)


@same_everywhere
@given(st.lists(st.floats(0, 100), min_size=2, max_size=6))
def test_shown_terms_add_up_to_the_shown_total(terms):
    total = math.fsum(terms)
    decimals = decimals_that_add(terms, total)
    for places in range(2, (decimals or 5)):
        shown = [fixed(value, places) for value in terms]
        assert any(text[0] == "<" for text in shown) or (
            sum(map(Decimal, shown)) != Decimal(fixed(total, places))
        )
    if decimals is not None:
        shown = sum(Decimal(fixed(value, decimals)) for value in terms)
        assert shown == Decimal(fixed(total, decimals))


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
        ([1e-13], 4),  # not 0
        ([0.5, 1e-15], 4),
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
