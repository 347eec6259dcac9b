"""The chart is to scale, neurons say what they think, and pushes are drawn to one scale."""

import numpy as np
import pytest

from scenes.slow_start.chart import Chart
from scenes.slow_start.numbers import SlowStartNumbers, SlowStartParameters
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
    """A place of the picture as parts of its width, and of its height."""
    floor, level = (chart.pieces[name,].points for name in ("floor", "level"))
    left, right = floor[:, 0].min(), floor[:, 0].max()
    low, half = floor[:, 1].mean(), level[:, 1].mean()
    return (at[0] - left) / (right - left), 0.5 * (at[1] - low) / (half - low)


@pytest.mark.parametrize("frame", [0, 20, 60, -1])
def test_both_in_the_race_are_where_their_step_and_share_say_on_one_clock(frame):
    chart = drawn(N.race, frame, bright=[1, 1], pushed=1, ticking=1)
    step = N.race.steps[frame, 0]
    clock = scaled(chart, middle(chart.pieces["clock",]))[0]
    assert 300 * clock == pytest.approx(step, abs=1e-6)
    for k in range(2):
        share = np.interp(step, range(301), N.trails[k])
        at = scaled(chart, middle(chart.pieces["neuron", k]))
        assert at == pytest.approx((step / 300, share), abs=1e-6)
    assert chart.pieces["step",].text == str(int(step))


def test_neuron_shows_a_cat_above_the_line_an_owl_below_and_its_ring_at_the_step():
    chart = drawn(N.race, -1, bright=[1, 1], ghost=1)
    assert (opacity(chart, "neuron says", 0), opacity(chart, "neuron unsays", 0)) == (1, 0)
    assert (opacity(chart, "neuron says", 1), opacity(chart, "neuron unsays", 1)) == (0, 1)
    for k, step in enumerate((232, 17)):
        ring, told = chart.pieces["ring", k], chart.pieces["told", k]
        assert scaled(chart, middle(ring)) == pytest.approx((step / 300, 0.5), abs=1e-3)
        assert metadata(ring).opacities[1] == 1
        assert (told.text, opacity(chart, "told", k)) == (str(step), 1)
        assert metadata(told).visibility == 1


def test_no_step_is_told_before_it_is_reached():
    for motion, k in ((N.run, 0), (N.race, 1)):
        before = int(np.argmax(motion.steps[:, k] >= N.over[k])) - 1
        chart = drawn(motion, before, bright=[1, 1])
        assert opacity(chart, "told", k) == 0
        assert metadata(chart.pieces["ring", k]).opacities[1] == 0


@pytest.mark.parametrize(("keys", "looks"), [
    ((("push", 0), ("push", 1)), {"bright": [1, 1], "pushed": 1}),
    ((("pushed", 0), ("pushed", 1)), {"curve": 1, "there": 1, "twin": 1, "struck": 1}),
])  # fmt: skip
def test_arrows_are_as_long_as_pushes_on_the_scale_of_the_chart(keys, looks):
    chart = drawn(N.race, 0, factors=[1, 1, 1], **looks)
    height = scaled(chart, (0, 1))[1] - scaled(chart, (0, 0))[1]
    lengths = [height * float(np.ptp(chart.pieces[key].points[:, 1])) for key in keys]
    # a²(1 − a) and a at σ(4)
    assert lengths == pytest.approx([0.01735, 0.98201], rel=1e-3)


@pytest.mark.parametrize("frame", [0, -1])
def test_neuron_on_the_curve_is_at_its_score_and_the_tangent_touches_there(frame):
    chart = drawn(N.slide, frame, curve=1, there=1, factors=[1, 1, 1])
    low, high = N.curve[0, [0, -1]]
    at = scaled(chart, middle(chart.pieces["scored", 0]))
    z = N.slide.score[frame]
    assert at == pytest.approx(((z - low) / (high - low), 1 / (1 + np.exp(-z))), abs=1e-6)
    ends = [scaled(chart, end) for end in chart.pieces["tangent",].points[[0, -1]]]
    (left, bottom), (right, top) = ends
    slope = (top - bottom) / ((right - left) * (high - low))
    assert slope == pytest.approx(at[1] * (1 - at[1]), rel=1e-6)
    assert [chart.pieces["factor", 0, k].text for k in (0, 1, 3)] == (
        ["0.98", "0.02", "0.02"] if frame == 0 else ["0.82", "0.15", "0.12"]
    )


def test_cross_entropy_divides_by_the_steepness_that_it_is_multiplied_by():
    chart = drawn(N.slide, 0, curve=1, factors=[1, 1, 1], twin=1, divided=1, struck=1)
    row = [chart.pieces["factor", 1, k].text for k in range(4)]
    assert row == ["0.98", "0.02", "0.02", "0.98"]
    strike = chart.pieces["strike",]
    for k in (1, 2):
        number = chart.pieces["factor", 1, k]
        assert strike.get_left()[0] < number.get_left()[0]
        assert strike.get_right()[0] >= number.get_right()[0] - 1e-6
