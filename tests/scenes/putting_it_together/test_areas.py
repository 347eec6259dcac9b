"""The slices of ``PuttingItTogether`` are as large as what was swept, wherever they are."""

import numpy as np
import pytest

from scenes.putting_it_together.areas import Plan, laid_down

PLAN = Plan(2.0, np.array([-5.0, -1.0]), np.array([[0.0, 0.5], [4.0, -1.0]]))
WAYS = np.linspace(0.0, 2.5, 200)
HEIGHTS = 0.7 * np.exp(-WAYS)
SIZE = 0.7 * (1 - np.exp(-2.5))


def areas(outlines):
    """The area of each polygon, by the shoelace formula."""
    x, y = outlines[..., 0], outlines[..., 1]
    return abs((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)) / 2


def placed(share, row=0):
    return laid_down(WAYS, HEIGHTS, SIZE, np.full(12, share), PLAN, row, 0.1)


@pytest.mark.parametrize("row", [0, 1])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9, 1.0])
def test_slices_keep_their_sizes_and_are_the_area_together(share, row):
    assert areas(placed(share, row)) == pytest.approx(areas(placed(0.0)), rel=1e-9)
    assert areas(placed(share, row)).sum() == pytest.approx(PLAN.unit**2 * SIZE)


@pytest.mark.parametrize("row", [0, 1])
def test_slices_lie_on_each_other_and_are_as_wide_as_the_block(row):
    points = placed(1.0, row)
    assert np.ptp(points[..., 0], axis=1) == pytest.approx(np.full(12, PLAN.unit))
    assert points[..., 0].min() == pytest.approx(PLAN.block[0])
    tops, feet = points[..., 1].max(axis=1), points[..., 1].min(axis=1)
    assert feet[:-1] == pytest.approx(tops[1:])
    assert feet[-1] == pytest.approx(PLAN.block[1] + PLAN.unit * 0.1)
    assert tops[0] == pytest.approx(PLAN.block[1] + PLAN.unit * (0.1 + SIZE))


def test_area_on_its_rail_is_below_the_curve_of_pulls():
    x, y = placed(0.0)[:, 1:-1].transpose(2, 0, 1) - PLAN.rails[0][:, None, None]
    pulls = 0.7 * np.exp(-x / PLAN.unit)
    assert y / PLAN.unit == pytest.approx(pulls, rel=2e-3)
