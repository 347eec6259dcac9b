"""The verbs by which a scene moves its figure: ``follow``, ``move``, ``at_once``, ``after``.

A ``Stage`` is a manim ``Scene`` with one figure. A verb gives values of the figure a track, with a
row for each frame, and plays it. In each frame the figure is drawn once, from all of its values, so
nothing can be left behind. Knows nothing of beats or captions.
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
"""Seconds in which a text appears, or disappears, where the width available for it changes."""


@dataclass(frozen=True)
class Channel:
    """The track of one value in a play.

    Attributes
    ----------
    track
        The values in frames 0 to F of the motion, shape (F + 1, ...).
    start
        The frame of the play in which the motion begins.
    """

    track: FloatArray
    start: int = 0

    @property
    def frames(self) -> int:
        """The number of frames until the motion is over, counted from the start of the play."""
        return self.start + len(self.track) - 1

    def row(self, frame: int) -> int:
        """The row for a frame: the first before the motion begins, the last after it ends."""
        return min(max(frame - self.start, 0), len(self.track) - 1)


class Follow(Animation):
    """An animation that sets values of a figure to row k of their tracks in frame k.

    Attributes
    ----------
    tracks
        For each value, a row for every frame of the play.
    last
        The number of the last row.
    visibilities
        For each text that fades by itself, its visibility (0 to 1) in each frame; None until the
        first frame that is neither the first nor the last.
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
        self.visibilities: dict[VMobject, FloatArray] | None = None
        self._drawn: object = None

    def begin(self) -> None:  # noqa: D102
        # Animation.begin would copy the mobject in order to blend from it; a track has all states.
        self.interpolate(0)

    def interpolate(self, alpha: float) -> None:
        """Draw the figure at ``alpha`` = k/F, where k is the frame."""
        row = round(alpha * self.last)
        # Manim draws only the first and the last frame of a motion that it skips; so what those
        # need must not depend on the frames between.
        moves = 0 < row < self.last
        if moves and self.visibilities is None:
            self.visibilities = self._visibilities_of_texts()
        visible = {t: float(v[row]) for t, v in (self.visibilities or {}).items() if moves}
        rests = max(0.0, 1.0 - min(row, self.last - row) / self.settling)
        # Before all motions begin, and after they are over, no frame differs from the one before.
        state = [channel.row(row) for channel in self.channels.values()], rests, visible, moves
        if state != self._drawn:
            self._drawn = state
            self._set(row)
            self.figure.redraw(rests, visible)

    def _set(self, row: int) -> None:
        for name, track in self.tracks.items():
            self.figure.values[name] = track[row]

    def _visibilities_of_texts(self) -> dict[VMobject, FloatArray]:
        """The visibility of each text that fades by itself, by frame.

        All frames are tried beforehand, so that a text has disappeared before its width is lacking.
        """
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
            text: _faded(fits, self.settling)
            for text, fits in zip(texts, zip(*rows, strict=True), strict=True)
        }


class Stage(Scene):
    """A scene that draws one figure.

    Attributes
    ----------
    figure
        What the scene draws; made before the first frame.
    """

    numbers: Numbers
    zones: Zones
    fps: float
    figure: Figure

    def make_figure(self) -> Figure:
        """Make the figure. Without an override it is empty, for scenes that use manim alone."""
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
        """Move each value of the figure that is named as a quantity of ``motion``, by its track.

        Raises
        ------
        ValueError
            A quantity changes that is no value of the figure, or its track does not start at the
            current value.
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
        """Ease looks of the figure, such as opacities, to new values.

        Raises
        ------
        ValueError
            A name is not that of a look.
        """
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
        """Play all motions of this block together; ``after`` delays those that follow it."""
        self._gathering, self._delay = True, 0
        yield
        self._gathering, self._delay = False, 0
        self._play()

    def after(self, seconds: float) -> None:
        """Within ``at_once``: delay the motions that follow."""
        self._delay += frames_in(seconds, self.fps)

    def shows(self, track: FloatArray, delay: int) -> None:
        """Called when a motion is to show ``track``, ``delay`` frames from now."""

    def _change(self, name: str, track: FloatArray) -> None:
        if name in self._pending:
            raise ValueError(
                f"{name} of {self.figure.name} is changed twice at once. Change it once."
            )
        self._pending[name] = Channel(track, self._delay)

    def _play(self) -> None:
        if self._gathering or not self._pending:
            return
        channels, self._pending = self._pending, {}
        frames = max(channel.frames for channel in channels.values())
        self.play(Follow(self.figure, channels, frames, self.fps))


def _faded(fits: Sequence[bool], frames: float) -> FloatArray:
    """The visibility of a text in each frame, given the frames in which it fits.

    A fade takes ``frames`` frames. Where the text does not fit, it is invisible:

    >>> print(_faded([True] * 3 + [False] + [True] * 2, 2))
    [1.  1.  0.5 0.  0.5 1. ]

    If it fits for too short a time to appear and disappear, it stays invisible:

    >>> print(_faded([k == 3 or k == 4 for k in range(8)], 2))
    [0. 0. 0. 0. 0. 0. 0. 0.]

    If it fits in the first frame alone, it fades out from there, though it no longer fits:

    >>> print(_faded([True] + [False] * 4, 2))
    [1.  0.5 0.  0.  0. ]
    """
    gone, every = np.flatnonzero(~np.array(fits)), np.arange(len(fits))
    if not gone.size:
        return np.ones(len(fits))
    visibility = np.minimum(np.abs(every[:, None] - gone).min(axis=1) / frames, 1.0)
    for run in np.split(every, gone):
        if visibility[run].max(initial=0.0) < 1:
            visibility[run] = 0.0
    # It is visible before a motion and after it wherever it fits in the frame next to these.
    for step in (1, -1):
        fade = fits[::step][0] * np.maximum(1 - every / frames, 0.0)
        visibility[::step] = np.maximum(visibility[::step], fade)
    return visibility
