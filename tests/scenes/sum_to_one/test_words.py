import re

import pytest

from scenes import entry
from scenes.sum_to_one import words
from stage.narration import Narration
from stage.numbers import fields_of


def told(**parameters):
    scene = entry("SumToOne")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_one_other_loses_and_more_lose():
    assert "the others lose exactly what q₄ gains" in words.raising(told())
    assert "the other loses exactly what" in words.raising(told(logits=[2, 1]))


def test_two_classes_make_a_sigmoid_and_leave_nothing_to_share():
    n = told(logits=[1, 2])
    assert "sigmoid" in words.out(n)
    assert "divides both" in words.back(n)
    assert "Slide the other along its edge" in words.squeezed(n)
    assert "the edge is straight" in words.point(n)
    assert words.answer(n) == "No: what one gains, the other loses."


def test_factor_is_told_as_exact_if_it_is_the_quotient_of_what_is_told():
    assert words.factor(told()) == '"factor of all others" ='  # .20 / .96 = .21, as they are told
    assert words.factor(told(end=700)) == '"factor of all others" approx'
    assert words.factor(told(logits=[1, 2])).startswith('"factor of the other"')


def test_what_the_true_class_pays_is_its_loss_before_and_after():
    assert words.cost(told()) == '"loss" "1.16" -> "2.72"'  # ln(1 / .3145), and ln(1 / .0656)


@pytest.mark.parametrize(
    ("parameters", "below", "term"),
    [
        ({}, "e^(z_1) + e^(z_2) + e^(z_3) + e^(z_4)", "+ e^(z_4)"),
        ({"raised": 1}, "e^(z_1) + e^(z_2) + e^(z_3) + e^(z_4)", "e^(z_2) +"),
        ({"raised": 0, "target": 1}, "e^(z_1) + e^(z_2) + e^(z_3) + e^(z_4)", "e^(z_1) +"),
        ({"logits": [0] * 10, "raised": 4}, "... + e^(z_5) + ...", "e^(z_5) +"),
    ],
)
def test_the_raised_logit_is_one_more_term_of_the_sum_that_all_are_divided_by(
    parameters, below, term
):
    def summed(form):
        plain = re.sub(r"\{\{(.*?):\w+\}\}", r"\1", form)
        return plain.partition("\\(")[2].rpartition("\\)")[0].strip()

    without, whole, _ = words.formulas(told(**parameters))
    assert summed(whole) == below
    assert f"{{{{{term}:raised}}}}" in whole
    assert summed(without).replace(" ", "") == below.replace(term, "").replace(" ", "")


def test_what_the_true_class_has_of_what_is_left_is_told_as_a_line():
    # .3145 / (1 - .0426) = .3285
    *_, line = words.formulas(told())
    assert line.split() == ["{{q_1:q}}", "{{=:start}}", "0.33", "(1", "-", "{{q_4:raised}})"]
    *_, line = words.formulas(told(logits=[-30, 0, 30, 1]))  # next to nothing
    assert '"share" dot' in line


def test_of_two_classes_neither_is_left_out_of_the_sum():
    whole, line = words.formulas(told(logits=[1, 2]))
    assert line.split() == ["{{q_1:q}}", "{{=:start}}", "1", "-", "{{q_2:raised}}"]
    assert "{{e^(z_1):before}} {{+ e^(z_2):raised}}" in whole


@pytest.mark.parametrize("parameters", [{}, {"logits": [0] * 10}, {"logits": [0, 9], "target": 0}])
def test_captions_have_ninety_characters_at_most(parameters):
    n = told(**parameters)
    said = [
        words.question(n), words.raising(n), words.point(n), words.out(n), words.back(n),
        words.loss(n), words.answer(n), words.squeezed(n),
    ]  # fmt: skip
    values = fields_of(n) | {"raised_class": "WWWWWWWWWWWW"}
    assert max(len(Narration(template, values).text) for template in said) <= 90
