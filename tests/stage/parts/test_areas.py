"""An area is as wide as p, as high as the surprise, and has the number of its term."""

from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from stage.digits import writer
from stage.layout import Size
from stage.mobjects.metadata import metadata
from stage.parts.areas import Areas
from stage.theme import DARK, Zone, use_theme
from stage.verbs import Channel, Follow
from tests.stage.small_parts import drawn

ZONE = Zone(-6.0, 1.0, -2.0, 2.5)


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)


def areas(p, heights, *, zone=ZONE, top=2.0, names=None, units=None, **more):
    p, heights = np.asarray(p, float), np.asarray(heights, float)
    finite = np.where(np.isfinite(heights), heights, 0.0)
    names = names or [str(k + 1) for k in range(len(p))]
    part = Areas(
        "the areas", p, heights, p * finite, top=top, write=writer(".2f"), names=names, **more
    )
    part.tune([zone], by_number=False)
    return drawn(part, zone, **(units or {}))


def corners(part, k, kind="area"):
    """Of a bar: left, right, bottom and top, in the units of the axes."""
    points = part.pieces[kind, k].points
    low, high = points.min(axis=0), points.max(axis=0)
    inner = part.inner()
    x, y, ux, uy = inner.left, inner.bottom, part.unit("x"), part.unit("y")
    x += (inner.width - ux) / 2
    return (low[0] - x) / ux, (high[0] - x) / ux, (low[1] - y) / uy, (high[1] - y) / uy


def size(part, k):
    left, right, bottom, top = corners(part, k)
    return (right - left) * (top - bottom)


@pytest.mark.parametrize("zone", [ZONE, Zone(0.0, 3.0, -3.0, 3.0)])
@pytest.mark.parametrize("classes", [2, 4, 10])
def test_each_area_is_its_term(classes, zone):
    p = np.arange(1, classes + 1) / sum(range(1, classes + 1))
    heights = np.linspace(0.1, 1.9, classes)
    part = areas(p, heights, zone=zone)
    assert [size(part, k) for k in range(classes)] == pytest.approx(p * heights, abs=1e-9)


def test_areas_stand_side_by_side_on_the_axis():
    part = areas([0.2, 0.5, 0.3], [1.0, 2.0, 0.5])
    assert corners(part, 0) == pytest.approx((0, 0.2, 0, 1))
    assert corners(part, 1) == pytest.approx((0.2, 0.7, 0, 2))
    assert corners(part, 2) == pytest.approx((0.7, 1, 0, 0.5))


def test_area_recovers_after_its_width_was_0():
    part = areas([0.5, 0.5], [1.0, 2.0])
    part.values["p"] = np.array([0.0, 1.0])
    drawn(part, ZONE)
    assert size(part, 0) == 0
    assert size(part, 1) == pytest.approx(2.0)
    part.values["p"] = np.array([0.25, 0.75])
    drawn(part, ZONE)
    assert [size(part, k) for k in (0, 1)] == pytest.approx([0.25, 1.5], abs=1e-9)


def test_area_is_drawn_to_shared_units_in_the_middle_of_its_room():
    part = areas([0.5, 0.5], [1.0, 2.0], units={"x": 2.0, "y": 0.5})
    points = part.pieces["area", 1].points
    (left, bottom, _), (right, top, _) = points.min(axis=0), points.max(axis=0)
    inner = part.inner()
    # Half of an axis that is 2 long, in the middle of its room; and a height of 2, to 0.5.
    assert (left, right) == pytest.approx((inner.x, inner.x + 1.0))
    assert (bottom, top) == pytest.approx((inner.bottom, inner.bottom + 1.0))


def test_sides_are_where_p_and_the_surprise_are():
    part = areas([0.2, 0.8], [1.0, 2.0])
    assert corners(part, 1, "base")[:2] == pytest.approx((0.2, 1.0))
    assert corners(part, 1, "stick")[1] == pytest.approx(1.0)  # it has swept the area
    assert corners(part, 1, "stick")[3] == pytest.approx(2.0)
    pose = part.figure("base", 1)
    assert (pose.value, pose.angle, pose.unit) == (0.8, 0.0, part.unit("x"))
    pose = part.figure("stick", 1)
    assert (pose.value, pose.angle, pose.unit) == (2.0, 90.0, part.unit("y"))


