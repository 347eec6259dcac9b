"""What SlowStart shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_TWO = ("quadratic loss", "cross entropy")
_OVER = "The step after which it is below one half"

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
        "milder": Words("How sure it is where it is less wrong"),
        **{f"over[{k}]": Words(f"{_OVER}, {who}") for k, who in enumerate(_TWO)},
        **{
            f"{motion}.{quantity}": words
            for motion in ("run", "back", "race")
            for quantity, words in {
                "steps": Words("The steps made", of=_TWO),
                "sure": Words("How sure each is", of=_TWO),
                "push": Words("How hard each loss pushes down", of=_TWO),
            }.items()
        },
        **{
            f"{motion}.{quantity}": Words(words)
            for motion in ("slide", "up")
            for quantity, words in {
                "score": "The score",
                "error": "The error, which is the share",
                "steep": "How steep the curve is",
                "weak": "The push of the quadratic loss",
            }.items()
        },
    },
    seen={
        "wrong": "A chart: steps of learning across, how sure a neuron is of what is not there up. "
        "The neuron is a disc at the left edge, near the top, with the pictogram of what it says; "
        "what is true comes at the foot, and a dashed line at one half.",
        "guess": "Three rings on the dashed line are guesses, each with a number of steps.",
        "wait": "A clock moves to the right, and the neuron with it, along the top of the chart. "
        "Each guess goes as it is passed. At last the neuron falls and its pictogram changes; a "
        "ring stays on the dashed line with the number of the step.",
        "curve": "The neuron goes back to its start. An S-shaped curve from score to share is "
        "drawn, and the neuron moves level to its flat upper end. A dashed line from it to the "
        "floor is the error, a tangent the steepness, a stub of an arrow the push. Beside it, "
        "error times steepness is written as the push.",
        "slide": "The neuron slides down the curve: the tangent gets steeper and the arrow longer.",
        "strike": "It goes back up. Beside it stands one of cross entropy: its product is "
        "divided by the steepness again, both are struck out, and its arrow grows down to the "
        "floor.",
        "race": "Both are back at the left edge. One clock moves them along: the one of cross "
        "entropy dives to the foot, while the other one is still at the top. Ahead of that lies "
        "its whole trail, faint, with its ring far to the right.",
    },
)
