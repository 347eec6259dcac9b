"""A part is drawn from its values and its zone alone; a bar keeps its value wherever it goes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stage.mobjects.metadata import metadata
from stage.parts.part import Bar, Pose
from stage.theme import DARK, Zone
from tests.stage.small_parts import Pillar, drawn

same_everywhere = settings(derandomize=True, deadline=None, max_examples=60)
ZONE = Zone(-2.0, 2.0, -2.0, 2.0)


def pose(value=2.0, *, foot=(0.0, 0.0), angle=90.0, unit=0.5, width=0.4, limit=np.inf):
    return Pose(foot, angle, value, unit, width, DARK.q, limit)


# --- Poses ----------------------------------------------------------------------------------------


def test_bar_that_stands_goes_up_from_its_foot_and_one_that_lies_to_the_right():
    assert pose(foot=(1.0, -1.0)).corners[:, :2].tolist() == [
        [0.8, -1.0], [0.8, 0.0], [1.2, 0.0], [1.2, -1.0],
    ]  # fmt: skip
    assert pose(angle=0.0).corners[:, :2] == pytest.approx(
        np.array([[0, 0.2], [1, 0.2], [1, -0.2], [0, -0.2]])
    )


def test_value_below_0_goes_the_other_way():
    assert pose(-2.0).head.tolist() == [0.0, -1.0, 0.0]
    assert pose(-2.0).length == -1.0


def test_bar_of_nothing_has_no_length():
    assert pose(0.0).head.tolist() == [0.0, 0.0, 0.0]
    assert not pose(0.0).is_cut


def test_bar_that_goes_beyond_its_limit_ends_there_in_an_arrow():
    cut = pose(np.inf, limit=1.5)
    assert cut.is_cut
    assert cut.length == 1.5
    corners = cut.corners
    assert len(corners) == 7
    assert corners[:, 1].max() > 1.5 + 0.1
    assert corners[:, 0].max() > 0.2
    assert len(pose(3.0, limit=1.5).corners) == 4  # just as long as its limit


@same_everywhere
@given(
    st.floats(0, 5), st.floats(0, 5), st.floats(0, 360), st.floats(0, 360), st.floats(0.1, 3),
    st.floats(0, 1),
)  # fmt: skip
def test_bar_keeps_its_value_and_its_unit_on_its_whole_way(x, y, angle, other, unit, share):
    start = pose(1.7, foot=(x, 0.0), angle=angle, unit=unit)
    end = pose(1.7, foot=(0.0, y), angle=other, unit=unit, width=0.1)
    way = start.toward(end, share)
    assert (way.value, way.unit) == (1.7, unit)
    long = np.linalg.norm(way.corners[1] - way.corners[0])
    assert long == pytest.approx(1.7 * unit)


def test_way_starts_and_ends_exactly_at_both_poses():
    start, end = pose(foot=(-2.0, 1.0)), pose(foot=(3.0, 0.0), angle=0.0)
    for share, there in ((0.0, start), (1.0, end)):
        way = start.toward(end, share)
        assert way.foot == pytest.approx(there.foot)
        assert (way.angle, way.value, way.unit, way.width) == (
            there.angle, there.value, there.unit, there.width,
        )  # fmt: skip
        assert way.color == DARK.q


def test_limits_of_which_one_is_infinite_are_not_mixed():
    start, end = pose(np.inf, limit=2.0), pose(np.inf, limit=2.0)
    assert start.toward(end, 0.5).limit == 2.0
    assert start.toward(end, 0.5).length == 2.0
    assert pose(limit=np.inf).toward(pose(limit=3.0), 0.5).limit == 3.0


def test_bar_carries_what_it_shows_to_be_measured_by_unless_it_is_cut():
    bar = Bar(DARK.q)
    bar.stand(pose(2.0), base=0.1)
    shows = metadata(bar).measured
    assert (shows.values.tolist(), shows.unit, shows.base) == ([2.0], (0.0, 0.5), 0.1)
    bar.stand(pose(2.0, limit=0.3), base=0.1)
    assert metadata(bar).measured is None


# --- Parts ----------------------------------------------------------------------------------------


def test_part_is_drawn_from_values_and_zone_alone():
    once, again = Pillar("p", 3.0), Pillar("p")
    drawn(once, ZONE)
    drawn(again, Zone(-7.0, 1.0, 0.0, 3.0))
    for height in (1.0, 0.0, 5.0, 3.0):
        again.values["height"] = np.array(height)
        again.redraw(rests=0.3)
    drawn(again, ZONE)
    for one, other in zip(once.group.get_family(), again.group.get_family(), strict=True):
        assert np.array_equal(one.points, other.points)
        assert np.array_equal(one.fill_rgbas, other.fill_rgbas)


def test_unit_is_as_long_as_there_is_room_for_unless_it_is_shared():
    part = drawn(Pillar("p", tall=8.0), ZONE)
    assert part.unit("y") == 0.5
    assert drawn(part, Zone(0, 1, 0, 2)).unit("y") == 0.25
    assert drawn(part, ZONE, y=0.1).unit("y") == 0.1


def test_piece_is_found_by_its_name():
    part = Pillar("p")
    assert part.piece("bar").mobject is part.pieces["bar",]
    assert part.piece("bar").is_figure
    assert not part.piece("word").is_figure
    assert part.all("bar") == (part.piece("bar"),)
    assert part.all("leaf") == ()


def test_opacity_of_a_piece_is_that_of_its_part_its_presence_and_its_room():
    part = drawn(Pillar("p"), ZONE)
    word = part.pieces["word",]
    assert word[0].get_fill_opacity() == 0.0  # it comes later
    part.presence["word",] = 0.5
    metadata(word).visibility = 0.6
    part.share = 0.5
    part.redraw(rests=0.0)
    assert word[0].get_fill_opacity() == pytest.approx(0.5 * 0.6 * 0.5)
    part.redraw(rests=1.0)  # where it rests it is there, or not
    assert word[0].get_fill_opacity() == pytest.approx(0.5 * 0.5)
    metadata(word).visibility = 0.4
    part.redraw(rests=1.0)
    assert word[0].get_fill_opacity() == 0.0
    metadata(word).visibility, part.presence["word",], part.share = 1.0, 1.0, 1.0
    part.redraw(rests=0.0)
    assert word[0].get_fill_opacity() == 1.0


def test_what_has_stepped_back_says_so_to_whoever_inspects():
    part = drawn(Pillar("p"), ZONE)
    part.share = 0.4
    part.redraw(rests=1.0)
    assert metadata(part.pieces["bar",]).strength == 0.4


def test_hidden_pieces_are_named_by_how_their_keys_begin():
    part = Pillar("p")
    part.hide("bar", ("label",))
    assert (part.seen(("bar",)), part.seen(("label",))) == (0.0, 0.0)
