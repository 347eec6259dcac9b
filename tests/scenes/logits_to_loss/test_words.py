import re

import pytest

from scenes import entry
from scenes.logits_to_loss import words
from scenes.narration import Narration
from scenes.numbers import fields_of


def told(**parameters):
    scene = entry("LogitsToLoss")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def plain(form):
    """A formula without the names of its pieces."""
    return re.sub(r"\{\{(.*?):\w+\}\}", r"\1", form)


def test_the_loss_becomes_a_difference_of_logits():
    known, total, share, split, gap = map(plain, words.formulas(told()))
    assert known == '"loss" = ln(1\\/q_1) = "1.16"'
    assert total == 'Z = e^(z_1) + e^(z_2) + e^(z_3) + e^(z_4) = "38.73"'
    assert share == "q_1 = e^(z_1) \\/ Z"
    assert split == '"loss" = ln(1\\/q_1) = ln "38.73" - ln "12.18"'
    assert gap == '"loss" = ln Z - z_1 = "3.66" - "2.50" = "1.16"'


def test_what_was_taken_off_all_is_told_where_it_was():
    n = told(logits=[30, -30, 0, 5], target=1)
    _, total, share, split, gap = map(plain, words.formulas(n))
    assert words.symbol(n) == 'e^(z - "max")'
    assert total.startswith('Z = e^(z_1 - "max") + ... + e^(z_4 - "max")')
    assert share == 'q_2 = e^(z_2 - "max") \\/ Z'
    assert split == '"loss" = ln(1\\/q_2) = "max" + ln Z - z_2'
    assert gap == '"loss" = "max" + ln Z - z_2 = "30.00" - ("−30.00") = "60.00"'
    assert words.climbing(n).startswith("Take the largest off all")
    assert words.climbing(told()).startswith("Up the exponential curve")


def test_a_difference_that_does_not_hold_is_not_told():
    gap = plain(words.formulas(told(logits=[30, -30]))[-1])
    assert re.fullmatch(r'"loss" = "max" \+ ln Z - z_1 = "8\.76×10⁻²⁷"', gap)  # e to the -60


def test_a_sum_that_does_not_add_up_is_about():
    assert plain(words.formulas(told(logits=[1, 1, 1, 1]))[1]).endswith('approx "10.87"')
    assert plain(words.formulas(told(logits=[0] * 10))[1]).endswith('... + e^(z_10) = "10.00"')


@pytest.mark.parametrize("parameters", [{}, {"logits": [0] * 10}, {"logits": [30, -30]}])
def test_captions_have_ninety_characters_at_most(parameters):
    n = told(**parameters)
    said = [words.question(n), words.climbing(n), words.stacking(n), words.dividing(n),
            words.WHOLE, words.TRUE, words.ANSWER]  # fmt: skip
    values = fields_of(n) | {"true_class": "WWWWWWWWWWWW"}
    assert max(len(Narration(template, values).text) for template in said) <= 90
