"""What ``GradientHeatmap`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.gradient_heatmap import words


def told(**parameters):
    scene = entry("GradientHeatmap")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_the_logit_that_is_dragged_is_named():
    for say in (words.slope, words.drag):
        assert "z₁" in say(told())
        assert "z₃" in say(told(target=2))
    assert "light 3" in words.slope(told(target=2))


def test_lights_fade_only_if_they_are_seen_to():
    assert "all lights fade." in words.drag(told())  # .685 to .327
    assert "hardly fade" in words.drag(told(logits=[30, -30, 0, 5], target=0))  # dark already
    assert "all lights fade" in words.drag(told(logits=[30, -30, 0, 5], target=1))  # 1 to .31


def test_rows_that_join_are_counted():
    assert "Seven more examples" in words.batch(told())
    assert "Eleven more examples" in words.batch(told(size=12))
    assert "One more example" in words.batch(told(size=2))


def test_the_worst_row_is_named_and_dark_ones_only_if_there_are_some():
    top = "The worst go on top: row 7 first. Where a row is dark, q agrees with p."
    assert words.read(told()) == top
    alone = words.read(told(batch=[[9, 0, 0, 0]], targets=[3]))
    assert alone == "The worst go on top: row 2 first."


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10])
@pytest.mark.parametrize("size", [2, 8, 12])
def test_captions_have_ninety_characters_at_most(logits, size):
    n = told(logits=logits, size=size, target=len(logits) - 1)
    names = ("prediction", "truth", "slope", "drag", "batch", "wrong", "read")
    said = [words.ANSWER, *(getattr(words, name)(n) for name in names)]
    assert max(map(len, said)) <= 90
