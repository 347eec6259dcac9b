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
        "tube": "A tube with a lid at 1: from the lid hangs the share of the true class, below it "
        "is the pull. Beside it, to the same scale, the loss as a column. The true logit goes up "
        "on its rail and back; share, pull and column answer.",
        "guess": "Dashed lines at the tube are guesses: the same, a bit more, or as many times as "
        "the loss, which is far above the lid.",
        "drag": "The true logit is dragged down. The column grows out of the picture; the pull "
        "fills the tube and jams under the lid.",
        "learn": "Step by step the tube is drawn out to the right, and leaves a band behind: pull "
        "below, share above. The column sinks and leaves a line.",
        "answer": "The whole band: a long shoulder of pull under the lid that falls away, the "
        "share above it, and the line of the loss, which comes in from above the picture.",
    },
)
