"""What ForceFadesAsItLearns shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits"),
        "target": Words("The true class", kind="class"),
        "learning_rate": Words("The learning rate"),
        "steps": Words("The steps"),
        "drag": Words("How far the true logit is dragged down"),
        "true_class": UNTOLD,
        "loss_times": Words("How many times as large the loss becomes"),
        "pull_times": Words("How many times as large the pull becomes"),
        **{
            f"{motion}.{quantity}": words
            for motion in ("back", "drag", "learn")
            for quantity, words in {
                "lead": Words("The lead of the true class over the others"),
                "pull": Words("The pull"),
                "loss": Words("The loss"),
                "low": UNTOLD,
            }.items()
        },
    },
    seen={
        "hill": "A ball on a hill: to the left the true class is behind the others, to the right "
        "it is ahead. The ball goes up to the left, to where the logits are, and the hill appears "
        "under it. A line from the ground to the ball is the loss.",
        "slope": "At the ball a wedge under the tangent shows how steep the hill is: the pull. "
        "A bar of 1 has the true class's share, and the pull is the rest of it.",
        "guess": "Three dashed lines are guesses at how the hill goes on: flatter, straight, or "
        "ever steeper.",
        "drag": "The ball is dragged far up to the left. The loss grows and grows; the tangent "
        "turns a bit, and then no more. The pull has nearly all of the bar, and cannot have more.",
        "learn": "Step by step the ball rolls down the hill. The tangent keeps its slope for a "
        "while, then turns flat, and the share takes the bar over.",
        "answer": "The whole hill, straight at the left and flat at the right. A formula: the pull "
        "is 1 minus the share of the true class.",
    },
)