def test_stick_sweeps_the_area_from_its_left_end():
    part = areas([0.2, 0.8], [1.0, 2.0])
    for swept, left, right in ((0.0, 0.2, 0.2), (0.5, 0.2, 0.6), (1.0, 0.2, 1.0)):
        part.values["swept"] = np.array([1.0, swept])
        drawn(part, ZONE)
        assert corners(part, 1)[:2] == pytest.approx((left, right))
        low, high = corners(part, 1, "stick")[:2]
        thick = 0.1 / part.unit("x")
        assert high - low == pytest.approx(thick)
        assert low == pytest.approx(0.2 + swept * (0.8 - thick))
    assert part.pieces["number", 1].text == "1.60"


@pytest.mark.parametrize("kind", ["stick", "base"])
def test_coloured_sides_stay_inside_however_thin_the_area(kind):
    part = areas([1e-4, 1 - 1e-4], [0.5, 1.0])
    for k in (0, 1):
        own, body = part.pieces[kind, k].points, part.pieces["area", k].points
        assert own[:, 0].min() >= body[:, 0].min() - 1e-9
        assert own[:, 0].max() <= body[:, 0].max() + 1e-9


def test_infinite_height_ends_in_an_arrow_beyond_the_axis():
    part = areas([0.5, 0.5], [np.inf, 1.0])
    assert part.figure("area", 0).is_cut
    assert corners(part, 0)[3] > 2.0
    assert not part.figure("area", 1).is_cut


def test_height_without_width_is_not_seen_but_as_the_outline_of_the_true_class():
    part = areas([0.0, 1.0], [np.inf, 1.0])
    assert part.pieces["area", 0].points[:, 1].max() == part.inner().bottom
    part = areas([0.0, 1.0], [1.5, 1.0], target=0)
    outline = part.pieces["outline",].points
    assert outline[:, 1].max() - part.inner().bottom == pytest.approx(
        1.5 * part.unit("y"), abs=0.05
    )


def test_number_is_in_its_area_or_on_it_and_has_no_room_where_it_is_narrow():
    part = areas([0.5, 0.48, 0.02], [1.8, 0.01, 1.0])
    tall, flat, narrow = (part.pieces["number", k] for k in range(3))
    assert tall.get_top()[1] < part.pieces["area", 0].get_top()[1]
    assert flat.get_bottom()[1] > part.pieces["area", 1].get_top()[1]
    assert [metadata(n).visibility for n in (tall, flat)] == [1.0, 1.0]
    assert metadata(narrow).visibility == 0.0
    for k, number in enumerate((tall, flat)):
        body = part.pieces["area", k]
        assert number.get_left()[0] >= body.get_left()[0]
        assert number.get_right()[0] <= body.get_right()[0]


def test_number_has_a_place_at_every_height_and_is_never_across_the_edge_of_its_area():
    for height in np.linspace(0.0, 0.8, 81):
        part = areas([0.5, 0.5], [height, 1.8])
        number, body = part.pieces["number", 0], part.pieces["area", 0]
        assert metadata(number).visibility == 1.0
        low, high = number.get_bottom()[1], number.get_top()[1]
        within = low > body.get_bottom()[1] and high < body.get_top()[1]
        assert within or low > body.get_top()[1]
        assert metadata(number).anchor == ("within" if within else "above")


