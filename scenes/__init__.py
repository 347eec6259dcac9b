"""The programme: which scenes there are, in the order of the film, and what each one claims.

Importing this package is cheap: it imports neither manim nor a scene. An entry finds its
scene's modules by name when it is asked for them, so ``LogitNudges`` lives in
``scenes/logit_nudges/``: ``numbers.py`` with ``LogitNudgesParameters`` and
``LogitNudgesNumbers``, ``scene.py`` with ``LogitNudges``, and ``played.json`` with its length.

Each entry is an attribute of this package by its scene's name, for notebooks: after
``from scenes import LogitNudges``, ``show(LogitNudges, logits=[1, 2, 3])`` of ``rendering.showing``
is the clip, and ``%%manim LogitNudges`` plays the scene.
"""

from __future__ import annotations

from stage.entry import Entry, entry, register

__all__ = ["ENDING", "INTRODUCTION", "PROGRAMME", "Entry", "entry"]

INTRODUCTION = (
    "A camera in a farmyard looks at a cat, and is quite sure that it sees a fox. How do you tell "
    "a machine how wrong it is, so that it can learn from it?"
)
"""What the film of all scenes says before the first of them, in words alone."""

ENDING = (
    "So one number says how wrong the machine is, and the pulls that come from it say where to go. "
    "Choose that number well, for what you choose is what it learns to care about."
)
"""What it says after the last one."""

PROGRAMME: tuple[Entry, ...] = register(
    Entry(
        name="TwoDistributions",
        chapter="The price of a guess",
        title="How do you score a guess?",
        note="Introduction",
    ),
    Entry(
        name="DistributionOverlay",
        chapter="The price of a guess",
        title="Where does the surprise level out?",
        note="Introduction",
    ),
    Entry(
        name="EntropyFloor",
        chapter="The price of a guess",
        title="Can any guess beat the truth?",
        note="Introduction",
    ),
    Entry(
        name="OneHotCollapse",
        chapter="The price of a guess",
        title="Tonight it was a cat. What counts?",
        note="1.1 The Softmax: From Logits to Probabilities",
    ),
    Entry(
        name="LogitsToLoss",
        chapter="Scores become shares",
        title="Where in the scores is the loss?",
        note="1.1 The Softmax: From Logits to Probabilities",
    ),
    Entry(
        name="SumToOne",
        chapter="Scores become shares",
        title="If the owl gets more, who pays?",
        note="1.1 The Softmax: From Logits to Probabilities",
    ),
    Entry(
        name="TwoWaysDown",
        chapter="Scores become shares",
        title="Push the cat up, or pull the rest down?",
        note="1.1 The Softmax: From Logits to Probabilities",
    ),
    Entry(
        name="LogitsFeelIt",
        chapter="Every score feels a pull",
        title="How much does each score move the loss?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="ComputationGraph",
        chapter="Every score feels a pull",
        title="Push here: how far does the loss move?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="KilledByZero",
        chapter="Every score feels a pull",
        title="Does the loss see the wrong classes?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="GradientHeatmap",
        chapter="Every score feels a pull",
        title="Where is the network wrong?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="PulleyForces",
        chapter="Every score feels a pull",
        title="One against all: does anything move?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="ForceFadesAsItLearns",
        chapter="Every score feels a pull",
        title="Far more wrong: does it pull far harder?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="QuadraticVersusLog",
        chapter="Why the logarithm",
        title="Sure and wrong: which loss gets going?",
        note="2. The Michael Nielsen Viewpoint",
    ),
    Entry(
        name="SlowStart",
        chapter="Why the logarithm",
        title="Badly wrong: how long until it learns?",
        note="2. The Michael Nielsen Viewpoint",
    ),
    Entry(
        name="LogitNudges",
        chapter="A nudge, a knob, a step",
        title="One nudge: which one helps most?",
        note="2. The Michael Nielsen Viewpoint (softmax)",
    ),
    Entry(
        name="SoftVersusHard",
        chapter="A nudge, a knob, a step",
        title="Can it get surer without learning?",
        note="2. The Michael Nielsen Viewpoint (softmax)",
    ),
    Entry(
        name="PuttingItTogether",
        chapter="A nudge, a knob, a step",
        title="Can a pull tell how far the loss falls?",
        note="2. The Michael Nielsen Viewpoint (softmax)",
    ),
    Entry(
        name="BlindToDistance",
        chapter="How far off is wrong?",
        title="One minute off, or three: which is worse?",
        note="2.2 Ignoring Distance Between Classes",
    ),
    Entry(
        name="EarthMover",
        chapter="How far off is wrong?",
        title="Can a loss care how far off you are?",
        note="2.2 Ignoring Distance Between Classes",
    ),
)


def __getattr__(name: str) -> Entry:
    try:
        return entry(name)
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted({*globals(), *(known.name for known in PROGRAMME)})
