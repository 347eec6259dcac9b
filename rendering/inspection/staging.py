"""The rules of staging: the stage is never empty, half of a clip moves, heroes are big, sizes true.

Is shown every frame in order, as ``motion`` saw it, and remembers little. Knows no rule of a still
picture, nor how frames are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from manim import Mobject, Scene

from rendering.drawing.clip_renderer import members_of
from rendering.inspection.findings import Extent, Finding
from rendering.inspection.motion import Change
from rendering.inspection.scales import Scales
from rendering.inspection.shapes import SEEN, holders_in, name_of, text_of
from stage.mobjects.metadata import metadata
from stage.theme import Zone

__all__ = ["Staging"]

THERE = 0.1
"""Opacity of what is seen on a stage that is otherwise empty."""

LIVELY = 0.5
"""Share of a clip's frames in which something of the stage moves."""

BIG = 0.5
"""Share of the stage's area that the rectangle around a hero has."""


class Staging:
    """What a scene does with its stage, frame by frame.

    Parameters
    ----------
    stage
        The zone.
    """

    def __init__(self, stage: Zone) -> None:
        self._stage = Extent(stage.left, stage.bottom, stage.right, stage.top)
        self._frame = 0
        self._moving = 0
        self._directed = False
        self._bare: list[tuple[int, int]] = []  # from one frame to before another
        self._heroes: dict[str, tuple[int, str, Extent | None]] = {}  # by beat: as it ends
        self._scales = Scales()

    def see(self, scene: Scene, repeat: int, changes: Iterable[Change]) -> None:
        """Take in a frame that is shown ``repeat`` times."""
        # There stillness before and after each motion is judged, not how much of a clip moves.
        self._directed = getattr(scene, "directed", False)
        on_stage = [change for change in changes if metadata(change.mobject).zone == "stage"]
        end = self._frame + repeat
        if not any(change.now.opacity >= THERE for change in on_stage):
            start = self._frame
            if self._bare and self._bare[-1][1] == start:
                start, _ = self._bare.pop()
            self._bare.append((start, end))
        self._moving += any(map(_moves, on_stage))
        beat = getattr(scene, "playing", "")
        declared = getattr(scene, "heroes", {})
        heroes = declared.get(beat, _figures(scene))
        if heroes and not any(a.rule == "hero" for hero in heroes for a in metadata(hero).allowed):
            if beat in self._heroes:
                _, name, _ = self._heroes[beat]
            else:
                name = _name(heroes[0], scene) if beat in declared else "all that is drawn to scale"
            self._heroes[beat] = end - 1, name, _seen(heroes, on_stage)
        self._scales.see(scene, repeat)
        self._frame = end

    def findings(self, fps: float) -> Iterator[Finding]:
        """All that was wrong, after the last frame."""
        for start, end in self._bare:
            yield Finding(
                "bare",
                f"the stage is empty for {(end - start) / fps:.2f} s",
                "let what goes become what comes, or have that there before",
                start,
                self._stage,
                "the stage",
            )
        share = self._moving / self._frame if self._frame else 1.0
        if share < LIVELY and not self._directed:
            yield Finding(
                "pace",
                f"something of the stage moves in {share:.1%} of the clip, less than {LIVELY:.0%}",
                "have words read while something moves",
                0,
                self._stage,
                "the clip",
            )
        for frame, name, extent in self._heroes.values():
            share = _area(extent) / _area(self._stage) if extent else 0.0
            if share < BIG:
                yield Finding(
                    "hero",
                    f"{name}, of which the beat is, has {share:.0%} of the stage at its end, "
                    f"less than {BIG:.0%}",
                    "let it grow, and what is spent shrink or leave",
                    frame,
                    extent or self._stage,
                    name,
                )
        yield from self._scales.findings()


def _moves(change: Change) -> bool:
    """Whether a mobject is seen to change; words do not by fading."""
    before, now = change.before, change.now
    if before is None or before is now or max(before.opacity, now.opacity) < SEEN:
        return False
    if change.text is None and not np.allclose(before.paint, now.paint, atol=1e-3):
        return True
    return change.shifted


def _figures(scene: Scene) -> list[Mobject]:
    """What a beat is of that declares nothing: all parts that are drawn to a scale."""
    drawn_by = ((m, metadata(m).drawn_by) for m in scene.mobjects)
    return [m for m, part in drawn_by if part is not None and part.scaled]


def _seen(heroes: Iterable[Mobject], on_stage: Iterable[Change]) -> Extent | None:
    """The rectangle around what is seen of them; None if nothing is."""
    family = set(map(id, members_of(heroes)))
    extent = None
    for change in on_stage:
        if id(change.mobject) in family and change.now.opacity >= THERE:
            extent = extent.union(change.now.extent) if extent else change.now.extent
    return extent


def _name(hero: Mobject, scene: Scene) -> str:
    return name_of(hero, holders_in(scene.mobjects).get(id(hero), ""), text_of(hero))


def _area(extent: Extent) -> float:
    return (extent.right - extent.left) * (extent.top - extent.bottom)
