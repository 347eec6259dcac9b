"""Rooms, bars and blocks of ``TwoDistributions`` are drawn to scale."""

import numpy as np
import pytest

from scenes.two_distributions.fence import Fence
from scenes.two_distributions.numbers import (
    LEGS,
    STARTS,
    TwoDistributionsNumbers,
    TwoDistributionsParameters,
)
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = TwoDistributionsNumbers.compute(TwoDistributionsParameters(), 5)
ORDER, COUNTS = np.array(N.order), (10, 40, 30, 20)


def drawn(n=N, zone=(-6.6, 6.6, -3.0, 3.2), **values):
    fence = Fence("the fence", n)
    values = {"mean": n.run.mean[-1], **values}
    fence.values.update({name: np.array(value, float) for name, value in values.items()})
    fence.zone = Zone(*zone)
    fence.redraw()
    return fence


def sides(piece):
    """Return the left, right, bottom and top of a piece."""
    return box(piece.points[:, :2])


def box(points):
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    return left, right, bottom, top


def bars(fence):
    """Return the sides of each bar, in the order in which guests came, shape (100, 4)."""
    found = np.empty((100, 4))
    for k, count in enumerate(COUNTS):
        corners = fence.pieces["bars", k].points[:, :2].reshape(count, -1, 2)
        found[k == ORDER] = [box(bar) for bar in corners]
    return found


def test_rooms_are_as_wide_as_q_and_as_high_as_its_surprise():
    fence = drawn()
    rooms = np.array([sides(fence.pieces["room", k]) for k in range(4)])
    wide, high = rooms[:, 1] - rooms[:, 0], rooms[:, 3] - rooms[:, 2]
    assert wide / wide.sum() == pytest.approx([0.3, 0.2, 0.2, 0.3])
    assert high / high[0] == pytest.approx(np.log(N.q) / np.log(0.3))


def test_both_steps_of_the_roof_have_the_same_height_which_is_ln_2():
    fence = drawn(rooms=N.quarter.rooms[-1], roofs=N.quarter.roofs[-1])
    steps = [sides(fence.pieces["step", n]) for n in range(2)]
    room = sides(fence.pieces["room", 1])
    heights = [top - bottom for _, _, bottom, top in steps]
    assert heights[0] == pytest.approx(heights[1])
    # ln 2 of ln 20
    assert heights[0] / (room[3] - room[2]) == pytest.approx(np.log(2) / np.log(20))
    assert steps[1][3] == pytest.approx(room[3])


def test_room_with_a_step_on_its_roof_is_not_measured():
    measured = [
        [metadata(fence.pieces["room", k]).measured is not None for k in range(4)]
        for fence in (drawn(), drawn(rooms=N.half.rooms[2], roofs=N.half.roofs[2]))
    ]
    assert measured == [[True] * 4, [True, False, True, True]]


@pytest.mark.parametrize("clock", [2.1, 2.9, 3.4, 5.0, 6.4, 8.0, 9.9])
def test_bar_is_as_high_as_its_room_on_its_way_to_the_fence(clock):
    fence = drawn(split=1.0, clock=clock)
    rooms = np.array([sides(fence.pieces["room", k]) for k in range(4)])
    heights = (rooms[:, 3] - rooms[:, 2])[ORDER]
    found = bars(fence)
    fallen = clock >= STARTS + LEGS[:, :2].sum(axis=1)
    assert fallen.any()
    assert (found[:, 3] - found[:, 2])[fallen] == pytest.approx(heights[fallen])


@pytest.mark.parametrize("clock", [1.0, 1.5])
def test_trail_reaches_from_the_roof_down_as_far_as_the_guest_has_fallen(clock):
    fence = drawn(split=1.0, clock=clock)
    left, right, floor, roof = sides(fence.pieces["room", 1])
    a, b, low, top = bars(fence)[0]
    # At rest at the roof after .6 s, it falls for 1.4 s, evenly faster.
    share = ((clock - 0.6) / 1.4) ** 2
    assert top == pytest.approx(roof)
    assert (top - low) / (roof - floor) == pytest.approx(share)
    assert left <= a <= b <= right


@pytest.mark.parametrize("done", [0.0, 0.2, 0.45, 0.9, 1.3, 1.5, 2.2, 2.6, 3.0])
def test_sorting_keeps_the_height_of_every_bar_and_the_line_at_their_mean(done):
    fence = drawn(split=1.0, alone=1.0, clock=20.0, sorted=done, level=1.0)
    found = bars(fence)
    heights = found[:, 3] - found[:, 2]
    unit = heights[0] / N.surprise[ORDER[0]]
    assert heights / unit == pytest.approx(N.surprise[ORDER])
    base, line = sides(fence.pieces["base",])[2], sides(fence.pieces["level",])[2]
    assert line - base == pytest.approx(heights.mean(), abs=1e-9)


@pytest.mark.parametrize("done", np.arange(0.05, 3.0, 0.1))
def test_bars_in_the_fence_never_overlap(done):
    found = bars(drawn(split=1.0, alone=1.0, clock=20.0, sorted=done))
    standing = found[found[:, 2] < found[:, 2].min() + 1e-9]
    standing = standing[standing[:, 0].argsort()]
    assert (standing[1:, 0] - standing[:-1, 1]).min() > 0


def test_edges_of_the_blocks_are_sums_of_the_counts_and_the_third_outline_meets_them():
    fence = drawn(split=1.0, alone=1.0, clock=20.0, sorted=3.0, closed=1.0, fitted=1.0)
    left, right, base, _ = sides(fence.pieces["base",])
    found = bars(fence)
    outline = fence.pieces["outline", 2].points[:, :2]
    start = 0
    for k, count in enumerate(COUNTS):
        a, b, bottom, top = sides(fence.pieces["block", k])
        assert bottom == pytest.approx(base)
        ends = left + np.array([start, start + count]) / 100 * (right - left)
        assert [a, b] == pytest.approx(ends)
        mine = found[k == ORDER]
        assert mine[:, 0].min() >= a
        assert mine[:, 1].max() <= b
        assert mine[:, 3] == pytest.approx(top)
        for corner in ((a, top), (b, top), (a, base), (b, base)):
            assert np.hypot(*(outline - corner).T).min() < 1e-9
        start += count


def test_infinite_bar_is_higher_than_all_finite_ones():
    n = TwoDistributionsNumbers.compute(
        TwoDistributionsParameters(p=(0.3, 0.4, 0.3), q=(0.5, 0.5, 0)), 5
    )
    fence = drawn(n, split=1.0, alone=1.0, clock=20.0)
    tops = [sides(fence.pieces["bars", k])[3] for k in range(3)]
    assert tops[2] > max(tops[:2]) + 0.1
