"""Descriptions of what ``QuadraticVersusLog`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "wrong": Quantity("The wrong share"),
        "right": Quantity("The right share"),
        "step": Quantity("The small step"),
        "steps[0]": Quantity("The wrong share"),
        "q": Quantity("The share q", of=("cross entropy", "the quadratic loss")),
        "learn.q": Quantity(
            "The shares q", of=("that of cross entropy", "that of the quadratic loss")
        ),
        "z": Quantity("Its score", of=("cross entropy", "the quadratic loss")),
        "learn.z": Quantity(
            "Their scores", of=("that of cross entropy", "that of the quadratic loss")
        ),
        "loss": Quantity("The losses", of=("cross entropy", "the quadratic loss")),
        "pull": Quantity("The pulls", of=("cross entropy", "the quadratic loss")),
        "steep[0]": Quantity("How steep cross entropy is at the wrong share"),
        "steep[1]": Quantity("How steep the quadratic loss is there"),
        "pulls[0]": Quantity("How steep cross entropy is over the score"),
        "pulls[1]": Quantity("How steep the quadratic loss is over the score"),
        "ends[0]": Quantity("Where cross entropy gets"),
        "ends[1]": Quantity("Where the quadratic loss gets"),
        "times": Quantity("At the wrong share, cross entropy pulls harder, by a factor of"),
        "epochs": Quantity("The number of steps in which both learn"),
    },
    visible={
        "mistake": "Two curves of a loss over a ruler of the share q, with a ball on each: "
        "cross entropy, ln(1/q), and the quadratic loss, (1 − q) squared. Both balls go from the "
        "right share to the wrong one. There, a plank down each hill is as steep as the hill.",
        "guess": "Rings on the quadratic loss are guesses of where its ball will get.",
        "stretch": "The ruler of the share is stretched until it is even in the score, and both "
        "curves with it; heights stay. Cross entropy leans back and becomes a ramp, the quadratic "
        "loss a plateau.",
        "pull": "Beside the balls, the gap between two ticks lights up. Out of it comes q times "
        "1 − q, and each steepness times that is a pull, an arrow at its ball, along the score. "
        "Above, as formulas: 1/q times q(1 − q) is 1 − q, and 2(1 − q) times q(1 − q) is "
        "2q(1 − q) squared.",
        "race": "Both balls follow their pulls down their hills, and leave a dot every tenth of "
        "the steps.",
        "answer": "Both trails of dots, with the pulls at the start and the shares at the end.",
    },
)
