"""A way is as long as its legs, and what goes along it keeps its distance."""

from math import pi

import numpy as np
import pytest

from scenes.pulley_forces.way import Leg, Way

# 3 to the right, half round to the left about (3, 1), and 3 back.
WAY = Way([Leg((0.0, 0.0), 0.0, 3.0), Leg((3.0, 0.0), 0.0, pi, 1.0), Leg((3.0, 2.0), pi, 3.0)])


def test_way_is_as_long_as_its_legs():
    assert WAY.length == pytest.approx(6 + pi)


@pytest.mark.parametrize(
    ("distance", "point", "heading"),
    [
        (0.0, (0, 0), 0.0),
        (2.0, (2, 0), 0.0),
        (3 + pi / 2, (4, 1), pi / 2),  # a quarter round
        (3 + pi, (3, 2), pi),
        (6 + pi, (0, 2), pi),
    ],
)
def test_way_goes_straight_and_turns_left(distance, point, heading):
    assert WAY.at(distance) == pytest.approx(point)
    assert WAY.heading(distance) == pytest.approx(heading)


def test_what_is_left_of_a_left_turn_goes_round_a_smaller_circle():
    for left in (0.4, 0.0, -0.4):
        turn = np.array([WAY.at(d, left) for d in np.linspace(3, 3 + pi, 20)])
        assert np.linalg.norm(turn - [3, 1], axis=1) == pytest.approx(np.full(20, 1 - left))


def test_edges_of_a_band_are_as_far_apart_as_it_is_wide_everywhere():
    left, right = (WAY.edge(side * 0.3, 0.0, WAY.length) for side in (1, -1))
    assert np.linalg.norm(left - right, axis=1) == pytest.approx(np.full(len(left), 0.6))


def test_edge_begins_and_ends_where_it_is_told_to():
    edge = WAY.edge(0.0, 1.0, 3 + pi + 1)
    assert edge[0] == pytest.approx([1, 0])
    assert edge[-1] == pytest.approx([2, 2])
    assert WAY.edge(0.0, 1.0, 1.0).shape == (0, 2)


def test_what_lies_left_of_its_leg_all_along_begins_there():
    leg = Leg((0.0, 0.0), pi, 2.0, left=0.5)  # to the left, and so below
    assert leg.at(np.array([0.0, 2.0])) == pytest.approx(np.array([[0, -0.5], [-2, -0.5]]))
