from itertools import pairwise

import numpy as np
import pytest

from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.parts.strip import Strip
from stage.theme import Zone

ZONE, OTHER = Zone(-6.0, 6.0, -2.0, 0.0), Zone(1.0, 4.0, -3.0, -1.0)
A = np.array([0.3, 0.1, 0.4, 0.2])


def strip_of(values=A, *, first=2, zone=ZONE, names="abcd", **kwargs):
    made = Strip("strip", np.array(values), first=first, write=writer(".2p"),
                 names=tuple(names), **kwargs)  # fmt: skip
    made.zone = zone
    made.tune([zone], by_number=False)
    made.redraw(rests=1.0)
    return made


def ends(strip, *key):
    """Where a piece begins and ends, from the drawn points, as shares of the bar."""
    x = strip.pieces[key].points[:, 0]
    inner = strip.inner()
    return [(v - inner.left) / inner.width for v in (x.min(), x.max())]


@pytest.mark.parametrize("zone", [ZONE, OTHER])
def test_pieces_lie_side_by_side_the_watched_one_first(zone):
    strip = strip_of(zone=zone)
    assert ends(strip, "part", 2) == pytest.approx([0.0, 0.4])
    assert ends(strip, "part", 0) == pytest.approx([0.4, 0.7])
    assert ends(strip, "part", 1) == pytest.approx([0.7, 0.8])
    assert ends(strip, "part", 3) == pytest.approx([0.8, 1.0])


def test_what_the_first_has_won_is_a_piece_of_its_own_and_the_others_make_room():
    strip = strip_of(before=0.4)
    strip.values["values"] = np.array([0.2, 0.1, 0.6, 0.1])
    strip.redraw(rests=0.0)
    assert ends(strip, "part", 2) == pytest.approx([0.0, 0.4])
    assert ends(strip, "gain") == pytest.approx([0.4, 0.6])
    assert ends(strip, "part", 0) == pytest.approx([0.6, 0.8])


def test_nothing_is_won_unless_it_is_said_what_was_before():
    strip = strip_of()
    strip.values["values"] = np.array([0.2, 0.1, 0.6, 0.1])
    strip.redraw(rests=0.0)
    assert np.ptp(ends(strip, "gain")) == 0
    assert ends(strip, "part", 2) == pytest.approx([0.0, 0.6])


def test_pieces_are_the_same_after_one_had_all_and_gave_it_back():
    strip = strip_of()
    before = {key: piece.points.copy() for key, piece in strip.pieces.items() if key[0] == "part"}
    strip.values["values"] = np.array([0.0, 0.0, 1.0, 0.0])
    strip.redraw(rests=0.0)
    assert ends(strip, "part", 2) == pytest.approx([0.0, 1.0])
    strip.values["values"] = A
    strip.redraw(rests=1.0)
    for key, points in before.items():
        assert np.array_equal(strip.pieces[key].points, points)


def test_a_number_is_written_on_its_piece_or_above_one_that_is_too_narrow():
    strip = strip_of([0.48, 0.02, 0.3, 0.2])
    bar = strip.pieces["part", 2]
    for k in (0, 2, 3):
        number = strip.pieces["number", k]
        assert bar.get_bottom()[1] < number.get_center()[1] < bar.get_top()[1]
    narrow, piece = strip.pieces["number", 1], strip.pieces["part", 1]
    assert narrow.get_bottom()[1] > bar.get_top()[1]
    assert narrow.get_center()[0] == pytest.approx(piece.get_center()[0], abs=0.05)
    assert [metadata(strip.pieces["number", k]).visibility for k in range(4)] == [1, 1, 1, 1]


def test_a_number_above_gives_way_to_the_title_and_to_another_but_not_far():
    rng = np.random.default_rng(6)
    for _ in range(50):
        strip = strip_of(rng.dirichlet(np.full(4, 0.4)), title='"the title"')
        texts = [strip.pieces["title",]]
        for k in range(4):
            number, piece = strip.pieces["number", k], strip.pieces["part", k]
            away = abs(number.get_center()[0] - piece.get_center()[0])
            if round(metadata(number).visibility) == 1:
                assert away < 0.8
                texts.append(number)
        bounds = sorted(
            (t.get_left()[0], t.get_right()[0], round(t.get_bottom()[1])) for t in texts
        )
        for (_, right, level), (left, _, other) in pairwise(bounds):
            assert level != other or left > right


def test_no_number_is_where_the_grip_is():
    for first in np.linspace(0.02, 0.95, 40):
        strip = strip_of([1 - first - 0.02, 0.01, first, 0.01], dragged=True)
        grip = strip.pieces["grip",]
        for k in range(4):
            number = strip.pieces["number", k]
            if round(metadata(number).visibility) == 1:
                clear = grip.get_left()[0] > number.get_right()[0]
                clear |= grip.get_right()[0] < number.get_left()[0]
                assert clear or number.get_bottom()[1] > grip.get_top()[1]


