"""A shape is as long and as wide as what it stands for."""

import numpy as np
import pytest

from stage.mobjects.shapes import Dashes


@pytest.mark.parametrize("long", [0.05, 0.1, 0.17, 0.2, 0.55, 1.0])
def test_dashes_reach_from_one_end_of_their_way_to_the_other(long):
    dashes = Dashes(color="#FFFFFF").along([np.zeros(3), np.array([long, 0.0, 0.0])])
    x = dashes.points[:, 0]
    assert (x.min(), x.max()) == pytest.approx((0.0, long))
    lengths = np.ptp(x.reshape(-1, 4), axis=1)
    assert 0 < lengths.sum() <= long + 1e-9
