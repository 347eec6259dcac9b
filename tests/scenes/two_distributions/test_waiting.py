"""A hundred dots wait, from which one after the other goes."""

import numpy as np
import pytest

from stage.theme import Zone
from tests.scenes.two_distributions.small import BLOCK, dots_of, waiting_in


def test_before_anything_moves_all_wait_in_a_block_above_which_they_are_named():
    part = waiting_in()
    middles, radii = dots_of(part.pieces["dots",])
    assert len(middles) == 100
    across, down = (len(np.unique(middles[:, axis].round(6))) for axis in (0, 1))
    assert across * down == 100
    assert middles[:, 0].min() - radii.max() > BLOCK.left
    assert middles[:, 0].max() + radii.max() < BLOCK.right
    apart = np.linalg.norm(middles[:, None] - middles, axis=-1)[~np.eye(100, dtype=bool)]
    assert apart.min() > 2 * radii.max()
    assert part.pieces["title",].get_bottom()[1] > middles[:, 1].max() + radii.max()


@pytest.mark.parametrize(("clock", "left"), [(0.0, 100), (0.5, 99), (41.0, 59), (200.0, 0)])
def test_who_has_set_out_waits_no_longer_and_others_stay_where_they_are(clock, left):
    before, _ = dots_of(waiting_in().pieces["dots",])
    now = waiting_in(clock=clock).pieces["dots",].points
    assert len(now) == 16 * left
    if left:
        middles, _ = dots_of(waiting_in(clock=clock).pieces["dots",])
        assert middles == pytest.approx(before[100 - left :])


def test_the_lowest_row_goes_first():
    middles = waiting_in().at()
    rows = np.unique(middles[:, 1].round(6))
    assert middles[0, 1] == pytest.approx(rows[0])
    assert (np.diff(middles[:, 1]) > -1e-9).all()


@pytest.mark.parametrize("zone", [Zone(-6.0, 6.0, 0.0, 1.0), Zone(-1.0, 1.0, 0.0, 4.0)])
def test_block_has_a_shape_in_which_all_have_room(zone):
    part = waiting_in(zone)
    middles, radii = dots_of(part.pieces["dots",])
    assert len(np.unique(middles.round(6), axis=0)) == 100
    assert zone.left <= (middles[:, 0] - radii).min()
    assert (middles[:, 0] + radii).max() <= zone.right
    assert zone.bottom <= (middles[:, 1] - radii).min()
    assert radii.min() > 0.03
