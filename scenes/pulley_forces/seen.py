"""What PulleyForces shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS, _Q = Words("The logits"), Words("q, the softmax of the logits")
_PULLS = Words("How hard each logit is pulled")
_SIGNED = Words("p minus q, for each logit")
_LOSS = Words("The loss")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "drag": Words("How far a logit is dragged"),
        "learning_rate": Words("The size of the step"),
        "q": _Q,
        "pulls": _PULLS,
        "signed": _SIGNED,
        "ride": UNTOLD,
        "loop": UNTOLD,
        "drag_logits": _LOGITS,
        "drag_q": _Q,
        "drag_pulls": _PULLS,
        "drag_signed": _SIGNED,
        "drag_loss": _LOSS,
        # It goes back to what has been told.
        "back_logits": UNTOLD,
        "back_q": UNTOLD,
        "back_pulls": UNTOLD,
        "back_signed": UNTOLD,
        "back_loss": UNTOLD,
        "step_logits": _LOGITS,
        "step_q": _Q,
        "step_pulls": _PULLS,
        "step_signed": _SIGNED,
        "step_loss": _LOSS,
        "moved": Words("How far each logit goes in the step"),
        "mean": Words("The mean of the logits, before the step and after it"),
    },
    seen={
        "the truth": "One rail for each logit, with a bead at its value; that of the true class "
        "has a ring. A rope of width 1 goes from the bead "
        "of the true class to the right, over a wheel and back to the left.",
        "the prediction": "There it goes on over another wheel, and parts into strands, one for "
        "each bead, the true one too, which come one by one. Each is as thick as it pulls, and "
        "has its q written on it.",
        "one rope": "Marks ride along the strands to where these are one rope, which there is "
        "as thick as the rope from the true bead. All q are written as a sum, which is 1.",
        "the loop": "The strand that comes back to the true bead steps back, and as much of the "
        "rope on the right: a loop. It is taken out, and both ends of the rope are thinner "
        "by as much. What is left is written as a sum, and p minus q beside each rail.",
        "drag": "The bead of the likeliest wrong class is dragged to the left and goes back, and "
        "the rope becomes thinner and thicker with it, and the loss above it smaller and larger. "
        "Where the bead is lowest, the pulls are written as a sum again.",
        "let go": "In place of p minus q stands how far each bead goes: as far as it is pulled "
        "times the size of the step. All beads go, the rope becomes as thick as it pulls there, "
        "and the loss goes with them. A line marks the mean of the logits, and stays.",
        "the answer": "p minus q stands in its place again. A formula: the q of all wrong "
        "classes together are 1 minus the q of the true class.",
    },
    also={
        "the truth": ("logits", "target"),
        "the prediction": ("q",),
        "the loop": ("pulls", "signed"),
        "let go": ("moved", "mean"),
    },
)
