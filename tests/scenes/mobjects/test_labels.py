import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from scenes.mobjects.labels import LabelRow, key_above, naming, numbered, numbers_of, spread
from scenes.mobjects.text import Words
from scenes.theme import TYPE, Zone


@given(
    wanted=st.lists(st.floats(-3, 3, allow_nan=False), min_size=1, max_size=6).map(sorted),
    spacing=st.floats(0.1, 0.9),
)
def test_places_keep_their_distance_and_their_bounds(wanted, spacing):
    places = spread(wanted, spacing, -4.0, 4.0)
    assert np.all(np.diff(places) >= spacing - 1e-9)
    assert places[0] >= -4.0 - 1e-9
    assert places[-1] <= 4.0 + 1e-9


def test_places_are_the_nearest_that_keep_their_distance():
    wanted = np.array([0.0, 0.1, 0.15, 2.0, 2.2])
    places = spread(wanted, 0.5, -9.0, 9.0)
    gaps = [{"type": "ineq", "fun": lambda x, k=k: x[k + 1] - x[k] - 0.5} for k in range(4)]
    best = minimize(lambda x: np.sum((x - wanted) ** 2), wanted, constraints=gaps, tol=1e-12)
    assert places == pytest.approx(best.x, abs=1e-5)


def test_places_without_room_are_even():
    assert spread([0.0, 0.0, 0.0], 1.0, 0.0, 1.0) == pytest.approx([0.0, 0.5, 1.0])


def test_names_are_level_where_they_fit():
    row = LabelRow(["cat", "dog"], [0.0, 2.0], [2.0, 2.0], 0.0)
    assert [word.get_center()[0] for word in row] == pytest.approx([0.0, 2.0], abs=1e-9)


def test_slanted_names_do_not_touch_each_other():
    names = ["W" * 12] * 10
    row = LabelRow(names, [0.45 * k for k in range(10)], [0.45] * 10, 0.0)
    # Across the slant: the distance of two lines of text, from one baseline to the next.
    angle = np.arctan2(*(row[0][0].points[-1] - row[0][0].points[0])[[1, 0]])
    across = np.array([np.sin(angle), -np.cos(angle)])
    steps = [
        np.dot(row[k + 1].get_center()[:2] - row[k].get_center()[:2], across) for k in range(9)
    ]
    assert min(steps) > 0.24  # the height of a line at tick size, 26 / 960 x 10 pt, is 0.27


@pytest.mark.parametrize("names", [["cat", "dog"], ["automobile"] * 6, ["W" * 12] * 3])
def test_a_row_needs_as_much_as_it_takes(names):
    rooms = [0.9] * len(names)
    xs = [0.45 + 0.9 * k for k in range(len(names))]
    below, reach = LabelRow.needs(names, rooms)
    row = LabelRow(names, xs, rooms, 0.0)
    assert row.get_bottom()[1] >= -below - 1e-9
    assert row.get_left()[0] >= -reach - 0.1


def equal(count):
    return np.full(count, 1 / count)


def test_level_names_are_smaller_before_they_are_slanted():
    width = Words("automobile", font_size=TYPE.label).width
    looks = []
    for room in (1.1 * width, 1.0 * width, 0.8 * width):
        row = LabelRow(["automobile"] * 2, [0.0, room], [room] * 2, 0.0)
        looks.append((row[0].font_size, row[0].height > 0.5))
    assert looks == [(TYPE.label, False), (TYPE.tick, False), (TYPE.tick, True)]


def test_numbers_of_narrow_bars_are_spread_but_not_slanted():
    row = LabelRow(["1", "2", "3"], [0.05, 0.1, 1.0], [0.1, 0.1, 1.7], 0.0)
    words = [word for word in row if isinstance(word, Words)]
    assert np.diff([word.get_x() for word in words]).min() >= 0.4 - 0.05
    assert max(word.height for word in words) < 0.3
    below, reach = LabelRow.needs(["1", "2", "3"], [0.1, 0.1, 1.7])
    assert row.get_bottom()[1] >= -below
    assert reach == 0.0


def test_an_empty_name_is_not_written():
    row = LabelRow(["", "b", ""], [0.0, 1.0, 2.0], [1.0] * 3, 0.0)
    assert [word.words for word in row] == ["b"]
    assert row[0].get_x() == pytest.approx(1.0)


def test_classes_are_called_by_name_where_names_leave_room_for_the_bars():
    called = naming(["cat", "dog"], equal(2), 3.0, 2.0)
    assert called.names == ("cat", "dog")
    assert not called.by_number
    assert called.left == 0.0


@pytest.mark.parametrize(
    ("names", "width", "height"),
    [
        (["W" * 12] * 3, 6.0, 2.5),  # the slanted names would be too high,
        (["W" * 12] * 3, 3.0, 9.0),  # too far to the left,
        (["automobile"] * 10, 3.0, 9.0),  # too close side by side
    ],
)
def test_classes_are_called_by_number_where_names_leave_too_little(names, width, height):
    called = naming(names, equal(len(names)), width, height)
    assert called.by_number
    assert called.names == numbers_of(names)


def test_nothing_is_written_where_not_even_numbers_go():
    called = naming(["a"] * 10, equal(10), 1.0, 3.0)
    assert called.by_number
    assert not any(called.names)
    assert (called.below, called.left) == (0.0, 0.0)


def test_a_class_without_a_share_is_not_called():
    assert naming(["x", "y", "z"], np.array([0.0, 0.5, 0.5]), 3.0, 2.0).names == ("", "y", "z")
    numbers = naming(["W" * 12] * 3, np.array([0.0, 0.5, 0.5]), 3.0, 2.0)
    assert numbers.names == ("", "2", "3")


def test_names_of_bars_that_need_all_the_width_stay_within_the_margin():
    names = ["automobile"] * 3
    assert not naming(names, equal(3), 2.0, 4.0, margin=2.0, fixed=True).by_number
    assert naming(names, equal(3), 2.0, 4.0, margin=0.2, fixed=True).by_number


def test_a_key_tells_every_name_above_what_is_left_of_the_stage():
    stage = Zone(-3.5, 3.5, -2.0, 2.5)
    names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "*", "horse", "ship", "truck"]
    key, rest = key_above(names, stage)
    assert key[0].words == ", ".join(numbered(names))
    assert key.get_top()[1] <= stage.top + 1e-9
    assert key.get_bottom()[1] > rest.top
    assert key.width <= stage.width
    assert (rest.left, rest.right, rest.bottom) == (stage.left, stage.right, stage.bottom)


def test_there_is_no_key_where_it_would_take_more_than_a_quarter():
    stage = Zone(-3.5, 3.5, -2.0, 2.5)
    key, rest = key_above(["W" * 12] * 10, stage)
    assert len(key) == 0
    assert rest == stage


def test_level_names_follow_their_bars_and_fade_as_these_get_narrow():
    row = LabelRow(["cat", "", "dog"], [0.0, 1.5, 2.0], [2.0, 0.0, 2.0], 0.0)
    assert row.level
    height = row[1].get_y()
    row.follow([1.0, 2.0, 3.9], [3.9, 0.0, 0.1])
    assert [word.get_x() for word in row] == pytest.approx([1.0, 3.9])
    assert row[1].get_y() == height
    assert [word[0].get_fill_opacity() for word in row] == [1.0, 0.0]
    row.follow([0.0, 1.5, 2.0], [2.0, 0.0, 2.0])
    assert [word[0].get_fill_opacity() for word in row] == [1.0, 1.0]
