"""What is drawn on a canvas carries what it can be measured by."""

import pytest

from stage.drawing.canvas import Canvas
from stage.mobjects.metadata import metadata
from tests.stage.small_parts import Block


@pytest.mark.parametrize(("opacity", "is_measured"), [(1.0, True), (0.9, False)])
def test_rectangle_is_measured_once_it_is_wholly_there(opacity, is_measured):
    draw = Canvas(Block("a part"))
    bar = draw.rectangle(
        "bar", left=1.0, right=3.0, bottom=0.0, top=0.5, color="#FFFFFF", opacity=opacity,
        measures=("x", 0.4),
    )  # fmt: skip
    measured = metadata(bar).measured
    assert (measured is not None) == is_measured
    if measured is not None:  # two units of length tell .4: five units a one
        assert (measured.kind, measured.unit) == ("length", (5.0, 0.0))
