"""A plot: all that rides on it is where values and zone say, also after they have changed."""

import numpy as np
import pytest

from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.parts.plot import Foot, Line, Mark, Plot
from stage.theme import DARK, Zone

WIDE, SMALL = Zone(-6.0, 6.0, -2.5, 3.0), Zone(0.0, 4.0, -1.0, 2.0)
X = np.linspace(0.1, 1.0, 10)


def plot(**values):
    made = Plot(
        "the plot",
        [
            Line((X, 1 / X), "#1FB58A", "a long name of a curve", "1\\/q"),
            Line((X, 1 - X), "#CC79A7", "line", "1-q"),
        ],
        **{
            "x": np.array([0.5, 0.5]), "y": np.array([2.0, 0.5]),
            "slopes": np.array([-4.0, -1.0]), "colors": ["#1FB58A", "#CC79A7"],
            "x_span": (0.0, 1.0), "y_span": (0.0, 10.0), "x_ticks": [(0.0, 1.0)],
            "y_ticks": [(0.0, 5.0, 10.0)], "foot": Foot("q =", "#56B4E9", lambda v: f"{v:.2f}"),
            "write": writer(".2f"), **values,
        },
    )  # fmt: skip
    made.tune([WIDE, SMALL], by_number=False)
    made.settle([*made.place(WIDE), *made.place(SMALL)])
    return made


def drawn(made, zone=WIDE, **values):
    made.zone = zone
    made.values.update({name: np.asarray(value, float) for name, value in values.items()})
    made.redraw(rests=1.0)
    return made


def at(made, x, y):
    """By the ends of the drawn axes."""
    low, right = made._axes.x_axis.points[0], made._axes.x_axis.points[-1]
    top = made._axes.y_axis.points[-1]
    y_low, y_high = float(made.values["low"]), float(made.values["high"])
    return (
        low[0] + x * (right[0] - low[0]),
        low[1] + (y - y_low) / (y_high - y_low) * (top[1] - low[1]),
    )


def points_of(made):
    return [mobject.points.copy() for mobject in made.group.get_family()]


@pytest.mark.parametrize("zone", [WIDE, SMALL])
def test_dots_curves_and_tangents_are_where_their_values_are(zone):
    made = drawn(plot(), zone)
    for k, y in enumerate((2.0, 0.5)):
        assert made.pieces["dot", k].get_center()[:2] == pytest.approx(at(made, 0.5, y))
        assert made.point(k)[:2] == pytest.approx(at(made, 0.5, y))
    first, last = (made.pieces["line", 0].points[i] for i in (0, -1))
    assert first[:2] == pytest.approx(at(made, 0.1, 10.0))
    assert last[:2] == pytest.approx(at(made, 1.0, 1.0))
    start, end = (made.pieces["tangent", 0].points[i] for i in (0, -1))
    (x0, y0), (x1, y1) = at(made, 0.0, 4.0), at(made, 1.0, 0.0)  # y = 2 - 4 (x - 0.5)
    assert (end[1] - start[1]) / (end[0] - start[0]) == pytest.approx((y1 - y0) / (x1 - x0))


def test_tangents_have_the_colours_that_they_are_given_and_else_that_of_text():
    made = plot(tangents=["#E69F00"])
    colors = [made.pieces["tangent", k].get_stroke_color().to_hex() for k in range(2)]
    assert colors == ["#E69F00", DARK.text]


def test_axes_are_drawn_once_a_frame_however_many_bars_are_measured_on_them(monkeypatch):
    made = plot()
    view, seen = made._axes.view, []
    monkeypatch.setattr(made._axes, "view", lambda *a, **more: (seen.append(a), view(*a, **more)))
    drawn(made)
    assert len(seen) == 1
    drawn(made, SMALL, y=[1.0, 0.5])
    assert len(seen) == 2


def test_all_comes_back_after_values_and_zone_have_changed():
    made = drawn(plot())
    before = points_of(made)
    drawn(made, SMALL, x=[0.0, 0.0], y=[np.inf, 0.0], low=-5, traced=[0.2, 0.2])
    drawn(made, WIDE, x=[0.5, 0.5], y=[2.0, 0.5], low=0, traced=[0.0, 1.0])
    for one, other in zip(before, points_of(made), strict=True):
        assert np.array_equal(one, other)


