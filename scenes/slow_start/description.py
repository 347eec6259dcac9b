"""Descriptions of what ``SlowStart`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "weight": Quantity("The weight"),
        "bias": Quantity("The bias"),
        "x": Quantity("The input"),
        "learning_rate": Quantity("The learning rate"),
        "epochs": Quantity("The steps"),
        "asked": Quantity("What the neuron is asked for"),
        "shown": Quantity("What is really there"),
        "sure": Quantity("How sure the neuron is at the start"),
        "run.sure": Quantity("How sure each is", of=("quadratic loss", "cross entropy")),
        "back.sure": Quantity("How sure each is", of=("quadratic loss", "cross entropy")),
        "race.sure": Quantity("How sure each is", of=("quadratic loss", "cross entropy")),
        "rush.sure": Quantity("How sure each is", of=("quadratic loss", "cross entropy")),
        "over[0]": Quantity("The step after which it is below one half, quadratic loss"),
        "over[1]": Quantity("The step after which it is below one half, cross entropy"),
        "steps": Quantity("The steps made", of=("quadratic loss", "cross entropy")),
        "weak": Quantity("The pull of the quadratic loss"),
        "strong": Quantity("The pull of cross entropy"),
    },
    undescribed={"one_shown"},
    visible={
        "wrong": "An arrow leads from a picture of what is true up into a large disc, the neuron, "
        "which shows what it says. Beside the disc stands how sure it is.",
        "guess": "The disc goes to the left edge of a chart, near the top, the picture to its "
        "foot: steps of learning are across, how sure the neuron is goes up. Three rings on a "
        "dashed line at one half are guesses, each with a number of steps.",
        "wait": "A clock moves to the right, and the neuron with it, along the top of the chart. "
        "Each guess goes as it is passed. At last the neuron falls and its pictogram changes; a "
        "ring stays on the dashed line with the number of the step.",
        "curve": "The neuron goes back to its start, and the steps give way to scores. It slides "
        "level to its score, and an S-shaped curve from score to share is drawn: the neuron is on "
        "its flat upper end.",
        "error": "A dashed line from the neuron to the floor is the error. A copy of it turns to "
        "the left, with an arrow below it that is as long.",
        "pull": "The tangent of the curve at the neuron is drawn. Times its steepness, the arrow "
        "shrinks, and the product is written beside the curve.",
        "cancel": "The product is divided by the steepness again, and the arrow of cross entropy "
        "grows out of the other one until it is as long as the error above it.",
        "start": "The curve goes, and both neurons are back at the left edge, on one spot.",
        "race": "One clock moves them along: the one of cross entropy dives to the foot, while the "
        "other one is still at the top. Then the clock runs fast, and the other one falls, far to "
        "the right.",
    },
)
