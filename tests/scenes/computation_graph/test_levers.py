"""The picture of ``ComputationGraph``: levers to one scale, and walks that end on what they met."""

import pytest

from scenes import entry
from scenes.computation_graph.scene import ComputationGraph
from tests.scenes.playing import play

SCENE = entry("ComputationGraph")


@pytest.fixture(scope="module")
def seen():
    """What the figure has drawn at the end of each beat, and when the loss was highest in it.

    Left, bottom, right, top by piece.
    """
    ends, highest = {}, {}

    def look(story):
        beat = story.beats[-1].name
        boxes = {
            key: (*piece.get_corner([-1, -1, 0])[:2], *piece.get_corner([1, 1, 0])[:2])
            for key, piece in story.figure.pieces.items()
            if len(piece.points)
        }
        ends[beat] = boxes
        if story.figure.pushed_by >= highest.get(beat, (0.0,))[0]:
            highest[beat] = story.figure.pushed_by, boxes

    play(ComputationGraph, SCENE.parameters_type()(), fps=5, width=854, height=480, draw=False,
         look=look)  # fmt: skip
    return ends, highest


def height(box):
    return box[3] - box[1]


def middle(box):
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def test_what_score_share_and_loss_have_moved_by_is_drawn_to_one_scale(seen):
    hair, drawn = seen[1]["loss"]
    assert hair == 1
    push, share, loss = (height(drawn["block", i]) for i in range(3))
    assert share / push == pytest.approx(0.199, abs=5e-4)
    assert loss / push == pytest.approx(0.633, abs=5e-4)
    # Up, down and up: all from one level.
    level = drawn["block", 0][1]
    assert (drawn["block", 1][3], drawn["block", 2][1]) == pytest.approx((level, level))


def test_arms_of_both_levers_are_as_long_as_their_ends_move(seen):
    _, drawn = seen[1]["loss"]
    x = [middle(drawn["block", i])[0] for i in range(3)]
    first, second = (middle(drawn["fulcrum", i])[0] for i in range(2))
    assert (x[1] - first) / (first - x[0]) == pytest.approx(0.199, abs=5e-4)
    assert (x[2] - second) / (second - x[1]) == pytest.approx(3.18, abs=5e-3)


def test_the_walk_ends_on_the_tag_that_was_measured(seen):
    drawn, pixel = seen[0]["same"], 1 / 60
    assert middle(drawn["chip", 4, "box"]) == pytest.approx(
        middle(drawn["measured", "box"]), abs=pixel
    )


def test_the_walk_to_all_scores_ends_on_what_their_pushes_measured(seen):
    drawn, pixel = seen[0]["count"], 1 / 60
    for k in range(4):
        tag = middle(drawn["rate", k, "box"])
        assert middle(drawn["found", k, "box"]) == pytest.approx(tag, abs=pixel)
        # Left of its score, and as high as nothing else's.
        score = drawn["score", k]
        assert drawn["rate", k, "box"][2] < score[0]
        assert score[1] - 0.4 < tag[1] < score[3]
