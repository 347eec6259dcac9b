"""What SlowStart shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_TWO = ("quadratic loss", "cross entropy")
_OVER = "The step after which it is below one half"
_RUNS = ("run", "back", "race", "rush")
_MOVING = {
    "steps": (Words("The steps made", of=_TWO), _RUNS),
    "sure": (Words("How sure each is", of=_TWO), _RUNS),
    "weak": (Words("The pull of the quadratic loss"), ("shrink",)),
    "strong": (Words("The pull of cross entropy"), ("stretch",)),
}

SEEN = SceneWords(
    numbers={
        "weight": Words("The weight"),
        "bias": Words("The bias"),
        "x": Words("The input"),
        "learning_rate": Words("The learning rate"),
        "level": UNTOLD,
        "epochs": Words("The steps"),
        "asked": Words("What the neuron is asked for"),
        "shown": Words("What is really there"),
        "one_shown": UNTOLD,
        "sure": Words("How sure the neuron is at the start"),
        **{f"over[{k}]": Words(f"{_OVER}, {who}") for k, who in enumerate(_TWO)},
        **{
            f"{motion}.{quantity}": words
            for quantity, (words, motions) in _MOVING.items()
            for motion in motions
        },
    },
    seen={
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