@pytest.mark.parametrize("tracks", [
    {"p": [[0.9, 0.1], [0.05, 0.95], [0.9, 0.1]]},
    {"heights": [[0.05, 1.0], [1.9, 1.0], [0.05, 1.0]]},
    {"swept": [[1.0, 1.0], [0.0, 1.0], [1.0, 1.0]]},
], ids=str)  # fmt: skip
def test_number_is_not_seen_to_pop_however_fast_its_area_moves(tracks):
    part = areas([0.9, 0.1], [0.05, 1.0])
    ((name, (a, b, c)),) = tracks.items()
    there, back = np.linspace(a, b, 4), np.linspace(b, c, 4)
    track = np.concatenate(
        [np.tile(a, (9, 1)), there, np.tile(b, (9, 1)), back, np.tile(c, (9, 1))]
    )
    part.values[name] = track[0]
    channel = Channel(f"value {name}", partial(part.values.__setitem__, name), track)
    motion = Follow(part, [channel], len(track) - 1, 15, [])
    motion.begin()
    number = part.pieces["number", 0]
    seen, spots = [], []
    for frame in range(len(track)):
        motion.interpolate(frame / (len(track) - 1))
        seen.append(number.get_fill_opacity())
        spots.append(metadata(number).anchor)
    assert seen[0] == seen[-1] == 1.0
    assert min(seen) == 0.0  # it was gone, or went elsewhere
    assert np.abs(np.diff(seen)).max() < 0.3
    for (one, other), now in zip(pairwise(spots), seen[1:], strict=True):
        assert one == other or now == 0.0


def test_memory_stays_where_the_tops_were_and_what_stands_out_is_poured():
    part = areas([0.5, 0.5], [0.5, 2.0])
    part.values.update(heights=np.array([1.0, 1.5]), level=np.array(1.25))
    drawn(part, ZONE)
    inner, uy = part.inner(), part.unit("y")
    for k, was in enumerate((0.5, 2.0)):
        heights = part.pieces["memory", k].points[:, 1]
        assert heights == pytest.approx(np.full(len(heights), inner.bottom + was * uy))
    pour = part.pieces["pour", 1].points[:, 1]
    levels = inner.bottom + 1.25 * uy, inner.bottom + 1.5 * uy
    assert (pour.min(), pour.max()) == pytest.approx(levels)


def test_level_may_hide_what_is_poured_up_to_it_where_that_is_thin():
    part = areas([0.5, 0.5], [0.5, 2.0], lines={"level": (1.25, "H", DARK.text)})
    pours = [metadata(part.pieces["pour", k]).allowed for k in range(2)]
    for declared in (metadata(part.pieces["line", "level"]).allowed, *pours):
        assert any(a.rule == "contrast" and "poured up to it" in a.reason for a in declared)


def test_unit_of_an_axis_that_grows_is_as_long_as_there_is_room_for():
    part = areas([0.5, 0.5], [1.0, 2.0])
    before = part.unit("y")
    part.values["top"] = np.array(4.0)
    drawn(part, ZONE)
    assert part.unit("y") == pytest.approx(before / 2)
    assert corners(part, 1)[3] == pytest.approx(2.0)


def test_margin_and_least_have_room_for_names_ticks_and_titles():
    part = areas([0.5, 0.5], [1.0, 2.0], names=["cat", "dog"])
    assert part.group.get_left()[0] >= ZONE.left - 1e-6
    assert part.group.get_right()[0] <= ZONE.right + 1e-6
    assert part.group.get_bottom()[1] >= ZONE.bottom - 0.02
    assert part.group.get_top()[1] <= ZONE.top + 1e-6
    assert part.least(Size(7, 4.5)).fits(Size(7, 4.5))


def test_classes_are_called_by_number_where_a_name_has_no_room():
    part = areas([0.5, 0.5], [1.0, 2.0], names=["W" * 12, "b"])
    small = Zone(0.0, 3.0, -2.0, 2.0)
    assert not part.tune([small], by_number=False)
    assert part.tune([small], by_number=True)
    drawn(part, small)
    assert [word.words for word in part.pieces["names",]] == ["1", "2"]


def test_name_of_a_class_without_width_is_there_when_it_grows():
    part = areas([0.0, 1.0], [1.0, 2.0], names=["cat", "dog"])
    cat, dog = part.pieces["names",]
    assert (metadata(cat).visibility, metadata(dog).visibility) == (0.0, 1.0)
    part.values["p"] = np.array([1.0, 0.0])
    drawn(part, ZONE)
    assert (metadata(cat).visibility, metadata(dog).visibility) == (1.0, 0.0)


