"""What KilledByZero shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits, of which q is the softmax"),
        "target": Words("The true class", kind="class"),
        "true_class": UNTOLD,
        "one_true": UNTOLD,
        "pushed_class": UNTOLD,
        "one_pushed": UNTOLD,
        **{
            f"{motion}.{quantity}": words
            for motions, quantity, words in (
                (("alone", "back", "press"), "q", Words("The shares q, the prediction")),
                (("alone", "back", "press"), "total", Words("The sum of the shares")),
                (("alone", "back"), "share", Words("The share that is pushed")),
                (("alone", "press"), "true", Words("The share of the true class")),
                (("hop", "home"), "p", Words("The gates, which are the truth p")),
                (("hop", "home", "hear"), "loss", Words("The loss")),
            )
            for motion in motions
        },
    },
    seen={
        "alone": "A column for each share, wired to the loss, and above them a bar of their sum. "
        "One wrong share is pushed alone, and the bar no longer ends at 1. A spark runs up its "
        "wire and stops. The loss stands still.",
        "gates": "Where the spark stopped gates close in: times 0 at the wrong classes, times 1 at "
        "the true one.",
        "hop": "The share goes back. The tag “true” hops to the pushed class, its gate opens, and "
        "the spark runs through to the loss, which moves.",
        "back": "The tag hops back. Below each share stands its slope, -p/q: 0 at the wrong ones.",
        "guess": "A press comes to the end of the bar. Three dashed lines are guesses at the loss.",
        "press": "First the same share is pushed again, and its spark stops at the gate. Second "
        "the press brings the bar back to 1, and all others give or take. Third a spark runs from "
        "the true class through its open gate to the loss, which answers.",
    },
)
