"""Areas and heights are told of classes that are shown alone."""

import pytest

from scenes import entry
from scenes.distribution_overlay import words


def told(**parameters):
    scene = entry("DistributionOverlay")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_of_few_classes_each_has_its_product_and_each_q_its_place_once():
    n = told()
    assert words.alone(n) == [1, 0, 2, 3]
    assert words.marked(n) == [1, 0]  # of .2 and .3
    assert words.surprise(n, 0) == '"1.204"'
    assert words.product(n, 0) == '{{"0.1":p}} dot.c {{"1.204":q}} = "0.120"'


@pytest.mark.parametrize(
    ("p", "alone"),
    [
        ([0.2] * 5, 1),  # of many, only the first
        ([0.5, 0.3, 0.2, 0], 3),  # what never comes has no area
        ([0, 1, 0], 1),
    ],
)
def test_of_many_classes_only_the_first_is_told_and_of_what_never_comes_nothing(p, alone):
    n = told(p=p, q=[1 / len(p)] * len(p))
    assert len(words.alone(n)) == alone
    assert words.alone(n)[0] == n.first
    assert words.marked(n) == [n.first]
