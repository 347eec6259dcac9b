"""The rules of direction, which concern the staging of a story.

- A viewer can read first and watch afterwards.
- Few numbers run at once.
- A guess and a climax have enough time.
- The stage is never empty, and a climax moves over at least half of its width or height.
- Pieces do not pass through others of their kind.

``Direction`` receives the changes of every frame in order from ``motion``. It does not depend on
how frames are drawn.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import combinations, pairwise

from manim import Scene

from rendering.inspection.findings import Extent, Finding
from rendering.inspection.motion import Change, Look
from rendering.inspection.shapes import SEEN, Text, opacities
from stage.mobjects.metadata import metadata
from stage.mobjects.text import Number
from stage.story import Beat
from stage.theme import Zone

__all__ = ["Direction"]

BEFORE = 1.2
"""Minimum seconds between the moment when a cue has appeared and the motion."""

AFTER = 0.5
"""Minimum seconds between a motion and its result."""

GUESS = 1.5
"""Minimum seconds without motion in which a viewer can guess."""

CLIMAX = 6.0
"""Minimum seconds of a climax in which its caption does not change."""

RUNNING = 3
"""Maximum number of numbers that run at once."""

AT_ONCE = 0.4
"""Seconds since its last change in which a number counts as running.

A number that runs slowly does not change in every frame.
"""

LEGIBLE = 0.5
"""Minimum opacity at which a running number attracts attention, or a filled piece is followed."""

MOST = 12
"""Maximum number of pieces of one kind whose paths are compared; the eye cannot follow more."""

THERE = 0.1
"""Minimum opacity of something that keeps a stage from being empty."""

BIG = 0.5
"""Minimum fraction of the stage's width or height over which a climax moves."""

COVERED = 0.25
"""Fraction of the smaller of two pieces that must lie within the other for the two to collide."""


