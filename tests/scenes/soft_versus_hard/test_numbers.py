"""The numbers of ``SoftVersusHard`` against SciPy and those of the script."""

import numpy as np
import pytest
from scipy.special import softmax

from scenes.soft_versus_hard.numbers import SoftVersusHardNumbers, SoftVersusHardParameters

Z = np.array([2.5, -1, 3.2, 0.5])
MOTIONS = ("half", "quarter", "heat", "cool", "hotter", "sweep")


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
    assert n.half.shares[0] == pytest.approx([0.315, 0.009, 0.633, 0.043], abs=6e-4)
    assert n.half.shares[-1] == pytest.approx([0.197, 0, 0.799, 0.004], abs=6e-4)
    assert n.quarter.shares[-1] == pytest.approx([0.057, 0, 0.943, 0], abs=6e-4)
    assert n.cool.shares[-1, 2] == pytest.approx(0.999, abs=6e-4)
    most = n.shares[:, 0].argmax()
    assert n.shares[most, 0] == pytest.approx(0.340, abs=6e-4)
    assert n.temperatures[most] == pytest.approx(1.69, abs=0.02)


def test_each_halving_of_the_temperature_squares_the_odds(n):
    assert n.odds == pytest.approx([2.01, 4.06, 16.4], rel=5e-3)
    assert n.odds[1:] == pytest.approx(n.odds[:2] ** 2)
    assert n.options == pytest.approx([6.1, 8.1, 16.4], rel=5e-3)
    assert n.quarter.odds[-1] == pytest.approx(n.options[2])


def test_cooling_is_even_along_the_axis_and_draws_the_bands(n):
    assert n.cool.temperature[[0, -1]] == pytest.approx([10, 0.1])
    assert (n.cool.reached == n.cool.place).all()
    assert np.ptp(np.diff(n.cool.place)[10:-10]) < 1e-9
    assert n.tick_temperatures == (10, 1, 0.5, 0.25, 0.1)
    assert n.tick_places == pytest.approx(np.log10(10 / np.array([10, 1, 0.5, 0.25, 0.1])) / 2)


def test_odds_are_written_as_whole_numbers_where_these_are_right_to_3_percent(n):
    assert n.odds_form == ".0f"  # 2.01, 4.06, 16.4
    other = SoftVersusHardNumbers.compute(SoftVersusHardParameters(logits=(0.3, 0.0)), 10)
    assert other.odds_form == ".2g"  # 1.35, 1.82, 3.32


def test_answer_is_the_same_at_every_temperature_of_the_last_sweep(n):
    assert (n.sweep.shares.argmax(axis=1) == 2).all()
    assert n.sweep.shares[[0, -1], 2] == pytest.approx([0.298, 0.999], abs=6e-4)


@pytest.mark.parametrize("wrong", [{"hot": 1.5}, {"cold": 0.5}])
def test_range_of_temperatures_that_is_too_short_is_refused(wrong):
    with pytest.raises(ValueError, match="must lie between"):
        SoftVersusHardParameters(**wrong)