@pytest.mark.parametrize("first", [0.01, 0.2, 0.9])
def test_number_of_a_piece_that_is_dragged_stands_after_the_title_wherever_its_end_is(first):
    strip = strip_of([0.98 - first, 0.01, first, 0.01], dragged=True, title="q_3 =")
    number, title = strip.pieces["number", 2], strip.pieces["title",]
    assert metadata(number).visibility == 1
    assert number.text == f"{first:.2f}"
    assert number.get_left()[0] == pytest.approx(title.get_right()[0] + 0.1, abs=0.05)
    assert number.get_bottom()[1] > strip.pieces["grip",].get_top()[1]


def test_numbers_above_stay_where_that_of_the_dragged_piece_gets_shorter():
    strip = strip_of([0.004, 0.02, 0.976], first=0, names="abc", title="q =", dragged=True)
    assert strip.pieces["number", 0].text == "<0.01"
    before = strip.pieces["number", 1].get_center()
    strip.values["values"] = np.array([0.011, 0.02, 0.969])
    strip.redraw(rests=1.0)
    assert strip.pieces["number", 0].text == "0.01"
    assert strip.pieces["number", 1].get_center() == pytest.approx(before)


def test_all_but_the_first_can_be_one_piece():
    rest = strip_of().figure("rest")
    assert rest.value == pytest.approx(0.6)
    assert strip_of().figure("part", 0).foot == rest.foot  # the second begins where the first ends


def test_numbers_above_are_elsewhere_when_one_that_they_stand_beside_is_gone():
    # Four pieces too narrow for their numbers, side by side; the first of them has none, then.
    told, gone = [0.9, 0.025, 0.025, 0.025, 0.025], [0.9, 0.0, 0.04, 0.03, 0.03]
    spots = []
    for values in (told, gone):
        strip = strip_of(values, first=0, names="abcde")
        spots.append([metadata(strip.pieces["number", k]).anchor for k in range(1, 5)])
    assert all(one != other for one, other in zip(*spots, strict=True) if one != ("above", ()))


def test_numbers_that_are_seen_do_not_overlap():
    rng = np.random.default_rng(5)
    for _ in range(200):
        strip = strip_of(rng.dirichlet(np.full(8, 0.4)), names="abcdefgh", zone=Zone(-3, 3, -2, 0))
        numbers = [strip.pieces["number", k] for k in range(8)]
        seen = [
            n for n in numbers if round(metadata(n).visibility) == 1 and metadata(n).anchor != "on"
        ]
        ends = sorted((n.get_left()[0], n.get_right()[0]) for n in seen)
        assert all(left > right for (_, right), (left, _) in pairwise(ends))


def test_a_narrow_piece_borrows_room_for_its_name_from_wide_neighbours():
    strip = strip_of([0.49, 0.01, 0.3, 0.2])
    names = strip.pieces["names",]
    assert [round(metadata(word).visibility) for word in names] == [1, 1, 1, 1]


def test_the_first_has_its_name_however_narrow_it_is():
    strip = strip_of([0.5, 0.2, 0.001, 0.299])
    assert metadata(strip.pieces["names",][2]).visibility == 1.0


def test_narrow_pieces_side_by_side_have_no_names():
    strip = strip_of([0.01, 0.01, 0.97, 0.01])
    names = strip.pieces["names",]
    assert metadata(names[2]).visibility == 1.0
    assert [round(metadata(names[k]).visibility) for k in (0, 1)] == [0, 0]


def test_names_that_are_seen_do_not_overlap():
    rng = np.random.default_rng(5)
    for _ in range(50):
        a = rng.dirichlet(np.full(4, 0.5))
        names = strip_of(a).pieces["names",]
        seen = sorted(
            (w.get_left()[0], w.get_right()[0]) for w in names if round(metadata(w).visibility) == 1
        )
        for (_, right), (left, _) in pairwise(seen):
            assert left > right


def test_the_outline_is_around_the_first_piece_and_the_grip_on_its_end():
    strip = strip_of()
    end = strip.pieces["part", 2].points[:, 0].max()
    assert strip.pieces["outline",].points[:, 0].max() == pytest.approx(end, abs=0.03)
    grip = strip.pieces["grip",].points[:, 0]
    assert (grip.max() + grip.min()) / 2 == pytest.approx(end, abs=1e-6)


def test_lines_part_all_pieces_but_those_that_they_would_hide():
    strip = strip_of([0.5, 0.001, 0.299, 0.2])
    assert metadata(strip.pieces["cut", 0]).visibility == 1.0
    assert round(metadata(strip.pieces["cut", 1]).visibility) == 0
    assert strip.pieces["cut", 0].points[0, 0] == pytest.approx(
        strip.pieces["part", 2].points[:, 0].max()
    )
