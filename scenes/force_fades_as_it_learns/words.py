"""What ``ForceFadesAsItLearns`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript, write
from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers

__all__ = ["answer", "flight", "learn", "question", "reason", "second_flight", "worse"]

FADED, STRONG, SLACK = 0.5, 0.9, 0.1
"""Shares of a first pull below which it has faded; a pull that is as good as full; and none."""


def question(n: ForceFadesAsItLearnsNumbers) -> str:
    """At first."""
    q = f"q{subscript(n.target + 1)}"
    return f"Each arrow is as thick as its pull. For the true class that is what {q} leaves of 1."


def learn(n: ForceFadesAsItLearnsNumbers) -> str:
    """While rails become an axis, along which steps are made."""
    z = f"z{subscript(n.target + 1)}"
    return (
        f"Each step lifts {z} by {{learning_rate:exact}} times its pull. "
        "Behind it stays the band of 1."
    )


def flight(n: ForceFadesAsItLearnsNumbers) -> str:
    """While the logits go from where they are."""
    first, last = (float(pulls[0]) for pulls in (n.start_pulls, n.end_pulls))
    q = f"q{subscript(n.target + 1)}"
    if first < SLACK:
        return f"It hardly pulls, for {q} is nearly 1 from the start: there is little to learn."
    if last > STRONG:
        return f"In {n.steps} steps {q} comes to little, so it pulls as hard as ever."
    if last > FADED * first:
        return f"As {q} grows, it leaves less of the 1, and the pull fades a little."
    return f"As {q} grows, it leaves less and less of the 1: the pull fades."


def worse(n: ForceFadesAsItLearnsNumbers) -> str:
    """While the true logit is dragged down."""
    first, second = (float(pull) for pull in n.start_pulls)
    how = "far worse" if second > STRONG > first else "worse"
    return (
        f"Rewind, start {how}: the loss is {{start_losses[1]:{{loss_form}}}}, not "
        "{start_losses[0]:{loss_form}}; the pull {start_pulls[1]:{pull_form}}, below 1."
    )


def second_flight(n: ForceFadesAsItLearnsNumbers) -> str:
    """While the logits go from there."""
    first, last = (float(pulls[1]) for pulls in (n.start_pulls, n.end_pulls))
    if first < SLACK:
        return "It still hardly pulls: this is not far enough to be wrong."
    if last > STRONG:
        return f"{n.steps} steps are not enough: it is still badly wrong, and pulls at full."
    return "The pull stays near 1 while the prediction is badly wrong, then it fades."


def answer(n: ForceFadesAsItLearnsNumbers) -> str:
    """How hard the true logit is pulled; a formula."""
    i = n.target + 1
    return f'"pull on the true logit" = {{{{1 - q_{i}:pull}}}}'


def reason(n: ForceFadesAsItLearnsNumbers) -> str:
    """The last words, below the answer."""
    q = f"q{subscript(n.target + 1)}"
    first, second = (write(float(pull), n.pull_form) for pull in n.start_pulls)
    if first == second:
        return (
            "From loss {start_losses[0]:{loss_form}} as from {start_losses[1]:{loss_form}} it "
            f"pulls by {{start_pulls[1]:{{pull_form}}}}, fading as {q} nears 1."
        )
    return (
        "From loss {start_losses[0]:{loss_form}} it pulls by {start_pulls[0]:{pull_form}}, from "
        "{start_losses[1]:{loss_form}} by {start_pulls[1]:{pull_form}}, "
        f"fading as {q} nears 1."
    )
