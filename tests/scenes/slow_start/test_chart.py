"""The chart is to scale, neurons say what they think, and texts stand in free places."""

import numpy as np
import pytest

from scenes.slow_start.chart import Chart
from scenes.slow_start.numbers import SlowStartNumbers, SlowStartParameters
from scenes.slow_start.places import free_place, points_along
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = SlowStartNumbers.compute(SlowStartParameters(), 15)


def drawn(motion, frame, **looks):
    chart = Chart("the chart", N)
    chart.values.update({quantity: track[frame] for quantity, track in motion})
    chart.values.update({look: np.asarray(value, float) for look, value in looks.items()})
    chart.zone = Zone(-6.6, 6.6, -3.0, 3.2)
    chart.redraw()
    return chart


def opacity(chart, *key):
    return metadata(chart.pieces[key]).opacities[0]


def middle(piece):
    return (piece.points.min(axis=0) + piece.points.max(axis=0))[:2] / 2


def scaled(chart, at):
    """A place of the picture as a step and a share."""
    (left, floor), (right, level) = (
        (chart.pieces["floor",].points[:, 0].min(), chart.pieces["floor",].points[:, 1].mean()),
        (chart.pieces["floor",].points[:, 0].max(), chart.pieces["level",].points[:, 1].mean()),
    )
    return 300 * (at[0] - left) / (right - left), 0.5 * (at[1] - floor) / (level - floor)


@pytest.mark.parametrize("frame", [0, 20, 60, 100, -1])
def test_both_in_the_race_are_where_their_step_and_share_say_on_one_clock(frame):
    chart = drawn(N.race, frame, bright=[0, 1, 1], pushed=[0, 1, 1], ticking=[0, 0, 1])
    step = N.race.steps[frame, 1]
    clock = scaled(chart, middle(chart.pieces["clock",]))[0]
    assert clock == pytest.approx(step, abs=1e-6)
    for k in (1, 2):
        share = np.interp(step, range(301), N.trails[k])
        at = scaled(chart, middle(chart.pieces["neuron", k]))
        assert at == pytest.approx((step, share), abs=1e-6)
    assert chart.pieces["step",].text == str(int(step))


def test_neuron_shows_a_cat_above_the_line_an_owl_below_and_its_ring_at_the_step():
    crossed = int(np.argmax(N.race.steps[:, 2] > 42))
    chart = drawn(N.race, crossed, bright=[0, 1, 1])
    assert (opacity(chart, "says", 1), opacity(chart, "unsays", 1)) == (1, 0)
    assert (opacity(chart, "says", 2), opacity(chart, "unsays", 2)) == (0, 1)
    ring = chart.pieces["ring", 2]
    assert scaled(chart, middle(ring)) == pytest.approx((17, 0.5), abs=1e-3)
    assert metadata(ring).opacities[1] == 1
    assert chart.pieces["told", 2].text == "17"
    assert opacity(chart, "told", 2) == 1
    assert opacity(chart, "told", 1) == 0


def test_no_step_is_told_before_it_is_reached():
    for motion, k in ((N.mild, 0), (N.bad, 1), (N.race, 1), (N.race, 2)):
        before = int(np.argmax(motion.steps[:, k] >= N.over[k])) - 1
        chart = drawn(motion, before, bright=[1, 1, 1])
        assert opacity(chart, "told", k) == 0
        assert metadata(chart.pieces["ring", k]).opacities[1] == 0


def test_all_three_steps_have_room_at_the_end():
    chart = drawn(N.race, -1, bright=[1, 1, 1], settled=[1, 1, 1])
    told = [chart.pieces["told", k] for k in range(3)]
    assert [piece.text for piece in told] == ["36", "232", "17"]
    assert [metadata(piece).visibility for piece in told] == [1, 1, 1]


def test_arrows_are_as_long_as_pushes_on_one_scale():
    lengths = []
    for motion, k in ((N.mild, 0), (N.bad, 1), (N.race, 2)):
        points = drawn(motion, 0, bright=[1, 1, 1], pushed=[1, 1, 1]).pieces["push", k].points
        lengths.append(float(np.ptp(points[:, 1])))
    # a²(1 − a) at σ(1.5) and at σ(4), and a at σ(4)
    expected = np.array([0.12197, 0.01735, 0.98201])
    assert np.array(lengths) / lengths[2] == pytest.approx(expected / 0.98201, rel=1e-3)


def test_free_place_is_the_first_with_room_and_tells_where_there_is_none():
    within = Zone(-5.0, 5.0, -5.0, 5.0)
    curve = points_along(np.array([[-5.0, 0.0], [5.0, 0.0]]))
    assert np.abs(np.diff(curve[:, 0])).max() <= 0.03
    place = free_place((1, 0.5), [(0, -0.2), (0, 0.3), (0, 1)], curve, [], within=within)
    assert place == ((0, 0.3, 1, 0.8), True)
    boxed = free_place((1, 0.5), [(0, 0.3), (0, 1)], curve, [(-1, 0.2, 2, 0.9)], within=within)
    assert boxed == ((0, 1, 1, 1.5), True)
    assert not free_place((1, 0.5), [(0, -0.2)], curve, [], within=within)[1]
    assert not free_place((1, 0.5), [(4.5, 1)], curve, [], within=within)[1]
