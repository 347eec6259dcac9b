"""What a picture is off its numbers is measured, and found to be nothing where it is right."""

from itertools import pairwise

import numpy as np
import pytest
from manim import LEFT, RIGHT, Dot, Line, Scene, VGroup, tempconfig

from rendering.inspection.gauges import GaugeBook
from rendering.inspection.pixels import measure_clip, measure_frame
from scenes.mobjects.areas import PairedAreas
from scenes.mobjects.bars import DistributionChart, LogitChart
from scenes.mobjects.curves import Curve, Marker
from scenes.mobjects.measured import carry
from scenes.mobjects.plot import Plot, arrow
from scenes.theme import DARK, Zone, use_theme

ZONE = Zone(-5.0, 5.0, -2.5, 2.5)
P = np.array([0.5, 0.3, 0.2])
LOGITS = np.array([1.5, -1.0, 0.5])


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)  # whatever theme another test drew in


def drawn(*mobjects, **numbers):
    """One picture of ``mobjects`` by manim, and the gauges that are written for it."""
    settings = {
        "pixel_width": 640,
        "pixel_height": 360,
        "frame_rate": 10,
        "background_color": DARK.background,
        "disable_caching": True,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings):
        scene = Scene()
        scene.add(*mobjects)
        scene.renderer.update_frame(scene)
        book = GaugeBook(numbers)
        book.see(scene, 60)
        return scene.renderer.get_frame()[..., :3].astype(float), book.take()


def largest(picture, gauges, **numbers):
    listed = {name: np.asarray(value).tolist() for name, value in numbers.items()}
    found = [d for gauge in gauges for d in measure_frame(picture, gauge, listed)]
    return len(found), max((d.pixels for d in found), default=0.0)


def bars(values=P):
    return DistributionChart(ZONE, values, top=0.5, color=DARK.q)


def plot():
    return Plot(ZONE, x=(0, 1), y=(0, 1))


def test_bars_are_as_high_as_their_numbers():
    picture, gauges = drawn(bars(), p=P)
    count, off = largest(picture, gauges, p=P)
    assert count == 3
    assert off < 0.3


def test_bars_of_negative_logits_are_followed_down():
    picture, gauges = drawn(LogitChart(ZONE, LOGITS, color=DARK.muted), z=LOGITS)
    count, off = largest(picture, gauges, z=LOGITS)
    assert count == 3
    assert off < 0.3


@pytest.mark.parametrize("pixels", [2.0, 30.0])
def test_bar_that_is_too_short_is_off_by_what_it_lacks(pixels):
    chart = bars()
    _, gauges = drawn(chart, p=P)
    left, top = chart.bars[0].get_left()[0], chart.bars[0].get_top()[1]
    foot, right = chart.bars[0].get_bottom()[1], chart.bars[0].get_right()[0]
    chart.bars[0].set_sides(left, foot, right, top - pixels / 45)  # of 45 pixels is a unit
    picture, _ = drawn(chart, p=P)
    _, off = largest(picture, gauges, p=P)
    assert off == pytest.approx(pixels, abs=0.3)


def test_bar_that_moved_is_measured_where_it_is():
    chart = bars()
    chart.bars.shift([0.3, 0.2, 0])
    picture, gauges = drawn(chart.bars, p=P)
    count, off = largest(picture, gauges, p=P)
    assert count == 3
    assert off < 0.3


def test_end_that_another_mark_touches_is_no_gauge():
    chart = bars()
    top = chart.bars[0].get_top()
    _, gauges = drawn(chart, Line(top + LEFT, top + RIGHT), p=P)
    assert [gauge["numbers"] for gauge in gauges] == [["p[1]"], ["p[2]"]]


def test_what_is_in_no_table_is_no_gauge():
    assert drawn(bars(), p=P[:1])[1][0]["numbers"] == ["p[0]"]


def test_areas_are_as_high_as_their_numbers():
    heights = np.array([0.5, 0.9, 0.3])
    areas = PairedAreas(plot(), np.cumsum(P) - P, np.zeros(3), P, heights)
    picture, gauges = drawn(areas, surprise=heights)
    count, off = largest(picture, gauges, surprise=heights)
    assert count >= 3
    assert off < 0.5


def test_points_of_a_curve_are_where_their_numbers_say():
    x = np.linspace(0, 1, 81)
    y = x**2
    picture, gauges = drawn(Curve(plot(), x, y, color=DARK.log), x=x, y=y)
    count, off = largest(picture, gauges, x=x, y=y)
    assert count > 4
    assert off < 0.6
    _, off = largest(np.roll(picture, 3, axis=0), gauges, x=x, y=y)
    assert off == pytest.approx(3, abs=0.6)


def test_dot_is_where_its_numbers_say_though_its_curve_goes_on():
    x = np.linspace(0, 1, 81)
    axes = plot()
    shown = VGroup(Curve(axes, x, x, color=DARK.log), Marker(axes, 0.5, 0.5, color=DARK.log))
    picture, gauges = drawn(shown, at=np.array([0.5]))
    count, off = largest(picture, gauges, at=[0.5])
    assert count == 1
    assert off < 0.5
    _, off = largest(np.roll(picture, 3, axis=1), gauges, at=[0.5])
    assert off == pytest.approx(3, abs=0.6)


def test_arrow_is_as_long_as_its_number():
    pull = arrow((-2.0, -1.0), (1.0, 1.0), color=DARK.q)
    way = (3.0 / 0.7, 2.0 / 0.7)  # so that 0.7 is the whole of it
    carry(pull[0], "length", origin=np.array([-2.0, -1.0]), unit=way, values=[0.7], base=0.1)
    picture, gauges = drawn(pull[0], pull=0.7)
    (gauge,) = gauges
    picture, _ = drawn(pull)
    count, off = largest(picture, [gauge], pull=[0.7])
    assert count == 1
    assert off < 1.0
    _, off = largest(picture, [gauge], pull=[0.75])
    assert off == pytest.approx(0.05 * 45 * np.hypot(*way), abs=1.0)


def test_length_that_is_nowhere_is_infinitely_off():
    _, gauges = drawn(bars(), p=P)
    empty = np.zeros((360, 640, 3))
    assert largest(empty, gauges, p=P)[1] == np.inf


def test_dot_without_numbers_is_not_asked_for(tmp_path):
    assert drawn(Dot(), p=P)[1] == []
    assert measure_clip(tmp_path / "none.mp4", {"gauges": []}) == []


def test_frames_between_are_passed_over():
    with tempconfig({"frame_rate": 10, "dry_run": True}):
        scene = Scene()
        scene.add(bars())
        book = GaugeBook({"p": P})
        for frames in range(1, 12):
            book.see(scene, frames)
    assert sorted({gauge["frame"] for gauge in book.take()}) == [4, 9]
    assert book.take() == []


def test_it_does_not_matter_where_a_clip_is_cut():
    def seen(cuts):
        gauges = []
        for start, end in pairwise([0, *cuts, 23]):
            book = GaugeBook({"p": P})
            book.begin(start)
            for frames in range(start + 1, end + 1):
                book.see(scene, frames)
            gauges += book.take()
        return gauges

    with tempconfig({"frame_rate": 10, "dry_run": True}):
        scene = Scene()
        scene.add(bars())
        for cuts in ([1], [4], [5], [6, 9, 10]):
            assert seen(cuts) == seen([])
