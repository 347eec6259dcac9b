"""Sticks, the stack, its copies and the gap are where logits, e^z and its logarithm are."""

from itertools import combinations

import numpy as np
import pytest
from scipy.special import logsumexp, softmax

from scenes.digits import resting, writer
from scenes.logits_to_loss.curve import ExpCurve
from scenes.mobjects.measured import measured
from scenes.theme import Zone
from tests.scenes.small_parts import drawn

ZONE, OTHER = Zone(-6.6, 6.6, -2.8, 2.4), Zone(-3.5, 3.5, -3.0, 1.5)
EVERY_ZONE = pytest.mark.parametrize("zone", [ZONE, OTHER])
Z, LOW = np.array([2.5, -1.0, 3.2, 0.5]), -2.0
WALL, TOTAL = logsumexp(Z), np.exp(Z).sum()


def curve_of(zone=ZONE, z=Z, *, target=0, probe=LOW, told=range(4), **values):
    along, total = np.linspace(LOW, logsumexp(z), 100), np.exp(z).sum()
    order = [target, *(k for k in range(len(z)) if k != target)]
    parts = {float(v): ".2f" for v in np.exp(z)} | {float(v): ".3p" for v in softmax(z)}
    made = ExpCurve(
        "the curve", z, np.exp(z), softmax(z), total=total, wall=logsumexp(z),
        loss=logsumexp(z) - z[target], curve=np.array([along, np.exp(along)]), probe=probe,
        height=np.exp(probe), low=LOW, order=order, target=target, told=told,
        likeliest=int(np.argmax(z)), names=[str(k + 1) for k in range(len(z))], symbol="e^z",
        write=writer(".2f"), write_height=writer(".2f"), write_part=resting(parts, ".2f"),
        write_whole=resting({1.0: ".0f"}, ".2f"),
    )  # fmt: skip
    made.tune([zone], by_number=False)
    made.values.update({name: np.asarray(v, float) for name, v in values.items()})
    return drawn(made, zone)


def ends(mobject, axis):
    return mobject.points[:, axis].min(), mobject.points[:, axis].max()


def along(curve, x):
    """A place on the picture, as a logit: by the ends of the curve."""
    low, high = ends(curve.pieces["curve",], 0)
    return LOW + (WALL - LOW) * (np.asarray(x) - low) / (high - low)


def up(curve, y):
    """A height, as a value of the curve: by the axis beside it."""
    low, high = ends(curve.pieces["axis",], 1)
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
@pytest.mark.parametrize("z", [LOW, 0.1, 2.5, 3.2])
def test_the_probe_is_on_the_curve_over_its_ring(zone, z):
    curve = curve_of(zone, probe=z)
    x, y = box(curve, "probe", "dot")
    assert (np.mean(x), np.mean(y)) == pytest.approx((z, np.exp(z)))
    assert np.mean(box(curve, "probe", "ring")[0]) == pytest.approx(z)
    assert box(curve, "probe", "stick")[1] == pytest.approx((0, np.exp(z)), abs=1e-9)
    assert curve.pieces["probe", "number"].text == f"{np.exp(z):.2f}"


def test_sticks_and_their_numbers_are_there_where_the_probe_has_been():
    curve = curve_of(probe=1.5)
    assert [curve.pieces["stick", k].room for k in range(4)] == [0, 1, 0, 1]
    assert [curve.pieces["height", k].room for k in range(4)] == [0, 1, 0, 1]


def test_no_stick_is_there_before_the_probe_begins():
    curve = curve_of(probe=LOW)
    assert all(curve.pieces["stick", k].room == 0 for k in range(4))


@EVERY_ZONE
@pytest.mark.parametrize("target", [0, 2])
def test_parts_are_stacked_from_the_true_one_up_to_the_top_of_the_curve(zone, target):
    curve = curve_of(zone, target=target, stacked=1)
    order = [target, *(k for k in range(4) if k != target)]
    tops = np.cumsum(np.exp(Z)[order])
    for k, low, high in zip(order, [0, *tops], tops, strict=False):
        assert box(curve, "part", k)[1] == pytest.approx((low, high), abs=1e-9)
    assert tops[-1] == pytest.approx(up(curve, ends(curve.pieces["curve",], 1)[1]))
    x, y = box(curve, "outline")
    assert y[1] <= tops[0] + 1e-9
    assert x[1] < LOW  # the stack is beside the plot


