"""Bands lie on rims and beside each other, both sides of the flag are equally wide."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.special import softmax

from scenes.pulley_forces.belt import Belt, around
from scenes.pulley_forces.pulleys import Pulleys
from stage.mobjects.metadata import metadata
from stage.theme import Zone

WIDE, TALL = Zone(-6.66, 6.66, -3.08, 3.22), Zone(-3.55, 3.55, -5.68, 6.33)
Z = np.array([2.5, -1.0, 3.2, 0.5])
DRAGGED = Z - np.array([0, 0, 2.0, 0])


def drawn(logits=Z, *, target=0, zone=WIDE, **values):
    classes, q, first = len(logits), softmax(logits), softmax(Z[: len(logits)])
    others = [k for k in range(classes) if k != target]
    part = Pulleys(
        "the pulleys", names=("cat", "hen", "fox", "owl")[:classes], order=(target, *others),
        dragged=others[-1], span=(-1.1, 3.3), form=".3p", logits=Z[:classes], q=first,
        pull=1 - first[target], hooked=np.ones(classes), told=np.zeros(classes),
    )  # fmt: skip
    part.values.update(
        logits=np.array(logits), q=q, pull=np.array(1 - q[target]), truth=np.array(1.0),
        **{name: np.array(value) for name, value in values.items()},
    )  # fmt: skip
    part.zone = zone
    part.redraw()
    return part


def at_the_flag(part, *key):
    """From where to where a band goes across, at the flag."""
    points, foot = part.pieces[key].points, part._foot()
    near = np.isclose(points[:, 1], foot, atol=1e-9) & (points[:, 0] > part._plan.inner.right - 0.1)
    return float(points[near, 0].min()), float(points[near, 0].max())


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("target", [0, 2])
@pytest.mark.parametrize("logits", [Z, DRAGGED, (DRAGGED + Z) / 2, np.array([9.0, 0, 1, 2])])
def test_both_sides_of_the_flag_are_as_wide_as_each_other_and_1(zone, target, logits):
    part = drawn(logits, zone=zone, target=target)
    # Side by side, without a gap, each as wide as its share.
    edges = [at_the_flag(part, "band", k) for k in part._order[::-1]]
    for (_, end), (start, _) in pairwise(edges):
        assert start == pytest.approx(end)
    wide = [(b - a) / part._plan.unit for a, b in edges]
    assert wide == pytest.approx(softmax(logits)[list(part._order[::-1])])
    truth, loop = at_the_flag(part, "truth"), at_the_flag(part, "loop")
    assert (truth[0], loop[1]) == pytest.approx((edges[0][0], edges[-1][1]))
    assert loop[1] - truth[0] == pytest.approx(part._plan.unit)
    # The loop is where the prediction's band to the true class is.
    assert loop == pytest.approx(edges[-1])


def test_without_the_loop_both_sides_are_as_wide_as_the_pull():
    part = drawn(lifted=1.0)
    bands = [at_the_flag(part, "band", k) for k in (3, 2, 1)]
    truth = at_the_flag(part, "truth")
    assert (bands[0][0], bands[-1][1]) == pytest.approx(truth)
    assert (truth[1] - truth[0]) / part._plan.unit == pytest.approx(1 - softmax(Z)[0])
    for gone in (("loop",), ("band", 0)):
        assert metadata(part.pieces[gone]).opacities[0] == 0
    # What is left pulls at the middle of the bead.
    assert part._strip(0, 0.685, 0.1575 * part._plan.unit).middle[-1, 0] == pytest.approx(
        part._plan.columns[0], abs=1e-3
    )


def inside(points, polygon):
    """Whether points, (n, 2), lie in a polygon, (m, 2), by the even-odd rule."""
    x, y = points[:, :1], points[:, 1:]
    (ax, ay), (bx, by) = polygon.T, np.roll(polygon, -1, axis=0).T
    with np.errstate(divide="ignore", invalid="ignore"):
        crosses = ((ay > y) != (by > y)) & (x < ax + (y - ay) * (bx - ax) / (by - ay))
    return crosses.sum(axis=1) % 2 == 1


def outline(belt):
    return np.concatenate((belt.outer, belt.inner[::-1]))


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("logits", [Z, DRAGGED, np.array([3.2, -1, 2.5, 0.5])])
def test_no_band_lies_on_a_wheel_or_on_another_band(zone, logits):
    part = drawn(logits, zone=zone)
    belts = {**part._belts, "truth": part._strip(0.0, 1.0)}
    for name, belt in belts.items():
        polygon = outline(belt)
        for key, piece in part.pieces.items():
            if key[0] == "wheel":
                assert not inside(piece.points[::4, :2], polygon).any(), (name, key)
        for other, its in belts.items():
            if other != name:
                shrunk = its.middle  # the middle of each, and all of the other
                assert not inside(shrunk[1:-1], polygon).any(), (name, other)


@pytest.mark.parametrize("logits", [Z, DRAGGED])
def test_bands_end_in_the_middle_of_their_beads_as_wide_as_their_shares(logits):
    part = drawn(logits)
    for k in range(4):
        right, left = part._belts[k].stations[-1]
        assert right[1] == left[1] == pytest.approx(part._heights[k])
        assert (right[0] + left[0]) / 2 == pytest.approx(part._plan.columns[k])
        assert (right[0] - left[0]) / part._plan.unit == pytest.approx(softmax(logits)[k])


def test_flag_stands_as_far_off_its_place_as_one_side_pulls_more():
    places = [drawn(flag=flag).pieces["pole",].points[0, 1] for flag in (0.0, 0.5, 1.0, -0.1)]
    assert (np.array(places) - places[0]) / (places[2] - places[0]) == pytest.approx(
        [0, 0.5, 1, -0.1]
    )


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("flag", [-0.15, 1.21])
def test_all_stays_on_the_stage_and_beads_lie_apart(zone, classes, flag):
    part = drawn(Z[:classes], zone=zone, flag=flag)
    for key, piece in part.pieces.items():
        if len(piece.points) and any(metadata(piece).opacities or (0,)):
            x, y = piece.points[:, 0], piece.points[:, 1]
            assert zone.left <= x.min() <= x.max() <= zone.right, key
            assert zone.bottom - 0.01 <= y.min() <= y.max() <= zone.top + 0.01, key
    assert (np.diff(np.sort(part._plan.columns)) > 2 * part._plan.bead).all()


def test_band_round_a_wheel_is_as_wide_everywhere_and_as_long_as_its_arc():
    belt = Belt.through(
        [((2, 1), (2, 1.5)), *around((0, 0), (1, 1.5), 90, 180), ((-1, -3), (-1.5, -3))]
    )
    assert np.linalg.norm(belt.inner - belt.outer, axis=1) == pytest.approx(
        np.full(len(belt.inner), 0.5)
    )
    assert belt.length == pytest.approx(2 + 1.25 * np.pi / 2 + 3, rel=1e-3)
    stretch = belt.between(0.5, 1.5)
    assert stretch.length == pytest.approx(1.0)
    assert stretch.middle[[0, -1], 0] == pytest.approx([1.5, 0.5])
