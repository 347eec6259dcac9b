"""Beads, wall and gap are where logits, the logarithm of the sum of e^z, and the loss are."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.special import logsumexp, softmax

from stage.digits import writer
from stage.layout import Size
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import tick_series
from stage.parts.logit_line import LogitLine
from stage.theme import Zone
from tests.stage.small_parts import drawn

ZONE, OTHER = Zone(-6.5, 6.5, -2.5, 3.0), Zone(-3.0, 3.6, 0.0, 3.2)
EVERY_ZONE = pytest.mark.parametrize("zone", [ZONE, OTHER])
Z, RAISED, LOWERED = (
    np.array(z) for z in ([2.5, -1, 3.2, 0.5], [4, -1, 3.2, 0.5], [2.5, -2.5, 1.7, -1])
)
SPAN = (-2.5, 4.5)
HEIGHT = np.geomspace(1e-6, 1, 200)


def line_of(z=Z, zone=ZONE, *, told=range(4), target=0, title="", **units):
    made = LogitLine(
        "line", Z, softmax(Z), wall=logsumexp(Z), loss=logsumexp(Z) - Z[target],
        curve=np.array([HEIGHT, -np.log(HEIGHT)]), span=SPAN, target=target, told=told,
        names="1234", write=writer(".2f"), write_share=writer(".3p"), write_way=writer("+.2f"),
        ticks=tick_series(*SPAN), title=title,
    )  # fmt: skip
    made.tune([zone], by_number=False)
    return move(made, z, zone, **units)


def move(line, z, zone=ZONE, **units):
    target, wall = line._target, logsumexp(z)
    values = {"logits": z, "shares": softmax(z), "wall": wall, "loss": wall - z[target]}
    values["way"] = wall - logsumexp(Z)
    line.values.update({name: np.asarray(value, float) for name, value in values.items()})
    return drawn(line, zone, **units)


def along(line, x):
    """A place on the picture, as a logit: by the ruler's ends."""
    axis = line.pieces["ruler",].x_axis.points[:, 0]
    return SPAN[0] + (SPAN[1] - SPAN[0]) * (x - axis.min()) / np.ptp(axis)


def up(line, y):
    """A height, as a share of the way from floor to roof."""
    floor, roof = (line.pieces[kind,].points[0, 1] for kind in ("floor", "roof"))
    return (y - floor) / (roof - floor)


def middle(mobject):
    return (mobject.points.max(axis=0) + mobject.points.min(axis=0)) / 2


@EVERY_ZONE
@pytest.mark.parametrize("z", [Z, RAISED, LOWERED])
def test_beads_and_the_shares_on_them_are_where_the_logits_are(zone, z):
    line = line_of(z, zone)
    for k in range(4):
        bead, stick = line.pieces["bead", k], line.pieces["stick", k]
        assert along(line, middle(bead)[0]) == pytest.approx(z[k], abs=1e-9)
        assert along(line, middle(stick)[0]) == pytest.approx(z[k], abs=1e-9)
        assert up(line, stick.points[:, 1].min()) == pytest.approx(0, abs=1e-9)
        assert up(line, stick.points[:, 1].max()) == pytest.approx(softmax(z)[k], abs=1e-9)


@EVERY_ZONE
@pytest.mark.parametrize("z", [Z, RAISED, LOWERED])
def test_the_gap_reaches_from_the_true_bead_to_the_wall(zone, z):
    line = line_of(z, zone)
    gap = line.pieces["gap",].points[:, 0]
    assert along(line, gap.min()) == pytest.approx(z[0], abs=1e-9)
    assert along(line, gap.max()) == pytest.approx(logsumexp(z), abs=1e-9)
    assert along(line, line.pieces["post",].points[:, 0]) == pytest.approx(logsumexp(z))
    assert line.pieces["loss", "number"].text == f"{logsumexp(z) - z[0]:.2f}"


@EVERY_ZONE
@pytest.mark.parametrize("z", [Z, RAISED, LOWERED])
def test_the_wall_is_all_shares_on_one_another_and_1_high(zone, z):
    line = line_of(z, zone)
    heights = [up(line, line.pieces["part", k].points[:, 1]) for k in line._stack]
    ends = [(height.min(), height.max()) for height in heights]
    assert np.diff(ends).ravel() == pytest.approx(softmax(z)[line._stack])
    assert line._stack[0] == 0
    assert (ends[0][0], ends[-1][1]) == pytest.approx((0, 1), abs=1e-9)
    for below, above in pairwise(ends):
        assert below[1] == pytest.approx(above[0])
    left = min(line.pieces["part", k].points[:, 0].min() for k in range(4))
    assert along(line, left) == pytest.approx(logsumexp(z))


@EVERY_ZONE
@pytest.mark.parametrize("z", [Z, RAISED, LOWERED])
def test_the_curve_goes_from_the_axiss_end_over_all_shares_up_to_1_at_the_wall(zone, z):
    line = line_of(z, zone)
    points = line.pieces["curve",].points
    x, y = along(line, points[:, 0]), up(line, points[:, 1])
    assert x[0] == pytest.approx(SPAN[0])
    assert (x[-1], y[-1]) == pytest.approx((logsumexp(z), 1.0))
    assert np.interp(z, x, y) == pytest.approx(softmax(z), abs=2e-3)


