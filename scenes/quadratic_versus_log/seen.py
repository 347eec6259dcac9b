"""Descriptions of what QuadraticVersusLog shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import SceneWords, Words

__all__ = ["SEEN"]

_LOSSES = ("cross entropy", "the quadratic loss")
_THEIRS = tuple(f"that of {loss}" for loss in _LOSSES)

SEEN = SceneWords(
    numbers={
        "wrong": Words("The wrong share"),
        "right": Words("The right share"),
        "step": Words("The small step"),
        "steps[0]": Words("The wrong share"),
        "fall.q": Words("The share q", of=_LOSSES),
        "fall.z": Words("Its score", of=_LOSSES),
        "learn.q": Words("The shares q", of=_THEIRS),
        "learn.z": Words("Their scores", of=_THEIRS),
        **{
            f"{motion}.{quantity}": Words(words, of=_LOSSES)
            for motion in ("fall", "learn")
            for quantity, words in {"loss": "The losses", "pull": "The pulls"}.items()
        },
        "steep[0]": Words("How steep cross entropy is at the wrong share"),
        "steep[1]": Words("How steep the quadratic loss is there"),
        "gate": Words("How much the share follows the score there, q times 1 − q"),
        "pulls[0]": Words("How steep cross entropy is over the score"),
        "pulls[1]": Words("How steep the quadratic loss is over the score"),
        "ends[0]": Words("Where cross entropy gets"),
        "ends[1]": Words("Where the quadratic loss gets"),
        "times": Words("At the wrong share, cross entropy pulls harder, by a factor of"),
        "rate": Words("A step is the pull, times"),
        "epochs": Words("The number of steps in which both learn"),
        "apart": Words("The number of steps from a dot to the next"),
    },
    seen={
        "mistake": "Two curves of a loss over a ruler of the share q, with a ball on each: "
        "cross entropy, ln(1/q), and the quadratic loss, (1 − q) squared. Both balls go from the "
        "right share to the wrong one. There, a plank down each hill is as steep as the hill.",
        "guess": "Rings on the quadratic loss are guesses of where its ball will get.",
        "stretch": "The ruler of the share is stretched until it is even in the score, and both "
        "curves with it; heights stay. Cross entropy leans back and becomes a ramp, the quadratic "
        "loss a plateau.",
        "pull": "Beside the balls, the gap between two ticks lights up. Out of it comes q times "
        "1 − q, and each steepness times that is a pull, an arrow at its ball, along the score. "
        "Above, as formulas: 1/q times q(1 − q) is 1 − q, and 2(1 − q) times q(1 − q) is "
        "2q(1 − q) squared.",
        "race": "Both balls follow their pulls down their hills, and leave a dot every tenth of "
        "the steps.",
        "answer": "Both trails of dots, with the pulls at the start and the shares at the end.",
    },
)
