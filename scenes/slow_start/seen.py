"""What SlowStart shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_STARTS = ("the mild start", "the bad start")
_FOUR = (
    "quadratic loss, mild start",
    "quadratic loss, bad start",
    "cross entropy, bad start",
    "cross entropy, mild start",
)
_OVER = "The step after which it is below one half"

SEEN = SceneWords(
    numbers={
        "weight": Words("The weights", of=("the first start", "the second start")),
        "bias": Words("The biases", of=("the first start", "the second start")),
        "x": Words("The input"),
        "learning_rate": Words("The learning rate"),
        "level": UNTOLD,
        "epochs": Words("The steps"),
        "asked": Words("What the neuron is asked for"),
        "shown": Words("What is really there"),
        "one_asked": UNTOLD,
        "one_shown": UNTOLD,
        "sure": Words("How sure the neuron is", of=_STARTS),
        "sure[0]": Words("How sure it is at the mild start"),
        "sure[1]": Words("How sure it is at the bad start"),
        **{f"over[{k}]": Words(f"{_OVER}, {who}") for k, who in enumerate(_FOUR)},
        **{
            f"{motion}.{quantity}": words
            for motion in ("mild", "bad", "back", "race", "other")
            for quantity, words in {
                "steps": Words("The steps made", of=_FOUR),
                "sure": Words("How sure each is", of=_FOUR),
            }.items()
        },
    },
    seen={
        "mild": "A chart: steps of learning across, how sure a neuron is of what is not there up. "
        "Two neurons are discs at the left edge, each with the pictogram of what it says; what is "
        "true stands at the foot. The milder one runs along its curve. Where it passes the dashed "
        "line at one half, its pictogram changes, and a ring stays with the number of the step.",
        "guess": "The other neuron lights up. Rings on the dashed line are guesses: sooner, later, "
        "much later.",
        "wait": "A clock moves to the right, and the neuron with it, along the top of the chart. "
        "Each guess goes as it is passed. At last the neuron falls.",
        "race": "It goes back to its start, and a second one stands on the same spot. One clock "
        "moves both: the new one dives to the foot at once and runs along it, while the first one "
        "is still at the top.",
        "other": "From the milder start another one runs by cross entropy, beside the trail of the "
        "first.",
        "answer": "All four trails are bright, with four rings on the dashed line.",
    },
)
