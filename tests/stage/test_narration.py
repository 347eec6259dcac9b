"""Words and pictures cannot disagree: what is said is filled from the numbers, as it is."""

import math
import re
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stage.narration import Narration, reading_seconds
from stage.theme import DARK
from stage.typesetting import compile_svg, literal

same_everywhere = settings(derandomize=True, deadline=None, max_examples=60)
MARKUP = [
    "$x$",
    '#read("/etc/passwd")',
    "*bold*",
    "<b>",
    "\\n",
    '"quoted"',
    "../x",
    "{p}",
    "#{",
    "p",
]


def glyphs(markup):
    """The glyphs of some Typst, in order, and the colour of each."""
    svg = compile_svg(markup).decode()
    return re.findall(r'<use xlink:href="#(\w+)"[^>]*? fill="(#\w+)"', svg)


def coloured(template, role, **values):
    """How many glyphs of a narration have the colour of a role."""
    colours = [fill for _, fill in glyphs(Narration(template, values).markup(DARK))]
    return colours.count(getattr(DARK, role).lower())


# --- filling in -------------------------------------------------------------------------------


@dataclass
class Inner:
    height: float = 2.5


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Nothing to fill in.", "Nothing to fill in."),
        ("a₁ = {gains[1]:.4f}.", "a₁ = 0.0095."),
        ("{total:.2f} nats", "1.49 nats"),
        ("{names[0]} and {names[1]}", "cat and dog"),
        ("{inner.height:.1f} high", "2.5 high"),
        ("{classes} classes", "4 classes"),
        ("{total:.4f}{total:.1f}", "1.48781.5"),
        ("braces {{stay}}", "braces {stay}"),
        ("slope {slope:.2f}", "slope −1.98"),
        ("{infinite:.4f}", "∞"),
    ],
)
def test_template_is_filled_from_the_numbers(template, text):
    values = {
        "gains": np.array([0.25, 0.0095]),
        "total": 1.48779,
        "names": ("cat", "dog"),
        "inner": Inner(),
        "classes": 4,
        "slope": np.float64(-1.98),
        "infinite": math.inf,
    }
    assert Narration(template, values).text == text


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("a₁ = {x:.4f}", 0.00003, "a₁ < 0.0001"),
        ("a₁ = {x:.4f}", -0.00003, "a₁ > −0.0001"),
        ("a₁ = {x:.4p}", 0.99997, "a₁ > 0.9999"),
        ("a₁ = {x:.4p}", 0.00003, "a₁ < 0.0001"),
        ("a₁ = {x:.4p}", 1.0, "a₁ = 1.0000"),
        ("a₁ = {x:.4f}", 0.99997, "a₁ = 1.0000"),  # not a probability: rounded as any number
        ("a₁ = {x:.4f}", 0.0, "a₁ = 0.0000"),
        ("the sum ≈ {x:.2f}", 0.001, "the sum < 0.01"),
        ("= {x:.5p}", 0.99999, "= 0.99999"),
        ("= {x:exact}", 1e-9, "= 10⁻⁹"),
        ("= {x:exact}", 1e6, "= 10⁶"),
        ("= {x:.3g}", 4.5e-12, "= 4.50×10⁻¹²"),
        ("= {x:+.3f}", 0.0919, "= +0.092"),
        ("from {x:.2f} on", 0.001, "from <0.01 on"),
        ("= {x:.2f}, so = {x:.2f}", 0.001, "< 0.01, so < 0.01"),
    ],
)
def test_equals_sign_gives_way_where_only_a_bound_can_be_said(template, value, text):
    assert Narration(template, {"x": value}).text == text


@pytest.mark.parametrize("name", ["<b>", "> all", "<0.01"])
def test_name_that_looks_like_a_bound_stays_a_name(name):
    assert Narration("The class = {name}.", {"name": name}).text == f"The class = {name}."


def test_form_of_a_number_can_be_one_of_the_values():
    values = {"gains": np.array([0.25, 3e-12]), "gain_form": "+.3g", "decimals": 3}
    assert Narration("{gains[1]:{gain_form}}", values).text == "+3.00×10⁻¹²"
    assert Narration("{gains[0]:.{decimals}f}", values).text == "0.250"
    assert Narration("{gains[0]:.{decimals}f}", values).numbers == {"gains[0]": 0.25}


@pytest.mark.parametrize("spec", [":.4g ", ":.2e", ":5.1f", ":,", ":.1e", ":d", ":.3", ""])
def test_number_in_another_form_than_those_of_digits_is_refused(spec):
    with pytest.raises(ValueError, match=r"a number's form must be \.4f.* Choose one of them"):
        Narration(f"{{x{spec}}}", {"x": 0.99999})


def test_form_that_is_no_value_is_refused_by_name():
    with pytest.raises(ValueError, match=r"\{form\} in a narration must be a field.*fields are x"):
        Narration("{x:{form}}", {"x": 1.0})


def test_words_with_a_format_are_refused():
    with pytest.raises(ValueError, match=r"words in a narration must have no format; got '>9'"):
        Narration("{name:>9}", {"name": "cat"})


@pytest.mark.parametrize("value", [np.array([0.1]), (0.1, 0.2), None, True])
def test_what_is_neither_number_nor_words_is_refused(value):
    with pytest.raises((TypeError, ValueError), match=r"Give one item of it|form must be"):
        Narration("{x}", {"x": value})


def test_number_that_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="must not be NaN"):
        Narration("{x:.4f}", {"x": math.nan})


