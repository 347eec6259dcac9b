"""Lines of text that crowd are moved apart, as little as can be."""

import numpy as np
import pytest

from stage.drawing.spread import spread


def test_lines_that_have_room_stand_where_they_belong():
    middles = np.array([0.0, 1.0, 2.5])
    assert spread(middles, 0.5, -1, 4) == pytest.approx(middles)


def test_lines_that_crowd_are_moved_as_little_as_can_be():
    assert spread(np.array([1.0, 1.0]), 0.5, 0, 4) == pytest.approx([0.75, 1.25])
    assert spread(np.array([0.0, 0.1, 0.2]), 0.5, -9, 9) == pytest.approx([-0.4, 0.1, 0.6])


@pytest.mark.parametrize("seed", range(20))
def test_lines_are_a_pitch_apart_in_order_and_within_their_room(seed):
    middles = np.sort(np.random.default_rng(seed).uniform(0, 3, 8))
    places = spread(middles, 0.3, 0.1, 2.9)
    assert (np.diff(places) >= 0.3 - 1e-9).all()
    assert places[0] >= 0.1 - 1e-9
    assert places[-1] <= 2.9 + 1e-9
