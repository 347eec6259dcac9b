"""Strands are as wide as they carry, wherever they are looked at, and pieces of the strip fit."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.logits_feel_it.fan import Fan
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.theme import Zone

WIDE, SQUARE, TALL = (
    Zone(-6.7, 6.7, -2.7, 2.4),
    Zone(-3.5, 3.5, -2.4, 1.7),
    Zone(-3.5, 3.5, -5.4, 4.8),
)
ZONES = pytest.mark.parametrize("zone", [WIDE, SQUARE, TALL], ids=["wide", "square", "tall"])
Q = np.array([0.3, 0.1, 0.4, 0.2])
WHOLE = 20.0


def fan_of(
    q=Q,
    *,
    zone=WIDE,
    target=0,
    pushed=3,
    names=(),
    multiplies=True,
    longest=2.0,
    sums=True,
    **values,
):
    q = np.array(q, float)
    count, true = len(q), np.arange(len(q)) == target
    pulls = np.where(true, 1 - q, q)
    fan = Fan(
        "the fan", np.linspace(-1.0, 3.0, count), q, 1.2, WHOLE,
        slopes=q[target] * pulls, pulls=pulls, rate=-1 / q[target], gradient=q - true,
        order=(target, *(k for k in range(count) if k != target)), told=range(min(count, 4)),
        pushed=min(pushed, count - 1), multiplies=multiplies,
        push=(q[None], np.array([1.2]), WHOLE * np.array([1.0, longest])),
        nudge=0.1, added=0.4, taken=0.006, span=(-1.0, 3.0), names=names,
        write_logit=writer(".1f"), write_q=writer(".3p"),
        write_loss=writer(".3f"), write_whole=writer(".2f") if sums else None,
        write_rate=writer("+.2f"), write_slope=writer(".3p"),
        write_gradient=writer("+.3f"),
    )  # fmt: skip
    fan.zone = zone
    fan.tune([zone], by_number=False)
    fan.settle(list(fan.place(zone)))
    fan.values.update({name: np.asarray(value, float) for name, value in values.items()})
    fan.redraw(rests=1.0)
    return fan


def opened(count=4, **values):
    return {"opened": np.ones(count), **values}


def area(points):
    """Of a polygon of straight curves, by the shoelace formula."""
    if not len(points):
        return 0.0
    x, y = points[::4, 0], points[::4, 1]
    ends = points[3::4]
    return abs(np.dot(x, ends[:, 1]) - np.dot(y, ends[:, 0])) / 2


def ends(pose):
    """Of a bar, shape (2, 2)."""
    return np.array([pose.foot, pose.head[:2]])


@ZONES
@pytest.mark.parametrize("swell", [0.0, 1.0])
def test_strand_carries_how_wide_it_is_and_is_so_at_its_end(zone, swell):
    fan = fan_of(zone=zone, **opened(swell=swell))
    carried = fan._pulls if swell else fan._slopes
    for k in range(4):
        bands = [fan.pieces[kind, k].band for kind in ("strand", "swollen", "lit")]
        (band,) = [band for band in bands if metadata(band).measured is not None]
        assert metadata(band).measured.values.tolist() == [carried[k]]
        across = 0 if zone is TALL else 1
        # Its end is straight, and all of it lies there between both its edges.
        along = 1 - across
        last = band.points[:, along].max() if zone is TALL else band.points[:, along].min()
        there = band.points[np.abs(band.points[:, along] - last) < 1e-6]
        assert np.ptp(there[:, across]) == pytest.approx(carried[k] * fan.unit("x"))
        foot = band.points[0, :2] + metadata(band).measured.offset
        assert np.abs(there[:, across] - foot[across]).min() < 1e-6


@settings(derandomize=True, deadline=None, max_examples=20)
@given(st.lists(st.floats(0.05, 1), min_size=2, max_size=10), st.sampled_from([WIDE, TALL]))
def test_strand_has_the_area_of_its_length_times_its_width(weights, zone):
    q = np.array(weights) / sum(weights)
    fan = fan_of(q, zone=zone, **opened(len(q), swell=1.0))
    for k in range(len(q)):
        middle = fan.pieces["swollen", k].thread.points
        long = np.linalg.norm(
            np.diff(middle[[*range(0, len(middle), 4), -1]], axis=0), axis=1
        ).sum()
        wide = fan._pulls[k] * fan.unit("x")
        assert area(fan.pieces["swollen", k].band.points) == pytest.approx(long * wide, rel=0.01)


@ZONES
def test_strands_begin_side_by_side_at_the_true_piece_and_end_apart(zone):
    fan = fan_of(zone=zone, **opened())
    across = 0 if zone is TALL else 1
    side = 1 if zone is TALL else -1
    edges = []
    for k in range(4):
        points = fan.pieces["strand", k].band.points
        edges.append(sorted([points[0, across], points[-5, across]], key=lambda at: side * at))
    begins, total = np.array(edges), 2 * 0.3 * 0.7 * fan.unit("x")
    starts = [
        fan.plan().sheet.at(fan.plan().first, fan.plan().hub + way * total / 2) for way in (-1, 1)
    ]
    assert begins[0, 0] == pytest.approx(starts[0][across])
    for before, after in pairwise(begins):
        assert before[1] == pytest.approx(after[0])
    assert begins[-1, 1] == pytest.approx(starts[1][across])
    piece = ends(fan.figure("part", 0))[:, across]
    assert np.mean(piece) == pytest.approx(np.mean([start[across] for start in starts]))
    lanes = fan.plan().lanes
    half = fan._pulls * fan.unit("x") / 2
    assert (np.diff(lanes) > half[:-1] + half[1:]).all()


@ZONES
def test_what_comes_from_the_loss_widens_strands_from_the_strip_on(zone):
    widths = [
        np.array([course.wide for course in fan_of(zone=zone).plan().courses(swell)])
        for swell in (0.0, 0.3, 0.6, 1.0)
    ]
    for before, after in pairwise(widths):
        assert (after >= before - 1e-12).all()
    assert (np.diff(widths[1], axis=1) <= 1e-12).all()  # widest at the strip
    fan = fan_of(zone=zone)
    assert widths[0] == pytest.approx(np.repeat(fan._slopes[:, None] * fan.unit("x"), 61, axis=1))
    assert widths[3] == pytest.approx(np.repeat(fan._pulls[:, None] * fan.unit("x"), 61, axis=1))


@ZONES
@pytest.mark.parametrize("run", [0.0, 0.3, 0.8, 1.0])
def test_piece_of_the_strip_is_as_long_as_its_strand_is_wide_all_along_it(zone, run):
    fan = fan_of(zone=zone, **opened(swell=1.0, slid=1.0, run=run))
    plan = fan.plan()
    for place, k in enumerate((1, 2, 3), 1):
        course = plan.courses(1.0)[place]
        wide = fan._pulls[k] * fan.unit("x")
        edges = [plan.sheet.at(*course.at(run, aside)[0])[:2] for aside in (0.0, wide)]
        assert ends(fan.figure("cut", k)) == pytest.approx(np.array(edges))


@ZONES
@pytest.mark.parametrize("ran", [0.0, 0.5, 1.0])
def test_all_wrong_pieces_together_are_as_long_as_the_true_strand_is_wide(zone, ran):
    fan = fan_of(zone=zone, **opened(swell=1.0, slid=1.0, run=1.0, lifted=1.0, ran=ran))
    plan = fan.plan()
    course, wide = plan.courses(1.0)[0], 0.7 * fan.unit("x")
    first, last = (plan.sheet.at(*course.at(ran, aside)[0])[:2] for aside in (0.0, wide))
    pieces = [ends(fan.figure("copy", k)) for k in (1, 2, 3)]
    assert pieces[0][0] == pytest.approx(first)
    for before, after in pairwise(pieces):
        assert before[1] == pytest.approx(after[0])
    assert pieces[-1][1] == pytest.approx(last)


@ZONES
def test_pieces_leave_the_strip_from_where_they_are(zone):
    fan = fan_of(zone=zone, **opened(swell=1.0))
    for k in (1, 2, 3):
        for kind in ("cut", "copy"):
            assert fan.figure(kind, k).corners == pytest.approx(fan.figure("part", k).corners)


@ZONES
def test_strip_is_1_long_and_cut_by_q_and_stays_where_it_begins(zone):
    fan = fan_of(zone=zone)
    start = fan.figure("part", 0).foot
    fan.values["q"] = np.array([0.1, 0.2, 0.6, 0.1])
    pieces = [ends(fan.figure("part", k)) for k in range(4)]
    assert pieces[0][0] == pytest.approx(start)
    longs = [np.linalg.norm(piece[1] - piece[0]) / fan.unit("x") for piece in pieces]
    assert longs == pytest.approx([0.1, 0.2, 0.6, 0.1])
    for before, after in pairwise(pieces):
        assert before[1] == pytest.approx(after[0])


@ZONES
def test_stack_grows_while_the_strip_keeps_its_length_and_the_true_piece_its_own(zone):
    fan = fan_of(zone=zone, stacked=1.0)
    unit = fan.figure("term", 0).unit
    first = [fan.figure("term", k).length for k in range(4)]
    assert first == pytest.approx(unit * Q)
    # e to the pushed logit has doubled: 4 of 20 more, so all shares are 20/24 of what they were.
    fan.values.update(q=np.array([0.25, 1 / 12, 1 / 3, 1 / 3]), whole=np.array(24.0))
    grown = [fan.figure("term", k) for k in range(4)]
    assert [pose.length for pose in grown] == pytest.approx([*first[:3], 2 * first[3]])
    for before, after in pairwise(grown):
        assert before.head[:2] == pytest.approx(after.foot)
    more = fan.figure("more")
    assert (more.length, more.head[:2]) == (
        pytest.approx(first[3]),
        pytest.approx(grown[3].head[:2]),
    )
    assert sum(fan.figure("part", k).length for k in range(4)) == pytest.approx(fan.unit("x"))


@ZONES
def test_stack_is_the_strip_before_it_comes_out(zone):
    fan = fan_of(zone=zone)
    fan.values.update(q=np.array([0.25, 1 / 12, 1 / 3, 1 / 3]), whole=np.array(24.0))
    for k in range(4):
        assert fan.figure("term", k).corners == pytest.approx(fan.figure("part", k).corners)
    out = fan_of(zone=zone, stacked=1.0)
    begin, end = out.plan().stack
    assert out.plan().begin + out.plan().rails < begin < end < out.plan().strip


@ZONES
def test_bands_lead_from_each_piece_of_the_stack_to_that_of_the_strip(zone):
    fan = fan_of(zone=zone, stacked=1.0)
    across = 0 if zone is TALL else 1
    for k in range(4):
        corners = fan.pieces["squeeze", k].points[[0, 4, 8, 12], across]
        term, part = (ends(fan.figure(kind, k))[:, across] for kind in ("term", "part"))
        assert corners == pytest.approx([term[0], part[0], part[1], term[1]])


def test_stack_that_becomes_very_long_has_an_arrow_at_the_end_of_the_stage():
    fan = fan_of(longest=1e6, stacked=1.0, q=Q)
    fan.values.update(q=np.array([1e-6, 1e-6, 1e-6, 1.0]), whole=np.array(1e6 * WHOLE))
    assert fan.figure("term", 3).is_cut
    assert fan.figure("term", 3).corners[:, 1].min() >= WIDE.bottom - 1e-5


@ZONES
def test_what_a_nudge_takes_is_marked_then_stretched_on_its_piece_and_carried_to_its_strand(zone):
    fan, across = fan_of(zone=zone), 0 if zone is TALL else 1
    assert fan.figure("lost").length == 0.0
    whole = fan.figure("part", 0)
    fan.values["q"] = np.array([0.294, 0.098, 0.392, 0.216])
    lost = fan.figure("lost")
    assert lost.length == pytest.approx(0.006 * fan.unit("x"))
    assert lost.foot[across] == pytest.approx(fan.figure("part", 0).head[across])
    assert fan.figure("slice").corners == pytest.approx(lost.corners)
    fan.values.update(q=Q, stretched=np.array(1.0))
    # 0.3 * 0.2, of a piece of 0.3: up to its end, and all across.
    on = fan.figure("slice")
    assert on.length == pytest.approx(0.06 * fan.unit("x"))
    assert on.head == pytest.approx(whole.head)
    assert on.width == pytest.approx(whole.width)
    fan.values["sliced"] = np.array(1.0)
    there, _ = fan.plan().courses(0.0)[3].at(0.0)
    assert fan.figure("slice").length == pytest.approx(0.06 * fan.unit("x"))
    assert fan.figure("slice").foot == pytest.approx(fan.plan().sheet.at(*there)[:2])


@ZONES
def test_what_a_nudge_adds_is_stretched_to_all_of_its_piece_the_share_by_which_the_sum_grows(zone):
    fan = fan_of(zone=zone, stacked=1.0, q=Q)
    term = fan.figure("term", 3)
    first = fan.figure("tenfold")
    assert first.foot == pytest.approx(term.head[:2])
    assert first.length == pytest.approx(0.4 / WHOLE * term.unit)
    fan.values["stretched"] = np.array(1.0)
    assert fan.figure("tenfold").corners == pytest.approx(term.corners)


def test_what_a_nudge_adds_and_takes_is_told_before_the_marks_of_it():
    fan = fan_of(stacked=1.0)
    plus, less = fan.pieces["plus",], fan.pieces["less",]
    assert (plus.text, metadata(plus).visibility, less.text, metadata(less).visibility) == (
        "+0.40",
        1.0,
        "−0.006",
        1.0,
    )
    stack = fan.figure("term", 3).corners[:, 0]
    assert fan.pieces["bead", 3].get_right()[0] < plus.get_left()[0]
    divided = fan.pieces["divided", 0], fan.pieces["divided", 1]
    for number, below in zip((plus, less), divided, strict=True):
        assert (below.words, metadata(below).visibility) == ("÷ 0.1", 1.0)
        assert below.get_top()[1] < number.get_bottom()[1]
        assert below.get_right()[0] == pytest.approx(number.get_right()[0], abs=0.03)
    assert plus.get_right()[0] < stack.min() < stack.max() < less.get_left()[0]
    assert less.get_right()[0] < fan.figure("lost").corners[:, 0].min()
    silent = fan_of(stacked=1.0, sums=False)
    assert metadata(silent.pieces["plus",]).visibility == 0.0


def test_what_the_width_of_strands_is_stands_where_the_true_one_will_be():
    fan = fan_of(opened=[0, 1, 1, 1])
    told, points = fan.pieces["measure", 0], fan.pieces["strand", 1].band.points
    assert metadata(told).visibility == 1.0
    assert told.get_bottom()[1] > points[:, 1].max()
    assert fan.pieces["before", 0].get_right()[0] < told.get_left()[0]
    assert told.get_right()[0] < fan.figure("part", 0).corners[:, 0].min()
    assert metadata(fan_of(zone=TALL).pieces["measure", 0]).visibility == 0.0


@ZONES
def test_pieces_leave_the_strip_before_they_go_across(zone):
    fan = fan_of(zone=zone, **opened(swell=1.0, slid=0.35))
    across = 0 if zone is TALL else 1
    for k in (1, 2, 3):
        ends_of = [ends(fan.figure(kind, k)) for kind in ("cut", "part")]
        assert ends_of[0][:, across] == pytest.approx(ends_of[1][:, across], abs=1e-3)
        assert np.abs(ends_of[0] - ends_of[1])[:, 1 - across].min() > 0.1


def test_sum_is_told_if_there_is_a_way():
    fan = fan_of(stacked=1.0)
    assert (fan.pieces["sum", "number"].text, metadata(fan.pieces["sum", "number"]).visibility) == (
        "20.00",
        1.0,
    )
    assert metadata(fan_of(stacked=1.0, sums=False).pieces["sum", "number"]).visibility == 0.0


def test_bead_is_where_its_logit_is_between_the_ends_of_its_rail():
    for zone in (WIDE, TALL):
        fan = fan_of(zone=zone)
        fan.values["logits"] = np.array([-1.0, 3.0, 1.0, 0.0])
        fan.redraw(rests=1.0)
        for k, share in enumerate((0.0, 1.0, 0.5, 0.25)):
            start, end = fan.pieces["rail", k].points[[0, -1]]
            if zone is TALL:  # the highest is on top
                start, end = end, start
            middle = fan.pieces["bead", k].points.mean(axis=0)
            assert middle == pytest.approx(start + share * (end - start), abs=0.02)


def test_what_is_felt_stands_where_rails_were():
    fan = fan_of(**opened(swell=1.0, felt=1.0))
    plan = fan.plan()
    end = plan.sheet.at(plan.last, 0.0)[0]
    for k in range(4):
        number, symbol = (fan.pieces["felt", k, kind] for kind in ("number", "symbol"))
        assert WIDE.left - 1e-6 <= symbol.get_left()[0] < number.get_right()[0] < end
        assert number.text == ["−0.700", "+0.100", "+0.400", "+0.200"][k]


def test_strands_reach_as_far_as_what_is_felt_leaves_room():
    before, after = (fan_of(zone=TALL, felt=felt).plan() for felt in (0.0, 1.0))
    assert (after.last, after.first) == (pytest.approx(after.sizes.felt_long), before.first)
    assert after.last < before.last


def test_width_is_told_on_strands_that_are_wide_enough():
    fan = fan_of([0.3, 0.01, 0.6, 0.09], **opened(swell=1.0))
    rooms = [metadata(fan.pieces["left", k]).visibility for k in range(4)]
    assert rooms == [1.0, 0.0, 1.0, 0.0]


@ZONES
def test_first_width_of_the_pushed_strand_is_told_beside_it(zone):
    fan = fan_of([0.3, 0.1, 0.5, 0.1], zone=zone, pushed=2, **opened())
    number, points = fan.pieces["slope", 2], fan.pieces["strand", 2].band.points
    assert (number.text, metadata(number).visibility) == ("0.150", 1.0)
    box = number.get_left()[0], number.get_right()[0], number.get_bottom()[1], number.get_top()[1]
    inside = (points[:, 0] > box[0]) & (points[:, 0] < box[1])
    inside &= (points[:, 1] > box[2]) & (points[:, 1] < box[3])
    assert not inside.any()
    silent = fan_of([0.3, 0.1, 0.5, 0.1], zone=zone, pushed=2, multiplies=False, **opened())
    assert metadata(silent.pieces["slope", 2]).visibility == 0.0


def test_product_is_told_on_its_strand_where_that_is_wide_and_long_enough():
    fan = fan_of([0.3, 0.1, 0.1, 0.5], **opened(swell=1.0))
    product, points = fan.pieces["product",], fan.pieces["swollen", 3].band.points
    assert (product.words, metadata(product).visibility) == ("−0.150 · (−3.33) = +0.500", 1.0)
    assert points[:, 0].min() < product.get_left()[0] < product.get_right()[0] < points[:, 0].max()
    assert points[:, 1].min() < product.get_bottom()[1] < product.get_top()[1] < points[:, 1].max()
    assert (
        metadata(fan_of([0.3, 0.6, 0.05, 0.05], **opened(swell=1.0)).pieces["product",]).visibility
        == 0.0
    )
    assert (
        metadata(fan_of(multiplies=False, **opened(swell=1.0)).pieces["product",]).visibility == 0.0
    )


def test_what_the_width_of_strands_is_then_stands_on_the_true_one():
    fan = fan_of([0.3, 0.1, 0.1, 0.5], multiplies=False, **opened(swell=1.0))
    told, points = fan.pieces["measure", 1], fan.pieces["swollen", 0].band.points
    assert metadata(told).visibility == 1.0
    assert points[:, 0].min() < told.get_left()[0] < told.get_right()[0] < points[:, 0].max()
    assert points[:, 1].min() < told.get_bottom()[1] < told.get_top()[1] < points[:, 1].max()
    thin = fan_of([0.97, 0.01, 0.01, 0.01], **opened(swell=1.0))
    assert metadata(thin.pieces["measure", 1]).visibility == 0.0


def test_what_a_nudge_adds_per_unit_is_told_before_the_stack_in_shares_of_the_sum():
    fan = fan_of(stacked=1.0, stretched=1.0)
    told, stack = fan.pieces["fraction",], fan.figure("tenfold").corners
    assert metadata(told).visibility == 1.0
    assert told.get_right()[0] < stack[:, 0].min()
    assert stack[:, 1].min() < told.get_center()[1] < stack[:, 1].max()
    assert (
        metadata(fan_of(zone=TALL, stacked=1.0, stretched=1.0).pieces["fraction",]).visibility
        == 0.0
    )


def test_strand_that_carries_nothing_is_a_thread():
    fan = fan_of([0.5, 0.5 - 1e-9, 1e-9, 1e-300], **opened(swell=1.0))
    for k in (2, 3):
        assert area(fan.pieces["swollen", k].band.points) < 1e-6
        assert np.ptp(fan.pieces["swollen", k].thread.points[:, 0]) > 1.0


@ZONES
@pytest.mark.parametrize("q", [[0.001, 0.999], [0.999, 0.001], [0.1] * 10])
@pytest.mark.parametrize("stacked", [0.0, 1.0])
def test_all_strands_the_stack_and_the_strip_stay_in_the_zone(zone, q, stacked):
    fan = fan_of(q, zone=zone, **opened(len(q), swell=1.0, stacked=stacked, whole=2 * WHOLE))
    figures = ("strand", "swollen", "part", "rail", "bead", "horn", "term", "squeeze")
    for piece in (m for kind in figures for p in fan.all(kind) for m in p.mobject.get_family()):
        if len(piece.points):
            x, y = piece.points[:, 0], piece.points[:, 1]
            assert zone.left - 0.02 <= x.min() <= x.max() <= zone.right + 0.02
            assert zone.bottom - 0.02 <= y.min() <= y.max() <= zone.top + 0.02


def test_true_class_may_be_any_and_lies_first():
    fan = fan_of(target=2, **opened(swell=1.0))
    assert metadata(fan.pieces["left", 2]).visibility == 1.0
    tops = [fan.pieces["swollen", k].band.points[:, 1].max() for k in range(4)]
    assert int(np.argmax(tops)) == 2


def test_names_that_are_too_wide_are_not_written():
    fan = fan_of(names=["W" * 12] * 4)
    assert not fan.tune([WIDE], by_number=False)
    assert fan.tune([WIDE], by_number=True)
    assert [len(fan.pieces["name", k]) for k in range(4)] == [0, 0, 0, 0]
