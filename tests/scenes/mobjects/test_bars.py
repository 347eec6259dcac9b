import numpy as np
import pytest

from scenes.mobjects.bars import DistributionChart, LogitChart
from scenes.theme import DARK, Zone

ZONE = Zone(-6.0, 0.5, -2.2, 2.4)


def chart_of(probabilities, **kwargs):
    return DistributionChart(
        ZONE, np.asarray(probabilities, dtype=float), top=1.0, color=DARK.p, **kwargs
    )


def heights(chart):
    """In units of the axis, read from the drawn points."""
    return [(bar.points[:, 1].max() - bar.points[:, 1].min()) / chart.unit for bar in chart.bars]


@pytest.mark.parametrize("classes", [1, 2, 4, 20])
def test_each_bar_is_as_high_as_its_probability(classes):
    p = np.arange(1, classes + 1) / sum(range(1, classes + 1))
    assert heights(chart_of(p)) == pytest.approx(p, abs=1e-9)


@pytest.mark.parametrize("classes", [1, 2, 4, 20])
def test_a_certain_class_fills_the_axis_and_the_others_have_no_height(classes):
    p = np.eye(classes)[classes // 2]
    chart = chart_of(p)
    assert heights(chart) == pytest.approx(p, abs=1e-9)
    assert chart.at(0, 1.0)[1] - chart.at(0, 0.0)[1] == pytest.approx(chart.unit, abs=1e-12)


def test_a_bar_recovers_after_zero_height():
    chart = chart_of([0.25, 0.75])
    chart.set_probabilities(np.array([0.0, 1.0]))
    assert heights(chart) == pytest.approx([0.0, 1.0], abs=1e-9)
    chart.set_probabilities(np.array([0.4, 0.6]))
    assert heights(chart) == pytest.approx([0.4, 0.6], abs=1e-9)


def test_bars_stand_on_the_baseline_even_after_a_move():
    chart = chart_of([0.25, 0.75])
    chart.shift([2.0, -0.5, 0.0])
    chart.set_probabilities(np.array([0.5, 0.5]))
    level = chart.baseline.points[0][1]
    assert [bar.points[:, 1].min() for bar in chart.bars] == pytest.approx([level] * 2, abs=1e-9)
    assert heights(chart) == pytest.approx([0.5, 0.5], abs=1e-9)


def test_ghosts_stay_where_the_bars_were():
    chart = chart_of([0.25, 0.75])
    ghosts = chart.ghosts(np.array([0.25, 0.75]))
    where = [ghost.points.copy() for ghost in ghosts]
    chart.set_probabilities(np.array([0.9, 0.1]))
    assert all(np.array_equal(a.points, b) for a, b in zip(ghosts, where, strict=True))


def test_the_outline_goes_with_the_bar_of_the_true_class():
    chart = chart_of([0.25, 0.75], target=0)
    for p in ([0.25, 0.75], [0.0, 1.0], [1.0, 0.0]):
        chart.set_probabilities(np.array(p))
        bar, outline = chart.bars[0], chart.outline[0]
        assert outline.get_top()[1] > bar.get_top()[1]
        assert outline.get_top()[1] - bar.get_top()[1] < 0.1
        assert outline.get_center()[0] == pytest.approx(bar.get_center()[0], abs=1e-9)


def test_a_number_sits_on_its_bar_and_moves_with_it():
    chart = chart_of([0.25, 0.75])
    before = chart.numbers[0].get_bottom()[1]
    chart.set_probabilities(np.array([0.5, 0.5]))
    assert chart.numbers[0].text == "0.50"
    after = chart.numbers[0].get_bottom()[1]
    assert after - before == pytest.approx(0.25 * chart.unit, abs=0.02)  # digits differ in depth
    assert after > chart.bars[0].get_top()[1]


@pytest.mark.parametrize("classes", [2, 4, 10])
def test_numbers_stay_within_their_bins(classes):
    p = np.full(classes, 1 / classes)
    chart = chart_of(p)
    edges = [chart.at(k, 0)[0] for k in range(classes)]
    bin_width = edges[1] - edges[0]
    assert len(chart.numbers) == classes
    assert max(number.width for number in chart.numbers) <= bin_width


@pytest.mark.parametrize("names", [["a", "b"], ["W" * 12] * 2, ["W" * 12] * 10, ["automobile"] * 4])
def test_all_of_a_chart_stays_within_its_zone(names):
    p = np.zeros(len(names))
    p[0] = 1.0
    chart = chart_of(p, names=names, target=0)
    assert chart.get_left()[0] >= ZONE.left - 0.1
    assert chart.get_right()[0] <= ZONE.right + 0.1
    assert chart.get_bottom()[1] >= ZONE.bottom - 1e-9
    assert chart.get_top()[1] <= ZONE.top + 0.05


@pytest.mark.parametrize("classes", [1, 2, 4, 20])
def test_logits_reach_up_or_down_by_their_value(classes):
    logits = np.linspace(-2.0, 3.0, classes)
    chart = LogitChart(ZONE, logits, color=DARK.text)
    level = chart.baseline.points[0][1]
    for bar, z in zip(chart.bars, logits, strict=True):
        ends = bar.points[:, 1] - level
        reach = ends.max() if z >= 0 else ends.min()
        assert reach / chart.unit == pytest.approx(z, abs=1e-9)


def test_equal_logits_of_zero_can_be_drawn():
    chart = LogitChart(ZONE, np.zeros(4), color=DARK.text)
    assert [bar.height for bar in chart.bars] == [0.0] * 4
