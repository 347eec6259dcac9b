"""Sticks, the stack, its copies and the gap are where logits, e^z and its logarithm are."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.special import logsumexp, softmax

from scenes.logits_to_loss.curve import ExpCurve
from stage.digits import resting, writer
from stage.mobjects.metadata import metadata
from stage.theme import Zone
from tests.stage.small_parts import drawn

ZONE, OTHER = Zone(-6.6, 6.6, -2.8, 2.4), Zone(-3.5, 3.5, -3.0, 1.5)
EVERY_ZONE = pytest.mark.parametrize("zone", [ZONE, OTHER])
Z, LOW = np.array([2.5, -1.0, 3.2, 0.5]), -2.0
WALL, TOTAL = logsumexp(Z), np.exp(Z).sum()


def curve_of(zone=ZONE, z=Z, *, target=0, probe=LOW, told=range(4), placed=1.0, **values):
    along, total = np.linspace(LOW, logsumexp(z), 100), np.exp(z).sum()
    order = [target, *(k for k in range(len(z)) if k != target)]
    parts = {float(v): ".2f" for v in np.exp(z)} | {float(v): ".3p" for v in softmax(z)}
    made = ExpCurve(
        "the curve", z, np.exp(z), softmax(z), total=total, wall=logsumexp(z),
        loss=logsumexp(z) - z[target], curve=np.array([along, np.exp(along)]), probe=probe,
        height=np.exp(probe), low=LOW, order=order, target=target, told=told,
        names=[str(k + 1) for k in range(len(z))],
        symbols=("e^z", "Z =", "e^(z_1) =", "z_1 =", "ln Z ="),
        write=writer(".2f"), write_height=writer(".2f"), write_part=resting(parts, ".2f"),
        write_whole=resting({1.0: ".0f"}, ".2f"),
    )  # fmt: skip
    made.tune([zone], by_number=False)
    values["placed"] = placed
    made.values.update({name: np.asarray(v, float) for name, v in values.items()})
    return drawn(made, zone)


def ends(mobject, axis):
    return mobject.points[:, axis].min(), mobject.points[:, axis].max()


def along(curve, x):
    """A place on the picture, as a logit: by the ends of the curve."""
    low, high = ends(curve.pieces["curve",], 0)
    return LOW + (WALL - LOW) * (np.asarray(x) - low) / (high - low)


def up(curve, y):
    """A height, as a value of the curve: by the floor, and the curve's end."""
    low, high = curve.pieces["floor",].points[0, 1], ends(curve.pieces["curve",], 1)[1]
    return TOTAL * (np.asarray(y) - low) / (high - low)


def box(curve, *key):
    """From where to where a piece is, as logits and heights."""
    piece = curve.pieces[key]
    return along(curve, ends(piece, 0)), up(curve, ends(piece, 1))


@EVERY_ZONE
def test_sticks_stand_at_their_logits_and_reach_the_curve(zone):
    curve = curve_of(zone, probe=3.2)
    for k in range(4):
        x, y = box(curve, "stick", k)
        assert np.mean(x) == pytest.approx(Z[k])
        assert y == pytest.approx((0, np.exp(Z[k])), abs=1e-9)
        assert np.mean(box(curve, "bead", k)[0]) == pytest.approx(Z[k])


@EVERY_ZONE
def test_points_are_left_on_the_curve_above_the_logits(zone):
    curve = curve_of(zone)
    for k in range(4):
        x, y = box(curve, "spot", k)
        assert (np.mean(x), np.mean(y)) == pytest.approx((Z[k], np.exp(Z[k])))
        assert metadata(curve.pieces["spot", k]).measured.values == pytest.approx(
            [Z[k], np.exp(Z[k])]
        )


@EVERY_ZONE
@pytest.mark.parametrize("z", [LOW, 0.1, 2.5, 3.2])
def test_the_probe_is_on_the_curve_over_its_ring(zone, z):
    curve = curve_of(zone, probe=z)
    x, y = box(curve, "probe", "dot")
    assert (np.mean(x), np.mean(y)) == pytest.approx((z, np.exp(z)))
    assert np.mean(box(curve, "probe", "ring")[0]) == pytest.approx(z)
    assert box(curve, "probe", "stick")[1] == pytest.approx((0, np.exp(z)), abs=1e-9)


