"""The rope is as thick as it pulls, wherever it is looked at."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.pulley_forces.rope import OWN, Rope, around
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.parts.rails import Rails
from stage.theme import Zone

ZONE, OTHER = Zone(-6.7, 6.7, -2.8, 3.2), Zone(-3.5, 3.5, -6.0, 6.0)
Z = np.array([0.5, -1.0, 3.0, 0.0])
PULLS = np.array([0.6, 0.1, 0.3, 0.2])  # the first one way, the others the other
ROWS = np.arange(4.0)
LOSSES = np.array([1.157, 0.363])


def rope_of(pulls=PULLS, *, zone=ZONE, values=Z, target=0, rows=ROWS, **kwargs):
    count = len(pulls)
    names = [str(k + 1) for k in range(count)]
    rails = Rails("rails", np.array(values), rows=rows, span=(-1.0, 3.0), write=writer(".3f"),
                  names=names, clear=around, target=target)  # fmt: skip
    rope = Rope("rope", rails, np.array(pulls), target=target, rows=rows, write=writer(".3p"),
                losses=LOSSES, write_loss=writer(".3f"), **kwargs)  # fmt: skip
    for part in (rails, rope):
        part.zone = zone
        part.tune([zone], by_number=False)
    for part in (rails, rope):
        part.redraw(rests=1.0)
    return rope


def area(points):
    """Of a polygon of straight curves, by the shoelace formula."""
    x, y = points[::4, 0], points[::4, 1]
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def across(rope, k, x, band=None):
    """From where to where strand k is above ``x``, on its own rail."""
    y, points = rope._rails.spot(k)[1], (band or rope.pieces["strand", k].band).points
    starts, ends = points[::4, :2], points[3::4, :2]
    found = []
    for (x0, y0), (x1, y1) in zip(starts, ends, strict=True):
        if min(x0, x1) < x < max(x0, x1):
            found.append(y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    near = sorted(found, key=lambda at: abs(at - y))[:2]
    return min(near) - y, max(near) - y


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_strand_is_as_thick_as_it_pulls_and_in_the_middle_of_its_rail(zone):
    rope = rope_of(zone=zone)
    for k in range(4):
        way = rope.ways()[k]
        leg = way.legs[0 if k == 0 else -1]
        x = float(leg.at(np.array(0.6 * leg.length))[0])
        half = PULLS[k] * rope.unit("x") / 2
        assert across(rope, k, x) == pytest.approx((-half, half))


def test_strands_lie_side_by_side_without_gap_or_overlap_and_are_the_rope_at_the_seam():
    rope = rope_of()
    ways, unit = rope.ways(), rope.unit("x")
    right = ways[0].at(ways[0].length)
    edges = []
    for k in (1, 2, 3):
        half = PULLS[k] * unit / 2
        edges.append([ways[k].at(0.0, side * half)[1] for side in (1, -1)])
    # On the way to the left, what is left of it is below.
    assert edges[0][0] == pytest.approx(right[1] - 0.6 * unit / 2)
    assert edges[0][1] == pytest.approx(edges[1][0])
    assert edges[1][1] == pytest.approx(edges[2][0])
    assert edges[2][1] == pytest.approx(right[1] + 0.6 * unit / 2)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.sampled_from([ZONE, OTHER]))
def test_strand_has_the_area_of_its_length_times_its_thickness(weights, zone):
    downs = 0.9 * np.array(weights) / max(sum(weights), 1e-9)
    pulls = np.concatenate(([downs.sum()], downs))
    count = len(pulls)
    rope = rope_of(pulls, zone=zone, values=np.linspace(-1, 3, count), rows=np.arange(count * 1.0))
    for k in range(count):
        way, wide = rope.ways()[k], pulls[k] * rope.unit("x")
        # The edges of a turn are of equal length on average; its end at the bead is round.
        full = wide * way.length
        bead = wide * (rope._rails.radius + 0.1)
        turned = sum(abs(leg.left) * np.pi / 2 for leg in way.legs if leg.radius < np.inf) * wide
        assert full - bead - turned - 0.02 <= area(rope.pieces["strand", k].band.points)
        assert area(rope.pieces["strand", k].band.points) <= full + turned + 0.02


def test_strand_ends_at_its_bead_and_goes_with_it():
    rope = rope_of()
    rails = rope._rails
    for value in (3.0, 1.0):
        rails.values["values"] = np.array([0.5, -1.0, value, 0.0])
        for part in (rails, rope):
            part.redraw(rests=0.0)
        spot = rails.spot(2)
        gap = (
            np.linalg.norm(rope.pieces["strand", 2].band.points - spot, axis=1).min() - rails.radius
        )
        assert 0 < gap < 0.12


def test_strand_that_pulls_with_next_to_nothing_is_a_thread():
    rope = rope_of([0.5, 0.5, 1e-9, 1e-300])
    for k in (2, 3):
        assert area(rope.pieces["strand", k].band.points) < 1e-6
        assert np.ptp(rope.pieces["strand", k][0].points[:, 0]) > 1.0


def test_cuts_start_at_beads_and_meet_at_the_seam_equally_long():
    rope = rope_of()
    rails, seam = rope._rails, rope.ways()[0].at(rope.ways()[0].length)
    for k in range(4):
        pose = rope.figure("cut", k)
        assert (pose.value, pose.unit) == (PULLS[k], rope.unit("x"))
    # The longest strand's is at its bead, the true one's too.
    far = max((1, 2, 3), key=lambda k: rope.ways()[k].length)
    for k in (0, far):
        assert abs(rope.figure("cut", k).foot[0] - rails.spot(k)[0]) < rails.radius + 0.25
    rope.values["ride"] = np.array(1.0)
    for k in range(4):
        assert abs(rope.figure("cut", k).foot[0] - seam[0]) < 0.1
    lengths = [abs(rope.figure("cut", k).head[1] - rope.figure("cut", k).foot[1]) for k in range(4)]
    assert sum(lengths[1:]) == pytest.approx(lengths[0])


@pytest.mark.parametrize("ride", [0.0, 0.2, 0.5, 0.77, 1.0])
def test_cut_is_across_its_strand_in_every_frame(ride):
    rope = rope_of()
    rope.values["ride"] = np.array(ride)
    for k in range(4):
        way, pose = rope.ways()[k], rope.figure("cut", k)
        half = PULLS[k] * rope.unit("x") / 2
        distances = np.linspace(0, way.length, 4000)
        feet = np.array([way.at(d, -half) for d in distances])
        nearest = int(np.linalg.norm(feet - pose.foot, axis=1).argmin())
        assert feet[nearest] == pytest.approx(pose.foot, abs=0.01)
        assert pose.head[:2] == pytest.approx(way.at(distances[nearest], half), abs=0.01)


def test_strand_is_lit_from_its_bead_to_its_cut_and_both_parts_are_all_of_it():
    rope = rope_of()
    whole = [area(rope.pieces["strand", k].band.points) for k in range(4)]
    for ride in (0.3, 0.6, 1.0):
        rope.values["ride"] = np.array(ride)
        rope.redraw(rests=0.0)
        for k in range(4):
            lit, unlit = (rope.pieces[kind, k].band for kind in ("lit", "strand"))
            parts = [area(band.points) for band in (lit, unlit) if len(band.points)]
            assert sum(parts) == pytest.approx(whole[k], abs=1e-9 + 0.01 * whole[k])
            assert (len(unlit.points) == 0) == (ride == 1.0)
            assert len(lit.points) > 0 or ride < 1


@pytest.mark.parametrize("ride", [0.0, 0.3, 1.0])
def test_one_part_of_a_strand_carries_its_pull_to_be_measured_by(ride):
    rope = rope_of()
    rope.values["ride"] = np.array(ride)
    rope.redraw(rests=0.0)
    for k in range(4):
        bands = [rope.pieces[kind, k].band for kind in ("lit", "strand")]
        (band,) = [band for band in bands if metadata(band).measured is not None]
        shows = metadata(band).measured
        assert (shows.kind, shows.values.tolist()) == ("length", [PULLS[k]])
        foot = band.points[0, :2] + shows.offset
        low, high = across(rope, k, foot[0], band)
        y = rope._rails.spot(k)[1]
        assert foot[1] == pytest.approx(y + low)
        assert foot[1] + PULLS[k] * shows.unit[1] == pytest.approx(y + high)


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_the_true_bead_is_told_by_a_word_before_its_rail_that_meets_no_wheel(zone):
    rope = rope_of(zone=zone)
    word, rails = rope.pieces["true",], rope._rails
    assert metadata(word).visibility == 1.0
    assert word.get_right()[0] < rails.spot(0, -1.0)[0] - rails.radius
    assert word.get_center()[1] == pytest.approx(rails.spot(0)[1], abs=0.05)
    rim = rope.pieces["wheel", 1]._rim.points
    meets = (rim[:, 0] > word.get_left()[0]) & (rim[:, 1] < word.get_top()[1])
    assert not meets.any()


def test_where_a_bead_is_held_its_strand_leaves_room_for_the_ring():
    rope = rope_of()
    loose = rope.pieces["strand", 2].band.points[:, 0].max()
    rope._rails.presence["grip", 2] = 1.0
    rope.redraw(rests=1.0)
    assert loose - rope.pieces["strand", 2].band.points[:, 0].max() == pytest.approx(
        0.04, abs=0.005
    )


def test_arrows_point_the_way_of_the_pull():
    rope = rope_of()
    for k in range(4):
        head = rope.pieces["head", k].points[:, 0]
        x = rope._rails.spot(k)[0]
        assert (head > x).all() if k == 0 else (head < x).all()


def test_wheels_turn_as_far_as_the_true_bead_goes():
    rope = rope_of()
    rails, wheel = rope._rails, rope.pieces["wheel", 0]

    def angle():
        way = wheel._spokes[0].points[-1] - wheel._spokes[0].points[0]
        return float(np.arctan2(way[1], way[0])), float(np.linalg.norm(way[:2]))

    before, radius = angle()
    rails.values["values"] = Z + np.array([0.2, 0, 0, 0])
    for part in (rails, rope):
        part.redraw(rests=0.0)
    after, _ = angle()
    assert (after - before) % (2 * np.pi) == pytest.approx(0.2 * rails.unit("x") / radius)


def test_rope_stays_in_its_zone():
    for zone in (ZONE, OTHER):
        for pulls in (PULLS, [1 - 1e-9, 1e-9, 1e-9, 1 - 3e-9]):
            rope = rope_of(pulls, zone=zone)
            for piece in (m for m in rope.group.get_family() if len(m.points)):
                x, y = piece.points[:, 0], piece.points[:, 1]
                assert zone.left - 0.01 <= x.min() <= x.max() <= zone.right + 0.01
                assert zone.bottom - 0.01 <= y.min() <= y.max() <= zone.top + 0.01


def test_many_pulls_are_told_by_a_formula():
    rope = rope_of(whole=("q_1 + dots.c + q_4", "q_2 + dots.c + q_4"))
    assert not [key for key in rope.pieces if "term" in key]
    assert ("sum", "whole") in rope.pieces
    assert ("full", "whole") in rope.pieces
    with pytest.raises(KeyError, match="plus"):
        rope.piece("sum", "plus", 2)


def test_with_its_loop_the_rope_is_1_thick_and_the_strands_fill_it():
    rope = rope_of(loop=True)
    ways, unit = rope.ways(), rope.unit("x")
    leg = ways[0].legs[0]
    x = float(leg.at(np.array(0.6 * leg.length))[0])
    assert across(rope, 0, x) == pytest.approx((-unit / 2, unit / 2))
    edges = []
    for k, pull in zip((OWN, 1, 2, 3), (0.4, 0.1, 0.3, 0.2), strict=True):
        half = pull * unit / 2
        edges += [ways[k].at(0.0, half)[1], ways[k].at(0.0, -half)[1]]
    y = ways[0].at(ways[0].length)[1]
    assert edges[1:-1:2] == pytest.approx(edges[2::2])
    assert (edges[0], edges[-1]) == pytest.approx((y - unit / 2, y + unit / 2))


def test_the_loop_comes_back_to_the_true_bead_from_the_left():
    rope = rope_of(loop=True)
    spot, strand = rope._rails.spot(0), rope.pieces["strand", OWN].band.points
    assert rope.ways()[OWN].at(rope.ways()[OWN].length) == pytest.approx(spot[:2])
    assert strand[abs(strand[:, 1] - spot[1]) < 0.2, 0].max() < spot[0]
    assert (rope.pieces["head", OWN].points[:, 0] < spot[0]).all()
    assert (rope.pieces["head", 0].points[:, 0] > spot[0]).all()


@pytest.mark.parametrize("left", [1.0, 0.5, 0.01])
def test_the_loop_is_as_thick_on_the_right_as_on_the_left_in_every_frame(left):
    rope = rope_of(loop=True)
    rope.values["loop"] = np.array(left)
    rope.redraw(rests=0.0)
    way, wide = rope.ways()[0], 0.4 * left * rope.unit("x")
    turned = sum(leg.length for leg in way.legs if leg.radius < np.inf)
    inner = rope._pull(0) * rope.unit("x") / 2 - wide / 2
    full = wide * (way.length - inner * np.pi)  # on the inner side the turn is shorter
    assert turned > 0
    assert area(rope.pieces["loop",].points) == pytest.approx(full, rel=0.1)
    assert rope.figure("cut", OWN).value == pytest.approx(0.4 * left)
    assert rope.figure("cut", 0).value == pytest.approx(0.6 + 0.4 * left)


def test_of_a_loop_that_is_taken_out_nothing_is_left():
    rope = rope_of(loop=True)
    rope.values["loop"] = np.array(0.0)
    rope.redraw(rests=0.0)
    pieces = [rope.pieces[kind, OWN] for kind in ("strand", "lit", "head")]
    drawn = [of for piece in [*pieces, rope.pieces["loop",]] for of in piece.get_family()]
    assert [len(of.points) for of in drawn] == [0] * len(drawn)
    straight = rope_of().pieces["strand", 0].band.points
    assert rope.pieces["strand", 0].band.points == pytest.approx(straight)


def test_sums_are_of_all_strands_and_without_the_loop():
    rope = rope_of(loop=True)
    full = [rope.pieces["full", "term", k].text for k in (OWN, 1, 2, 3)]
    assert [*full, rope.pieces["full", "total"].text] == ["0.400", "0.100", "0.300", "0.200", "1"]
    rest = [rope.pieces["sum", "term", k].text for k in (1, 2, 3)]
    assert [*rest, rope.pieces["sum", "total"].text] == ["0.100", "0.300", "0.200", "0.600"]


def test_the_harder_a_strand_pulls_the_larger_is_its_arrow():
    rope = rope_of()
    sizes = [np.ptp(rope.pieces["head", k].points[:, 0]) for k in (0, 2, 3, 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.3 * sizes[-1]


def test_true_class_may_be_any():
    rope = rope_of([0.1, 0.2, 0.6, 0.3], target=2, rows=np.array([1.0, 2, 0, 3]))
    head = rope.pieces["head", 2].points[:, 0]
    assert (head > rope._rails.spot(2)[0]).all()
    assert rope._rails.spot(2)[1] > rope._rails.spot(0)[1]


@pytest.mark.parametrize(("zone", "lines"), [(ZONE, 1), (OTHER, 2)])
def test_loss_is_told_right_of_the_sum_or_where_there_is_no_room_above_it(zone, lines):
    rope = rope_of(zone=zone)
    symbol, number = rope.pieces["loss", "symbol"], rope.pieces["loss", "number"]
    total = rope.pieces["sum", "total"]
    assert number.text == "1.157"
    assert number.get_right()[0] == pytest.approx(zone.right, abs=0.05)
    assert number.get_top()[1] <= zone.top
    if lines == 1:
        assert symbol.get_left()[0] > total.get_right()[0]
    else:
        assert number.get_bottom()[1] > total.get_top()[1]
