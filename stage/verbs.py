"""What a scene says of its parts: how they are arranged, and what happens to them.

A ``Stage`` is a manim ``Scene`` with verbs. Each verb says what changes in which part, as
*channels*: something to set, and a track of what to set it to, frame by frame. What is said at
once is played at once, and a part is drawn once a frame, from all that changed in it. So glides,
values, looks and fades combine freely, and whatever moves is known from the parts: nothing can be
forgotten. Knows nothing of beats or captions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from manim import Animation, Scene, VGroup, VMobject, linear

from stage.layout import Arrangements, Place, Scale, between
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in
from stage.parts.names import key_above
from stage.parts.part import Change, Key, Part, Piece
from stage.theme import Zone, Zones

__all__ = ["CHANGE", "Follow", "Stage"]

GLIDE = 1.4
"""Seconds in which parts go to other zones."""

CHANGE = 0.5
"""Seconds for which a caption, or a part of the picture, fades in or out."""


SETTLING = 0.25
"""Seconds in which a text that has too little room comes to be there or not."""

MOVES_TEXTS = ("zone", "unit", "value", "look")
"""Kinds of channels that can change the room of a part's texts, and set nothing else."""


@dataclass(frozen=True)
class Channel:
    """One thing that changes in a part.

    Attributes
    ----------
    what
        Its name: no two channels of a play may have one; "unit ..." and "value ..." of one
        part do not go together.
    apply
        Called with one row of the track in each frame.
    track
        F + 1 rows.
    start
        The frame of the play in which it begins.
    """

    what: str
    apply: Callable[[Any], object]
    track: FloatArray
    start: int = 0

    @property
    def frames(self) -> int:
        """How many it has, and how many go before it."""
        return self.start + len(self.track) - 1

    def row(self, frame: int) -> int:
        """Of the track, in that frame: it rests before it starts, and when it is done."""
        return min(max(frame - self.start, 0), len(self.track) - 1)


class Follow(Animation):
    """All that changes in one part during a play, row k at frame k.

    Attributes
    ----------
    tracks
        Of its channels, each with a row for every frame of the play.
    goes
        Whether there can be another room for its texts meanwhile.
    seen
        Of its texts that fade in their own time, by mobject, how much there is in each frame, and
        the spot where it stays then, or None; None until it moves.
    """

    def __init__(
        self, part: Part, channels: Sequence[Channel], frames: int, fps: float, act: list[Follow]
    ) -> None:
        super().__init__(part.group, run_time=frames / fps, rate_func=linear)
        self.part = part
        self.channels = channels
        self.act = act
        act.append(self)
        every = range(frames + 1)
        self.tracks = [c.track[[c.row(frame) for frame in every]] for c in channels]
        self.last = frames
        self.settling = SETTLING * fps
        kinds = {channel.what.split()[0] for channel in channels}
        self.goes = not kinds.isdisjoint(MOVES_TEXTS)
        self._drawn: object = None
        self.seen: dict[VMobject, tuple[FloatArray, list[object]]] | None = None

    def begin(self) -> None:  # noqa: D102
        # Animation.begin copies the mobject to blend from; a track has all its states.
        self.interpolate(0)

    def _foresee(self) -> dict[VMobject, tuple[FloatArray, list[object]]]:
        """Look when texts that fade in their own time have room: they are gone in time."""
        self._drawn = None
        texts = list(self.part.fading_texts()) if self.goes else []
        if not texts:
            return {}
        rows = []
        for row in range(self.last + 1):
            for channel, track in zip(self.channels, self.tracks, strict=True):
                if channel.what.split()[0] in MOVES_TEXTS:
                    channel.apply(track[row])
            self.part.draw(self.part.zone)
            rows.append(
                [(round(metadata(text).visibility) == 1, metadata(text).anchor) for text in texts]
            )
        seen = {}
        for text, states in zip(texts, zip(*rows, strict=True), strict=True):
            kept = _kept(states, self.settling)
            pairs = zip(kept, states, strict=True)
            stays = [spot if spot != natural else None for (_, spot), (_, natural) in pairs]
            seen[text] = _in_time(kept, self.settling), stays
        return seen

    def interpolate(self, alpha: float) -> None:
        """Show the row at ``alpha``, which manim steps through in 1/F."""
        row = round(alpha * self.last)
        # At both ends it rests; whoever skips the motion sees no more of it.
        moves = 0 < row < self.last
        if self is self.act[0]:
            for follow in self.act:
                if moves and follow.seen is None:
                    follow.seen = follow._foresee()
            # All is set before anything is drawn: a bar on its way looks at two parts.
            for follow in self.act:
                for channel, track in zip(follow.channels, follow.tracks, strict=True):
                    channel.apply(track[row])
        near = min(row, self.last - row) / self.settling if self.goes else 0.0
        timed = self.seen or {}
        for text, (_, stays) in timed.items():
            metadata(text).fading_anchor = stays[row] if moves else None
        seen = {text: float(share[row]) for text, (share, _) in timed.items() if moves}
        rests = max(0.0, 1.0 - near)
        # What starts later, or is done, is as it was in the frame before.
        state = [channel.row(row) for channel in self.channels], rests, seen, moves
        if state != self._drawn:
            self._drawn = state
            self.part.redraw(rests=rests, seen=seen)


