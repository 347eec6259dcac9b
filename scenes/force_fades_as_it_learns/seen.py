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
        "steps": Words("The number of steps"),
        "learning_rate": Words("The size of a step"),
        "drag": Words("How far the true logit is dragged down"),
        "q": Words("q, the softmax of the logits"),
        "start_losses": UNTOLD,  # as the loss that moves, and the pull
        "start_pulls": UNTOLD,
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
        "pull points right from the bead of the true class, and left from all others. Beside the "
        "true arrow lies a band as thick as q of the true class: together they are as thick as a "
        "bracket of 1.",
        "learn": "The rails fold into one upright line, steps go to the right, and the band of 1 "
        "with its two parts is what the true bead trails.",
        "first flight": "The beads fly over the steps, each at the height of its logit. Of the "
        "band behind the true one the pull takes less and less, and q more and more; the others "
        "leave threads.",
        "far worse": "The beads go back to the start; the band of the true one stays, dim. Then "
        "the true bead is dragged down: the pull takes nearly all of the band.",
        "second flight": "The beads fly again, from there.",
        "the answer": "A formula: the pull on the true logit is 1 minus the probability of the "
        "true class. Where the two bands begin are the losses there, and the pulls.",
    },
    also={"pulled": ("logits", "target", "q"), "first flight": ("learning_rate",)},
)