def test_numbers_holds_what_was_asked_for_as_json():
    narration = Narration(
        "{gains[1]:.1f} {total:.2f} {infinite:.1f} {names[0]}",
        {
            "gains": np.array([1.0, 0.25]),
            "total": np.float64(1.487),
            "infinite": np.inf,
            "names": ("cat", "dog"),
            "unsaid": 7,
        },
    )
    assert narration.numbers == {
        "gains[1]": 0.25,  # all its digits, not those that were said
        "total": 1.487,
        "infinite": "inf",
        "names[0]": "cat",
    }
    assert all(type(value) in (float, str) for value in narration.numbers.values())


# --- what is shown ----------------------------------------------------------------------------


@pytest.mark.parametrize("label", MARKUP)
def test_markup_in_a_value_is_shown_and_not_obeyed(label):
    narration = Narration("The label {label} wins.", {"label": label})
    assert narration.text == f"The label {label} wins."
    assert glyphs(narration.markup(DARK)) == glyphs(literal(f"The label {label} wins."))


@pytest.mark.parametrize("words", ["$x$", "#emph[x]", "*bold*", "<b>", "\\n", '"', "// x"])
def test_markup_in_a_template_is_shown_and_not_obeyed(words):
    assert glyphs(Narration(f"See {words}!", {}).markup(DARK)) == glyphs(literal(f"See {words}!"))


@same_everywhere
@given(st.text(st.sampled_from('abc ж$#*_\\"<>@`~-/[](),;:'), min_size=1, max_size=12))
def test_any_label_is_shown_as_it_is(label):
    shown = glyphs(Narration("({label})", {"label": label}).markup(DARK))
    assert shown == glyphs(literal(f"({label})".replace(" ", "\u00a0")))


@pytest.mark.parametrize(
    ("template", "role", "count"),
    [
        ("p", "p", 1),
        ("a prediction q from the truth p.", "q", 1),
        ("a prediction q from the truth p.", "p", 1),
        ("p₁ and p₂", "p", 4),  # letter and index
        ("a₁₀ rises", "q", 3),
        ("H(p, q)", "p", 1),
        ("H(p, q)", "q", 1),
        ("pᵢ", "p", 2),
        ("a class is a class", "q", 0),  # an article, not a symbol
        ("people quip, quizzed", "p", 0),
        ("people quip, quizzed", "q", 0),
        ("the cup's p's", "p", 0),
    ],
)
def test_symbol_has_the_colour_of_its_role(template, role, count):
    assert coloured(template, role) == count


@pytest.mark.parametrize("letter", ["p", "q", "a₁"])
def test_symbol_in_a_value_is_just_a_letter(letter):
    assert coloured("called {name}.", "p", name=letter) == 0
    assert coloured("called {name}.", "q", name=letter) == 0


@pytest.mark.parametrize(
    ("words", "math"),
    [
        ("z₁", "$z_1$"),
        ("ŷ", "$hat(y)$"),
        ("z", "$z$"),
    ],
)
def test_symbol_is_set_as_mathematics(words, math):
    def shapes(markup):
        return [glyph for glyph, _ in glyphs(markup)]

    assert shapes(Narration(words, {}).markup(DARK)) == shapes(math)
    assert shapes(Narration(words, {}).markup(DARK)) != shapes(literal(words))


def test_words_stand_around_their_symbols():
    shown = glyphs(Narration("see p, and q too", {}).markup(DARK))
    p, q = (Narration(letter, {}).markup(DARK) for letter in "pq")
    assert shown == glyphs(f"{literal('see ')};{p}{literal(', and ')};{q}{literal(' too')}")


def test_loss_is_set_as_mathematics_only_where_it_is_applied():
    math, _ = glyphs("$H$")[0]
    assert glyphs(Narration("H(p, q)", {}).markup(DARK))[0][0] == math
    assert glyphs(Narration("Hello", {}).markup(DARK))[0][0] != math


# --- lines ------------------------------------------------------------------------------------


def lines(narration, width):
    """On how many lines a narration is set."""
    svg = compile_svg(f"#block(width: {width}pt)[{narration.markup(DARK)}]").decode()
    return len(set(re.findall(r'<g transform="matrix\(1 0 0 -1 [^ ]+ ([^)]+)\)', svg)))


def test_words_are_broken_over_lines_but_an_equation_is_not():
    assert lines(Narration("aaaa bbbb cccc", {}), 40) > 1
    assert lines(Narration("{x:.4f} = {y:.4f}", {"x": 0.25, "y": 0.75}), 40) == 1
    assert lines(Narration("{name}", {"name": "aaaa bbbb"}), 40) == 1


# --- reading ----------------------------------------------------------------------------------


def test_32_characters_take_3_seconds_to_read():
    assert reading_seconds("x" * 32) == 1 + 32 / 16


def test_nobody_has_to_read_faster_than_broadcasters_allow():
    for length in (1, 10, 50, 100, 300):
        assert length / reading_seconds("x" * length) <= 17


def test_longer_text_takes_longer_to_read():
    assert reading_seconds("a") < reading_seconds("ab") < reading_seconds("ab" * 40)


@pytest.mark.parametrize("template", ["{missing}", "{x[7]}", "{x.nothing}"])
def test_a_value_that_is_not_there_is_refused(template):
    with pytest.raises(ValueError, match="The fields are x"):
        Narration(template, {"x": np.array([1.0])})


def test_a_field_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match=r"\{totals\} in a narration .* The fields are total\."):
        Narration("It is {totals:.2f}.", {"total": 1.0})
    with pytest.raises(ValueError, match=r"\{total\[-2\]\} .* counted from 0"):
        Narration("It is {total[-2]:.2f}.", {"total": [1.0]})


def test_the_entropy_of_one_distribution_is_set_as_mathematics():
    assert glyphs(Narration("H(p)", {}).markup(DARK))[0][0] == glyphs("$H$")[0][0]
