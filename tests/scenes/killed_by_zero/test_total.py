"""Whether a sum is 1 is said as far as it is told."""

import pytest

from scenes.digits import writer
from scenes.killed_by_zero.total import Total
from scenes.theme import Zone


@pytest.mark.parametrize(
    ("total", "other"), [(1.0, 0.0), (1.00004, 0.0), (1.3166, 1.0), (0.9999, 1.0)]
)
def test_sum_that_is_not_1_says_so(total, other):
    made = Total("the sum", 1.0, write=writer(".4f"))
    made.zone = Zone(0.0, 6.0, 0.0, 1.0)
    made.values["value"] = total
    made.redraw(rests=1.0)
    assert made.pieces["number",].text == writer(".4f")(total)
    assert made.pieces["unit",].room == other
