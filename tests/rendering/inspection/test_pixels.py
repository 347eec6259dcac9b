"""What a picture is off its numbers is measured, and found to be nothing where it is right."""

from itertools import pairwise

import numpy as np
import pytest
from manim import LEFT, RIGHT, Dot, Scene, tempconfig
from manim import Line as Mark

from rendering.inspection.gauges import GaugeBook
from rendering.inspection.pixels import measure_clip, measure_frame
from stage.digits import writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, numbers
from stage.mobjects.measured import carry
from stage.mobjects.shapes import Circle, Polyline
from stage.theme import DARK, Zone, use_theme

ZONE = Zone(-5.0, 5.0, -2.5, 2.5)
UNIT = 2.0
"""Height of a value of 1, in manim units."""
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


class Chart(Figure):
    """A bar for each value, from the middle of its zone, and a number over each."""

    heights, faint = numbers(), look(1.0)
    color = DARK.q

    def sketch(self, draw):
        for k, height in enumerate(self.heights):
            ends = sorted((0.0, UNIT * height))
            draw.rectangle(
                "bar", k, left=2 * k - 3, right=2 * k - 2, bottom=ends[0], top=ends[1],
                color=self.color, opacity=self.faint if k == 0 else 1.0,
                measures=("y", float(height)),
            )  # fmt: skip
            draw.number(
                "number", k, value=height, write=writer(".2f"), at=(2 * k - 2.5, ends[1] + 0.3)
            )


def bars(values=P, **looks):
    chart = Chart("the bars", heights=values, **looks)
    chart.set_up(ZONE)
    return chart


def bar(value, *, left=0.0, bottom=0.0, color=DARK.q):
    """A bar of its own, a unit wide."""
    canvas = Canvas(Chart("a bar", heights=np.zeros(1)))
    return canvas.rectangle(
        "bar", left=left, right=left + 1, bottom=bottom, top=bottom + UNIT * value, color=color,
        measures=("y", value),
    )  # fmt: skip


def curve(x, y):
    line = Polyline(color=DARK.log)
    line.through(np.column_stack((-4 + 8 * x, -2 + 4 * y, 0 * x)))
    values = np.column_stack((x, y))
    carry(line, "curve", origin=np.array([-4.0, -2.0]), unit=(8.0, 4.0), values=values)
    return line


def bead(at, value, *, unit=8.0):
    dot = Dot([at, 0.0, 0.0], radius=0.13, color=DARK.q)
    carry(
        dot, "dot", origin=np.array([at - unit * value, 0.0]), unit=(unit, 1.0),
        values=np.array([[value, 0.0]]),
    )  # fmt: skip
    return dot


def test_bars_are_as_high_as_their_numbers():
    picture, gauges = drawn(bars().group, p=P)
    count, off = largest(picture, gauges, p=P)
    assert count == 3
    assert off < 0.3


def test_bars_of_negative_logits_are_followed_down():
    picture, gauges = drawn(bars(LOGITS).group, z=LOGITS)
    count, off = largest(picture, gauges, z=LOGITS)
    assert count == 3
    assert off < 0.3


@pytest.mark.parametrize("pixels", [2.0, 30.0])
def test_bar_that_is_too_short_is_off_by_what_it_lacks(pixels):
    chart = bars()
    _, gauges = drawn(chart.group, p=P)
    shown = chart.pieces["bar", 0]
    shown.set_sides(-3.0, 0.0, -2.0, UNIT * P[0] - pixels / 45)  # of 45 pixels is a unit
    picture, _ = drawn(chart.group, p=P)
    _, off = largest(picture, gauges, p=P)
    assert off == pytest.approx(pixels, abs=0.3)


def test_bar_that_moved_is_measured_where_it_is():
    chart = bars()
    chart.group.shift([0.3, 0.2, 0])
    picture, gauges = drawn(chart.group, p=P)
    count, off = largest(picture, gauges, p=P)
    assert count == 3
    assert off < 0.3


def test_end_that_another_mark_touches_is_no_gauge():
    chart = bars()
    top = chart.pieces["bar", 0].get_top()
    _, gauges = drawn(chart.group, Mark(top + LEFT / 2, top + RIGHT / 2), p=P)
    assert [gauge["numbers"] for gauge in gauges] == [["p[1]"], ["p[2]"]]


