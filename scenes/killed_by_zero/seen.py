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
        "die.left": Words("How much is left of the slopes"),
        **{
            f"{motion}.{quantity}": words
            for motions, quantity, words in (
                (("alone", "back", "lift"), "q", Words("The shares q, the prediction")),
                (("alone", "back", "lift"), "total", Words("The sum of the shares")),
                (("alone", "back", "lift"), "share", Words("The share that is dragged")),
                (("hop", "home"), "p", Words("The gates, which are the truth p")),
                (("hop", "home", "lift"), "loss", Words("The loss")),
            )
            for motion in motions
        },
    },
    seen={
        "alone": "A column for each share, wired to the loss, and a bar of the sum of all, in a "
        "clamp that is open. One wrong share is dragged alone: the bar sticks out, then falls "
        "short. A spark runs up its wire and stops. The loss stands still.",
        "gates": "Where the spark stopped gates close in: times 0 at the wrong classes, times 1 at "
        "the true one. The tag “true” hops to the dragged class, its gate opens, and the spark "
        "runs through to the loss. The tag hops back.",
        "slopes": "Below each share hangs its slope, -1/q: the smaller the share, the longer.",
        "die": "A 1 walks back from the loss to each gate. At the wrong classes the slopes shrink "
        "to 0, the shortest first; the true one's stays.",
        "clamp": "The clamp shuts on the bar. The same share is lifted again: the others shrink, a "
        "spark runs up the true class's wire, and the loss rises.",
    },
)
