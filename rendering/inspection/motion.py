"""The rules of motion and time.

Nothing may jump, pop or flash, too many things must not move at once, and no text may disappear
before it can be read. A ``Record`` receives every frame of a scene in order and stores only the
changes. It does not depend on layout or on how frames are drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from manim import Mobject, Scene, VMobject
from numpy.typing import NDArray

from rendering.drawing.clip_renderer import members_of
from rendering.inspection.contrast import luminance
from rendering.inspection.findings import Allowance, Extent, Finding
from rendering.inspection.geometry import extent_of
from rendering.inspection.shapes import (
    FLAT,
    SEEN,
    Text,
    holders_in,
    leaves,
    name_of,
    opacities,
    owners_of,
    texts_in,
)
from stage.mobjects.metadata import metadata
from stage.mobjects.text import Number
from stage.narration import glance_seconds
from stage.verbs import Follow

__all__ = ["Change", "Look", "Record"]

Array = NDArray[np.float64]

JUMP = 0.15
"""Distance in manim units that anything may always move in one frame."""

ABRUPT = 4.0
"""Maximum ratio of a point's motion in one frame to that in the adjacent frames.

If the point follows a track, its motion is measured relative to the step of the track.
"""

SUDDEN = (0.05, 0.8)
"""Low and high fraction of a mobject's highest opacity.

A change in one frame from the low one or less to the high one or more, or back, is a pop.
"""

PAUSE = 0.5
"""Minimum seconds for which a legible number or short text stays unchanged."""

SLIGHT = 0.02
"""Maximum size that is too small to attract attention: square units, or units for a line."""

TOGETHER = 2
"""Maximum number of things that move independently at the same time."""

LEGIBLE = 0.9
"""Minimum opacity at which a text can be read."""

STIRS = 0.01
"""Minimum manim units per frame that are visible as a motion."""

FLASHES = 3
"""Maximum number of flashes within a second, by WCAG 2.2, 2.3.1."""

FLASH_STEP = 0.1
"""Minimum change of relative luminance that counts towards a flash.

The darker of the two luminances must also be below ``FLASH_DARK``.
"""

FLASH_DARK = 0.8

FLASH_AREA = 21_824 / (1024 * 768)
"""Fraction of the picture that may flash: WCAG's quarter of a ten-degree field of view."""


class _Move(NamedTuple):
    """A mobject's motion since the previous frame.

    A move of an invisible mobject cannot be a jump, but it shows the speed in adjacent frames.

    Attributes
    ----------
    way
        Distance of the motion, in manim units.
    step
        Step of the mobject's track as a fraction of the track's range; None without a track.
    is_seen
        Whether the mobject is visible in both frames.
    """

    way: float
    step: float | None
    is_seen: bool = True


@dataclass
class _Trace:
    """The history of one mobject.

    Attributes
    ----------
    mobject
        The mobject itself.
    text
        The unit of text to which it belongs, if any.
    holder
        Name of the piece that contains it; empty if there is none.
    opacity
        Pairs of frame and opacity at each change; the opacity is 0 while it is not on stage.
    brightness
        Pairs of frame and relative luminance on the background at each change.
    extents
        Extent by frame, for each frame in which its look changed.
    sizes
        Size by frame, for each frame in which its look changed.
    moves
        Motion by frame, for each frame in which its look changed.
    """

    mobject: VMobject
    text: Text | None
    holder: str
    opacity: list[tuple[int, float]] = field(default_factory=list)
    brightness: list[tuple[int, float]] = field(default_factory=list)
    extents: dict[int, Extent] = field(default_factory=dict)
    sizes: dict[int, float] = field(default_factory=dict)
    moves: dict[int, _Move] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return name_of(self.mobject, self.holder, self.text)

    def at(self, frame: int) -> Extent:
        """Return the last extent up to a frame, or else the first one after it."""
        before = [f for f in self.extents if f <= frame]
        return self.extents[max(before) if before else min(self.extents)]

    def opacity_at(self, frame: int) -> float:
        return max((f, v) for f, v in [(-1, 0.0), *self.opacity] if f <= frame)[1]

    def brightness_at(self, frame: int) -> float:
        return max((f, v) for f, v in [(-1, 0.0), *self.brightness] if f <= frame)[1]

    def may(self, rule: str) -> bool:
        return any(a.rule == rule and a.alone for a in metadata(self.mobject).allowed)


