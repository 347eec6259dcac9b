"""The numbers of ``SoftVersusHard`` against SciPy and those of the script."""

import numpy as np
import pytest
from scipy.special import softmax

from scenes.soft_versus_hard.numbers import SoftVersusHardNumbers, SoftVersusHardParameters

Z = np.array([2.5, -1, 3.2, 0.5])
MOTIONS = ("first", "again", "heat", "cool", "back")


@pytest.fixture(scope="module")
def n():
    return SoftVersusHardNumbers.compute(SoftVersusHardParameters(), 10)


@pytest.mark.parametrize("motion", MOTIONS)
def test_shares_are_those_of_scipy_at_the_temperature_and_never_change_their_order(n, motion):
    tracks = getattr(n, motion)
    assert tracks.shares == pytest.approx(
        softmax(Z / tracks.temperature[:, None], axis=1), abs=1e-14
    )
    assert (np.argsort(tracks.shares, axis=1) == np.argsort(Z)).all()


def test_shares_are_those_of_the_script(n):
    assert n.heat.shares[-1] == pytest.approx([0.278, 0.196, 0.298, 0.228], abs=6e-4)
    assert n.back.shares[-1] == pytest.approx([0.315, 0.009, 0.633, 0.043], abs=6e-4)
    assert n.first.shares[-1] == pytest.approx([0.197, 0, 0.799, 0.004], abs=6e-4)
    assert n.again.shares[-1] == pytest.approx([0.057, 0, 0.943, 0], abs=6e-4)
    assert n.cool.shares[-1, 2] == pytest.approx(0.999, abs=6e-4)
    most = n.shares[:, 0].argmax()
    assert n.shares[most, 0] == pytest.approx(0.340, abs=6e-4)
    assert n.temperatures[most] == pytest.approx(1.69, abs=0.02)


def test_each_stretch_squares_the_odds(n):
    assert n.odds == pytest.approx([2.01, 4.06, 16.4], rel=5e-3)
    assert n.odds[1:] == pytest.approx(n.odds[:2] ** 2)
    assert n.ghosts == pytest.approx([6.1, 8.1, 16.4], rel=5e-3)
    assert n.again.odds[-1] == pytest.approx(n.ghosts[2])


def test_cooling_is_even_along_the_axis_and_draws_the_bands(n):
    assert n.cool.temperature[[0, -1]] == pytest.approx([10, 0.1])
    assert (n.cool.reached == n.cool.place).all()
    assert np.ptp(np.diff(n.cool.place)[10:-10]) < 1e-9
    assert n.at_one == pytest.approx(0.5)


@pytest.mark.parametrize("wrong", [{"hot": 1.5}, {"cold": 0.5}])
def test_range_of_temperatures_that_is_too_short_is_refused(wrong):
    with pytest.raises(ValueError, match="must lie between"):
        SoftVersusHardParameters(**wrong)
