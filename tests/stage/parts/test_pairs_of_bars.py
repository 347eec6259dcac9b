"""Bars that stand beside each other in one bin have numbers that can be told apart."""

import numpy as np
import pytest

from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.parts.bars import Bars
from stage.theme import DARK, Zone, use_theme
from tests.stage.small_parts import drawn

SPACE = 1 / 16
"""Between two texts on one line, at least: docs/picture_standards.md."""


@pytest.mark.parametrize("width", np.linspace(3.0, 8.0, 26))
def test_numbers_of_a_pair_have_a_space_between_them_or_are_not_there(width):
    use_theme(DARK)
    zone = Zone(0.0, width, 0.0, 3.0)
    values = np.array([0.1, 0.4, 0.3, 0.2])
    left, right = (
        Bars(
            name, values, color=DARK.p, span=(0, 1), write=writer(".2f"), names=("1", "2", "3", "4")
        )
        for name in "pq"
    )
    for part, aside in ((left, -1.0), (right, 1.0)):
        part.values["aside"] = np.array(aside)
        part.tune([zone], by_number=False)
        drawn(part, zone)
    for k in range(4):
        one, other = (part.pieces["number", k] for part in (left, right))
        if metadata(one).visibility + metadata(other).visibility > 1:
            assert other.get_left()[0] - one.get_right()[0] >= SPACE
