"""A sum has a place for every term, in as many lines as it takes, and closes its ranks."""

from itertools import pairwise

import numpy as np
import pytest

from stage.digits import writer
from stage.layout import Size
from stage.parts.sums import Sum
from stage.theme import DARK, Zone, use_theme
from tests.stage.small_parts import drawn

WIDE = Zone(-6.0, 6.0, -0.5, 0.5)
TERMS = np.array([0.120, 0.644, 0.483, 0.241])


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)


def a_sum(terms=TERMS, total=1.488, *, zone=WIDE, most=None, **more):
    terms = np.asarray(terms, float)
    most = terms if most is None else most
    part = Sum("the sum", terms, total, most=most, write=writer(".3f"), **more)
    part.tune([zone], by_number=False)
    return drawn(part, zone)


def texts(part):
    terms = [part.pieces["term", k] for k in range(len(part.values["terms"]))]
    return [number.text for term in terms for number in term.numbers]


def boxes(part, *, seen=0.5):
    """Of all that is written and seen: left, right, and the middle of its height."""
    found = []
    for key, piece in part.pieces.items():
        family = [m for m in piece.get_family() if len(m.points) and m.get_fill_opacity() > seen]
        if key[0] != "strike" and family:
            left = min(m.get_left()[0] for m in family)
            right = max(m.get_right()[0] for m in family)
            found.append((left, right, piece.get_center()[1]))
    return found


def test_terms_and_total_are_written_as_told():
    part = a_sum()
    assert texts(part) == ["0.120", "0.644", "0.483", "0.241"]
    assert part.pieces["total", "number"].text == "1.488"
    assert part.pieces["total", "unit"].words == "nats"
    assert part.pieces["total", "sign"].words == "="
    assert part.pieces["sign", 0].words == "="
    assert part.pieces["sign", 1].words == "+"


def test_total_needs_no_unit():
    part = a_sum(unit="")
    assert ("total", "unit") not in part.pieces
    assert part.pieces["total", "number"].text == "1.488"
    room = Size(20.0, 1.0)
    assert part.least(room).width < a_sum().least(room).width


def test_total_that_does_not_come_out_as_it_is_shown_is_about():
    assert a_sum(about=True).pieces["total", "sign"].words == "≈"


def test_pieces_stand_in_one_line_in_their_order_without_touching():
    found = sorted(boxes(a_sum()))
    assert len(found) == 4 + 4 + 3
    for (_, end, _), (start, _, _) in pairwise(found):
        assert start > end


def test_term_is_where_it_was_whatever_its_digits_are():
    part = a_sum()
    before = [part.pieces["sign", k].get_x() for k in range(4)]
    part.values["terms"] = 0 * TERMS
    drawn(part, WIDE)
    assert texts(part) == ["0.000"] * 4
    assert [part.pieces["sign", k].get_x() for k in range(4)] == pytest.approx(before)
    part.values["terms"] = TERMS
    drawn(part, WIDE)
    assert texts(part) == ["0.120", "0.644", "0.483", "0.241"]


def test_sum_takes_two_lines_where_one_is_too_long():
    narrow = Zone(-2.2, 2.2, -1.0, 1.0)
    part = a_sum(zone=narrow)
    heights = {round(part.pieces["term", k].get_y(), 1) for k in range(4)}
    assert len(heights) == 2
    assert max(right for _, right, _ in boxes(part)) <= narrow.right + 0.02
    assert min(left for left, _, _ in boxes(part)) >= narrow.left - 0.02
    assert part.least(Size(4.4, 2.0)).height > 1.5 * part.least(Size(12, 1)).height


def test_type_is_smaller_where_two_lines_of_the_largest_have_no_room():
    terms, sizes = np.full(8, 0.123), []
    for high in (2.0, 1.1, 0.5):
        part = a_sum(terms, 0.984, zone=Zone(-5.0, 5.0, 0.0, high))
        sizes.append(part.pieces["total", "number"].font_size)
    assert sizes == [40, 30, 28]


