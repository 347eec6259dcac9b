"""The picture of ``SlowStart`` is true: dots on their trails, rings where minds are changed."""

import numpy as np
import pytest

from scenes.slow_start.chart import Chart
from scenes.slow_start.numbers import FAST_BAD, SLOW_BAD, SlowStartNumbers, SlowStartParameters
from stage.theme import Zone

N = SlowStartNumbers.compute(SlowStartParameters(), 15)


def drawn(motion, frame):
    chart = Chart("the chart", N)
    chart.set_up(Zone(-6.6, 6.6, -3.0, 3.2))
    chart.values.update({name: np.array(track[frame]) for name, track in motion})
    chart.values["bright"] = np.ones(4)
    chart.redraw()
    return chart


def test_dots_of_the_race_stand_below_each_other_at_each_time():
    xs = set()
    for frame in (0, 20, 70, 120, -1):
        chart = drawn(N.race, frame)
        slow, fast = (chart.pieces["neuron", k].get_center() for k in (SLOW_BAD, FAST_BAD))
        assert slow[0] == pytest.approx(fast[0], abs=1e-9)
        assert slow[1] >= fast[1] - 1e-9
        xs.add(round(float(slow[0]), 6))
    assert len(xs) == 5
