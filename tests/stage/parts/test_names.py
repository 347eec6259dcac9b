"""Names of classes are level in the largest size that fits, else slanted, else numbers."""

import numpy as np
import pytest

from rendering.planning.fonts import read_font
from stage.mobjects.metadata import metadata
from stage.mobjects.text import visibility
from stage.parts.names import (
    MOST_SLANTED,
    Names,
    key_above,
    numbered,
    numbers_of,
)
from stage.theme import DARK, TYPE, Zone, use_theme
from stage.typesetting import use_font
from tests.scenes.belonging import WIDE
from tests.some_fonts import DEVANAGARI


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)


def chosen(names, room, **more):
    row = Names(names)
    fits = row.choose(names, [room] * len(names), **more)
    row.draw([room * (k + 0.5) for k in range(len(names))], [room] * len(names), 0.0)
    return row, fits


def test_text_is_there_where_there_is_enough_room_and_fades_below():
    assert [visibility(room, 1.0) for room in (2.0, 1.0, 0.94, 0.88, 0.5)] == [1, 1, 0.5, 0, 0]
    assert visibility(0.75, 1.0, 0.5) == 0.5


def test_names_are_level_where_they_fit():
    row, fits = chosen(["cat", "dog"], 2.0)
    assert fits
    assert [word.get_x() for word in row] == pytest.approx([1.0, 3.0], abs=1e-9)
    assert max(word.get_top()[1] for word in row) < 0
    assert min(word.get_bottom()[1] for word in row) >= -row.below - 0.02


def test_level_names_are_smaller_before_they_are_slanted():
    looks = []
    width = Names(["automobile"])[0].made_width
    for room in (width + 0.11, width, 0.8 * width):
        row, fits = chosen(["automobile"] * 2, room)
        assert fits
        looks.append((row[0].font_size, row.slanted))
    assert looks == [(TYPE.label, False), (TYPE.tick, False), (TYPE.tick, True)]


def test_names_that_may_not_slant_do_not_fit():
    row, fits = chosen(["automobile"] * 2, 0.8, may_slant=False)
    assert not fits
    assert not row.slanted


def test_slanted_names_do_not_touch_each_other_and_take_what_they_say():
    row, fits = chosen(["automobile"] * 6, 0.5)
    assert fits
    assert row.slanted
    assert 0 < row.below <= MOST_SLANTED
    assert min(word.get_bottom()[1] for word in row) >= -row.below - 1e-6
    assert row[0].get_left()[0] >= 0.25 - row.left - 0.01
    # Across the slant, the distance of two lines of text is more than the height of letters.
    steps = [(row[k + 1].get_x() - row[k].get_x()) * np.sin(np.radians(40)) for k in range(5)]
    assert min(steps) > 0.0076 * TYPE.tick


@pytest.fixture
def devanagari():
    use_font(read_font(DEVANAGARI))
    yield
    use_font(None)


def test_slanted_names_in_tall_letters_are_farther_apart(devanagari):
    for room, latin_is, tall_is in ((0.41, True, False), (0.5, True, True)):
        assert chosen(["automobile"] * 2, room)[0].slanted == latin_is
        assert chosen(["ज़िंदगी"] * 2, room)[0].slanted == tall_is


def test_names_in_tall_letters_keep_clear_of_what_is_above_and_below(devanagari):
    latin, _ = chosen(["cat", "dog"], 2.0)
    row, fits = chosen(["a", "ज़िंदगी"], 2.5)
    assert fits
    assert max(word.get_top()[1] for word in row) <= -0.14 + 1e-9  # whatever stands above
    assert min(word.get_bottom()[1] for word in row) >= -row.below - 1e-9
    assert row.below > latin.below
    assert row[0].baseline[1] == pytest.approx(row[1].baseline[1], abs=1e-9)


def test_bins_that_are_too_narrow_or_names_too_long_do_not_fit():
    assert not chosen(["automobile"] * 6, 0.3)[1]
    assert not chosen(WIDE, 0.5)[1]


def test_numbers_always_fit_and_those_without_room_fade():
    row, fits = chosen(numbers_of(WIDE), 0.05)
    assert fits
    assert [metadata(word).visibility for word in row] == [0.0] * 10


def test_names_follow_their_bins_and_fade_as_these_get_narrow():
    row, _ = chosen(["cat", "dog"], 2.0)
    height = row[1].get_y()
    row.draw([1.0, 3.9], [3.9, 0.1], 0.0)
    assert [word.get_x() for word in row] == pytest.approx([1.0, 3.9])
    assert row[1].get_y() == height
    assert [metadata(word).visibility for word in row] == [1.0, 0.0]
    row.draw([1.0, 3.0], [2.0, 2.0], 0.0)
    assert [metadata(word).visibility for word in row] == [1.0, 1.0]


def test_classes_have_numbers_from_1():
    assert numbers_of(["cat", "dog"]) == ("1", "2")
    assert numbered(["cat", "dog"]) == ("1  cat", "2  dog")
    assert numbered(["1", "2"]) == ("1", "2")


STAGE = Zone(-3.5, 3.5, -2.0, 2.5)
ANIMALS = ["airplane", "automobile", "bird", "cat", "deer", "dog", "*", "horse", "ship", "truck"]


def test_key_tells_every_name_above_what_is_left_of_the_stage():
    key, rest = key_above(ANIMALS, STAGE)
    assert key[0].words == ", ".join(numbered(ANIMALS))
    assert key.get_top()[1] <= STAGE.top + 1e-9
    assert key.get_bottom()[1] > rest.top
    assert key.width <= STAGE.width
    assert (rest.left, rest.right, rest.bottom) == (STAGE.left, STAGE.right, STAGE.bottom)


@pytest.mark.parametrize("names", [["W" * 12] * 10, ["1", "2"]])
def test_there_is_no_key_where_it_would_take_more_than_a_quarter_or_says_nothing(names):
    key, rest = key_above(names, STAGE)
    assert len(key) == 0
    assert rest == STAGE
