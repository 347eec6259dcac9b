"""Twins are tied where they are at one logit, and only there."""

import numpy as np
import pytest
from scipy.special import logsumexp, softmax

from scenes.two_ways_down.twins import Twins
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.parts.logit_line import LogitLine
from stage.theme import Zone
from tests.stage.small_parts import drawn

UPPER, LOWER = Zone(-6.5, 6.5, 0.2, 3.0), Zone(-6.5, 6.5, -3.0, -0.2)
HEIGHT = np.geomspace(1e-6, 1, 200)
RAISED = np.array([4.0, -1, 3.2, 0.5])


def line_of(z, zone):
    made = LogitLine(
        "line", z, softmax(z), wall=logsumexp(z), loss=logsumexp(z) - z[0],
        curve=np.array([HEIGHT, -np.log(HEIGHT)]), span=(-3, 6), target=0, told=range(4),
        names="1234", write=writer(".2f"), write_share=writer(".3p"), write_way=writer("+.2f"),
    )  # fmt: skip
    made.tune([zone], by_number=False)
    return drawn(made, zone)


def twins_of(z, other):
    return drawn(Twins("twins", line_of(z, UPPER), line_of(other, LOWER)), UPPER)


def test_beads_and_walls_at_one_logit_are_tied():
    twins = twins_of(RAISED, RAISED)
    upper, lower = twins.sources
    for k in range(4):
        tie = twins.pieces["tie", k]
        assert metadata(tie).visibility == 1
        over, below = (dashes.points for dashes in tie)
        for points in (over, below):
            assert points[:, 0] == pytest.approx(upper.pieces["bead", k].get_center()[0])
        assert over[:, 1].max() == pytest.approx(upper.pieces["bead", k].get_bottom()[1])
        assert below[:, 1].min() == pytest.approx(lower.pieces["bead", k].get_top()[1])
        # The title of the lower line is between.
        assert over[:, 1].min() > below[:, 1].max() + 0.4
    assert metadata(twins.pieces["tie", "wall"]).visibility == 1


def test_what_is_elsewhere_is_not_tied():
    twins = twins_of(RAISED, np.array([2.5, -1, 3.2, 0.5]))
    rooms = {key[1]: metadata(piece).visibility for key, piece in twins.pieces.items()}
    assert rooms == {0: 0, 1: 1, 2: 1, 3: 1, "wall": 0}