@dataclass
class Look:
    """The look of one mobject in a frame; the same object as long as the look does not change.

    Attributes
    ----------
    points
        Points of the mobject, shape (4n, 3).
    paint
        Colours and opacities of fill and stroke, and the stroke's width.
    key
        Data that are compared to detect a change.
    anchor
        Anchor of a number, shape (3,); the origin for all other mobjects.
    opacity
        The higher one of the visible opacities of fill and stroke.
    brightness
        Relative luminance of its colour on the background.
    extent
        Rectangle around the points.
    size
        Diagonal of the extent for a mobject with a stroke; otherwise the extent's area.
    """

    points: Array
    paint: tuple[float, ...]
    key: tuple[object, ...]
    anchor: Array
    opacity: float
    brightness: float
    extent: Extent
    size: float


class Change(NamedTuple):
    """A mobject on stage with its text, if any, and its look in the previous and this frame."""

    mobject: VMobject
    text: Text | None
    before: Look | None
    now: Look

    @property
    def shifted(self) -> bool:
        """Whether any of its points has moved since the previous frame."""
        if self.before is None or self.before is self.now:
            return False
        before, now = self.before.points, self.now.points
        return before.shape != now.shape or bool(np.abs(before - now).max(initial=0.0) > FLAT)


@dataclass
class _Reading:
    """A text on stage, with the frame and the play since which a viewer can read it."""

    words: str
    since: int
    play: int
    legible: bool = False


