"""Descriptions of what ``ForceFadesAsItLearns`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits"),
        "target": Quantity("The true class", kind="class"),
        "learning_rate": Quantity("The learning rate"),
        "steps": Quantity("The steps"),
        "drag": Quantity("How far the true logit is dragged down"),
        "loss_times": Quantity("How many times as large the loss becomes"),
        "pull_times": Quantity("How many times as large the pull becomes"),
        "lead": Quantity("The lead of the true class over the others"),
        "pull": Quantity("The pull"),
        "loss": Quantity("The loss"),
    },
    undescribed={"true_class", "done", "low"},
    visible={
        "hill": "A ball on a hill: to the left the true class is behind the others, to the right "
        "it is ahead. The ball goes up to the left, to where the logits are, and the hill appears "
        "under it. A post from the ground to the ball is the loss.",
        "slope": "At the ball a triangle under the tangent shows how steep the hill is: on a level "
        "edge of 1 it falls by the pull. Copies of both edges become a bar of 1 and the pull in "
        "it, and the true class's share fills the rest.",
        "guess": "The picture widens. Three dashed lines are guesses at how the hill goes on: "
        "flatter, straight, or ever steeper.",
        "drag": "The ball is dragged far up to the left. The hill grows along the guess that is "
        "called straight, and the others fade. The loss grows and grows; the pull never gets "
        "beyond the bar. A ring, a thin post and the outline of a triangle stay where the ball "
        "was; then the outline moves up to the triangle at the ball.",
        "learn": "A copy of the pull drops from the bar to the ground, as the first mark. The ball "
        "jumps down the hill, a jump for each step, and each leaves a mark below "
        "the ground that is as long as the jump. The share takes over what the pull leaves of the "
        "bar.",
        "answer": "The ball rests where learning has brought it. Below the ground lie the marks of "
        "all jumps.",
    },
)
