"""What ForceFadesAsItLearns shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS, _PULLS = Words("The logits"), Words("How hard each logit is pulled")
_RIGHT, _LOSS = Words("The probability of the true class"), Words("The loss")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "learning_rate": Words("The size of a step"),
        "steps": Words("The number of steps"),
        "drag": Words("How far the true logit is dragged down"),
        "q": Words("q, the softmax of the logits"),
        "start_losses": UNTOLD,  # as the loss that moves
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
        "pulled": "One rail for each logit, with a bead at its value. An arrow as thick as the "
        "pull points right from the bead of the true class, and left from all others. Then the "
        "rails become one upright axis, and steps go to the right.",
        "a band of 1": "Around the tail of the true class is a band of width 1, with a bracket: "
        "what the tail leaves of it is q.",
        "first flight": "The beads fly over the steps, each at the height of its logit. Each "
        "leaves a tail that is as wide as it is pulled.",
        "far worse": "The beads go back to the start; the tail of the true one stays, dashed. Then "
        "the true bead is dragged down, and the pulls answer.",
        "second flight": "The beads fly again, from there.",
        "the answer": "A formula: the pull on the true logit is 1 minus the probability of the "
        "true class.",
    },
    also={"pulled": ("logits", "target", "q"), "first flight": ("learning_rate",)},
)