class Record:
    """Record of all changes in a scene, frame by frame.

    Parameters
    ----------
    fps
        Frames per second.
    background
        Colour in [0, 1], shape (3,).
    area
        Area of the picture in square units.

    Attributes
    ----------
    changes
        All mobjects on stage, with their looks in the previous and the current frame.
    texts
        Opacity of each text on stage.
    """

    def __init__(self, fps: float, background: Array, area: float) -> None:
        self.fps = fps
        self.area = area
        self.frame = 0
        self.changes: list[Change] = []
        self.texts: dict[Text, float] = {}
        self._ground = float(luminance(background))
        self._traces: dict[int, _Trace] = {}
        self._looks: dict[int, Look] = {}
        self._rows: dict[int, tuple[Follow, int]] = {}
        self._readings: dict[Text, _Reading] = {}
        self._played = -1  # number of the play of the previous frame
        self._rests: dict[tuple[Text, str], tuple[int, int]] = {}  # longest: frames, first frame
        self._crowds: dict[int, tuple[int, int, Extent]] = {}  # by play: frame, count, extent
        self._strays: dict[tuple[int, int], tuple[int, _Trace]] = {}  # by play and mobject

    # --- Recording --------------------------------------------------------------------------------

    def see(self, scene: Scene, repeat: int) -> None:
        """Record the current picture of ``scene``, which is shown for ``repeat`` frames."""
        play = scene.renderer.num_plays
        stage = members_of([*scene.mobjects, *scene.foreground_mobjects])
        texts = list(texts_in(scene.mobjects))
        steps = self._track_steps(scene)
        # A change between two plays becomes visible in the first frame of the second play.
        played = _played(scene) if self._played == play else None
        looks: dict[int, Look] = {}
        self.changes = []
        moved = {}
        owners: dict[int, Text] = {}
        holders: dict[int, str] = {}
        for mobject in stage:
            if not isinstance(mobject, VMobject) or not len(mobject.points):
                continue
            key = id(mobject)
            if key in looks:
                continue  # it is on stage twice
            before = self._looks.get(key)
            look = looks[key] = _look(mobject, before, self._ground)
            trace = self._traces.get(key)
            if trace is None:
                owners = owners or owners_of(texts)
                holders = holders or holders_in(scene.mobjects)
                text = owners.get(key)
                holder = holders.get(id(text.mobject if text else mobject), "")
                trace = self._traces[key] = _Trace(mobject, text, holder)
            self.changes.append(Change(mobject, trace.text, before, look))
            if look is before:
                continue
            if (
                played is not None
                and key not in played
                and (before is None or _differs(mobject, before, look))
            ):
                self._strays.setdefault((play, key), (self.frame, trace))
            trace.extents[self.frame] = look.extent
            trace.sizes[self.frame] = look.size
            if before is None or before.opacity != look.opacity:
                trace.opacity.append((self.frame, look.opacity))
            if before is None or before.brightness != look.brightness:
                trace.brightness.append((self.frame, look.brightness))
            if before is not None:
                way, is_seen = _way(mobject, before, look), min(before.opacity, look.opacity) > SEEN
                trace.moves[self.frame] = _Move(way, steps.get(key), is_seen)
                if is_seen and way > STIRS:
                    moved[key] = look
        for key in self._looks.keys() - looks.keys():
            self._traces[key].opacity.append((self.frame, 0.0))
            self._traces[key].brightness.append((self.frame, self._ground))
        self._count_movers(scene, play, moved)
        self._read(texts, looks, play, tracked=set(steps))
        self._looks = looks
        self.frame += repeat

    def _track_steps(self, scene: Scene) -> dict[int, float]:
        """Return the steps of tracks since the last frame, by the ``id`` of the mobject they move.

        A step is a fraction of the track's whole range.
        """
        steps: dict[int, float] = {}
        rows = {}
        for follow in leaves(scene.animations or ()):
            if isinstance(follow, Follow):
                rows[id(follow)] = follow, round(scene.last_t / follow.run_time * follow.last)
        for key, (follow, row) in {**self._rows, **rows}.items():
            # A motion that has ended is at its last row; one that begins has not moved yet.
            now = row if key in rows else follow.last
            before = self._rows[key][1] if key in self._rows else now
            step = max(_step(track, before, now) for track in follow.tracks.values())
            for member in members_of([follow.mobject]):
                steps[id(member)] = max(step, steps.get(id(member), 0.0))
        self._rows = rows
        return steps

    def _count_movers(self, scene: Scene, play: int, moved: dict[int, Look]) -> None:
        if not moved or play in self._crowds:
            return
        things: list[set[int]] = []
        rest = set(moved)
        for animation in leaves(scene.animations or ()):
            own = {id(m) for m in members_of([animation.mobject])} & rest
            if own:
                things.append(own)
                rest -= own
        if rest:
            things.append(rest)
        if len(things) <= TOGETHER:
            return
        # Things that move alike appear as one, and so do those that are declared to be one.
        marks = [self._ties(thing) for thing in things]
        count = 0
        while marks:
            tied = marks.pop()
            count += 1
            grown = True
            while grown:
                joined = [other for other in marks if other & tied]
                tied = tied.union(*joined)
                marks = [other for other in marks if other not in joined]
                grown = bool(joined)
        if count > TOGETHER:
            extents = [look.extent for look in moved.values()]
            where = extents[0]
            for extent in extents[1:]:
                where = where.union(extent)
            self._crowds[play] = (self.frame, count, where)

    def _ties(self, thing: set[int]) -> frozenset[object]:
        """Return what unites a thing with others: its displacement, and its declared groups."""
        keys: set[object] = set()
        for key in thing:
            trace = self._traces[key]
            keys.update(a.group for a in metadata(trace.mobject).allowed if a.rule == "together")
            before = trace.extents[max(f for f in trace.extents if f < self.frame)]
            now = trace.extents[self.frame]
            way = (now.left - before.left, now.bottom - before.bottom)
            same = (now.right - before.right, now.top - before.top)
            if np.allclose(way, same, atol=1e-3):
                keys.add((round(way[0], 2), round(way[1], 2)))
        return frozenset(keys)

    def _read(
        self, texts: Iterable[Text], looks: dict[int, Look], play: int, tracked: set[int]
    ) -> None:
        seen = {}
        for text in texts:
            parts = [looks[id(m)] for m in members_of([text.mobject]) if id(m) in looks]
            if parts:
                seen[text] = min(part.opacity for part in parts)
        self.texts = seen
        said = {text: text.words for text in seen}
        for text, reading in list(self._readings.items()):
            opacity = seen.get(text, 0.0)
            gone = opacity < (LEGIBLE if reading.legible else SEEN)
            if gone or said[text] != reading.words:
                # The last row of a track is shown in the first frame of the next play.
                ended = id(text.mobject) in tracked
                self._settle(text, play - 1 if ended and self._played != play else play)
        for text, opacity in seen.items():
            if opacity > SEEN:
                reading = self._readings.setdefault(text, _Reading(text.words, self.frame, play))
                if opacity >= LEGIBLE and not reading.legible:
                    reading.legible = True
                    if not text.is_sentence:
                        # Its appearance attracts the eye, so the time to read it starts here.
                        reading.since, reading.play = self.frame, play
        self._played = play

    def _settle(self, text: Text, play: int) -> None:
        reading = self._readings.pop(text)
        if not reading.legible:
            return
        # A text that came and went within one play was passing and need not be read.
        if reading.play != play:
            rested = self.frame - reading.since
            key = (text, reading.words)
            self._rests[key] = max(self._rests.get(key, (0, 0)), (rested, reading.since))

    # --- Findings ---------------------------------------------------------------------------------

    def findings(self) -> Iterator[Finding]:
        """Yield all findings, after the last frame."""
        for text in list(self._readings):
            self._settle(text, -1)
        traces = [trace for trace in self._traces.values() if trace.extents]
        yield from self._short_rests()
        yield from self._pops(traces)
        for trace in traces:
            yield from _jumps(trace)
        yield from self._flashes(traces)
        yield from self._changes_outside()
        for frame, count, where in self._crowds.values():
            yield Finding(
                "together",
                f"{count} things move on their own at once, more than {TOGETHER}",
                "let them move one after the other, or declare what makes them one",
                frame,
                where,
                "motion",
            )

    def allowances(self) -> list[Allowance]:
        """Return the exceptions declared for everything that has been on stage.

        They are sorted by rule and reason.
        """
        parts: dict[tuple[str, str], dict[str, None]] = {}
        for trace in self._traces.values():
            for declared in metadata(trace.mobject).allowed:
                parts.setdefault((declared.rule, declared.reason), {})[trace.name] = None
        return [Allowance(*key, tuple(names)) for key, names in sorted(parts.items())]

    def _changes_outside(self) -> Iterator[Finding]:
        for frame, trace in self._strays.values():
            if max(trace.opacity_at(frame - 1), trace.opacity_at(frame)) > SEEN and not trace.may(
                "outside"
            ):
                yield Finding(
                    "outside",
                    f"{trace.name} changes during a motion that does not name it",
                    "name it among what the motion moves: else it may stand still until the next",
                    frame,
                    trace.at(frame),
                    trace.name,
                )

    def _short_rests(self) -> Iterator[Finding]:
        for (text, words), (rested, since) in self._rests.items():
            needed = glance_seconds(words) if text.is_sentence else PAUSE
            seconds = rested / self.fps
            if seconds < needed - 1.01 / self.fps and not any(
                a.rule == "rest" for m in text.mobject.get_family() for a in metadata(m).allowed
            ):
                shown = Text(text.mobject, words, text.made_size)
                name = name_of(text.mobject, self._of(text)[0].holder, shown)
                yield Finding(
                    "rest",
                    f"{name} rests for {seconds:.2f} s, less than {needed:.2f} s",
                    "let it stand longer before it goes, changes or steps back",
                    since,
                    self._where(text, since),
                    name,
                )

    def _where(self, text: Text, frame: int) -> Extent:
        found = self._of(text)
        where = found[0].at(frame)
        for trace in found[1:]:
            where = where.union(trace.at(frame))
        return where

    def _of(self, text: Text) -> list[_Trace]:
        return [self._traces[id(m)] for m in text.mobject.get_family() if id(m) in self._traces]

    def _pops(self, traces: Sequence[_Trace]) -> Iterator[Finding]:
        events: dict[int, list[tuple[bool, float, _Trace]]] = defaultdict(list)
        for trace in traces:
            if trace.may("pop"):
                continue
            peak = max(value for _, value in trace.opacity)
            if peak <= SEEN:
                continue
            largest = max(trace.sizes.values())
            low, high = SUDDEN[0] * peak, SUDDEN[1] * peak
            before = 0.0
            for frame, value in trace.opacity:
                came = before <= low and value >= high
                went = before >= high and value <= low
                last = max(
                    (f for f in trace.sizes if f < frame or (came and f == frame)), default=0
                )
                if (
                    (came or went)
                    and frame > 0
                    and trace.sizes.get(last, 0) > max(largest / 4, SLIGHT)
                ):
                    events[frame].append((came, low, trace))
                before = value
        for frame, changes in events.items():
            for came, low, trace in changes:
                # The change is invisible if a similar mobject is, or just was, in the same place.
                where, lit = trace.at(frame), trace.brightness_at(frame - (not came))
                if any(
                    other is not trace
                    and other.opacity_at(frame - came) > low
                    and np.allclose(where, other.at(frame), atol=0.25)
                    and abs(other.brightness_at(frame - came) - lit) < FLASH_STEP
                    for other in traces
                ):
                    continue
                yield Finding(
                    "pop",
                    f"{trace.name} {'is there' if came else 'is gone'} from one frame to the next",
                    "fade it, or declare why it may pop",
                    frame,
                    where,
                    trace.name,
                )

    def _flashes(self, traces: Sequence[_Trace]) -> Iterator[Finding]:
        flashing: list[tuple[int, int, _Trace]] = []  # first and last frame
        for trace in traces:
            turns = _turns(trace.brightness)
            most = 2 * FLASHES
            for first, last in zip(turns, turns[most:], strict=False):
                if last - first <= self.fps:
                    flashing.append((first, last, trace))
                    break
        for first, last, trace in flashing:
            lit = {
                id(t): t.at(first) for start, end, t in flashing if start <= last and first <= end
            }
            area = sum((e.right - e.left) * (e.top - e.bottom) for e in lit.values())
            if area > FLASH_AREA * self.area:
                yield Finding(
                    "flash",
                    f"{trace.name} flashes more than {FLASHES} times within a second",
                    "let it change more slowly",
                    first,
                    trace.at(first),
                    trace.name,
                )