@pytest.mark.parametrize("zone", [WIDE, Zone(-2.2, 2.2, -2.0, 2.0)])
@pytest.mark.parametrize("classes", [2, 5, 10])
def test_all_of_it_is_in_its_zone(classes, zone):
    part = a_sum(np.full(classes, 0.111), 0.111 * classes, zone=zone)
    assert part.least(Size(zone.width, zone.height)).width <= zone.width + 1e-6
    assert max(right for _, right, _ in boxes(part)) <= zone.right + 0.02


def test_term_that_does_not_count_is_struck_out():
    part = a_sum()
    part.values["struck"] = np.array([0.0, 1.0, 0.5, 0.0])
    drawn(part, WIDE)
    lengths = [part.pieces["strike", k].width for k in range(4)]
    term = part.pieces["term", 1]
    assert lengths[1] > term.width
    assert 0 < lengths[2] < lengths[1]
    shown = [part.pieces["strike", k].get_stroke_opacity() for k in range(4)]
    assert shown == [0.0, 1.0, 1.0, 0.0]


def test_ranks_close_where_terms_have_no_place_left():
    part = a_sum(total=0.120)
    before = part.pieces["total", "number"].get_left()[0]
    gone = np.array([1.0, 0.0, 0.0, 0.0])
    part.values["kept"] = gone
    drawn(part, WIDE)
    after = part.pieces["total", "number"].get_left()[0]
    assert after < before - 2
    assert part.pieces["term", 1].numbers[0].get_fill_opacity() == 0
    part.values["kept"] = np.ones(4)
    drawn(part, WIDE)
    assert part.pieces["total", "number"].get_left()[0] == pytest.approx(before)
    assert part.pieces["term", 1].numbers[0].get_fill_opacity() == 1


@pytest.mark.parametrize("left", [0, 4, 9])
@pytest.mark.parametrize("share", [0.0, 0.15, 0.4, 0.7])
def test_one_term_that_is_left_of_many_lines_and_the_total_are_in_one(left, share):
    zone = Zone(-3.0, 3.0, -1.5, 1.5)
    part = a_sum(np.full((10, 2), 0.1), 0.1, zone=zone)
    part.values["kept"] = np.where(np.arange(10) == left, 1.0, share)
    drawn(part, zone)
    found = boxes(part)
    assert max(right for _, right, _ in found) <= zone.right
    if share == 0:
        total = part.pieces["total", "number"]
        middle = part.pieces["term", left].numbers[0].get_center()[1]
        assert total.get_center()[1] == pytest.approx(middle, abs=0.05)
        assert part.pieces["term", left].get_right()[0] < total.get_left()[0]
        assert part.least(Size(6.0, 3.0)).height < 0.6


def test_total_stands_alone_where_all_terms_have_gone():
    part = a_sum()
    part.values["kept"] = np.zeros(4)
    drawn(part, WIDE)
    assert len(boxes(part)) == 3
    assert part.pieces["total", "sign"].get_left()[0] == pytest.approx(WIDE.left, abs=0.2)


def test_term_may_be_two_factors_in_the_colours_of_p_and_q():
    factors = np.array([[0.1, 1.157], [0.9, 0.5]])
    part = a_sum(factors, 0.566, most=np.array([[1.0, 1.157], [0.9, 0.5]]))
    assert texts(part) == ["0.100", "1.157", "0.900", "0.500"]
    p, q = part.pieces["term", 0].numbers
    assert p.get_right()[0] < q.get_left()[0]
    assert p.get_fill_color().to_hex() == DARK.p
    assert q.get_fill_color().to_hex() == DARK.q


def test_factor_ends_where_it_ended_whatever_its_digits_are():
    factors = np.array([[0.1, 1.157], [0.9, 0.5]])
    part = a_sum(factors, 0.566, most=np.array([[1.0, 1.157], [0.9, 0.5]]))
    p, q = part.pieces["term", 0].numbers
    right, left = p.get_right()[0], q.get_left()[0]
    part.values["terms"] = np.array([[1e-9, 1.157], [1.0, 0.5]])
    drawn(part, WIDE)
    assert p.text == "<0.001"
    assert p.get_right()[0] == pytest.approx(right, abs=0.02)
    assert q.get_left()[0] == pytest.approx(left, abs=0.02)
    assert p.get_left()[0] > part.pieces["sign", 0].get_right()[0]
