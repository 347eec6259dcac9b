"""What is told of both losses stands in rows and columns, clear of hills that fall."""

from itertools import combinations

import numpy as np
import pytest

from scenes.quadratic_versus_log.ledger import Ledger
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.theme import DARK, TYPE, Zone, use_theme
from tests.stage.small_parts import drawn

WIDE, SQUARE, TALL = Zone(-6, 6, -1, 2.5), Zone(-3, 3.2, -1, 2.3), Zone(-3, 3.2, -4, 3)
PRODUCTS = np.array([[100, 0.0099, 0.99], [1.98, 0.0099, 0.019602]])
LONG = ("1.00010", "1.00005", "0.00020", "0.00010")
SYMBOLS = (("1\\/{{q:struck}}", "{{q:struck}}(1 - q)", "1 - q"),
           ("2(1 - q)", "q(1 - q)", "2q(1 - q)^2"))  # fmt: skip
PHASES = [("pull", "at", "title"), ("factor", "head", "sign"), ("symbol", "head", "sign")]


@pytest.fixture(autouse=True)
def dark():
    use_theme(DARK)


def ledger(zone, *, pulls=("100", "50", "1.02", "1.01"), products=PRODUCTS, taken=0.2):
    part = Ledger(
        "the ledger", ["cross entropy", "quadratic"], losses=["ln(1\\/q)", "(1 - q)^2"],
        colors=["#00FF00", "#FF00FF"], title='"steepness at" {{q:q}} =',
        at=[".01", ".02", ".98", ".99"],
        pulls=[pulls, pulls], heads=["steepness", "gate", "pull"], products=products,
        write=writer(".3g"), symbols=SYMBOLS, taken=taken, high=0.87)  # fmt: skip
    part.tune([zone], by_number=False)
    return drawn(part, zone)


def seen(part, kinds):
    """Of the texts of a phase, what they enclose: left, right, bottom, top."""
    texts = [of for (kind, *_), of in part.pieces.items() if kind in (*kinds, "name")]
    shown = [t for t in texts if round(metadata(t).visibility) == 1]
    return [(t.get_left()[0], t.get_right()[0], t.get_bottom()[1], t.get_top()[1]) for t in shown]


@pytest.mark.parametrize("zone", [WIDE, SQUARE, TALL])
@pytest.mark.parametrize("pulls", [("100", "50", "1.02", "1.01"), LONG])
@pytest.mark.parametrize("kinds", PHASES)
def test_texts_stand_apart_and_clear_of_a_ramp_that_falls_in_the_first_half(zone, pulls, kinds):
    part = ledger(zone, pulls=pulls)
    boxes = seen(part, kinds)
    for (left, right, low, high), (other, end, bottom, top) in combinations(boxes, 2):
        assert right < other or end < left or high < bottom or top < low
    for left, right, low, _ in boxes:
        assert right <= zone.right + 1e-6
        height = (low - zone.bottom) / zone.height
        assert left > zone.left + zone.width * max(0.0, 1 - height) / 2


@pytest.mark.parametrize("zone", [WIDE, SQUARE, TALL])
def test_it_is_as_large_as_is_read_and_begins_right_of_what_is_taken(zone):
    part = ledger(zone)
    number, letter = part.pieces["factor", 0, 0], part.pieces["symbol", 0, 0]
    assert number.font_size >= TYPE.least
    assert letter.shown_size == pytest.approx(number.font_size)
    first = min(left for left, *_ in seen(part, PHASES[1]))
    assert first > zone.left + 0.2 * zone.width + 0.1


def test_names_stand_beside_numbers_only_where_there_is_room():
    for zone, named in ((WIDE, 1), (SQUARE, 0)):
        part = ledger(zone)
        for r in range(2):
            assert metadata(part.pieces["name", r]).visibility == named
            assert metadata(part.pieces["called", r]).visibility == 1 - named


def test_numbers_that_have_no_room_beside_formulas_are_not_told():
    huge = np.array([[1e100, 1e-100, 1.0], [2.0, 1e-100, 2e-100]])
    part = ledger(SQUARE, products=huge)
    assert all(
        metadata(part.pieces["factor", r, c]).visibility == 0 for r in range(2) for c in range(3)
    )
    assert part.pieces["symbol", 0, 0].shown_size >= TYPE.least


def test_letters_that_cancel_are_struck_from_corner_to_corner():
    part = ledger(WIDE)
    for i, key in enumerate([("symbol", 0, 0), ("symbol", 0, 1)]):
        letter, stroke = part.pieces[key].part("struck"), part.pieces["strike", i]
        assert stroke.get_center() == pytest.approx(letter.get_center(), abs=1e-6)
        assert stroke.width > letter.width
    assert ("strike", 2) not in part.pieces


def test_columns_of_numbers_and_formulas_are_one():
    part = ledger(WIDE)
    for r in range(2):
        for c in range(3):
            number, symbol = part.pieces["factor", r, c], part.pieces["symbol", r, c]
            assert number.get_x() == pytest.approx(symbol.get_x(), abs=0.03)