def _played(scene: Scene) -> set[int]:
    """Return the ids of all mobjects that the current animations or updaters may change."""
    movers = [animation.mobject for animation in leaves(scene.animations or ())]
    movers += [mobject for mobject in members_of(scene.mobjects) if mobject.updaters]
    return {id(member) for member in members_of(movers)}


def _step(track: Array, before: int, now: int) -> float:
    finite = np.nan_to_num(np.asarray(track, dtype=float), posinf=0.0, neginf=0.0)
    span = float(np.ptp(finite, axis=0).max()) if finite.size else 0.0
    return float(np.abs(finite[now] - finite[before]).max()) / span if span else 0.0


def _look(mobject: VMobject, before: Look | None, ground: float) -> Look:
    """Return the current look of a mobject, which is ``before`` itself if nothing changed."""
    points, fills, strokes = mobject.points, mobject.fill_rgbas[0], mobject.stroke_rgbas[0]
    # Most mobjects stand still in most frames, and comparing bytes is fast.
    key = points.tobytes(), fills.tobytes(), strokes.tobytes(), mobject.stroke_width
    if before is not None and before.key == key:
        return before
    same = before is not None and before.key[0] == key[0]
    paint = (*fills, *strokes, mobject.stroke_width)
    fill, stroke = opacities(mobject)
    extent = before.extent if same and before is not None else extent_of(points)
    width, height = extent.right - extent.left, extent.top - extent.bottom
    opacity = max(fill if min(width, height) > FLAT else 0.0, stroke)
    if max(width, height) < FLAT:
        opacity = 0.0
    color = mobject.fill_rgbas[0, :3] if fill >= stroke else mobject.stroke_rgbas[0, :3]
    brightness = opacity * float(luminance(color)) + (1 - opacity) * ground
    size = float(np.hypot(width, height)) if stroke else width * height
    anchor = mobject.anchor if isinstance(mobject, Number) else np.zeros(3)
    return Look(points.copy(), paint, key, anchor, opacity, brightness, extent, size)


