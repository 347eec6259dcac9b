"""The gate is as far open as its curve says, and at the balls as the products say."""

import numpy as np
import pytest
from scipy.special import expit

from scenes.quadratic_versus_log.gate import SPAN, Gate
from stage.mobjects.metadata import metadata
from stage.theme import DARK, Zone, use_theme
from tests.scenes.quadratic_versus_log.test_hills import hills
from tests.stage.small_parts import drawn

REACH = 5.0
Z = np.linspace(-REACH, REACH, 201)
OPEN = expit(Z) * expit(-Z)


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)


ZONE = Zone(-5.0, 5.0, -3.0, -2.0)


def gate(z=(-4.0, 0.0), zone=ZONE):
    z = np.array(z)
    products = np.stack((np.ones(2), expit(z) * expit(-z), np.ones(2)), axis=1)
    part = Gate(
        "the gate", hills(), np.stack((Z, OPEN)), colors=["#00FF00", "#FF00FF"], z=z,
        products=products, reach=REACH, rungs=np.array([-1.0, 0.0, 1.0]))  # fmt: skip
    return drawn(part, zone)


def test_jaws_leave_open_what_the_gate_lets_through():
    part = gate()
    upper, lower = (part.pieces["jaw", side].points for side in range(2))
    for z in (-4.0, -1.0, 0.0, 2.0):
        x = z  # ten units wide, from -5 to 5
        rims = []
        for points in (upper, lower):
            rim = points[: 4 * (len(Z) - 1)]
            rims.append(np.interp(x, rim[:, 0], rim[:, 1]))
        assert (rims[0] - rims[1]) * SPAN == pytest.approx(expit(z) * expit(-z), abs=1e-4)


def test_openings_at_the_balls_are_as_high_and_their_needles_end_there():
    part = gate()
    for k, z in enumerate((-4.0, 0.0)):
        pose = part.figure("slit", k)
        assert pose.value == pytest.approx(expit(z) * expit(-z))
        assert pose.length == pytest.approx(pose.value / SPAN)
        assert pose.foot[0] == pytest.approx(z)
        needle = part.pieces["needle", k].points
        assert needle[-1, :2] == pytest.approx(pose.head[:2])
        assert needle[0, 1] == -2.0


def test_rungs_go_from_jaw_to_jaw():
    part = gate()
    for i, z in enumerate((-1.0, 0.0, 1.0)):
        low, high = part.pieces["rung", i].points[[0, -1]]
        assert low[0] == high[0] == pytest.approx(z)
        assert (high[1] - low[1]) * SPAN == pytest.approx(expit(z) * expit(-z), abs=1e-4)


@pytest.mark.parametrize(("zone", "long"), [
    (Zone(-6.0, 6.0, -3.0, -2.0), 1), (Zone(-3.0, 3.0, -3.0, -2.0), 0),
])  # fmt: skip
def test_its_name_is_as_long_as_there_is_room(zone, long):
    part = gate(zone=zone)
    assert (
        metadata(part.pieces["name",]).visibility,
        metadata(part.pieces["short",]).visibility,
    ) == (long, 1 - long)
