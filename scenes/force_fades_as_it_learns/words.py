"""What ``ForceFadesAsItLearns`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers
from scenes.judging import is_a_little, is_far, is_hardly_any, is_near_all
from stage.digits import subscript, write

__all__ = [
    "answer",
    "flight",
    "loss",
    "parts",
    "question",
    "reason",
    "room",
    "second_flight",
    "times",
    "worse",
]

TWICE, MANY = 2.0, 1000.0
"""How many times as large a loss becomes where that is told, and one of which that tells nothing.
"""


def _q(n: ForceFadesAsItLearnsNumbers) -> str:
    return f"q{subscript(n.target + 1)}"


def _z(n: ForceFadesAsItLearnsNumbers) -> str:
    return f"z{subscript(n.target + 1)}"


def _how(n: ForceFadesAsItLearnsNumbers) -> str:
    is_wrong = is_near_all(float(n.start_pulls[1]))
    return "far worse" if is_wrong and is_far(n.loss_times) else "worse"


def _fades(n: ForceFadesAsItLearnsNumbers, start: int) -> str:
    """How the pull fades on the way from one of the two starts."""
    lost = 1 - float(n.end_pulls[start] / n.start_pulls[start])
    if is_hardly_any(lost):
        return "hardly fades"
    return "fades a little" if is_a_little(lost) else "fades"


def question(n: ForceFadesAsItLearnsNumbers) -> str:
    """At first."""
    return (
        f"The truth pulls {_z(n)} up by 1, the prediction back by {_q(n)}: "
        "{start_pulls[0]:{pull_form}} is left."
    )


def loss(n: ForceFadesAsItLearnsNumbers) -> str:
    """While the loss comes beside it."""
    return "Beside it, to the same scale: the loss, {start_losses[0]:{moving_form}}."


def flight(n: ForceFadesAsItLearnsNumbers) -> str:
    """While the logits go from where they are."""
    first, last = (float(pulls[0]) for pulls in (n.start_pulls, n.end_pulls))
    step = f"Each step lifts {_z(n)} by {{learning_rate:exact}} times its pull. "
    if is_hardly_any(first):
        return step + "It hardly pulls."
    if is_near_all(last):
        return step + f"{_q(n)} stays small, the pull full."
    pull = "the pull" if _fades(n, 0) == "fades" else "that"
    return step + f"As {_q(n)} grows, {pull} {_fades(n, 0)}."


def room(n: ForceFadesAsItLearnsNumbers) -> str:
    """While the axis grows."""
    return f"Would a {_how(n)} prediction pull far harder?"


def parts(n: ForceFadesAsItLearnsNumbers) -> bool:
    """Whether the loss becomes many times as large, and the pull does not."""
    return TWICE < n.loss_times < MANY and n.pull_times < n.loss_times / TWICE


def worse(n: ForceFadesAsItLearnsNumbers) -> str:
    """While it goes back, and the true logit is dragged down."""
    if parts(n):
        return f"Back, and drag {_z(n)} down: how many times the loss, how many times the pull?"
    return (
        f"Back, and drag {_z(n)} down: the loss becomes {{start_losses[1]:{{loss_form}}}}, "
        "the pull {start_pulls[1]:{pull_form}}."
    )


def times(value: float) -> str:
    """How many times as large something becomes."""
    return "×" + write(value, ".1f")


def second_flight(n: ForceFadesAsItLearnsNumbers) -> str:
    """While the logits go from there."""
    first, last = (float(pulls[1]) for pulls in (n.start_pulls, n.end_pulls))
    if is_hardly_any(first):
        return "It still hardly pulls: this is not far enough to be wrong."
    if is_near_all(last):
        return f"{n.steps} steps are not enough: it is still badly wrong, and pulls at full."
    if not is_near_all(first):
        return f"Again each step lifts {_z(n)}, {_q(n)} grows, and the pull {_fades(n, 1)}."
    return "The pull stays near 1 while the prediction is badly wrong, then it fades."


def answer(n: ForceFadesAsItLearnsNumbers) -> str:
    """How hard the true logit is pulled; a formula."""
    i = n.target + 1
    return f'"pull on" z_{i} = {{{{1:pull}}}} - {{{{q_{i}:q}}}} < 1'


def reason(n: ForceFadesAsItLearnsNumbers) -> str:
    """The last words, below the answer."""
    return f"It never pulls by more than 1, however large the loss, and fades as {_q(n)} nears 1."