@EVERY_ZONE
def test_beads_come_from_a_list_in_their_order_with_their_logits_beside_them(zone):
    curve = curve_of(zone, placed=0)
    beads = [curve.pieces["bead", k].get_center() for k in range(4)]
    assert np.ptp([x for x, _, _ in beads]) == pytest.approx(0)
    assert all(upper[1] > lower[1] for upper, lower in pairwise(beads))
    for k, bead in enumerate(beads):
        number = curve.pieces["value", k]
        assert ends(number, 0)[0] > bead[0]
        assert number.get_center()[1] == pytest.approx(bead[1], abs=0.05)
        assert metadata(number).visibility == 1
        assert metadata(curve.pieces["bead", k]).measured is None  # it is not on the axis yet
    assert beads[0][0] < ends(curve.pieces["curve",], 0)[0]


def test_beads_go_to_the_axis_the_last_first_and_two_at_a_time():
    places = [curve_of(placed=share)._placed for share in np.linspace(0, 1, 41)]
    rows = np.array([[placed(k) for k in range(4)] for placed in places])
    assert rows[0].tolist() == [0, 0, 0, 0]
    assert rows[-1].tolist() == [1, 1, 1, 1]
    assert (np.diff(rows, axis=0) >= 0).all()
    assert (np.diff(rows, axis=1) >= 0).all()
    assert ((rows > 0) & (rows < 1)).sum(axis=1).max() == 2


@EVERY_ZONE
@pytest.mark.parametrize("target", [0, 2])
def test_parts_are_stacked_from_the_true_one_up_to_the_top_of_the_curve(zone, target):
    curve = curve_of(zone, target=target)
    order = [target, *(k for k in range(4) if k != target)]
    tops = np.cumsum(np.exp(Z)[order])
    for k, low, high in zip(order, [0, *tops], tops, strict=False):
        assert box(curve, "part", k)[1] == pytest.approx((low, high), abs=1e-9)
    assert tops[-1] == pytest.approx(up(curve, ends(curve.pieces["curve",], 1)[1]))
    x, y = box(curve, "part", target)
    assert y[1] <= tops[0] + 1e-9
    assert x[1] < LOW  # the stack is beside the curve


@EVERY_ZONE
@pytest.mark.parametrize("split", [0.0, 0.5, 1.0])
def test_the_strip_comes_out_of_the_stack_as_it_is(zone, split):
    curve = curve_of(zone, split=split)
    parts = [curve.pieces["part", k] for k in range(4)]
    shares = [curve.pieces["share", k] for k in range(4)]
    ways = [
        part.get_center()[0] - share.get_center()[0]
        for part, share in zip(parts, shares, strict=True)
    ]
    assert ways == pytest.approx([ways[0]] * 4)
    assert (ways[0] > 0) == (split > 0)
    if split == 1:
        assert ends(shares[0], 0)[1] < ends(parts[0], 0)[0]  # they stand side by side
    for part, share in zip(parts, shares, strict=True):
        assert ends(share, 1) == pytest.approx(ends(part, 1))


@EVERY_ZONE
@pytest.mark.parametrize("gone", [0.0, 0.4, 1.0])
def test_a_copy_of_the_whole_goes_from_the_stack_to_where_the_curve_is_as_high(zone, gone):
    curve = curve_of(zone, gone=gone)
    stack = np.mean(box(curve, "part", 0)[0])
    for k in range(4):
        x, y = box(curve, "copy", k)
        assert np.mean(x) == pytest.approx((1 - gone) * stack + gone * WALL)
        assert y == pytest.approx(box(curve, "part", k)[1])
    touch = [np.mean(side) for side in box(curve, "touch", "copy")]
    assert touch == pytest.approx([(1 - gone) * stack + gone * WALL, TOTAL])


@EVERY_ZONE
@pytest.mark.parametrize("back", [0.0, 0.4, 1.0])
def test_a_copy_of_the_true_part_goes_back_to_its_logit(zone, back):
    curve = curve_of(zone, back=back)
    x, y = box(curve, "true")
    stack = np.mean(box(curve, "part", 0)[0])
    assert np.mean(x) == pytest.approx((1 - back) * stack + back * 2.5)
    assert y == pytest.approx((0, np.exp(2.5)), abs=1e-9)
    touch = [np.mean(side) for side in box(curve, "touch", "true")]
    assert touch == pytest.approx([np.mean(x), np.exp(2.5)])
    if back == 1:
        assert box(curve, "guide", "true")[1] == pytest.approx(np.exp([2.5, 2.5]))