def test_everything_stays_within_its_zone():
    for zone in (WIDE, SMALL):
        made = drawn(plot(), zone)
        for key, piece in made.pieces.items():
            if key[0] not in ("x", "stick") and len(piece.get_all_points()):
                assert piece.get_left()[0] >= zone.left - 0.02, key
                assert piece.get_right()[0] <= zone.right + 0.02, key
                assert piece.get_bottom()[1] >= zone.bottom - 0.02, key
                assert piece.get_top()[1] <= zone.top + 0.05, key


def test_dot_beyond_the_axis_is_a_head_at_its_end():
    made = drawn(plot(), y=[40.0, -3.0])
    for k, end in enumerate((10.0, 0.0)):
        assert metadata(made.pieces["dot", k]).visibility == 0
        assert metadata(made.pieces["beyond", k]).visibility == 1
        assert made.pieces["beyond", k].points[0][:2] == pytest.approx(at(made, 0.5, end))
        assert metadata(made.pieces["dot", k]).measured is None
    drawn(made, y=[2.0, 0.5])
    assert [metadata(made.pieces["beyond", k]).visibility for k in range(2)] == [0, 0]


def test_curve_is_drawn_as_far_as_it_is_traced():
    made = drawn(plot(), traced=[0.3, 0.7])
    points = made.pieces["line", 1].points
    assert points[0][:2] == pytest.approx(at(made, 0.3, 0.7))
    assert points[-1][:2] == pytest.approx(at(made, 0.7, 0.3))
    assert len(drawn(made, traced=[0.3, 0.3]).pieces["line", 1].points) == 0


def test_curve_that_is_steeper_than_a_float_can_say_is_drawn_up_to_the_edge():
    losses = np.linspace(760.0, 0.0, 401)
    made = Plot(
        "the plot", [Line((np.exp(-losses), losses), "#FFFFFF")], x=np.array([0.5]),
        y=np.array([np.log(2)]), colors=["#FFFFFF"], x_span=(0.0, 1.0), y_span=(0.0, 5.0),
        x_ticks=[(0.0, 1.0)], y_ticks=[(0.0, 5.0)], write=writer(".2f"),
    )  # fmt: skip
    made.tune([WIDE], by_number=False)
    made.settle([*made.place(WIDE)])
    for first, loss in ((0.0, 760.0), (5e-324, 744.4), (1e-310, 713.8)):  # 744.4 = 1074 ln 2
        for high in (5.0, 740.0, 780.0):
            points = drawn(made, traced=[first, 1.0], high=high).pieces["line", 0].points
            assert np.isfinite(points).all()
            assert points[:, 1].max() == pytest.approx(at(made, 0, min(high, loss))[1], abs=0.02)


def test_foot_says_where_the_first_dot_is_and_stays_within_the_zone():
    made = plot()
    for x in (0.0, 0.3, 1.0):
        drawn(made, x=[x, x])
        symbol, number = made.pieces["foot", "symbol"], made.pieces["foot", "number"]
        assert number.text == f"{x:.2f}"
        assert symbol.get_left()[0] >= WIDE.left - 0.02
        assert number.get_right()[0] <= WIDE.right + 0.02
    drawn(made, x=[0.3, 0.3])
    assert symbol.get_left()[0] < at(made, 0.3, 0)[0] < number.get_right()[0]


def test_names_are_short_where_one_zone_is_too_narrow_for_all():
    made = drawn(plot())
    assert (
        metadata(made.pieces["name", 0]).visibility,
        metadata(made.pieces["short", 0]).visibility,
    ) == (0, 1)
    made.tune([WIDE], by_number=False)
    drawn(made)
    assert (
        metadata(made.pieces["name", 0]).visibility,
        metadata(made.pieces["short", 0]).visibility,
    ) == (1, 0)


def test_value_after_a_name_is_that_of_the_dot():
    made = drawn(plot(), y=[3.25, 0.5])
    assert [made.pieces["value", k].text for k in range(2)] == ["3.25", "0.50"]


