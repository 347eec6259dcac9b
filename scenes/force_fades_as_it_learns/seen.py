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
        "learn.step": Words("The steps made"),
        **{
            f"{motion}.{quantity}": words
            for motion in ("lift", "drag", "learn")
            for quantity, words in {
                "logits": Words("The logits"),
                "true": Words("The share of the true class"),
                "pull": Words("The pull"),
                "loss": Words("The loss"),
            }.items()
        },
    },
    seen={
        "box": "A box with a lid at 1: below the lid is the share of the true class, below that "
        "the pull. Beside it, to the same scale, the loss, in boxes of 1. The true logit goes up "
        "on its rail and back, with an arrow at it that is as long as the pull.",
        "guess": "Dashed lines at the box are guesses: the same, a bit more, or as many times as "
        "the loss.",
        "drag": "The true logit is dragged down. The loss grows, box upon box; the pull can only "
        "fill its one. Dashed lines mark where both started.",
        "learn": "Step by step the box is drawn out to the right, and leaves a band behind: pull "
        "below, share above. The loss goes with its front, and leaves a curve.",
        "answer": "The whole band, with the pull under the lid and the share above it, and the "
        "curve of the loss. Curve and band have their names, and where they started.",
    },
)
