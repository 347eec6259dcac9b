"""The programme: which scenes there are, in the order of the film, and what each one claims.

Importing this package is cheap: it imports neither manim nor a scene. An entry finds its
scene's modules by name when it is asked for them, so ``LogitNudges`` lives in
``scenes/logit_nudges/``: ``numbers.py`` with ``LogitNudgesParameters`` and
``LogitNudgesNumbers``, ``scene.py`` with ``LogitNudges``, and ``played.json`` with its length.

Each entry goes by its scene's name, for notebooks: after ``from scenes import LogitNudges``,
``LogitNudges.show(logits=[1, 2, 3])`` is the clip, and ``%%manim LogitNudges`` plays the scene.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rendering.showing.clip import ShownClip
    from scenes.numbers import Numbers
    from scenes.parameters import Parameters
    from scenes.story import Story

__all__ = ["PROGRAMME", "Entry", "entry"]


class _Show:
    """A function of each entry, made when it is asked for: here alone what renders is reached.

    No property, since of those a notebook's ``LogitNudges.show?`` does not look at the value.
    """

    def __get__(self, entry: Entry | None, _type: type[Entry]) -> Callable[..., ShownClip]:
        if entry is None:
            return self  # type: ignore[return-value]
        from rendering.showing.call import show_of

        return show_of(entry)


@dataclass(frozen=True, slots=True)
class Entry:
    """One scene of the film, described without importing it.

    Attributes
    ----------
    name
        The Scene class, in CamelCase.
    chapter, title
        Where it stands in the film, and what is written above its stage.
    note
        The section of the source note that it animates.
    seconds, beats
        How long it plays and the names of its beats, with the default parameters; nothing of a
        scene that was not played yet. (``python -m scenes.lengths`` writes both into the scene's
        ``played.json``, so that listing the programme need not run a scene; a test compares.)
    """

    name: str
    chapter: str
    title: str
    note: str
    seconds: float = 0.0
    beats: tuple[str, ...] = ()
    show = _Show()

    @property
    def package(self) -> str:
        """The scene's package, such as ``scenes.logit_nudges``."""
        return "scenes." + re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).lower()

    @property
    def module(self) -> str:
        """The module of the Scene class, such as ``scenes.logit_nudges.scene``."""
        return f"{self.package}.scene"

    @property
    def played_file(self) -> Path:
        """Where it is written how long it plays."""
        return Path(__file__).parent / self.package.rpartition(".")[2] / "played.json"

    def parameters_type(self) -> type[Parameters]:
        """``<Name>Parameters``; imports ``numbers.py``, never manim."""
        return self._numbers_attribute("Parameters")

    def numbers_type(self) -> type[Numbers]:
        """``<Name>Numbers``; imports ``numbers.py``, never manim."""
        return self._numbers_attribute("Numbers")

    def scene_type(self) -> type[Story[Any]]:
        """The Scene class itself; imports manim."""
        return getattr(import_module(self.module), self.name)

    def __call__(self, *args: Any, **kwargs: Any) -> Story[Any]:
        """The scene itself, as its class makes it: that is how ``%%manim`` calls what it plays."""
        return self.scene_type()(*args, **kwargs)

    def __mro_entries__(self, _bases: tuple[Any, ...]) -> tuple[type, ...]:
        """Let ``class Mine(LogitNudges)`` be a subclass of the scene's class."""
        return (self.scene_type(),)

    def _numbers_attribute(self, suffix: str) -> type:
        return getattr(import_module(f"{self.package}.numbers"), self.name + suffix)


def _as_played(*entries: Entry) -> tuple[Entry, ...]:
    """The entries, with what is written of how they play."""
    return tuple(map(_with_length, entries))


def _with_length(entry: Entry) -> Entry:
    try:
        played = json.loads(entry.played_file.read_text(encoding="utf-8"))
        return replace(entry, seconds=float(played["seconds"]), beats=tuple(played["beats"]))
    except (OSError, ValueError, KeyError, TypeError):
        return entry  # it is being written, or merged: what mends that must not fail here


PROGRAMME: tuple[Entry, ...] = _as_played(
    Entry(
        name="TwoDistributions",
        chapter="Distributions",
        title="How do you score a prediction?",
        note="Introduction",
    ),
    Entry(
        name="DistributionOverlay",
        chapter="Distributions",
        title="Cross entropy is an area",
        note="Introduction",
    ),
    Entry(
        name="EntropyFloor",
        chapter="Distributions",
        title="Can any prediction get lower?",
        note="Introduction",
    ),
    Entry(
        name="OneHotCollapse",
        chapter="Distributions",
        title="One true class, one term left",
        note="1.1 The Softmax: From Logits to Probabilities",
    ),
    Entry(
        name="LogitsToLoss",
        chapter="One true class",
        title="Where does the loss come from?",
        note="1.1 The Softmax: From Logits to Probabilities",
    ),
    Entry(
        name="SumToOne",
        chapter="One true class",
        title="Can one probability grow alone?",
        note="1.1 The Softmax: From Logits to Probabilities",
    ),
    Entry(
        name="TwoWaysDown",
        chapter="One true class",
        title="Raise the true logit, or lower the rest?",
        note="1.1 The Softmax: From Logits to Probabilities",
    ),
    Entry(
        name="ComputationGraph",
        chapter="Gradients",
        title="What is a gradient?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="KilledByZero",
        chapter="Gradients",
        title="Does the loss see the wrong classes?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="LogitsFeelIt",
        chapter="Gradients",
        title="Then what does a wrong logit feel?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="GradientHeatmap",
        chapter="Gradients",
        title="Where is the network wrong?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="PulleyForces",
        chapter="Gradients",
        title="Who pulls, and how hard?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="ForceFadesAsItLearns",
        chapter="Gradients",
        title="How hard does a wrong prediction pull?",
        note="1.2 Enter: The Gradient",
    ),
    Entry(
        name="QuadraticVersusLog",
        chapter="Why the logarithm",
        title="Which loss pulls harder when wrong?",
        note="2. The Michael Nielsen Viewpoint",
    ),
    Entry(
        name="LogitNudges",
        chapter="How logits move probabilities",
        title="Which nudge matters?",
        note="2. The Michael Nielsen Viewpoint (softmax)",
    ),
)


def entry(name: str) -> Entry:
    """The entry of the scene called ``name``; ``KeyError`` where there is none."""
    for candidate in PROGRAMME:
        if candidate.name == name:
            return candidate
    raise KeyError(name)


def __getattr__(name: str) -> Entry:
    try:
        return entry(name)
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted({*globals(), *(known.name for known in PROGRAMME)})