def test_texts_of_marks_stand_clear_of_curves_and_of_each_other():
    marks = [
        Mark(0.2, 5.0, '"one"', "#FFFFFF", "left", (0.25, 4.0)),
        Mark(0.2, 0.8, '"two"', "#FFFFFF", "below", (0.25, 0.75)),
        Mark(0.21, 0.79, '"three"', "#FFFFFF", "below"),
    ]
    made = drawn(plot(marks=marks))
    labels = [made.pieces["mark", i].label for i in range(3)]
    curve = made.pieces["line", 0].points
    for k, label in enumerate(labels):
        left, right = label.get_left()[0], label.get_right()[0]
        bottom, top = label.get_bottom()[1], label.get_top()[1]
        beside = curve[(curve[:, 0] > left) & (curve[:, 0] < right), 1]
        assert len(beside) == 0 or beside.min() > top or beside.max() < bottom
        for other in labels[:k]:
            assert (
                left > other.get_right()[0] or right < other.get_left()[0]
                or bottom > other.get_top()[1] or top < other.get_bottom()[1]
            )  # fmt: skip


def test_text_of_a_mark_stands_clear_of_all_dots_to_the_units_that_are_shared():
    mark, spots = Mark(0.2, 5.0, '"0.123"', "#FFFFFF", "right"), []
    for unit in (6.0, 1.2):
        made = plot(marks=[mark], x=[0.2, 0.3], y=[5.0, 10 / 3])
        (place,) = made.place(WIDE)
        place.units.update(x=unit, y=unit / 12)
        made.settle([place])
        made.units = place.units
        drawn(made)
        label, other = made.pieces["mark", 0].label, made.pieces["dot", 1]
        apart = [
            label.get_left()[0] - other.get_right()[0], label.get_bottom()[1] - other.get_top()[1],
            other.get_bottom()[1] - label.get_top()[1],
        ]  # fmt: skip
        assert max(apart) > 0
        spots.append(made._spots["mark", 0])
    assert spots[0] != spots[1]


@pytest.mark.parametrize("words", ["q = 0.5", "0.5"])
def test_text_of_a_mark_stands_clear_of_curves_in_all_zones(words):
    line, lower = np.array([[0.0, 1.0], [2.5, 2.5]]), np.array([[0.0, 1.0], [1.0, 1.0]])
    made = Plot(
        "the plot", [Line(line, "#1FB58A"), Line(lower, "#CC79A7")],
        x=np.zeros(0), y=np.zeros(0), colors=[], x_span=(0.0, 1.0), y_span=(0.0, 10.0),
        marks=[Mark(0.5, 1.0, f'"{words}"', "#CC79A7", "above")],
    )  # fmt: skip
    # Between the curves it has room in the first zone alone.
    made.settle([*made.place(WIDE), *made.place(SMALL)])
    label, low = made.pieces["mark", 0].label, []
    for zone in (WIDE, SMALL):
        drawn(made, zone)
        for curve in (2.5, 1.0):
            y = at(made, 0.0, curve)[1]
            assert label.get_bottom()[1] > y + 0.05 or label.get_top()[1] < y - 0.05
        low.append(label.get_bottom()[1] > at(made, 0.0, 2.5)[1])
    assert low == [True, True]


def test_mark_is_gone_where_its_points_are_not_on_the_axis():
    made = drawn(plot(marks=[Mark(0.2, 5.0, '"one"', "#FFFFFF", "right", (0.25, 4.0))]))
    assert metadata(made.pieces["mark", 0]).visibility == 1
    drawn(made, high=4.5)
    assert metadata(made.pieces["mark", 0]).visibility == 0


def test_sticks_and_bars_have_the_values_of_their_dot():
    made = drawn(plot())
    stick, lying = made.figure("stick", 0), made.figure("x", 0)
    assert (stick.value, stick.foot) == (2.0, pytest.approx(at(made, 0.5, 0)))
    assert stick.head[:2] == pytest.approx(at(made, 0.5, 2.0))
    assert lying.head[:2] == pytest.approx(at(made, 0.5, 0.0))


def test_stick_of_a_dot_below_0_stands_on_it_and_is_as_long():
    made = drawn(plot(), y=[-3.0, 0.5], low=-5.0)
    stick = made.figure("stick", 0)
    assert (stick.value, stick.foot) == (3.0, pytest.approx(at(made, 0.5, -3.0)))
    assert stick.head[:2] == pytest.approx(at(made, 0.5, 0.0))