class Direction:
    """Record of when pieces moved and which numbers ran in one scene.

    Parameters
    ----------
    stage
        The zone of the stage, which is also the position of findings that have no other.
    fps
        Frames per second.
    """

    def __init__(self, stage: Zone, fps: float) -> None:
        self._stage = Extent(stage.left, stage.bottom, stage.right, stage.top)
        self._fps = fps
        self._frame = 0
        self._moved: list[int] = []
        self._bare: list[tuple[int, int]] = []  # the first frame, and the one after the last
        self._swept: dict[str, Extent] = {}  # by beat: rectangle around all that moves
        self._words: dict[Text, str] = {}
        self._ran: dict[Text, int] = {}  # the frame in which a number last changed
        self._most: dict[str, tuple[int, int]] = {}  # by beat: the highest count, and its frame
        self._sides: dict[tuple[int, int], tuple[int, bool]] = {}
        self._met: set[tuple[int, int]] = set()
        self._passed: dict[str, tuple[int, Extent]] = {}

    def see(
        self, scene: Scene, repeat: int, changes: Iterable[Change], texts: Mapping[Text, float]
    ) -> None:
        """Record a frame that is shown ``repeat`` times.

        Parameters
        ----------
        changes
            All mobjects in the frame, with their looks before and now.
        texts
            Opacity of each text in the frame.
        """
        on_stage = [change for change in changes if metadata(change.mobject).zone == "stage"]
        beat = getattr(scene, "playing", "")
        self._count_numbers(beat, texts)
        if not any(change.now.opacity >= THERE for change in on_stage):
            self._see_nothing(repeat)
        moving = [change.now.extent for change in on_stage if _moves(change)]
        if moving:
            self._moved.append(self._frame)
            before = [self._swept[beat]] if beat in self._swept else []
            self._swept[beat] = reduce(Extent.union, before + moving)
        self._follow_paths(on_stage)
        self._frame += repeat

    def findings(self, beats: Iterable[Beat]) -> Iterator[Finding]:
        """Yield all findings, after the last frame."""
        for beat in beats:
            moved = [frame for frame in self._moved if beat.start <= frame < beat.end]
            if moved and beat.readable > beat.start:
                yield from self._too_soon(
                    "cue", (moved[0] - beat.readable) / self._fps, BEFORE, moved[0], beat
                )
            if moved and len(beat.captions) > 1:
                result = beat.captions[-1].start
                before = [frame for frame in moved if frame < result]
                if before:
                    rested = (result - before[-1] - 1) / self._fps
                    yield from self._too_soon("result", rested, AFTER, result, beat)
            if beat.guess:
                still = _longest_gap(moved, beat.readable, beat.end) / self._fps
                yield from self._too_soon("guess", still, GUESS, beat.start, beat)
            if beat.climax:
                longest = max(caption.end - caption.start for caption in beat.captions)
                yield from self._too_soon("climax", longest / self._fps, CLIMAX, beat.start, beat)
                yield from self._small(beat)
        for start, end in self._bare:
            yield Finding(
                "bare",
                f"the stage is empty for {(end - start) / self._fps:.2f} s",
                "let what goes become what comes, or have that there before",
                start,
                self._stage,
                "the stage",
            )
        for name, (count, frame) in self._most.items():
            if count > RUNNING:
                yield Finding(
                    "running",
                    f"{count} numbers run at once, more than {RUNNING}",
                    "hide the digits of what the beat does not speak of",
                    frame,
                    self._stage,
                    name,
                )
        for name, (frame, where) in self._passed.items():
            yield Finding(
                "passes",
                f"{name} passes through another of its kind",
                "let it hop over",
                frame,
                where,
                name,
            )

    def _see_nothing(self, repeat: int) -> None:
        start = self._frame
        if self._bare and self._bare[-1][1] == start:
            start, _ = self._bare.pop()
        self._bare.append((start, self._frame + repeat))

    def _small(self, beat: Beat) -> Iterator[Finding]:
        extent = self._swept.get(beat.name)
        share = 0.0
        if extent is not None:
            (width, height), (full, tall) = _sides(extent), _sides(self._stage)
            share = max(width / full, height / tall)
        if share < BIG:
            yield Finding(
                "hero",
                f"the climax moves over {share:.0%} of the stage's width or height, less than "
                f"{BIG:.0%}",
                "draw larger what moves",
                beat.start,
                extent or self._stage,
                beat.name,
            )

    def _too_soon(
        self, rule: str, seconds: float, least: float, frame: int, beat: Beat
    ) -> Iterator[Finding]:
        what, remedy = {
            "cue": ("between a cue and its motion lie", "let the cue be read first"),
            "result": ("between a motion and its result lie", "let the motion end first"),
            "guess": ("the longest stillness of a guess is", "let nothing move until it is made"),
            "climax": ("the words of the climax stand for", "let it move more slowly"),
        }[rule]
        if seconds < least - 1.01 / self._fps:
            what = f"{what} {seconds:.2f} s, less than {least:g} s"
            yield Finding(rule, what, remedy, frame, self._stage, beat.name)

    def _count_numbers(self, beat: str, texts: Mapping[Text, float]) -> None:
        legible = {
            text: text.words
            for text, opacity in texts.items()
            if isinstance(text.mobject, Number) and opacity >= LEGIBLE
        }
        for text, words in legible.items():
            if self._words.get(text, words) != words:
                self._ran[text] = self._frame
        self._words = legible
        since = self._frame - AT_ONCE * self._fps
        self._ran = {text: frame for text, frame in self._ran.items() if frame > since}
        if beat and len(self._ran) > self._most.get(beat, (0, 0))[0]:
            self._most[beat] = len(self._ran), self._frame

    def _follow_paths(self, changes: Iterable[Change]) -> None:
        """Find pieces that exchange sides along an axis and collide in between."""
        kinds: dict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in changes:
            record = metadata(change.mobject)
            filled, _ = opacities(change.mobject)
            if change.text is None and record.name and filled >= LEGIBLE:
                kinds[record.part_of, re.sub(r"\d+", "", record.name)].append(change)
        for pieces in kinds.values():
            if not 1 < len(pieces) <= MOST:
                continue
            for one, other in combinations(pieces, 2):
                if one.before is not one.now or other.before is not other.now:
                    self._follow_pair(one, other)

    def _follow_pair(self, one: Change, other: Change) -> None:
        pair = id(one.mobject), id(other.mobject)
        a, b = one.now.extent, other.now.extent
        gaps = {
            (0, True): b.left - a.right,
            (0, False): a.left - b.right,
            (1, True): b.bottom - a.top,
            (1, False): a.bottom - b.top,
        }
        side = max(gaps, key=gaps.__getitem__)
        if gaps[side] < 0:
            if _covered(one.now, other.now) >= COVERED:
                self._met.add(pair)
            return
        axis, first = side
        may = any(a.rule == "passes" for m in (one, other) for a in metadata(m.mobject).allowed)
        if pair in self._met and self._sides.get(pair) == (axis, not first) and not may:
            name = metadata(one.mobject).name
            self._passed.setdefault(name, (self._frame, a.union(b)))
        self._met.discard(pair)
        self._sides[pair] = side


def _moves(change: Change) -> bool:
    """Return whether a mobject visibly moves; a fade is not a motion."""
    seen = change.before is not None and min(change.before.opacity, change.now.opacity) >= SEEN
    return seen and change.shifted


def _sides(extent: Extent) -> tuple[float, float]:
    return extent.right - extent.left, extent.top - extent.bottom


def _longest_gap(moved: list[int], start: int, end: int) -> int:
    """Return the length in frames of the longest stretch from ``start`` to ``end`` without motion.

    ``moved`` lists the frames with motion, in ascending order.
    """
    edges = [start - 1, *(frame for frame in moved if frame >= start), end]
    return max(after - before - 1 for before, after in pairwise(edges))


def _covered(one: Look, other: Look) -> float:
    """Return the fraction of the smaller extent that lies within the other."""
    a, b = one.extent, other.extent
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.top, b.top) - max(a.bottom, b.bottom)
    smaller = min((e.right - e.left) * (e.top - e.bottom) for e in (a, b))
    return max(width, 0.0) * max(height, 0.0) / smaller if smaller else 0.0
