"""A tie is seen where it joins two places of one height, wherever their parts are."""

import numpy as np
import pytest

from stage.mobjects.metadata import metadata
from stage.parts.tie import Tie
from stage.theme import DARK, Zone
from tests.stage.small_parts import Pillar, drawn

LEFT, RIGHT = Zone(-4.0, -2.0, -2.0, 2.0), Zone(1.0, 3.0, -2.0, 2.0)


def tied(one, other):
    tie = Tie("the tie", (one, one.top), (other, other.top), color=DARK.q)
    return drawn(tie, Zone(0, 1, 0, 1))


def pillars(height=2.0):
    return drawn(Pillar("p", height), LEFT), drawn(Pillar("q", height), RIGHT)


def test_tie_goes_from_end_to_end():
    tie = tied(*pillars())
    points = tie.pieces["line",].points
    assert points[:, 0].min() == pytest.approx(-3.0)
    assert points[:, 0].max() == pytest.approx(2.0, abs=0.2)  # where a dash ends
    assert points[:, 1] == pytest.approx(np.full(len(points), 0.0))
    assert metadata(tie.pieces["line",]).visibility == 1.0


def test_tie_goes_where_its_parts_go():
    one, other = pillars()
    tie = tied(one, other)
    for pillar in (one, other):
        pillar.values["height"] = np.array(0.0)
        drawn(pillar, pillar.zone)
    drawn(tie, tie.zone)
    assert tie.pieces["line",].points[:, 1] == pytest.approx(-2.0)
    drawn(other, Zone(5.0, 7.0, -2.0, 2.0))
    drawn(tie, tie.zone)
    assert tie.pieces["line",].points[:, 0].max() == pytest.approx(6.0, abs=0.2)


def test_tie_of_two_heights_ties_nothing():
    one, other = pillars()
    other.values["height"] = np.array(3.0)
    drawn(other, RIGHT)
    assert metadata(tied(one, other).pieces["line",]).visibility == 0.0


def test_tie_looks_at_its_parts_and_is_not_arranged():
    one, other = pillars()
    tie = tied(one, other)
    assert tie.sources == (one, other)
    assert tie.least(None) == (0, 0)