class Stage(Scene):
    """A scene made of arranged parts.

    Attributes
    ----------
    placed
        By the name of each arrangement, where its parts are.
    """

    numbers: Numbers
    zones: Zones
    fps: float

    # --- What a scene says of itself --------------------------------------------------------------

    def layout(self) -> Arrangements:
        """All arrangements of the scene's parts, by name; the parts are made here."""
        return {}

    def scales(self) -> Sequence[Scale]:
        """What is compared is drawn to one unit."""
        return ()

    # --- Before the first frame -------------------------------------------------------------------

    def prepare(self) -> None:
        """Make the parts, and choose how texts are written, once, for all arrangements."""
        self._pending: dict[Part, list[Channel]] = {}
        self._bound: dict[str, list[tuple[Part, str]]] = {}
        self._gathering = False
        self._delay = 0
        arrangements = self.layout()
        names: Sequence[str] = getattr(self.numbers, "names", ())
        stage, key = self.zones.stage, VGroup()
        if not self._tune(arrangements, stage, by_number=False):
            key, stage = key_above(names, stage)
            self._tune(arrangements, stage, by_number=True)
        self.add(*key)
        self.placed: dict[str, list[Place]] = {
            name: list(arrangement.place(stage)) for name, arrangement in arrangements.items()
        }
        for scale in self.scales():
            scale.solve(self.placed)
        rests: dict[Part, list[Place]] = {}
        for place in (place for places in self.placed.values() for place in places):
            rests.setdefault(place.part, []).append(place)
        for part, places in rests.items():
            part.settle(places)

    @staticmethod
    def _tune(arrangements: Arrangements, stage: Zone, *, by_number: bool) -> bool:
        good = [True]
        for _ in range(2):  # what a part needs around its values depends on how it writes names
            zones: dict[Part, list[Zone]] = {}
            for arrangement in arrangements.values():
                for place in arrangement.place(stage):
                    zones.setdefault(place.part, []).append(place.zone)
            good = [part.tune(own, by_number=by_number) for part, own in zones.items()]
        return all(good)

    def opens(self, name: str) -> None:
        """The arrangement of the first frame."""
        for place in sorted(self.placed[name], key=lambda place: place.part.is_text):
            self._put(place)
            place.part.redraw(rests=1.0)
            self.add(place.part.group)

    def _put(self, place: Place) -> None:
        part = place.part
        part.zone, part.share, part.units = place.zone, place.share, dict(place.units)
        part.values.update(place.looks)

    @property
    def parts(self) -> list[Part]:
        """Those on stage, the lowest first."""
        drawn_by = (metadata(mobject).drawn_by for mobject in self.mobjects)
        return [part for part in drawn_by if part is not None]

    # --- Verbs ------------------------------------------------------------------------------------

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is said within is played together; ``after`` delays what follows."""
        self._gathering, self._delay = True, 0
        yield
        self._gathering, self._delay = False, 0
        self._flush()

    def after(self, seconds: float) -> None:
        """Within ``at_once``: what follows begins so much later."""
        self._delay += frames_in(seconds, self.fps)

    def move(self, *motions: Change, seconds: float = 1.0) -> None:
        """Values move: by the rows of their tracks; a look that is told its end is eased there."""
        for part, tracks in motions:
            for name, track in tracks.items():
                if name in part.looks and np.ndim(track) == part.values[name].ndim:
                    self._ease(part, {name: np.asarray(track, float)}, seconds)
                    continue
                if not np.allclose(track[0], part.values[name], rtol=1e-9, equal_nan=True):
                    raise ValueError(
                        f"{name} of {part.name} would jump: it is {part.values[name]}, and its "
                        f"track starts at {track[0]}. Start the track where the value is."
                    )
                self.shows(track, self._delay)
                self._do(part, f"value {name}", partial(part.values.__setitem__, name), track)
        self._belong_together(motion.part for motion in motions)
        self._flush()

    def bind(self, **quantities: tuple[Part, str] | Sequence[tuple[Part, str]]) -> None:
        """Say which values of which parts show a quantity: ``bind(q=(self.bar, "values"))``.

        From then on, ``follow`` moves them all with the track of that quantity.
        """
        for quantity, shown_by in quantities.items():
            pairs = [shown_by] if isinstance(shown_by, tuple) else list(shown_by)
            for part, value in pairs:
                part.to(**{value: part.values[value][None]})  # refuses what is no value of it
            self._bound.setdefault(quantity, []).extend(pairs)

    def follow(self, motion: Motion) -> None:
        """All parts that show quantities of ``motion`` move by their tracks.

        Parts that are not on stage have the last row when they come.

        Raises
        ------
        ValueError
            Nothing is bound to a quantity that changes.
        """
        changes: dict[Part, dict[str, FloatArray]] = {}
        for quantity, track in motion:
            if quantity not in self._bound and (track != track[0]).any():
                raise ValueError(
                    f"a quantity that moves must be shown; got {quantity}, which no part is bound "
                    f"to. Bind it: self.bind({quantity}=(part, value))."
                )
            for part, value in self._bound.get(quantity, ()):
                if part in self.parts or part in self._pending:
                    changes.setdefault(part, {})[value] = track
                else:
                    part.values[value] = np.array(track[-1])
        gathering, self._gathering = self._gathering, True
        self.move(*(part.to(**tracks) for part, tracks in changes.items()))
        self._gathering = gathering
        self._flush()

    def set(self, part: Part, **values: Any) -> None:
        """Give values to a part that is not on stage, before it comes.

        Raises
        ------
        ValueError
            The part is on stage, where what changes is moved.
        """
        if part in self.parts and part.share > 0:
            raise ValueError(
                f"{part.name} is on stage, where values move; got {', '.join(values)} to set. "
                "Use move or follow."
            )
        for name, value in values.items():
            part._require(name, (*part.numbers, *part.looks))
            part.values[name] = np.asarray(value, dtype=float)

    def shows(self, track: FloatArray, delay: int) -> None:
        """Take note that ``track`` is shown, from so many frames from now on."""

    def reads(self, words: str, onset: int) -> None:
        """Take note that ``words`` come so many frames from now, to be read, if there are any."""

    def arrange(self, name: str, *, seconds: float = GLIDE) -> None:
        """Parts that stay glide to their new zones; new ones come, and spent ones go."""
        share = ease(seconds, self.fps)
        places = {place.part: place for place in self.placed[name]}
        spent = [part for part in self.parts if part not in places]
        for part in spent:
            self._fade(part, 0.0, CHANGE)
        # One after the other, so that nothing glides through what goes or comes; but where nothing
        # stays, what comes takes the place of what goes, and the stage is never empty.
        wait = frames_in(0.8 * CHANGE, self.fps) if spent and len(spent) < len(self.parts) else 0
        self._delay += wait
        for part, place in places.items():
            if part not in self.parts:
                self._put(place)
                part.share = 0.0
                self.reads(part.words, self._delay + frames_in(0.75 * seconds, self.fps))
                self._later(0.75 * seconds, self._fade, part, place.share, CHANGE)
                continue
            if part.zone != place.zone:
                glide = partial(self._glide, part, part.zone, place.zone)
                self._do(part, "zone", glide, share)
            self._fade(part, place.share, seconds)
            self._ease(part, place.looks, seconds)
            self._rescale(part, place, share)
        self._delay -= wait
        self._belong_together(places)
        self._flush()

    def _rescale(self, part: Part, place: Place, share: FloatArray) -> None:
        """Bring units to those of ``place``, by even changes of the length of the axes.

        Those that are shared no longer become what there is room for.
        """
        for axis in {**part.units, **place.units}:
            first, last = part.unit(axis), place.unit(axis)
            if abs(first - last) <= 1e-9 * abs(last):
                continue
            before = first * part.span(axis)
            with place.as_told():
                after = last * part.span(axis)

            def rescale(length: float, axis: str = axis, after: float = after) -> None:
                part.units[axis] = length / part.span(axis)
                if length == after and axis not in place.units:
                    del part.units[axis]

            self._do(part, f"unit {axis}", rescale, (1 - share) * before + share * after)

    @staticmethod
    def _glide(part: Part, start: Zone, end: Zone, share: float) -> None:
        part.zone = between(start, end, float(share))

    def show(self, *what: Part | Piece, seconds: float = CHANGE) -> None:
        """Bring parts, or pieces that were hidden."""
        for item in what:
            if isinstance(item, Part):
                if item not in self.parts:
                    item.share = 0.0
                    self.reads(item.words, self._delay)
                self._fade(item, 1.0, seconds)
            else:
                self._appear(item, 1.0, seconds)
        self._flush()

    def hide(self, *what: Part | Piece, seconds: float = CHANGE) -> None:
        """Let parts or pieces go."""
        for item in what:
            if isinstance(item, Part):
                self._fade(item, 0.0, seconds)
            else:
                self._appear(item, 0.0, seconds)
        self._flush()

    def grow(self, *pieces: Piece, seconds: float = 1.0) -> None:
        """Draw bars from their feet."""
        for part, key in pieces:
            self._do(part, f"length {key}", partial(self._grow, part, key), ease(seconds, self.fps))
        self._flush()

    @staticmethod
    def _grow(part: Part, key: Key, share: float) -> None:
        part.presence[key] = 1.0
        part.grown[key] = float(share)
        if share >= 1:
            del part.grown[key]

    def become(
        self, source: Piece, target: Piece, *, leaves: bool = True, seconds: float = 1.0
    ) -> None:
        """The source goes to where the target is, and is that from then on.

        A bar goes as it is: of the same value, to one unit, in every frame. A text that is yet to
        come starts as the source, which stays; into one that is there the source goes.

        Parameters
        ----------
        leaves
            Whether the bar that goes is missing where it was.

        Raises
        ------
        ValueError
            The two are bars of different values, or to different units.
        """
        if target.is_figure:
            self._carry(source, target, seconds, leaves)
        else:
            self._fly(source, target, seconds)
        self._belong_together((source.part, target.part))
        self._flush()

    # --- How --------------------------------------------------------------------------------------

    def _carry(self, source: Piece, target: Piece, seconds: float, leaves: bool) -> None:
        one, other = source.part.figure(*source.key), target.part.figure(*target.key)
        for what in ("value", "unit"):
            a, b = getattr(one, what), getattr(other, what)
            if not np.isclose(a, b, rtol=1e-6, atol=1e-12):
                raise ValueError(
                    f"{source.key} of {source.part.name} has a {what} of {a:.6g} and {target.key} "
                    f"of {target.part.name} one of {b:.6g}. What becomes another thing keeps its "
                    f"value and its unit: move the value, or share a Scale."
                )
        allow("overlap", "it is on its way", target.mobject)
        allow("zone", "it turns on its way", target.mobject)

        def go(share: float) -> None:
            target.part.presence[target.key] = 1.0
            target.part.carried[target.key] = (source, float(share))
            if leaves:
                source.part.presence[source.key] = 0.0
            if share >= 1:
                del target.part.carried[target.key]

        self._do(target.part, f"way {target.key}", go, ease(seconds, self.fps))
        # Drawn in every frame, too, since the target's way begins where it is.
        still = np.zeros(frames_in(seconds, self.fps) + 1)
        self._do(source.part, f"way to {target.key}", _nothing, still)

    def _fly(self, source: Piece, target: Piece, seconds: float) -> None:
        comes = target.part.seen(target.key) == 0 or target.part not in self.parts
        flier, goal = (target, source) if comes else (source, target)
        size = goal.mobject.height / flier.mobject.height if flier.mobject.height else 1.0
        start = goal.mobject.get_center()
        allow("overlap", "it is on its way", flier.mobject)
        allow("zone", "it is on its way", flier.mobject)
        allow("overlap", "one becomes the other", flier.mobject, goal.mobject)

        def go(share: float) -> None:
            there = float(share if comes else 1 - share)
            flier.part.presence[flier.key] = min(1.0, 5 * there)
            where = (lambda: start) if comes else goal.mobject.get_center
            flier.part.flights[flier.key] = (where, size, there)
            if share >= 1:
                del flier.part.flights[flier.key]

        self._do(flier.part, f"way {flier.key}", go, ease(seconds, self.fps))

    def _ease(self, part: Part, looks: Mapping[str, FloatArray], seconds: float) -> None:
        for name, last in looks.items():
            first = part.values[name]
            if not np.array_equal(first, last):
                share = ease(seconds, self.fps).reshape(-1, *[1] * np.ndim(last))
                set_look = partial(part.values.__setitem__, name)
                self._do(part, f"look {name}", set_look, (1 - share) * first + share * last)

    def _appear(self, piece: Piece, seen: float, seconds: float) -> None:
        before = piece.part.seen(piece.key)
        track = before + (seen - before) * ease(seconds, self.fps)
        setter = partial(piece.part.presence.__setitem__, piece.key)
        self._do(piece.part, f"presence {piece.key}", setter, track)

    def _fade(self, part: Part, share: float, seconds: float) -> None:
        if part.share != share:
            track = part.share + (share - part.share) * ease(seconds, self.fps)
            self._do(part, "share", partial(setattr, part, "share"), track)

    def _later(self, seconds: float, verb: Callable[..., None], *args: Any) -> None:
        before, self._delay = self._delay, self._delay + frames_in(seconds, self.fps)
        verb(*args)
        self._delay = before

    def _do(self, part: Part, what: str, apply: Callable[[Any], object], track: FloatArray) -> None:
        channels = self._pending.setdefault(part, [])
        if any(channel.what == what for channel in channels):
            raise ValueError(f"the {what} of {part.name} is changed twice at once. Say it once.")
        channels.append(Channel(what, apply, track, self._delay))

    def _belong_together(self, parts: Any) -> None:
        allow("together", "one cause moves them", *(part.group for part in parts))

    def _flush(self) -> None:
        if self._gathering or not self._pending:
            return
        pending, self._pending = self._pending, {}
        for part, channels in pending.items():
            kinds = {channel.what.split()[0] for channel in channels}
            if {"unit", "value"} <= kinds:
                raise ValueError(
                    f"{part.name} would change its scale while its values move. "
                    "Let one come after the other."
                )
        frames = max(channel.frames for channels in pending.values() for channel in channels)
        for part in dict.fromkeys((*self.parts, *pending)):  # and what only comes now
            for source in getattr(part, "sources", ()):
                # It moves as what it looks at does.
                pending.setdefault(part, []).extend(
                    replace(channel, apply=_nothing) for channel in pending.get(source, ())
                )
        # What looks at other parts is drawn after them.
        pending = {part: channels for part, channels in pending.items() if channels}
        order = sorted(pending, key=lambda part: hasattr(part, "sources"))
        on_stage = self.parts
        self.add(*(part.group for part in order if part not in on_stage))
        act: list[Follow] = []
        self.play(*(Follow(part, pending[part], frames, self.fps, act) for part in order))
        self.remove(*(part.group for part in order if part.share == 0.0))


def _kept(states: Sequence[tuple[bool, object]], frames: float) -> Sequence[tuple[bool, object]]:
    """The same ``states``, but while a text fades it stays where it rested, or is to rest.

    >>> _kept([(True, "in"), *[(True, "on")] * 6], 2)[:3]
    [(True, 'in'), (False, 'in'), (False, 'on')]
    >>> _kept([*[(True, "on")] * 6, (True, "in")], 2)[-4:]
    [(True, 'on'), (False, 'on'), (False, 'in'), (True, 'in')]
    """
    kept, time = list(states), math.ceil(frames)
    for way in (1, -1):
        spot = states[::way][0][1]
        for far, k in enumerate(range(len(states))[::way][: min(time + 1, len(states) // 2)]):
            if kept[k][1] != spot:
                kept[k] = False, spot if far < time else kept[k][1]
    return kept


def _in_time(states: Sequence[tuple[bool, object]], frames: float) -> FloatArray:
    """How much there is of a text in each frame, that takes so many to fade.

    ``states`` are whether it has room, and where: it is gone when it has none, or goes elsewhere.

    >>> print(_in_time([(True, "in")] * 3 + [(False, "in")] + [(True, "in")] * 2, 2))
    [1.  1.  0.5 0.  0.5 1. ]
    >>> print(_in_time([(True, "in")] * 3 + [(True, "on")] * 3, 2))
    [1.  1.  0.5 0.  0.5 1. ]

    One that has no time to come before it goes again does not come:

    >>> print(_in_time([(k == 3 or k == 4, "in") for k in range(8)], 2))
    [0. 0. 0. 0. 0. 0. 0. 0.]

    One that loses its room at once has begun to go then:

    >>> print(_in_time([(True, "in")] + [(False, "in")] * 4, 2))
    [1.  0.5 0.  0.  0. ]
    """
    there = [room and (k == 0 or spot == states[k - 1][1]) for k, (room, spot) in enumerate(states)]
    gone, every = np.flatnonzero(~np.array(there)), np.arange(len(there))
    if not gone.size:
        return np.ones(len(there))
    seen = np.minimum(np.abs(every[:, None] - gone).min(axis=1) / frames, 1.0)
    for run in np.split(every, gone):
        if seen[run].max(initial=0.0) < 1:
            seen[run] = 0.0
    # Where it hardly has room as a motion begins or ends, there is no time before or after that.
    for way in (1, -1):
        room, spot = states[::way][0]
        stays = np.cumprod([other == spot for _, other in states[::way]])
        fades = room * stays * np.maximum(1 - every / frames, 0.0)
        seen[::way] = np.maximum(seen[::way], fades)
    return seen


def _nothing(_: object) -> None:
    """What is drawn anew only because something else changes."""