@EVERY_ZONE
@pytest.mark.parametrize("gone", [0.0, 0.4, 1.0])
def test_a_copy_of_the_whole_goes_from_the_stack_to_where_the_curve_is_as_high(zone, gone):
    curve = curve_of(zone, stacked=1, gone=gone)
    stack = np.mean(box(curve, "part", 0)[0])
    for k in range(4):
        x, y = box(curve, "copy", k)
        assert np.mean(x) == pytest.approx((1 - gone) * stack + gone * WALL)
        assert y == pytest.approx(box(curve, "part", k)[1])
    assert (np.mean(box(curve, "touch", "copy")[0])) == pytest.approx(WALL)
    assert (np.mean(box(curve, "touch", "copy")[1])) == pytest.approx(TOTAL)


@EVERY_ZONE
@pytest.mark.parametrize("back", [0.0, 0.4, 1.0])
def test_a_copy_of_the_true_part_goes_back_to_its_logit(zone, back):
    curve = curve_of(zone, stacked=1, back=back)
    x, y = box(curve, "true")
    stack = np.mean(box(curve, "part", 0)[0])
    assert np.mean(x) == pytest.approx((1 - back) * stack + back * 2.5)
    assert y == pytest.approx((0, np.exp(2.5)), abs=1e-9)
    if back == 1:
        assert np.mean(box(curve, "touch", "true")[0]) == pytest.approx(2.5)
        assert box(curve, "guide", "true")[1] == pytest.approx(np.exp([2.5, 2.5]))


@EVERY_ZONE
@pytest.mark.parametrize("target", [0, 1, 2])
def test_the_gap_is_from_the_true_logit_to_the_wall(zone, target):
    curve = curve_of(zone, target=target, stacked=1, gone=1, back=1)
    x, _ = box(curve, "gap")
    assert x == pytest.approx((Z[target], WALL))
    assert curve.pieces["gap", "number"].text == f"{WALL - Z[target]:.2f}"
    for what, z in (("true", Z[target]), ("copy", WALL)):
        assert box(curve, "post", what)[0] == pytest.approx((z, z))


def test_numbers_are_of_what_is_drawn_and_become_shares():
    curve = curve_of(stacked=1)
    tags = [curve.pieces["tag", k].text for k in range(4)]
    assert tags == ["12.18", "0.37", "24.53", "1.65"]
    assert curve.pieces["total",].text == "38.73"
    curve.values.update(parts=softmax(Z), whole=np.array(1.0))
    drawn(curve, ZONE)
    tags = [curve.pieces["tag", k].text for k in range(4)]
    assert tags == ["0.315", "0.009", "0.633", "0.043"]
    assert curve.pieces["total",].text == "1"
    assert [curve.pieces["value", k].text for k in range(4)] == ["2.50", "−1.00", "3.20", "0.50"]
    assert curve.pieces["value", "wall"].text == "3.66"


@EVERY_ZONE
def test_bars_curve_and_dots_carry_what_they_are_measured_by(zone):
    curve = curve_of(zone, stacked=1, probe=2.5)
    for k in range(4):
        assert measured(curve.pieces["part", k]).values == pytest.approx([np.exp(Z[k])])
    assert measured(curve.pieces["gap",]).values == pytest.approx([WALL - 2.5])
    assert measured(curve.pieces["curve",]).values[-1] == pytest.approx((WALL, TOTAL))
    assert measured(curve.pieces["probe", "dot"]).values == pytest.approx([2.5, np.exp(2.5)])


@EVERY_ZONE
@pytest.mark.parametrize("z", [Z, np.array([1.0, 1.0, 1.1, 1.05])])
def test_of_numbers_that_would_meet_one_is_there(zone, z):
    curve = curve_of(zone, z, probe=z.max())
    for kind in ("height", "value"):
        seen = [piece.mobject for piece in curve.all(kind) if piece.key[1] != "wall"]
        seen = [number for number in seen if number.room == 1]
        assert seen
        for one, other in combinations(seen, 2):
            apart = [
                max(a[0] - b[1], b[0] - a[1])
                for a, b in ((ends(one, axis), ends(other, axis)) for axis in (0, 1))
            ]
            assert max(apart) > 0


def test_there_is_room_for_the_stack_when_it_comes_and_always_in_a_narrow_zone():
    def left(zone, stacked):
        return ends(curve_of(zone, stacked=stacked).pieces["curve",], 0)[0] - zone.left

    assert left(ZONE, 0) == pytest.approx(0.3)
    assert left(ZONE, 1) > 2
    assert left(OTHER, 0) == left(OTHER, 1)


def test_colours_are_those_of_terms_and_become_those_of_the_prediction():
    def colours(shared):
        curve = curve_of(stacked=1, shared=shared)
        return [tuple(curve.pieces["part", k].fill_rgbas[0, :3]) for k in range(4)]

    assert len(set(colours(0))) == 4
    true, *others = colours(1)
    assert len(set(others)) == 1
    assert true != others[0]
