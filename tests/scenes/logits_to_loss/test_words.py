import re

import pytest

from scenes import entry
from scenes.logits_to_loss import words
from stage.narration import Narration
from stage.numbers import fields_of


def told(**parameters):
    scene = entry("LogitsToLoss")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def plain(form):
    """A formula without the names of its pieces."""
    return re.sub(r"\{\{(.*?):\w+\}\}", r"\1", form)


def test_the_loss_becomes_a_difference_of_logits():
    known, total, share, ratio, split, gap = map(plain, words.formulas(told()))
    assert known == '"loss" = ln(1\\/q_1) = "1.16" "nats"'
    assert total == 'Z = e^(z_1) + e^(z_2) + e^(z_3) + e^(z_4) = "38.73"'
    assert share == "q_1 = e^(z_1) \\/ Z"
    assert ratio == '"loss" = ln(1\\/q_1) = ln(Z \\/ e^(z_1))'
    assert split == '"loss" = ln(1\\/q_1) = ln Z - ln e^(z_1)'
    assert gap == '"loss" = ln(1\\/q_1) = ln Z - z_1 = "3.66" - "2.50" = "1.16" "nats"'
    assert words.symbols(told()) == ("e^z", "Z =", "e^(z_1) =", "z_1 =", "ln Z =")


def test_what_was_taken_off_all_is_told_where_it_was():
    n = told(logits=[30, -30, 0, 5], target=1)
    _, total, share, ratio, split, gap = map(plain, words.formulas(n))
    curve, _, true, logit, wall = words.symbols(n)
    assert (curve, true) == ('e^(z - "max")', 'e^(z_2 - "max") =')
    assert (logit, wall) == ("z_2 =", "")  # ln Z is not where the wall is
    assert total.startswith('Z = e^(z_1 - "max") + ... + e^(z_4 - "max")')
    assert share == 'q_2 = e^(z_2 - "max") \\/ Z'
    assert ratio == '"loss" = ln(1\\/q_2) = ln(Z \\/ e^(z_2 - "max"))'
    assert split == '"loss" = ln(1\\/q_2) = ln Z - ln e^(z_2 - "max")'
    assert gap == '"loss" = "max" + ln Z - z_2 = "30.00" - ("−30.00") = "60.00"'
    assert words.climbing(n).startswith("Take the largest off all")
    assert words.climbing(told()).startswith("Up the exponential curve")


def test_a_difference_that_does_not_hold_is_not_told():
    gap = plain(words.formulas(told(logits=[30, -30]))[-1])
    assert re.fullmatch(r'"loss" = "max" \+ ln Z - z_1 = "8\.76×10⁻²⁷"', gap)  # e to the -60


def test_a_long_last_formula_is_told_without_its_beginning():
    gap = plain(words.formulas(told(logits=[-100, 5]))[-1])
    assert gap == '"loss" = ln Z - z_1 = "5.00" - ("−100.00") = "105.00"'


def test_the_last_words_say_where_the_gap_is():
    assert "from z₁ to ln Z" in words.answer(told())
    assert "from z₁ to where the whole stands" in words.answer(told(logits=[30, -30]))


def test_a_sum_that_does_not_add_up_is_about():
    assert plain(words.formulas(told(logits=[1, 1, 1, 1]))[1]).endswith('approx "10.87"')
    assert plain(words.formulas(told(logits=[0] * 10))[1]).endswith('... + e^(z_10) = "10.00"')


@pytest.mark.parametrize("parameters", [{}, {"logits": [0] * 10}, {"logits": [30, -30]}])
def test_captions_have_ninety_characters_at_most(parameters):
    n = told(**parameters)
    said = [words.question(n), words.climbing(n), words.stacking(n), words.dividing(n),
            words.WHOLE, words.TRUE, words.answer(n)]  # fmt: skip
    values = fields_of(n) | {"true_class": "WWWWWWWWWWWW"}
    assert max(len(Narration(template, values).text) for template in said) <= 90
