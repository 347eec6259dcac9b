"""What a scene says of its figure: which of its values move, and how.

A ``Stage`` is a manim ``Scene`` with verbs. Each says which value changes, and has a track of what
it is, frame by frame. What is said at once is played at once, and the figure is drawn once a frame,
from all that changed in it: nothing can be forgotten. Knows nothing of beats or captions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from manim import Animation, Scene, VMobject, linear
from numpy.typing import ArrayLike

from stage.drawing.figure import Figure
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in
from stage.theme import Zones

__all__ = ["CHANGE", "Follow", "Stage"]

CHANGE = 0.5
"""Seconds for which a caption fades in or out."""

SETTLING = 0.25
"""Seconds in which a text that has too little room comes to be there or not."""


@dataclass(frozen=True)
class Channel:
    """The track of one value.

    Attributes
    ----------
    track
        F + 1 rows.
    start
        The frame of the play in which it begins.
    """

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
    """All that changes in a figure during a play, row k at frame k.

    Attributes
    ----------
    tracks, last
        By value, with a row for every frame of the play; the number of the last row.
    seen
        Of texts that fade in their own time, how much there is in each frame; None until it moves.
    """

    def __init__(
        self, figure: Figure, channels: Mapping[str, Channel], frames: int, fps: float
    ) -> None:
        super().__init__(figure.group, run_time=frames / fps, rate_func=linear)
        self.figure = figure
        self.channels = channels
        self.tracks = {
            name: channel.track[[channel.row(frame) for frame in range(frames + 1)]]
            for name, channel in channels.items()
        }
        self.last = frames
        self.settling = SETTLING * fps
        self.seen: dict[VMobject, FloatArray] | None = None
        self._drawn: object = None

    def begin(self) -> None:  # noqa: D102
        # Animation.begin copies the mobject to blend from; a track has all its states.
        self.interpolate(0)

    def interpolate(self, alpha: float) -> None:
        """Show the row at ``alpha``, which manim steps through in 1/F."""
        row = round(alpha * self.last)
        # At both ends it rests; whoever skips the motion sees no more of it.
        moves = 0 < row < self.last
        if moves and self.seen is None:
            self.seen = self._foresee()
        seen = {text: float(share[row]) for text, share in (self.seen or {}).items() if moves}
        rests = max(0.0, 1.0 - min(row, self.last - row) / self.settling)
        # What starts later, or is done, is as it was in the frame before.
        state = [channel.row(row) for channel in self.channels.values()], rests, seen, moves
        if state != self._drawn:
            self._drawn = state
            self._set(row)
            self.figure.redraw(rests, seen)

    def _set(self, row: int) -> None:
        for name, track in self.tracks.items():
            self.figure.values[name] = track[row]

    def _foresee(self) -> dict[VMobject, FloatArray]:
        """Look when texts that fade in their own time have room: they are gone in time."""
        self._drawn = None
        texts = list(self.figure.fading_texts())
        if not texts:
            return {}
        rows = []
        for row in range(self.last + 1):
            self._set(row)
            self.figure.draw()
            rows.append([round(metadata(text).visibility) == 1 for text in texts])
        return {
            text: _in_time(has_room, self.settling)
            for text, has_room in zip(texts, zip(*rows, strict=True), strict=True)
        }


class Stage(Scene):
    """A scene that draws one figure.

    Attributes
    ----------
    figure
        What is on stage; made before the first frame.
    """

    numbers: Numbers
    zones: Zones
    fps: float
    figure: Figure

    def make_figure(self) -> Figure:
        """Make the figure; one without pieces, for a scene that draws by manim's own means."""
        return Figure("the figure")

    def prepare(self) -> None:
        """Draw the figure for the first frame."""
        self._pending: dict[str, Channel] = {}
        self._gathering = False
        self._delay = 0
        self.figure = self.make_figure()
        self.figure.set_up(self.zones.stage)
        allow("together", "one cause moves them", self.figure.group)
        self.add(self.figure.group)

    # --- Verbs ------------------------------------------------------------------------------------

    def follow(self, motion: Motion) -> None:
        """All quantities of ``motion`` that the figure shows move by their tracks.

        Raises
        ------
        ValueError
            A quantity changes that the figure does not show, or does not start where it is.
        """
        figure = self.figure
        for name, track in motion:
            if name not in figure.values:
                if (track != track[0]).any():
                    raise ValueError(
                        f"a quantity that moves must be shown; got {name}, which is no value of "
                        f"{figure.name}. Declare it there, or leave it out of the motion."
                    )
                continue
            value = figure.values[name]
            if not np.allclose(track[0], value, rtol=1e-9, equal_nan=True):
                raise ValueError(
                    f"{name} of {figure.name} would jump: it is {value}, and its track starts at "
                    f"{track[0]}. Start the track where the value is."
                )
            self.shows(track, self._delay)
            self._change(name, track)
        self._play()

    def move(self, *, seconds: float = 1.0, **looks: ArrayLike) -> None:
        """Ease looks of the figure to new values."""
        figure = self.figure
        for name, value in looks.items():
            if name not in figure.looks:
                raise ValueError(
                    f"what is eased must be a look of {figure.name}, {', '.join(figure.looks)}; "
                    f"got {name}. A number moves by a track: follow a motion."
                )
            first, last = figure.values[name], np.asarray(value, float)
            if not np.array_equal(first, last):
                share = ease(seconds, self.fps).reshape(-1, *[1] * last.ndim)
                self._change(name, (1 - share) * first + share * last)
        self._play()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is said within is played together; ``after`` delays what follows."""
        self._gathering, self._delay = True, 0
        yield
        self._gathering, self._delay = False, 0
        self._play()

    def after(self, seconds: float) -> None:
        """Within ``at_once``: what follows begins so much later."""
        self._delay += frames_in(seconds, self.fps)

    def shows(self, track: FloatArray, delay: int) -> None:
        """Take note that ``track`` is shown, from so many frames from now on."""

    def _change(self, name: str, track: FloatArray) -> None:
        if name in self._pending:
            raise ValueError(f"{name} of {self.figure.name} is changed twice at once. Say it once.")
        self._pending[name] = Channel(track, self._delay)

    def _play(self) -> None:
        if self._gathering or not self._pending:
            return
        channels, self._pending = self._pending, {}
        frames = max(channel.frames for channel in channels.values())
        self.play(Follow(self.figure, channels, frames, self.fps))


def _in_time(has_room: Sequence[bool], frames: float) -> FloatArray:
    """How much there is of a text in each frame, that takes so many frames to fade.

    It is gone when it has no room:

    >>> print(_in_time([True] * 3 + [False] + [True] * 2, 2))
    [1.  1.  0.5 0.  0.5 1. ]

    One that has no time to come before it goes again does not come:

    >>> print(_in_time([k == 3 or k == 4 for k in range(8)], 2))
    [0. 0. 0. 0. 0. 0. 0. 0.]

    One that loses its room at once has begun to go then:

    >>> print(_in_time([True] + [False] * 4, 2))
    [1.  0.5 0.  0.  0. ]
    """
    gone, every = np.flatnonzero(~np.array(has_room)), np.arange(len(has_room))
    if not gone.size:
        return np.ones(len(has_room))
    seen = np.minimum(np.abs(every[:, None] - gone).min(axis=1) / frames, 1.0)
    for run in np.split(every, gone):
        if seen[run].max(initial=0.0) < 1:
            seen[run] = 0.0
    # Where it hardly has room as a motion begins or ends, there is no time before or after that.
    for way in (1, -1):
        fades = has_room[::way][0] * np.maximum(1 - every / frames, 0.0)
        seen[::way] = np.maximum(seen[::way], fades)
    return seen
