"""Whether sizes can be compared: small scenes in which they cannot, and near misses."""

import numpy as np
import pytest

from stage.mobjects.declared import allow
from stage.parts.bars import Bars
from stage.parts.plot import Line, Plot
from stage.parts.strip import Strip
from stage.parts.sums import Sum
from stage.theme import DARK, Zone, use_theme
from tests.rendering.inspection.small_scenes import BOUNDS, FPS, inspected

STAGE = BOUNDS.stage
LEFT = Zone(STAGE.left, -0.3, STAGE.bottom, STAGE.top)
RIGHT = Zone(0.3, STAGE.right, STAGE.bottom, STAGE.top)


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)


def bars(name, *values, zone=LEFT, span=(0.0, 1.0), unit=3.0):
    """Bars of which a value of 1 is ``unit`` high."""
    part = Bars(
        name, np.array(values), color="#E69F00", span=span, write="{:.2f}".format,
        names=["a", "b", "c"][: len(values)],
    )  # fmt: skip
    part.zone, part.units = zone, {"y": unit}
    return part


def show(scene, *parts):
    """One frame of parts as they are now."""
    for part in parts:
        part.redraw(rests=1.0)
        scene.add(part.group)
    scene.wait(1.01 / FPS)


def told(construct, rule):
    """What is found of one rule."""
    findings = inspected(construct, layout=False, motion=False, staging=True)
    return [finding for finding in findings if finding.rule == rule]


# --- A unit that changes under what it measures -----------------------------------------------


def changing(*, values, units, beats=("one", "one"), prepare=lambda part: None):
    """Two frames of p, of which each has its value of the first class and its unit."""

    def construct(self):
        p = bars("p", values[0], 1 - values[0])
        prepare(p)
        for value, unit, beat in zip(values, units, beats, strict=True):
            self.playing = beat
            p.values["values"] = np.array([value, 1 - value])
            p.units = {"y": unit}
            show(self, p)

    return construct


def test_unit_that_changes_while_values_move_is_found_and_its_part_named():
    (finding,) = told(changing(values=[0.3, 0.6], units=[3.0, 2.0]), "scale")
    assert finding.subject == "p"
    assert finding.frame == 1
    assert finding.what == (
        "in p, a height of 3 for a value of 1 becomes 2, in a beat in which its values move"
    )
    assert finding.where == (LEFT.left, LEFT.bottom, LEFT.right, LEFT.top)
    assert finding.as_json(FPS)["kind"] == "staging"


@pytest.mark.parametrize(
    "nearly",
    [
        {"values": [0.3, 0.3], "units": [3.0, 2.0]},  # nothing that it measures moves
        {"values": [0.3, 0.6], "units": [3.0, 3.0]},
        {"values": [0.3, 0.6], "units": [3.0, 2.95]},  # by less than is seen
        {"values": [0.3, 0.6, 0.6], "units": [3.0, 3.0, 2.0], "beats": ("one", "one", "two")},
    ],
)
def test_unit_that_holds_while_values_move_is_right(nearly):
    nearly = {"beats": ("one",) * len(nearly["values"]), **nearly}
    assert told(changing(**nearly), "scale") == []


def test_unit_that_changes_and_comes_back_in_a_beat_is_found_where_it_first_differs():
    units, values = [3.0, 3.0, 2.0, 3.0], [0.3, 0.4, 0.5, 0.6]
    (finding,) = told(changing(values=values, units=units, beats=("one",) * 4), "scale")
    assert finding.frame == 2


def test_zone_that_grows_takes_the_unit_along():
    def construct(self):
        self.playing = "one"
        p = bars("p", 0.3, 0.7)
        p.units = {}  # as high as there is room for
        for value, zone in ((0.3, LEFT), (0.6, Zone(-5, -1, -1, 1))):
            p.zone, p.values["values"] = zone, np.array([value, 1 - value])
            show(self, p)

    assert [finding.subject for finding in told(construct, "scale")] == ["p"]


def test_scale_whose_change_is_the_point_can_be_declared():
    def declare(part):
        allow("scale", "the zoom is what is shown", part.group)

    assert told(changing(values=[0.3, 0.6], units=[3.0, 2.0], prepare=declare), "scale") == []


def test_memory_may_shrink():
    def step_back(part):
        part.share = 0.4

    assert told(changing(values=[0.3, 0.6], units=[3.0, 2.0], prepare=step_back), "scale") == []


# --- Two of a kind ----------------------------------------------------------------------------


def beside(one, other):
    def construct(self):
        self.playing = "one"
        show(self, one, other)

    return construct


def test_two_distributions_of_different_scales_are_found_and_named():
    p, q = bars("p", 0.31, 0.69), bars("q", 0.0, 1.0, zone=RIGHT, unit=2.0)
    (finding,) = told(beside(p, q), "scale")
    assert finding.subject == "p and q"
    assert finding.what == "a value of 1 has a height of 3 in p and of 2 in q beside it"
    assert (finding.where.left, finding.where.right) == (LEFT.left, RIGHT.right)