@EVERY_ZONE
@pytest.mark.parametrize("target", [0, 1, 2])
def test_the_gap_is_from_the_true_logit_to_the_wall(zone, target):
    curve = curve_of(zone, target=target, gone=1, back=1)
    x, _ = box(curve, "gap")
    assert x == pytest.approx((Z[target], WALL))
    assert curve.pieces["gap", "number"].text == f"{WALL - Z[target]:.2f}"
    for what, z in (("true", Z[target]), ("copy", WALL)):
        assert box(curve, "post", what)[0] == pytest.approx((z, z))


def test_numbers_are_of_what_is_drawn_and_become_shares():
    curve = curve_of()
    tags = [curve.pieces["tag", k].text for k in range(4)]
    assert tags == ["12.18", "0.37", "24.53", "1.65"]
    assert curve.pieces["total",].text == curve.pieces["whole",].text == "38.73"
    curve.values.update(parts=softmax(Z), whole=np.array(1.0))
    drawn(curve, ZONE)
    tags = [curve.pieces["tag", k].text for k in range(4)]
    assert tags == ["0.315", "0.009", "0.633", "0.043"]
    assert curve.pieces["whole",].text == "1"
    assert curve.pieces["total",].text == "38.73"
    assert [curve.pieces["number", what].text for what in ("copy", "true")] == ["38.73", "12.18"]
    assert [curve.pieces["value", k].text for k in range(4)] == ["2.50", "−1.00", "3.20", "0.50"]
    assert curve.pieces["wall", "number"].text == "3.66"


@EVERY_ZONE
def test_bars_curve_and_dots_carry_what_they_are_measured_by(zone):
    curve = curve_of(zone, probe=2.5)
    for k in range(4):
        assert metadata(curve.pieces["part", k]).measured.values == pytest.approx([np.exp(Z[k])])
    assert metadata(curve.pieces["gap",]).measured.values == pytest.approx([WALL - 2.5])
    assert metadata(curve.pieces["curve",]).measured.values[-1] == pytest.approx((WALL, TOTAL))
    assert metadata(curve.pieces["probe", "dot"]).measured.values == pytest.approx(
        [2.5, np.exp(2.5)]
    )


@EVERY_ZONE
@pytest.mark.parametrize("z", [Z, np.array([1.0, 1.0, 1.1, 1.05])])
def test_of_numbers_that_would_meet_one_is_there(zone, z):
    curve = curve_of(zone, z, probe=z.max())
    for kind in ("height", "value"):
        seen = [piece.mobject for piece in curve.all(kind) if piece.key[1] != "symbol"]
        seen = [number for number in seen if metadata(number).visibility == 1]
        assert seen
        for one, other in combinations(seen, 2):
            apart = [
                max(a[0] - b[1], b[0] - a[1])
                for a, b in ((ends(one, axis), ends(other, axis)) for axis in (0, 1))
            ]
            assert max(apart) > 0


@pytest.mark.parametrize("target", range(4))
def test_the_true_one_is_outlined_wherever_it_is(target):
    curve = curve_of(target=target, gone=0.5, back=0.5, split=1.0)
    for what, key in (("copy", ("copy", target)), ("true", ("true",)), ("share", ("share", target)),
                      ("part", ("stick", target))):  # fmt: skip
        outline, bar = curve.pieces["outline", what], curve.pieces[key]
        for axis in range(2):
            low, high = ends(bar, axis)
            assert low - 1e-9 <= ends(outline, axis)[0] <= ends(outline, axis)[1] <= high + 1e-9
            assert ends(outline, axis) == pytest.approx((low, high), abs=0.021)


def test_it_is_told_how_long_the_gap_is_if_there_is_room():
    assert metadata(curve_of().pieces["gap", "number"]).visibility == 1
    near = curve_of(z=np.array([3.0, -1.0]), told=range(2))
    assert metadata(near.pieces["gap", "number"]).visibility == 0  # ln(1 + e^-4) is 0.018


def test_colours_are_those_of_terms_and_become_those_of_the_prediction():
    def colours(shared):
        curve = curve_of(shared=shared)
        return [tuple(curve.pieces["share", k].fill_rgbas[0, :3]) for k in range(4)]

    assert len(set(colours(0))) == 4
    true, *others = colours(1)
    assert len(set(others)) == 1
    assert true != others[0]
