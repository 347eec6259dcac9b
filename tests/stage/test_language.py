"""The words of a scene in another language, of which the test has a few."""

import numpy as np
import pytest

from stage.language import CLASS, NUMBER, Language, Wording, use_wording, words_put_back
from stage.mobjects.text import Formula, Number, Words, formula_width, number_width, words_width
from stage.narration import Narration
from stage.spoken import in_words

ENTRIES = {
    (NUMBER, "."): ",",
    (NUMBER, "point"): "Komma",
    (NUMBER, "minus"): "minus",
    (NUMBER, "ten to the"): "zehn hoch",
    (NUMBER, "times"): "mal",
    (NUMBER, "less than"): "weniger als",
    (NUMBER, "percent"): "Prozent",
    (NUMBER, "one percent"): "ein Prozent",
    (NUMBER, "infinity"): "unendlich",
    (CLASS, "cat"): "Katze",
    (CLASS, "hen"): "Henne",
    (CLASS, "a cat"): "eine Katze",
    (CLASS, "class {0}"): "Klasse {0}",
    (CLASS, "{label}"): "Klasse {label}",
    (CLASS, "a {label}"): "eine der Klasse {label}",
    ("", "loss"): "Verlust",
    ("Other", "loss"): "Einbuße",
    ("", "It is {one}."): "Es ist {one}.",
    ("Toy", "From {loss} to {loss_2}."): "Auf {loss_2} von {loss}.",
    ("Toy", "The {name} leads."): "Die {name} führt.",
    ("Toy", "Watch."): "Hinsehen.",
    ("Toy", "Now {move} go."): "Und {move} los.",
    ("Toy", "{name} to {name_2}"): "{name_2} zu {name}",
}


@pytest.fixture
def german():
    """A scene in that language, in which somebody has typed the label of a class."""
    with words_put_back():
        worded = Wording(
            Language("de", ENTRIES), "Toy", names=["cat", "hen", "Hund"], typed=["Hund"]
        )
        use_wording(worded)
        yield worded


LOSSES = {"loss": np.array([1.1567, 0.25]), "form": ".2f"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1.16", "1,16"),
        (".315", "0,315"),
        ("<.01", "<0,01"),
        ("−1.50×10⁻⁹", "−1,50×10⁻⁹"),
        ("100 %", "100 %"),
        ("0,31", "0,31"),
        ("v1.5", "v1.5"),
    ],
)
def test_numbers_have_the_decimal_mark_of_the_language(german, written, shown):
    assert german.number(written) == shown


def test_a_number_on_the_stage_has_a_comma_and_room_for_it(german):
    number = Number(0.315, lambda value: f"{value:.3f}"[1:])
    assert number.text == "0,315"
    with words_put_back():
        use_wording(Wording())
        wide, narrow = number_width("0.315", 24), number_width(".315", 24)
    # A comma is about as wide as a point; the 0 before it is what needs room.
    assert number_width(".315", 24) == pytest.approx(wide, rel=0.02)
    assert number_width(".315", 24) > narrow + 0.05


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (".315", "null Komma drei eins fünf"),
        ("−1.50×10⁻⁹", "minus eins Komma fünf null mal zehn hoch minus neun"),
        ("<0.1", "weniger als null Komma eins"),
        ("1 %", "ein Prozent"),
        ("1.4 %", "eins Komma vier Prozent"),
        ("21", "einundzwanzig"),
        ("∞", "unendlich"),
    ],
)
def test_numbers_are_spoken_as_the_language_speaks_them(german, written, said):
    assert in_words(written) == said


def test_fields_go_by_their_names_and_keep_their_forms(german):
    template = german.template("From {loss[0]:{form}} to {loss[1]:.1f}.")
    assert template == "Auf {loss[1]:.1f} von {loss[0]:{form}}."
    assert Narration(template, LOSSES).text == "Auf 0,2 von 1,16."


def test_a_form_in_a_translation_wins():
    language = Language("de", {("", "It is {loss}."): "Es ist {loss:.3f}."})
    assert Wording(language).template("It is {loss[0]:{form}}.") == "Es ist {loss[0]:.3f}."


@pytest.mark.parametrize(
    ("name", "said"),
    [("a cat", "eine Katze"), ("a Hund", "eine der Klasse Hund"), ("class 5", "Klasse 5")],
)
def test_a_class_in_a_sentence_is_named_as_the_language_names_it(german, name, said):
    template = german.template("It is {one}.")
    assert Narration(template, {"one": name}).text == f"Es ist {said}."


def test_a_name_within_a_text_is_a_field(german):
    assert german.template("The cat leads.") == "Die Katze führt."
    assert german.template("The Hund leads.") == "Die Klasse Hund führt."
    assert german.text("cat to Hund") == "Hund zu Katze"


def test_what_is_said_is_looked_up_sentence_by_sentence_with_its_mark(german):
    assert german.sentences("Watch. Now {move} go.") == "Hinsehen. Und {move} los."


def test_what_has_no_translation_stays_and_is_noted_once(german):
    german.place = "a beat"
    assert german.sentences("Watch. Nobody knows {loss[0]:.2f}.") == (
        "Hinsehen. Nobody knows {loss[0]:.2f}."
    )
    german.sentences("Nobody knows {loss[1]:.2f}.")
    assert german.missing == {("Toy", "Nobody knows {loss}."): "a beat"}


def test_what_somebody_typed_is_shown_as_it_is_even_if_it_is_a_word_of_the_catalogue():
    worded = Wording(Language("de", ENTRIES), names=["cat", "loss"], typed=["cat", "loss"])
    assert [worded.text(text) for text in ("cat", "loss")] == ["cat", "loss"]


def test_a_scene_has_its_own_words_before_those_of_all():
    language = Language("de", ENTRIES)
    assert Wording(language, "Other").text("loss") == "Einbuße"
    assert Wording(language, "Toy").text("loss") == "Verlust"
    assert ("Toy", "Watch.") not in language.of_scene("Other").entries


def test_words_and_formulas_are_drawn_as_they_are_measured(german):
    assert Words("loss").words == "Verlust"
    assert words_width("loss", 24) == Words("Verlust", font_size=24).made_width
    shown = Formula('"loss" = 0.5', display=False, font_size=100)
    assert formula_width('"loss" = 0.5', 100) == pytest.approx(shown.made_width)
    with words_put_back():
        use_wording(Wording())
        assert words_width("Verlust", 24) > words_width("loss", 24) + 0.05


def test_a_length_in_a_formula_is_no_number_that_is_read(german):
    assert formula_width('"loss" #h(0.4em)', 24) > 0


def test_in_english_nothing_is_looked_up():
    worded = Wording()
    assert worded.template("It is {one}.") == "It is {one}."
    assert worded.text("loss .5") == "loss .5"
    assert worded.missing == {}