def test_two_distributions_of_one_scale_are_right():
    p, q = bars("p", 0.31, 0.69), bars("q", 0.0, 1.0, zone=RIGHT, unit=3.0)
    assert told(beside(p, q), "scale") == []


def test_what_measures_something_else_has_a_scale_of_its_own():
    p, z = bars("p", 0.31, 0.69), bars("z", 2.5, 1.0, zone=RIGHT, span=(0.0, 3.0), unit=1.0)
    assert told(beside(p, z), "scale") == []


def test_memory_and_what_has_lost_its_bars_are_not_compared():
    p, q = bars("p", 0.31, 0.69), bars("q", 0.0, 1.0, zone=RIGHT, unit=2.0)
    q.share = 0.4
    assert told(beside(p, q), "scale") == []
    q.share = 1.0
    q.hide("bar")
    assert told(beside(p, q), "scale") == []


def plot(name, y_title, unit, zone):
    x = np.linspace(0, 1, 5)
    part = Plot(
        name, [Line((x, x), "#FFFFFF")], x=x[:1], y=x[:1], colors=["#E69F00"],
        x_span=(0.0, 1.0), y_span=(0.0, 1.0), x_title=("q", "#56B4E9"),
        y_title=(y_title, "#FFFFFF"),
    )  # fmt: skip
    part.zone, part.units = zone, {"x": 3.0, "y": unit}
    return part


def test_plots_are_compared_where_their_axes_are_titled_alike():
    losses = plot("the losses", '"loss"', 3.0, LEFT)
    (finding,) = told(beside(losses, plot("the others", '"loss"', 2.0, RIGHT)), "scale")
    assert finding.subject == "the losses and the others"
    assert told(beside(losses, plot("the slopes", '"slope"', 2.0, RIGHT)), "scale") == []


def test_two_strips_are_as_long():
    def strip(name, zone, unit):
        part = Strip(
            name, np.array([0.3, 0.7]), first=0, write="{:.2f}".format, names=["a", "b"]
        )  # fmt: skip
        part.zone, part.units = zone, {"x": unit}
        return part

    one = strip("a", LEFT, 5.0)
    (finding,) = told(beside(one, strip("q", RIGHT, 4.0)), "scale")
    assert finding.what == "a value of 1 has a width of 5 in a and of 4 in q beside it"


# --- A figure in too large a room -------------------------------------------------------------


def of_height(share, prepare=lambda part: None):
    """p, of which the axis takes so much of the room for its values."""

    def construct(self):
        self.playing = "one"
        p = bars("p", 0.3, 0.7)
        p.units = {"y": share * p.inner().height}
        prepare(p)
        show(self, p)

    return construct


@pytest.mark.parametrize(("share", "count"), [(0.45, 1), (0.55, 0), (1.0, 0)])
def test_figure_has_half_of_the_room_that_its_zone_gives(share, count):
    found = told(of_height(share), "small")
    assert [finding.subject for finding in found] == ["p"] * count
    if found:
        assert found[0].what.startswith("p has 45% of the room that its zone gives its values")


def test_small_figure_can_be_declared_right():
    def declare(part):
        allow("small", "it is small beside what it is compared with", part.group)

    assert told(of_height(0.2, prepare=declare), "small") == []


@pytest.mark.parametrize(("shared", "small"), [(True, []), (False, ["p"])])
def test_figure_may_be_as_small_as_the_scale_that_it_shares_with_a_large_one(shared, small):
    def construct(self):
        self.playing = "one"
        p, curve = bars("p", 0.3, 0.7), plot("the curve", '"loss"', 1.0, RIGHT)
        p.units = {"y": 0.2 * p.inner().height}
        curve.units = {"x": curve.inner().width, "y": curve.inner().height} if shared else {}
        show(self, p, curve)

    assert [finding.subject for finding in told(construct, "small")] == small


def test_beat_is_judged_as_it_ends():
    def construct(self):
        p = bars("p", 0.3, 0.7)
        for beat, share in (("one", 0.2), ("one", 0.8), ("two", 0.8), ("two", 0.2)):
            self.playing = beat
            p.units = {"y": share * p.inner().height}
            show(self, p)

    (finding,) = told(construct, "small")
    assert finding.frame == 3


def test_lines_of_text_are_as_large_as_they_are():
    def construct(self):
        self.playing = "one"
        part = Sum(
            "the sum", np.array([0.1, 0.2]), 0.3, most=np.array([0.1, 0.2]),
            write="{:.1f}".format,
        )  # fmt: skip
        part.zone = STAGE
        show(self, part)

    assert told(construct, "small") == []
