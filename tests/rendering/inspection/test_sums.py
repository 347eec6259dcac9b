"""A sum is right if its digits, as they are shown, add up."""

import pytest
from manim import VGroup

from rendering.inspection.sums import contradiction
from stage.mobjects.declared import adds_up
from stage.mobjects.text import Number, Words
from tests.rendering.inspection.small_scenes import broken, inspected


@pytest.mark.parametrize(
    ("terms", "total"),
    [
        (["0.120", "0.644", "0.483", "0.241"], "1.488"),
        (["0.25", "0.75"], "= 1.00 nats"),
        (["1.5", "−0.5"], "1.0"),
        (["<0.01", "0.31"], "0.31"),  # something between 0 and 0.01 is left out
        ([">−0.01", "0.31"], "0.31"),
        (["∞", "0.31"], "= ∞"),
        (["1.00×10⁵", "2.00×10⁵"], "3.00×10⁵"),
        (["1.00×10⁻²", "0.02"], "0.03"),
        ([".5", ".5"], "1"),
        (["0.3", "0.3"], "≈ 0.7"),  # it says that it is not exact
        (["p_1", "words"], "more words"),
    ],
)
def test_sum_that_adds_up_as_shown_is_right(terms, total):
    assert contradiction(terms, total) is None


@pytest.mark.parametrize(
    ("terms", "total", "said"),
    [
        (["0.33", "0.33", "0.33"], "1.00", "0.33 + 0.33 + 0.33 makes 0.99, not 1.00"),
        (["0.12", "−0.02"], "= 0.11 nats", "0.12 + −0.02 makes 0.10, not 0.11"),
        (["<0.01", "0.31"], "0.33", "<0.01 + 0.31 makes between 0.31 and 0.32, not 0.33"),
        (["∞", "0.31"], "0.31", "∞ + 0.31 makes Infinity, not 0.31"),
        (["1.00×10⁵", "2"], "1.00×10⁵", "1.00×10⁵ + 2 makes 100002, not 1.00×10⁵"),
    ],
)
def test_sum_that_a_viewer_can_find_wrong_is_told(terms, total, said):
    assert contradiction(terms, total) == said


def sum_of(*values, total, on_stage=None):
    numbers = [
        Number(v, lambda v: f"{v:.2f}").shift([2 * k - 4, 0, 0]) for k, v in enumerate(values)
    ]
    shown = Words(total).shift([4, 0, 0])
    adds_up(shown, *numbers)

    def construct(self):
        self.add(VGroup(*numbers[:on_stage]), shown)
        self.wait(2)

    return construct


def test_sum_on_stage_that_does_not_add_up_is_found():
    assert broken(sum_of(0.125, 0.375, total="= 0.50"), motion=False) == set()  # 0.12 + 0.38
    assert broken(sum_of(0.335, 0.335, total="= 0.67"), motion=False) == {"sum"}  # 0.34 + 0.34
    (finding,) = inspected(sum_of(0.25, 0.25, total="= 0.51"), motion=False)
    assert finding.what == "0.25 + 0.25 makes 0.50, not 0.51"


def test_sum_of_which_a_term_is_not_on_stage_yet_is_not_judged():
    assert broken(sum_of(0.25, 0.25, total="= 0.51", on_stage=1), motion=False) == set()


def test_sum_has_a_term():
    with pytest.raises(ValueError, match="a sum has terms"):
        adds_up(Words("1"))