def test_what_is_drawn_carries_its_values_to_be_measured():
    line = line_of(RAISED)
    for key, value in {("bead", 1): -1.0, ("gap",): logsumexp(RAISED) - 4.0}.items():
        shown, piece = metadata(line.pieces[key]).measured, line.pieces[key]
        assert shown.values[0] == pytest.approx(value)
        end = piece.points[0, :2] + shown.offset + shown.values[0] * np.array([shown.unit[0], 0])
        x = middle(piece)[0] if key == ("bead", 1) else piece.points[:, 0].max()
        assert end[0] == pytest.approx(x)
    shown, curve = metadata(line.pieces["curve",]).measured, line.pieces["curve",]
    ends = curve.points[0, :2] + shown.offset + shown.values * shown.unit
    assert ends[-1] == pytest.approx(curve.points[-1, :2])


def test_an_arrow_goes_from_where_the_wall_was_to_where_it_is():
    for z, text in ((RAISED, "+0.74"), (LOWERED, "−0.76")):
        line = line_of(z)
        assert along(line, line.pieces["way", "mark"].points[0, 0]) == pytest.approx(logsumexp(Z))
        assert along(line, line.pieces["way", "head"].points[0, 0]) == pytest.approx(logsumexp(z))
        assert line.pieces["way", "number"].text == text


def test_memories_stay_where_beads_and_gap_were():
    line = line_of(RAISED)
    # Dashes on a polygon: its middle is to be seen, not measured.
    assert along(line, middle(line.pieces["memory", 0])[0]) == pytest.approx(2.5, abs=1e-3)
    gap = along(line, line.pieces["memory", "gap"].points[:, 0])
    assert (gap.min(), gap.max()) == pytest.approx((2.5, logsumexp(Z)))


def test_the_gap_as_it_was_ends_where_the_gap_as_it_is_begins():
    line = line_of(np.array([3.0, -1, 3.2, 0.5]))
    gap = along(line, line.pieces["memory", "gap"].points[:, 0])
    assert (gap.min(), gap.max()) == pytest.approx((2.5, 3.0))


def test_the_gap_as_it_was_begins_where_the_gap_as_it_is_ends():
    line = line_of(LOWERED)
    gap = along(line, line.pieces["memory", "gap"].points[:, 0])
    assert (gap.min(), gap.max()) == pytest.approx((logsumexp(LOWERED), logsumexp(Z)))


def test_the_loss_is_told_beyond_the_wall_and_where_it_was():
    for z in (LOWERED, RAISED):
        line = line_of(z)
        left = line.pieces["loss", "symbol"].get_left()[0]
        assert along(line, left) > max(logsumexp(z), logsumexp(Z))


def test_the_wall_has_its_name_above_it():
    line = line_of(RAISED)
    assert along(line, line.pieces["word",].get_center()[0]) == pytest.approx(
        logsumexp(RAISED), abs=0.01
    )
    assert up(line, line.pieces["word",].get_bottom()[1]) > 1


def test_all_is_as_before_when_the_logits_come_back():
    line = line_of()
    before = {key: piece.get_all_points() for key, piece in line.pieces.items()}
    move(line, RAISED)
    move(line, LOWERED, OTHER)
    move(line, Z)
    for key, points in before.items():
        assert np.array_equal(line.pieces[key].get_all_points(), points), key


def test_a_bead_under_another_loses_its_number():
    line = line_of(np.array([3.2, -1, 3.2, 0.5]))
    assert [metadata(line.pieces["digit", k]).visibility for k in range(4)] == [1, 1, 0, 1]


def test_beads_that_are_not_told_are_small_and_have_no_number():
    line = line_of(told=(0, 2))
    assert ("digit", 1) not in line.pieces
    wide = [np.ptp(line.pieces["bead", k].points[:, 0]) for k in range(4)]
    assert wide[1] == wide[3] < wide[0] == pytest.approx(wide[2])


def test_names_go_by_number():
    assert line_of().tune([ZONE], by_number=False)
    line = line_of()
    line._names = ["cat", "dog", "ship", "frog"]
    assert not line.tune([ZONE], by_number=False)
    assert line.tune([ZONE], by_number=True)


@EVERY_ZONE
@pytest.mark.parametrize("z", [Z, RAISED, LOWERED])
def test_nothing_leaves_the_zone(zone, z):
    line = line_of(z, zone, title='"raise" z_1')
    assert line.least(Size(zone.width, zone.height)).fits(Size(zone.width, zone.height))
    assert line.group.get_left()[0] >= zone.left - 1e-6
    assert line.group.get_right()[0] <= zone.right + 1e-6
    assert line.group.get_bottom()[1] >= zone.bottom - 1e-6
    assert line.group.get_top()[1] <= zone.top + 1e-6


def test_a_shared_unit_is_kept_along_and_up():
    line = line_of(x=0.8, y=1.5)
    assert np.ptp(line.pieces["ruler",].x_axis.points[:, 0]) == pytest.approx(7 * 0.8)
    floor, roof = (line.pieces[kind,].points[0, 1] for kind in ("floor", "roof"))
    assert roof - floor == pytest.approx(1.5)


def test_a_title_has_room_up_to_where_the_walls_way_begins():
    assert metadata(line_of(LOWERED, title='"lower" z_2').pieces["title",]).visibility == 1
    assert metadata(line_of(LOWERED, OTHER, title=f'"{"w" * 30}"').pieces["title",]).visibility == 0
