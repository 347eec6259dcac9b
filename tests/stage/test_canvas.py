"""What is drawn on a canvas carries what it can be measured by."""

import numpy as np
import pytest

from stage.cast import CAST, YARD
from stage.drawing.canvas import Canvas
from stage.mobjects.metadata import metadata
from tests.stage.small_figures import Pillar


@pytest.mark.parametrize(("opacity", "is_measured"), [(1.0, True), (0.9, False)])
def test_rectangle_is_measured_once_it_is_wholly_there(opacity, is_measured):
    draw = Canvas(Pillar())
    bar = draw.rectangle(
        "bar", left=1.0, right=3.0, bottom=0.0, top=0.5, color="#FFFFFF", opacity=opacity,
        measures=("x", 0.4),
    )  # fmt: skip
    measured = metadata(bar).measured
    assert (measured is not None) == is_measured
    if measured is not None:  # two units of length tell .4: five units a one
        assert (measured.kind, measured.unit) == ("length", (5.0, 0.0))


def test_polygons_are_one_piece_of_closed_ways_that_do_not_meet():
    squares = np.array([[(0, 0), (1, 0), (1, 1), (0, 1)], [(3, 0), (4, 0), (4, 2), (3, 2)]], float)
    piece = Canvas(Pillar()).polygons("bars", points=squares, color="#FFFFFF")
    ways = piece.get_subpaths()
    assert len(ways) == 2
    for way, square in zip(ways, squares, strict=True):
        assert way[0] == pytest.approx(way[-1])
        assert (way[:, :2].min(axis=0) == square.min(axis=0)).all()
        assert (way[:, :2].max(axis=0) == square.max(axis=0)).all()


@pytest.mark.parametrize("name", CAST + YARD)
def test_pictograms_lie_within_their_square_and_those_of_the_yard_stand_on_its_edge(name):
    figure = Pillar()
    assert Canvas(figure).pictogram("picture", name=name, at=(3, 1), height=2, color="#FFFFFF")
    corners = figure.pieces["picture",].points[:, :2]
    assert (corners >= [2 - 1e-9, -1e-9]).all()
    assert (corners <= [4 + 1e-9, 2 + 1e-9]).all()
    if name in YARD:
        assert corners[:, 1].min() == pytest.approx(0)


def test_another_name_has_no_pictogram():
    assert not Canvas(Pillar()).pictogram("picture", name="pond", at=(0, 0), height=1, color="#000")
