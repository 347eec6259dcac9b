"""Whether a sum is 1 is said as far as it is told."""

import numpy as np
import pytest

from scenes.killed_by_zero.total import Total
from stage.digits import writer
from stage.mobjects.metadata import metadata
from stage.theme import Zone


def made_of(q):
    return Total("the sum", np.array(q), sum(q), target=0, wrong=2, write=writer(".4f"))


@pytest.mark.parametrize(
    ("total", "other"), [(1.0, 0.0), (1.00004, 0.0), (1.3166, 1.0), (0.9999, 1.0)]
)
def test_sum_that_is_not_1_says_so(total, other):
    made = made_of([0.2, 0.3, 0.5])
    made.zone = Zone(0.0, 6.0, 0.0, 1.0)
    made.values["value"] = total
    made.redraw(rests=1.0)
    assert made.pieces["number",].text == writer(".4f")(total)
    assert metadata(made.pieces["unit",]).visibility == other


@pytest.mark.parametrize("q", [[0.2, 0.3, 0.5], [0.2, 0.3, 0.05], [0.9, 0.3, 0.5]])
@pytest.mark.parametrize("width", [6.0, 13.0])
def test_pieces_lie_end_to_end_from_the_left_of_a_frame_that_is_1_long(q, width):
    made = made_of(q)
    made.zone = Zone(0.0, width, 0.0, 1.0)
    made.tune([made.zone], by_number=True)
    made.redraw(rests=1.0)
    frame = made.pieces["one",]
    at = frame.get_left()[0]
    for k, value in enumerate(q):
        part = made.pieces["part", k]
        assert part.get_left()[0] == pytest.approx(at)
        assert part.width == pytest.approx(value * frame.width)
        at = part.get_right()[0]
    assert (at > frame.get_right()[0] + 1e-9) == (sum(q) > 1)
    assert made.pieces["number",].get_right()[0] < frame.get_left()[0]


def test_a_name_is_not_told_where_its_piece_lies_across_the_end_of_the_frame():
    rooms = []
    for q in ([0.3, 0.1, 0.6], [0.6, 0.1, 0.6]):
        made = made_of(q)
        made.zone = Zone(0.0, 13.0, 0.0, 1.0)
        made.tune([made.zone], by_number=True)
        made.redraw(rests=1.0)
        rooms.append(metadata(made.pieces["name", 2]).visibility)
    assert rooms == [1.0, 0.0]
