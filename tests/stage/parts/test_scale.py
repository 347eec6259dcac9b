import pytest

from stage.layout import Margin, Place, Scale, Size
from stage.theme import Zone


class Box:
    """A part of a given span, without anything around it."""

    def __init__(self, name, span):
        self.name, self.values, self._span = name, {}, span

    def least(self, room):
        return Size(0.1, 0.1)

    def margin(self, zone):
        return Margin()

    def span(self, axis):
        return self._span

    def place(self, zone):
        yield Place(self, zone)


def units(placed, name, axis="y"):
    return [place.units.get(axis) for place in placed[name]]


@pytest.fixture
def placed():
    one, other = Box("one", 2.0), Box("other", 1.0)
    zone, small = Zone(0, 4, 0, 4), Zone(0, 1, 0, 1)
    places = {
        "a": [*one.place(zone), *other.place(zone)],
        "b": [*one.place(small), *other.place(zone)],
    }
    return one, other, places


def test_a_scale_holds_only_within_the_arrangements_that_it_names(placed):
    one, other, places = placed
    Scale(((one, "y"), (other, "y")), within=("a",)).solve(places)
    assert units(places, "a") == [2.0, 2.0]  # 4 for a span of 2
    assert units(places, "b") == [None, None]


def test_an_axis_may_be_so_many_units_long_for_a_value_of_1(placed):
    one, other, places = placed
    Scale(((one, "y"), (other, "y", 4.0)), within=("a",)).solve(places)
    # The other has room for 4 / 4 = 1, the one for 2.
    assert units(places, "a") == [1.0, 4.0]


def test_the_unit_is_the_least_of_all_arrangements_within(placed):
    one, other, places = placed
    Scale(((one, "y"), (other, "y"))).solve(places)
    assert units(places, "a") == units(places, "b") == [0.5, 0.5]
