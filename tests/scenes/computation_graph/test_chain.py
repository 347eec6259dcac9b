"""The picture of ``ComputationGraph``: blocks to one scale, and a walk that ends on what it met."""

import pytest

from scenes import entry
from scenes.computation_graph.scene import ComputationGraph
from tests.scenes.playing import play

SCENE = entry("ComputationGraph")


@pytest.fixture(scope="module")
def ends():
    """What the figure has drawn at the end of each beat: left, bottom, right, top by piece."""
    seen = {}

    def look(story):
        seen[story.beats[-1].name] = {
            key: (*piece.get_corner([-1, -1, 0])[:2], *piece.get_corner([1, 1, 0])[:2])
            for key, piece in story.figure.pieces.items()
            if len(piece.points)
        }

    play(ComputationGraph, SCENE.parameters_type()(), fps=5, width=854, height=480, draw=False,
         look=look)  # fmt: skip
    return seen


def height(box):
    return box[3] - box[1]


def test_what_is_pushed_and_what_the_sum_rises_by_are_as_high(ends):
    drawn = ends["rate"]
    assert height(drawn["step", "a"]) == pytest.approx(height(drawn["step", "c"]))
    # A step of 1 is half as high as a column of 2.
    assert height(drawn["step", "a"]) == pytest.approx(height(drawn["number", "a"]) / 2)


def test_the_three_magnified_blocks_are_to_one_scale(ends):
    drawn = ends["measure"]
    push = height(drawn["block", 0])
    assert height(drawn["block", 2]) / push == pytest.approx(0.633, abs=5e-4)
    # The share sinks: its column is shorter by as much as is hatched.
    sinks = drawn["body", 0][3] - drawn["body", 1][3]
    assert sinks / push == pytest.approx(0.199, abs=5e-4)


def test_the_walking_tag_ends_on_the_measured_one(ends):
    drawn, pixel = ends["walk"], 1 / 60
    walker, parked = drawn["walker",], drawn["parked", "box"]
    for low, high in ((0, 2), (1, 3)):
        assert (walker[low] + walker[high]) / 2 == pytest.approx(
            (parked[low] + parked[high]) / 2, abs=pixel
        )


def test_at_last_each_score_has_its_tag_and_the_measured_one_is_among_them(ends):
    drawn = ends["all"]
    rows = [drawn["rate of score", k, "box"] for k in (0, 1, 3)]
    rows.insert(2, drawn["parked", "box"])
    for k, row in enumerate(rows):
        name = drawn["score", k]
        assert row[2] < name[0]
        assert name[1] - 0.4 < (row[1] + row[3]) / 2 < name[3]