def _way(mobject: Mobject, before: Look, now: Look) -> float:
    """Return the largest distance that any point of a mobject moved, in manim units.

    For a number it is the distance of its anchor, since its digits change.
    """
    if isinstance(mobject, Number):
        return float(np.linalg.norm(now.anchor - before.anchor))
    if now.points.shape == before.points.shape:
        return float(np.linalg.norm(now.points - before.points, axis=1).max())
    return float(np.abs(np.subtract(now.extent, before.extent)).max())


def _differs(mobject: Mobject, before: Look, now: Look) -> bool:
    """Return whether two looks of a mobject differ by more than rounding errors."""
    return _way(mobject, before, now) > FLAT or not np.allclose(before.paint, now.paint, atol=1e-3)


def _jumps(trace: _Trace) -> Iterator[Finding]:
    if trace.may("jump"):
        return
    for frame, (way, step, is_seen) in trace.moves.items():
        if way <= JUMP or not is_seen:
            continue
        beside = [trace.moves.get(frame + d, _Move(0.0, step)) for d in (-1, 1)]
        if step is None or step == 0.0:
            jumps = way > ABRUPT * max(move.way for move in beside)
        else:
            paces = [move.way / move.step for move in beside if move.step]
            jumps = bool(paces) and way / step > ABRUPT * max(paces)
        if jumps:
            yield Finding(
                "jump",
                f"{trace.name} moves by {way:.2f} units in one frame, "
                + ("with no motion" if step is None else "more than its track does"),
                "move it by a motion, or declare why it may jump",
                frame,
                trace.at(frame),
                trace.name,
            )
            return


def _turns(brightness: Sequence[tuple[int, float]]) -> list[int]:
    """Return the frames at which luminance reverses its direction, as in a flash.

    Only changes that count by ``FLASH_STEP`` and ``FLASH_DARK`` are considered.
    """
    turns: list[int] = []
    direction = 0
    extreme = brightness[0][1]
    for frame, value in brightness[1:]:
        change = value - extreme
        if abs(change) >= FLASH_STEP and min(value, extreme) < FLASH_DARK:
            sign = 1 if change > 0 else -1
            if sign != direction:
                turns.append(frame)
                direction = sign
            extreme = value
        elif change * direction > 0:
            extreme = value
    return turns