@pytest.mark.parametrize(("color", "count"), [(DARK.p, 2), (DARK.q, 1)])
def test_bar_that_another_one_goes_on_from_is_measured_if_that_has_another_colour(color, count):
    one, other = bar(0.4), bar(0.6, bottom=0.4 * UNIT, color=color)
    values = [0.4, 0.6]
    picture, gauges = drawn(one, other, p=np.array(values))
    found, off = largest(picture, gauges, p=values)
    assert found == count
    assert off < 0.3


def test_bar_on_which_another_one_lies_is_no_gauge():
    one, other = bar(0.4), bar(0.3, bottom=0.1 * UNIT, color=DARK.p)
    assert drawn(one, other, p=np.array([0.4]))[1] == []


def test_bar_that_a_ring_goes_over_is_no_gauge():
    chart = bars()
    top = chart.pieces["bar", 0].get_top()
    ring = Circle(stroke_width=5, stroke_color=DARK.text).put(*top[:2], 0.2)
    _, gauges = drawn(chart.group, ring, p=P)
    assert [gauge["numbers"] for gauge in gauges] == [["p[1]"], ["p[2]"]]


def test_what_fades_is_no_gauge():
    _, gauges = drawn(bars(faint=0.5).group, p=P)
    assert [gauge["numbers"] for gauge in gauges] == [["p[1]"], ["p[2]"]]


def test_what_is_in_no_table_is_no_gauge():
    assert drawn(bars().group, p=P[:1])[1][0]["numbers"] == ["p[0]"]


def test_points_of_a_curve_are_where_their_numbers_say():
    x = np.linspace(0, 1, 81)
    y = x**2
    picture, gauges = drawn(curve(x, y), x=x, y=y)
    count, off = largest(picture, gauges, x=x, y=y)
    assert count > 4
    assert off < 0.6
    _, off = largest(np.roll(picture, 3, axis=0), gauges, x=x, y=y)
    assert off == pytest.approx(3, abs=0.6)


def test_dot_is_where_its_numbers_say_though_its_curve_goes_on():
    x = np.linspace(0, 1, 81)
    line = curve(x, 0.5 + 0 * x)
    picture, gauges = drawn(line, bead(0.0, 0.5), at=np.array([0.5, 0.0]))
    dots = [gauge for gauge in gauges if gauge["kind"] == "dot"]
    count, off = largest(picture, dots, at=[0.5, 0.0])
    assert count == 1
    assert off < 0.5
    _, off = largest(np.roll(picture, 3, axis=1), dots, at=[0.5, 0.0])
    assert off == pytest.approx(3, abs=0.6)


def test_length_that_is_nowhere_is_infinitely_off():
    _, gauges = drawn(bars().group, p=P)
    empty = np.zeros((360, 640, 3))
    assert largest(empty, gauges, p=P)[1] == np.inf


def test_dot_without_numbers_is_not_asked_for(tmp_path):
    assert drawn(Dot(), p=P)[1] == []
    assert measure_clip(tmp_path / "none.mp4", {"gauges": []}) == []


def test_frames_between_are_passed_over():
    with tempconfig({"frame_rate": 10, "dry_run": True}):
        scene = Scene()
        scene.add(bars().group)
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
        scene.add(bars().group)
        for cuts in ([1], [4], [5], [6, 9, 10]):
            assert seen(cuts) == seen([])


@pytest.mark.parametrize("kind", ["length", "dot"])
@pytest.mark.parametrize("unit", [1e9, -1e300])
def test_what_a_card_says_is_far_off_the_picture_is_not_looked_for(kind, unit):
    numbers = ["p[0]"] if kind == "length" else ["p[0] p[0]"]
    gauge = {"frame": 3, "kind": kind, "origin": [8.0, 8.0], "base": 0.0, "unit": [unit, unit]}
    (found,) = measure_frame(np.zeros((48, 64, 3)), {**gauge, "numbers": numbers}, {"p": [1e200]})
    assert (found.pixels, found.frame) == (np.inf, 3)
