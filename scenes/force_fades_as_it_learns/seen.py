"""What ForceFadesAsItLearns shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS, _PULLS = Words("The logits"), Words("How hard each logit is pulled")
_RIGHT, _LOSS = Words("The probability of the true class"), Words("The loss")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "steps": Words("The number of steps"),
        "learning_rate": Words("The size of a step"),
        "drag": Words("How far the true logit is dragged down"),
        "start_losses": UNTOLD,  # as the loss that moves, and the pull
        "start_pulls": UNTOLD,
        "loss_times": Words("How many times as large the loss becomes"),
        "pull_times": Words("How many times as large the pull becomes"),
        "fly": UNTOLD,
        "fly_logits": _LOGITS,
        "fly_pulls": _PULLS,
        "fly_right": _RIGHT,
        "fly_losses": _LOSS,
        # It goes back to what has been told.
        "back": UNTOLD,
        "back_logits": UNTOLD,
        "back_pulls": UNTOLD,
        "back_right": UNTOLD,
        "back_losses": UNTOLD,
        "drag_logits": _LOGITS,
        "drag_pulls": _PULLS,
        "drag_right": _RIGHT,
        "drag_losses": _LOSS,
    },
    seen={
        "pulled": "Faders, one for each logit; the true one has a ring. Beside them an axis of "
        "steps and, at step 0, a bar of 1. From its top q of the true class takes its part; what "
        "is left is the pull, an arrow up on the true fader; others are pulled down by their q.",
        "the loss": "A second bar at step 0, as long as the loss, to the scale of that of 1.",
        "first flight": "The bars go over the steps. The bar of 1 leaves a band, in which the pull "
        "gets thinner and q wider; the loss leaves a curve that falls to the pull.",
        "room": "The axis grows, so that there is room for a larger loss above the band.",
        "far worse": "All go back to step 0; the first band stays, dim, and dashed. Then the true "
        "logit is dragged down: the bar of the loss towers, and the pull fills the bar of 1, and "
        "no more.",
        "second flight": "The bars go over the steps again, over the first band.",
        "the answer": "A formula: the pull on the true logit is 1 minus the probability of the "
        "true class, and less than 1.",
    },
    also={"pulled": ("logits", "target"), "first flight": ("learning_rate",)},
)
