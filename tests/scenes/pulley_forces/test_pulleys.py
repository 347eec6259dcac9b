"""Bands lie on rims and beside each other, both sides of the seam are equally wide."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.special import softmax

from scenes.pulley_forces.belt import Belt, around
from scenes.pulley_forces.pulleys import Pulleys
from stage.mobjects.metadata import metadata
from stage.theme import Zone

WIDE, TALL = Zone(-6.66, 6.66, -3.08, 3.22), Zone(-3.55, 3.55, -6.0, 6.3)
Z = np.array([2.5, -1.0, 3.2, 0.5])
DRAGGED = Z - np.array([0, 0, 2.0, 0])


def drawn(logits=Z, *, target=0, zone=WIDE, **looks):
    classes, q, first = len(logits), softmax(logits), softmax(Z[: len(logits)])
    others = [k for k in range(classes) if k != target]
    part = Pulleys(
        "the pulleys", names=("cat", "hen", "fox", "owl")[:classes], order=(target, *others),
        dragged=others[-1], span=(-1.1, 3.3), forms=(".3p", ".2f"), own=(2.5, 3.2),
        rests=np.stack((first, q)), losses=(1.16, 0.48), logits=Z[:classes], q=first,
        pull=1 - first[target], loss=1.16, hooked=np.ones(classes), told=np.zeros(classes),
    )  # fmt: skip
    part.values.update(
        logits=np.array(logits), q=q, pull=np.array(1 - q[target]),
        **{name: np.array(value) for name, value in looks.items()},
    )  # fmt: skip
    part.zone = zone
    part.redraw()
    return part


def at_the_seam(part, *key):
    """From which height to which a band goes at the seam."""
    points = part.pieces[key].points
    ys = points[np.isclose(points[:, 0], part._plan.seam, atol=1e-9), 1]
    return float(ys.min()), float(ys.max())


@pytest.mark.parametrize("zone", [WIDE, TALL])
@pytest.mark.parametrize("target", [0, 2])
@pytest.mark.parametrize("logits", [Z, DRAGGED, (DRAGGED + Z) / 2, np.array([9.0, 0, 1, 2])])
def test_both_sides_of_the_seam_are_as_wide_as_each_other_and_1(zone, target, logits):
    part = drawn(logits, zone=zone, target=target)
    keys = [("own",), *(("band", k) for k in part._order[1:])]
    low = min(at_the_seam(part, *key)[0] for key in keys)
    high = max(at_the_seam(part, *key)[1] for key in keys)
    right = [at_the_seam(part, "truth"), at_the_seam(part, "loop")]
    assert low == pytest.approx(right[1][0])
    assert high == pytest.approx(right[0][1])
    assert high - low == pytest.approx(part._plan.unit)
    # Side by side, without a gap, each as wide as its share.
    edges = [at_the_seam(part, *key) for key in keys]
    for (_, top), (bottom, _) in pairwise(edges):
        assert bottom == pytest.approx(top)
    wide = [(b - a) / part._plan.unit for a, b in edges]
    assert wide == pytest.approx(softmax(logits)[list(part._order)])


@pytest.mark.parametrize("logits", [Z, Z + np.array([0.6855, -0.0095, -0.6334, -0.0426])])
def test_without_the_loop_both_sides_are_as_wide_as_the_pull(logits):
    part = drawn(logits, lifted=1.0, sunk=1.0)
    bands = [at_the_seam(part, "band", k) for k in (1, 2, 3)]
    truth = at_the_seam(part, "truth")
    assert (bands[0][0], bands[-1][1]) == pytest.approx(truth)
    assert truth[0] == pytest.approx(part._plan.top)  # on the rims
    assert (truth[1] - truth[0]) / part._plan.unit == pytest.approx(1 - softmax(logits)[0])
    for gone in ("loop", "own"):
        assert metadata(part.pieces[gone,]).opacities[0] == 0


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
    belts = {**part._belts, "truth": part._whole}
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
        upper, lower = part._belts[k].stations[-1]
        assert upper[0] == lower[0] == pytest.approx(part._x[k])
        assert (upper[1] + lower[1]) / 2 == pytest.approx(part._plan.rails[k])
        assert (upper[1] - lower[1]) / part._plan.unit == pytest.approx(softmax(logits)[k])


def test_fronts_start_at_beads_come_side_by_side_and_meet_at_the_seam():
    def places(ride):
        part = drawn(ride=ride, shaded=1.0)
        keys = [0, 1, 2, 3, "truth"]
        return part, np.array([part.pieces["front", k].points[:, :2].mean(axis=0) for k in keys])

    part, start = places(1e-9)
    assert start[:, 0] == pytest.approx([*part._x, part._x[0]], abs=0.1 * part._plan.bead)
    part, along = places(0.6)
    left, right = part._plan.left[0], part._plan.right[0]
    assert along[:, 0] == pytest.approx([left] * 4 + [right])
    part, end = places(1.0)
    assert end[:, 0] == pytest.approx(np.full(5, part._plan.seam))


def test_flag_and_seam_stay_where_they_are():
    places = [
        drawn(logits, flag=1.0, **looks).pieces["pole",].points[0, 0]
        for logits, looks in [
            (Z, {}), (DRAGGED, {}), (Z, {"lifted": 1.0, "sunk": 1.0}), (Z, {"shaken": 0.2}),
        ]
    ]  # fmt: skip
    assert places == pytest.approx([places[0]] * 4)


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("zone", [WIDE, TALL])
def test_all_stays_on_the_stage_and_beads_lie_apart(zone, classes):
    part = drawn(Z[:classes], zone=zone)
    for key, piece in part.pieces.items():
        if len(piece.points) and any(metadata(piece).opacities or (0,)):
            x, y = piece.points[:, 0], piece.points[:, 1]
            assert zone.left <= x.min() <= x.max() <= zone.right, key
            assert zone.bottom - 0.01 <= y.min() <= y.max() <= zone.top + 0.01, key
    rails = np.sort(part._plan.rails)
    assert (np.diff(rails) > 2 * part._plan.bead).all()


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


@pytest.mark.parametrize(("height", "is_seen"), [(6.3, 1.0), (3.2, 0.0)])
def test_names_are_there_where_rails_are_further_apart_than_they_are_high(height, is_seen):
    part = drawn(zone=Zone(-6.66, 6.66, -height / 2, height / 2))
    rails = np.sort(part._plan.rails)
    assert bool(np.diff(rails)[0] > 0.3614) == bool(is_seen)  # letters of 34 × 0.0071, and air
    assert metadata(part.pieces["name", 2]).visibility == is_seen
