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
    assert words.push(n, named=False).endswith("the loss hears q₂.")
    assert "−q₂ × q₃" in words.true(n)
    assert words.back(n).endswith("−1/q₂ per q₂.")
    assert "On to z₃, times −q₂ × q₃: q₂ cancels, q₃ is left." in words.walk(n)


def test_a_class_is_called_by_name_if_it_has_one():
    assert "{pushed_class}" in words.push(told(), named=True)
    assert "{pushed_class}" not in words.push(told(), named=False)


def test_a_product_that_does_not_come_out_is_told_as_about():
    assert words.formulas(told())[6].endswith('times ({{"−0.199":between}}) = {{"+0.633":own}}')
    other = told(logits=[30, -30, 0, 5], target=1)
    assert not other.multiplies
    assert "approx" in words.formulas(other)[6]


def test_a_rate_of_q_is_told_as_a_product_of_what_the_faders_say_if_that_comes_out():
    assert words.formulas(told())[3].endswith('{{"−0.199":between}} = -"0.315" times "0.633"')
    other = told(logits=[30, -30, 0, 5], target=1)
    assert not other.multiplies_q
    assert words.formulas(other)[3].endswith("= -q_2 times q_1")


def test_a_quotient_is_told_of_two_steps_and_is_their_product():
    assert words.formulas(told())[1] == (
        '"rate" = "change"\\/"push" = "1.0"\\/"0.5" = 2 = 1 times 2'
    )


def test_one_probability_is_struck_out_of_the_product_and_the_other_is_left():
    before, after = words.formulas(told())[7:9]
    assert before.count("q_1") == after.count("cancel(q_1)") == 2
    assert after.endswith('= {{+q_3:own}} = +"0.633"')


def test_the_gradient_is_told_for_each_class_if_there_are_few():
    assert words.formulas(told())[-1] == (
        '"gradient" = {{q:qs}} - {{p:ps}} = ({{"0.315":rate0}} - {{1:one}}, {{"0.009":rate1}}, '
        '{{"0.633":rate2}}, {{"0.043":rate3}})'
    )
    assert words.formulas(told(logits=[0] * 5))[-1].endswith("{{p:ps}}")


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10])
@pytest.mark.parametrize("target", [0, 1])
def test_captions_have_ninety_characters_at_most(logits, target):
    n = told(logits=logits, target=target)
    said = [words.toy(), words.longer(), words.rate(), words.true(n), words.back(n), words.walk(n)]
    said.append(words.answer())
    said.append(words.push(n, named=True).format(pushed_class="W" * 12, pushes=n.pushes))
    assert max(map(len, said)) <= 90
