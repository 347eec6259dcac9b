"""What ``ComputationGraph`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.computation_graph import words


def told(**parameters):
    scene = entry("ComputationGraph")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_the_logit_and_the_probability_that_are_meant_are_named():
    n = told(target=1)
    assert "z₃" in words.push(n, named=False)
    assert "q₂" in words.walk(n)
    assert "−q₂ × q₃" in words.true(n)
    assert "q₂(1 − q₂) at z₂" in words.walk(n)


def test_a_class_is_called_by_name_if_it_has_one():
    assert "{pushed_class}" in words.push(told(), named=True)
    assert "{pushed_class}" not in words.push(told(), named=False)


def test_a_product_that_does_not_come_out_is_told_as_about():
    n = told()
    assert words.formulas(n)[2].endswith('times ({{"−0.199":between}}) = {{"+0.633":own}}')
    assert words.walk(n).endswith(". The same!")
    other = told(logits=[30, -30, 0, 5], target=1)
    assert not other.multiplies
    assert "approx" in words.formulas(other)[2]
    assert words.walk(other).endswith("About the same!")


def test_what_is_divided_is_told_so_that_it_comes_out():
    assert words.formulas(told())[1] == '"loss per" q_1 = -1\\/"0.31454" = {{"−3.179":left}}'
    assert "q_1 = -1\\/q_1" in words.formulas(told(logits=[-300, 0]))[1]


def test_the_gradient_is_told_as_a_list_if_it_is_short():
    assert words.formulas(told())[3] == (
        '"gradient" = '
        '({{"−0.685":left}}, {{"+0.0095":rate1}}, {{"+0.633":own}}, {{"+0.043":rate3}})'
    )
    assert len(words.formulas(told(logits=[0] * 5))) == 3


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10])
@pytest.mark.parametrize("target", [0, 1])
def test_captions_have_ninety_characters_at_most(logits, target):
    n = told(logits=logits, target=target)
    said = [words.toy(), words.longer(), words.less(), words.true(n), words.walk(n), words.answer()]
    said.append(words.push(n, named=True).format(pushed_class="W" * 12, pushes=n.pushes))
    assert max(map(len, said)) <= 90
