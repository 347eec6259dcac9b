"""What SlowStart shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_STARTS = ("the mild start", "the bad start")
_THREE = (
    "quadratic loss, mild start",
    "quadratic loss, bad start",
    "cross entropy, bad start",
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
        **{f"over[{k}]": Words(f"{_OVER}, {who}") for k, who in enumerate(_THREE)},
        **{
            f"{motion}.{quantity}": words
            for motion in ("mild", "bad", "back", "race")
            for quantity, words in {
                "steps": Words("The steps made", of=_THREE),
                "sure": Words("How sure each is", of=_THREE),
                "push": Words("How hard the loss pushes each down", of=_THREE),
            }.items()
        },
    },
    seen={
        "mild": "A chart: steps of learning across, how sure a neuron is of what is not there up. "
        "A neuron is a disc at the left edge, with the pictogram of what it says; what is true "
        "stands at the foot. A short arrow grows from it, as long as the loss's push down.",
        "steps": "The neuron runs along its curve. Where it passes the dashed line at one half, "
        "its pictogram changes, and a ring stays with the number of the step.",
        "guess": "A surer neuron appears above. Rings on the dashed line are guesses: sooner, "
        "later, much later.",
        "wait": "Its arrow is shown. A clock moves to the right, and the neuron with it, along the "
        "top of the chart. Each guess goes as it is passed. At last the neuron falls.",
        "race": "It goes back to its start, and a second one stands on the same spot, each with "
        "its arrow. One clock moves both: the new one dives to the foot at once and runs along it, "
        "while the first one is still at the top.",
        "answer": "All three trails are bright, with three rings on the dashed line.",
    },
)
