"""The chart is to scale, neurons say what they think, and pulls are drawn to one scale."""

import itertools

import numpy as np
import pytest
from scipy.special import expit

from scenes.slow_start.chart import Chart
from scenes.slow_start.numbers import SlowStartNumbers, SlowStartParameters
from stage.mobjects.metadata import metadata
from stage.theme import Zone

N = SlowStartNumbers.compute(SlowStartParameters(), 15)


def drawn(motion, frame, **looks):
    chart = Chart("the chart", N)
    looks = {"opening": 0, **looks}
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
    """A place of the picture as parts of its width, and of its height."""
    floor, level = (chart.pieces[name,].points for name in ("floor", "level"))
    left, right = floor[:, 0].min(), floor[:, 0].max()
    low, half = floor[:, 1].mean(), level[:, 1].mean()
    return (at[0] - left) / (right - left), 0.5 * (at[1] - low) / (half - low)


@pytest.mark.parametrize("frame", [0, 15, 30, -1])
def test_both_in_the_race_are_where_their_step_and_share_say_on_one_clock(frame):
    chart = drawn(N.race, frame, rival=1, ticking=1)
    step = N.race.steps[frame, 0]
    clock = scaled(chart, middle(chart.pieces["clock",]))[0]
    assert 300 * clock == pytest.approx(step, abs=1e-6)
    for k in range(2):
        share = np.interp(step, range(301), N.trails[k])
        at = scaled(chart, middle(chart.pieces["neuron", k]))
        assert at == pytest.approx((step / 300, share), abs=1e-6)
    assert chart.pieces["step",].text == str(int(step))


@pytest.mark.parametrize(("motion", "says"), [(N.race, (1, 0)), (N.rush, (0, 0))])
def test_neuron_shows_a_cat_above_the_line_an_owl_below_and_its_ring_at_the_step(motion, says):
    chart = drawn(motion, -1, rival=1)
    for k, is_cat in enumerate(says):
        assert opacity(chart, "neuron says", k) == is_cat
        assert opacity(chart, "neuron unsays", k) == 1 - is_cat
    for k, step in enumerate((232, 17)):
        if says[k]:
            continue
        ring, told = chart.pieces["ring", k], chart.pieces["told", k]
        assert scaled(chart, middle(ring)) == pytest.approx((step / 300, 0.5), abs=1e-3)
        assert metadata(ring).opacities[1] == 1
        assert (told.text, opacity(chart, "told", k)) == (str(step), 1)
        assert metadata(told).visibility == 1


def test_no_step_is_told_before_it_is_reached():
    for motion, k in ((N.run, 0), (N.race, 1)):
        before = int(np.argmax(motion.steps[:, k] >= N.over[k])) - 1
        chart = drawn(motion, before, rival=1)
        assert opacity(chart, "told", k) == 0
        assert metadata(chart.pieces["ring", k]).opacities[1] == 0


EXPLAINED = {"axis": 1, "there": 1, "curve": 1, "factors": [1, 1, 1], "turned": 1}


def length(chart, *key):
    """Across, in heights of the chart."""
    height = scaled(chart, (0, 1))[1] - scaled(chart, (0, 0))[1]
    return height * float(np.ptp(chart.pieces[key].points[:, 0]))


def test_arrows_are_as_long_as_pulls_and_the_error_on_the_scale_of_the_chart():
    weak, strong = float(expit(4) ** 2 * expit(-4)), float(expit(4))
    chart = drawn(N.shrink, 0, **EXPLAINED)
    assert length(chart, "pull", 0) == pytest.approx(strong, rel=1e-3)
    chart = drawn(N.shrink, -1, **EXPLAINED)
    assert length(chart, "pull", 0) == pytest.approx(weak, rel=1e-3)
    assert length(chart, "whole error") == pytest.approx(strong, rel=1e-3)
    chart = drawn(N.stretch, -1, **EXPLAINED, divided=1)
    assert length(chart, "pull", 1) == pytest.approx(strong, rel=1e-3)


def test_neuron_on_the_curve_is_at_its_score_and_the_tangent_touches_there():
    chart = drawn(N.shrink, -1, **EXPLAINED)
    low, high = N.curve[0, [0, -1]]
    at = scaled(chart, middle(chart.pieces["neuron", 0]))
    assert at == pytest.approx(((4 - low) / (high - low), expit(4)), abs=1e-6)
    ends = [scaled(chart, end) for end in chart.pieces["tangent",].points[[0, -1]]]
    (left, bottom), (right, top) = ends
    slope = (top - bottom) / ((right - left) * (high - low))
    assert slope == pytest.approx(expit(4) * expit(-4), rel=1e-6)
    told = [chart.pieces["factor", 0, k].text for k in (0, 1, 3)]
    assert told == ["0.98", "0.02", "0.02"]


def test_cross_entropy_divides_by_the_steepness_that_it_is_multiplied_by():
    chart = drawn(N.stretch, -1, **EXPLAINED, divided=1, cancelled=1)
    row = [chart.pieces["factor", *key] for key in ((0, 0), (0, 1), (0, 2), (1, 3))]
    assert [number.text for number in row] == ["0.98", "0.02", "0.02", "0.98"]
    assert all(metadata(number).opacities[0] == 1 for number in row)
    assert opacity(chart, "factor", 0, 3) == 0
    signs = [chart.pieces["sign", *key] for key in ((0, 1), (0, 2), (1, 3))]
    order = [x for pair in zip(row, [*signs, None], strict=True) for x in pair if x is not None]
    assert all(a.get_right()[0] < b.get_left()[0] for a, b in itertools.pairwise(order))