@pytest.mark.parametrize("high", [5.0, 3.0, 2.2, 1.9])
def test_numbers_of_the_axis_are_as_many_as_have_room(high):
    part = areas([0.5, 0.5], [1.0, 4.7], top=4.8, zone=Zone(-6.0, 1.0, 0.0, high))
    words = [
        m
        for m in part.pieces["axes",]
        if hasattr(m, "words") and round(metadata(m).visibility) == 1
    ]
    told = sorted((m.get_bottom()[1], m.get_top()[1], m.words) for m in words)
    assert told[0][2] == "0"
    for (_, top, _), (bottom, _, _) in pairwise(told):
        assert bottom > top + 0.1
    assert len(told) == {5.0: 5, 3.0: 3, 2.2: 2, 1.9: 1}[high]


def test_q_is_told_below_areas_that_keep_the_room_that_they_need():
    q = np.array([0.25, 0.75])
    for more, told in ((0.01, 1), (-0.01, 0)):
        part = areas([0.5, 0.5], [1.0, 2.0], q=q, write_q=writer(".2f"))
        zone = Zone(-6.0, 1.0, 0.0, part.least(Size(7, 4)).height + more)
        part.tune([zone], by_number=False)
        drawn(part, zone)
        assert metadata(part.pieces["told", 0]).visibility == told
        assert part.least(Size(7, 4)).fits(Size(7, zone.height))


def test_widths_are_told_below_as_they_are_now_and_where_they_have_room():
    part = areas([0.5, 0.5], [1.0, 2.0], q=np.array([0.25, 0.75]), write_p=writer(".2f"))
    part.values["p"] = np.array([0.99, 0.01])
    drawn(part, ZONE)
    (first, second), q = (part.pieces["width", k] for k in range(2)), part.pieces["told", 0]
    assert first.text == "0.99"
    assert (metadata(first).visibility, metadata(second).visibility) == (1, 0)
    assert first.get_center()[0] == pytest.approx(part.pieces["area", 0].get_center()[0], abs=0.1)
    assert first.get_top()[1] < q.get_bottom()[1]  # next to what says that they are 1 together
    assert first.get_bottom()[1] > part.pieces["titles", "width"].get_top()[1]


@pytest.mark.parametrize("wide", [3.0, 2.2, 1.5])
def test_width_of_all_areas_is_told_on_a_line_that_begins_before_it(wide):
    part = areas([0.5, 0.5], [1.0, 2.0], zone=Zone(0.0, wide, -2.0, 2.0))
    width = part.pieces["titles", "width"]
    told, before, *_ = width
    gap = told.get_left()[0] - before.get_right()[0]
    assert round(metadata(width).visibility) == (
        before.points[-1, 0] > before.points[0, 0] + 0.1 and gap > 0.1
    )
    assert round(metadata(width).visibility) == (wide > 2.5)


def test_width_of_all_areas_need_not_be_told():
    told, silent = (areas([0.5, 0.5], [1, 1], **more) for more in ({}, {"width_title": ""}))
    assert ("titles", "width") not in silent.pieces
    zone = Zone(0, 1, 0, 1)
    assert silent.margin(zone).bottom < told.margin(zone).bottom


def test_letters_before_widths_go_where_these_have_no_room():
    part = areas([0.5, 0.5], [1, 1], write_p=writer(".2f"), q=np.array([0.4, 0.6]))
    assert len(part.pieces["width",]) == 1
    part.tune([Zone(0.0, 0.6, -2.0, 2.5)], by_number=True)
    assert len(part.pieces["width",]) == 0


def test_top_of_an_area_is_its_upper_right_corner():
    part = areas([0.25, 0.75], [1.0, 2.0])
    corner = part.top_of(0)
    points = part.pieces["area", 0].points
    assert corner[:2] == pytest.approx((points[:, 0].max(), points[:, 1].max()))
