import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from scenes.mobjects.labels import LabelRow, spread


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
