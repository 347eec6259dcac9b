"""manim's Cairo renderer, redrawing only the areas where something changed.

It keeps the pixels of the last frame (and of the still background that manim keeps during a play),
asks ``damage`` where the next picture differs, and redraws those areas with manim's own camera, in
manim's order. Its frames equal those of ``manim.CairoRenderer`` bit for bit.

Shapes are never clipped to the damaged rectangles, because Cairo anti-aliases a clipped shape
differently: in a fuzz test with random shapes, every fourth one differed, by up to 14/255, even far
from the edge of the clip. Instead, every shape that touches a damaged rectangle is drawn whole on a
scratch picture, and the rectangles are copied from there.

This module does not know what a scene means, what is done with the frames, or how they are encoded.
Whatever ``damage`` does not understand is drawn by ``manim.CairoRenderer`` itself, as a whole
frame; ``slow_reasons`` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, Protocol, runtime_checkable

import numpy as np
from manim import CairoRenderer, Camera, Mobject, Scene, logger
from manim.utils.iterables import list_update
from numpy.typing import NDArray

from rendering.drawing.boxes import Box, merge, touching
from rendering.drawing.damage import (
    Appearance,
    Projection,
    appearance_key,
    appearance_of,
    difference,
    draws_nothing,
    reason_not_understood,
)
from rendering.drawing.painting import paint

__all__ = ["ClipRenderer", "DamageWriter", "Pixels", "members_of"]

Pixels = NDArray[np.uint8]

_STEADY = 12
"""The number of frames for which the lowest shapes must stay unchanged to be cached."""


@runtime_checkable
class DamageWriter(Protocol):
    """A file writer that can use knowledge of where a frame differs from the previous one."""

    def write_damaged_frame(self, pixels: Pixels, damage: Sequence[Box], repeat: int) -> None:
        """Append a frame, ``repeat`` times; outside ``damage`` it equals the previous frame.

        ``pixels`` is the renderer's own buffer, so a writer that keeps it must copy it. The boxes
        are disjoint and have even corners.
        """


class ClipRenderer(CairoRenderer):  # type: ignore[misc]  # manim's types are not read
    """Draws only what changed; its frames are those of ``manim.CairoRenderer``.

    Attributes
    ----------
    slow_reasons : dict
        For each reason (a sentence), the number of frames that were drawn whole because of it.
    """

    camera: Camera

    def __init__(self, *args: Any, camera_class: type[Camera] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, camera_class=camera_class, **kwargs)
        self.slow_reasons: dict[str, int] = {}
        self._camera_class = camera_class
        self._canvas: _Canvas | None = None
        self._undelivered: list[Box] = []  # where the last written frame is out of date
        self._playing = False

    # --- What manim calls -------------------------------------------------------------------------

    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Create the camera now: a scene may have its own settings and kind of camera."""
        # A scene that is not given a renderer creates one at this moment.
        self.camera = (self._camera_class or scene.camera_class)()
        super().init_scene(scene, *args, **kwargs)

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play as manim does, but draw nothing for a skipped play."""
        if self._canvas is not None and not self._canvas.has_background_of(self.camera):
            self._canvas = None
        self._playing = True
        try:
            super().play(scene, *args, **kwargs)
        finally:
            self._playing = False

    def save_static_frame_data(
        self, scene: Scene, static_mobjects: Iterable[Mobject]
    ) -> Pixels | None:
        """Draw once what will not change during a play."""
        self.static_image = None
        if not static_mobjects or self._is_skipping:
            return None
        canvas = self._get_canvas()
        if canvas is None:
            return super().save_static_frame_data(scene, static_mobjects)  # type: ignore[no-any-return]
        self._note(canvas.show_still(self.camera.get_mobjects_to_display(static_mobjects)))
        self.static_image = canvas.still.pixels
        return self.static_image

    def update_frame(
        self,
        scene: Scene,
        mobjects: Iterable[Mobject] | None = None,
        include_submobjects: bool = True,
        ignore_skipping: bool = True,
        **kwargs: Any,
    ) -> None:
        """Draw the current look of ``mobjects`` over the still part of the picture."""
        if self._is_skipping or (self.skip_animations and not ignore_skipping):
            return
        canvas = self._get_canvas()
        if canvas is None:
            super().update_frame(scene, mobjects, include_submobjects, ignore_skipping, **kwargs)
            self._undelivered = [Box(0, 0, self.camera.pixel_width, self.camera.pixel_height)]
            return
        mobjects = list(mobjects or list_update(scene.mobjects, scene.foreground_mobjects))
        if include_submobjects and not kwargs:
            shown = _displayed(mobjects, self.camera)
        else:
            kwargs["include_submobjects"] = include_submobjects
            shown = self.camera.get_mobjects_to_display(mobjects, **kwargs)
        damage, reason = canvas.show(shown, over=self.static_image)
        if self._undelivered:
            whole = Box(0, 0, self.camera.pixel_width, self.camera.pixel_height)
            damage = merge([*self._undelivered, *damage], whole)
        self._undelivered = damage
        self._note(reason)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw the next frame of a play and write it."""
        self.update_frame(scene, moving_mobjects)
        self._write(self.camera.pixel_array, 1)

    def freeze_current_frame(self, duration: float) -> None:
        """Write the current frame for ``duration`` seconds."""
        # manim counts this way: the last partial frame of a still is dropped, not rounded up.
        self._write(self.camera.pixel_array, int(duration / (1 / self.camera.frame_rate)))

    def add_frame(self, frame: Pixels, num_frames: int = 1) -> None:
        """Write a frame that may come from elsewhere."""
        whole = [Box(0, 0, self.camera.pixel_width, self.camera.pixel_height)]
        self._undelivered = whole
        self._write(frame, num_frames)
        self._undelivered = whole

    def scene_finished(self, scene: Scene) -> None:
        """Finish as manim does, and log which frames were drawn the slow way."""
        super().scene_finished(scene)
        for reason, frames in self.slow_reasons.items():
            logger.warning(
                f"{type(scene).__name__} is slower than it could be: {reason}, "
                f"so {frames} pictures were drawn whole."
            )

    # --- How it is done ---------------------------------------------------------------------------

    @property
    def _is_skipping(self) -> bool:
        # manim draws the frames of skipped plays, and throws them away.
        return self._playing and bool(self.skip_animations)

    def _write(self, pixels: Pixels, repeat: int) -> None:
        if self.skip_animations:
            return
        self.time += repeat * (1 / self.camera.frame_rate)
        if not isinstance(self.file_writer, DamageWriter):
            self.file_writer.write_frame(pixels.copy(), repeat=repeat)
        elif repeat > 0:
            self.file_writer.write_damaged_frame(pixels, self._undelivered, repeat)
            self._undelivered = []

    def _get_canvas(self) -> _Canvas | None:
        """Return the cached layers of the camera's pixels, or None if manim has to draw."""
        if type(self.camera) is not Camera:
            self._canvas = None
            self._note(f"{type(self.camera).__name__} is not manim's plain Camera")
        elif self._canvas is None or not self._canvas.fits(self.camera):
            self._canvas = _Canvas(self.camera)
        return self._canvas

    def _note(self, reason: str | None) -> None:
        if reason is not None:
            self.slow_reasons[reason] = self.slow_reasons.get(reason, 0) + 1


def _displayed(mobjects: Sequence[Mobject], camera: Camera) -> list[Mobject]:
    """Return the mobjects that the camera would display, in its order.

    During a play, manim asks for each member of each family, and for the family of each member.
    Making all those lists takes longer than processing them.
    """
    if any(type(mobject).get_family is not Mobject.get_family for mobject in mobjects):
        return list(camera.get_mobjects_to_display(mobjects))
    try:
        family = members_of(mobjects)
    except RecursionError:  # a mobject is a member of itself
        return list(camera.get_mobjects_to_display(mobjects))
    # A mobject that occurs several times is drawn at its last position.
    last = dict.fromkeys(reversed(family))
    shown = [mobject for mobject in reversed(last) if len(mobject.points)]
    return sorted(shown, key=lambda each: each.z_index) if camera.use_z_index else shown


def members_of(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """Return the members of all their families, in order, with repetitions."""
    members: list[Mobject] = []

    def add(mobject: Mobject) -> None:
        members.append(mobject)
        for member in mobject.submobjects:
            if member.submobjects:
                add(member)
            else:  # the usual case; a call for each would take longer than everything else here
                members.append(member)

    for mobject in mobjects:
        add(mobject)
    return members


class _Layer:
    """Pixels, the appearances that they show, and the last appearance of each of their mobjects."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        self.shows: list[Appearance] = [_unknown(pixels)]
        self.looks: dict[int, Appearance] = {}


def _unknown(pixels: Pixels) -> Appearance:
    """Return an appearance for unknown pixels: unequal to any other, and as large as the frame."""
    return Appearance(None, (object(),), _whole(pixels))


def _whole(pixels: Pixels) -> Box:
    height, width = pixels.shape[:2]
    return Box(0, 0, width, height)


class _Canvas:
    """A camera's frame, the still layer under it, and the means to update both."""

    def __init__(self, camera: Camera) -> None:
        self.frame = _Layer(camera.pixel_array)
        self.still = _Layer(np.empty_like(camera.pixel_array))
        # manim counts as moving everything above the lowest moving mobject. The part of the frame
        # below everything that changes is kept here, together with the still layer under it.
        self._steady = _Layer(np.empty_like(camera.pixel_array))
        self._unchanged: list[int] = []  # number of unchanged lowest shapes, for recent frames
        self._camera = camera
        self._line_width_multiple = camera.cairo_line_width_multiple
        self._background_of_camera = camera.background
        self._background = camera.background.copy()
        self._scratch = np.empty_like(camera.pixel_array)
        matrix = camera.get_cairo_context(camera.pixel_array).get_matrix()
        # manim creates its context once, so a later change of frame_width has no effect on it.
        self._context = camera.get_cairo_context(self._scratch)
        self._context.set_matrix(matrix)
        self._projection = Projection.of(camera)

    def fits(self, camera: Camera) -> bool:
        """Return whether ``camera`` has the settings for which the canvas was made."""
        return (
            camera.pixel_array is self.frame.pixels
            and camera.background is self._background_of_camera
            and camera.cairo_line_width_multiple == self._line_width_multiple
        )

    def has_background_of(self, camera: Camera) -> bool:
        """Return whether the background's pixels are unchanged.

        This is too slow to be checked for every frame.
        """
        return np.array_equal(camera.background, self._background)

    def show_still(self, mobjects: Sequence[Mobject]) -> str | None:
        """Draw on the still layer; return why it was drawn whole, or None."""
        _, reason = self._show(self.still, mobjects, self._background, [])
        return reason

    def show(
        self, mobjects: Sequence[Mobject], over: Pixels | None
    ) -> tuple[list[Box], str | None]:
        """Draw on the frame, over the still layer or the background.

        Returns
        -------
        damage
            The areas where the frame changed.
        reason
            Why the frame was drawn whole, or None.
        """
        if over is None:
            return self._show(self.frame, mobjects, self._background, [])
        if over is self.still.pixels:
            return self._show(self.frame, mobjects, over, self.still.shows)
        return self._show(self.frame, mobjects, over, [_unknown(over)])

    def _show(
        self, layer: _Layer, mobjects: Sequence[Mobject], base: Pixels, below: list[Appearance]
    ) -> tuple[list[Box], str | None]:
        """Bring a layer up to date; ``below`` holds the appearances that ``base`` shows."""
        picture = []
        for mobject in mobjects:
            if draws_nothing(mobject):
                continue
            reason = reason_not_understood(mobject)
            if reason is not None:
                return self._show_whole(layer, mobjects, base), reason
            key = appearance_key(mobject)
            look = layer.looks.get(id(mobject))
            if look is None or look.key != key:
                look = appearance_of(mobject, key, self._projection)
            picture.append(look)
        # Each appearance holds its mobject, so the mobject's id stays unique while it is in the
        # dict.
        layer.looks = {id(look.mobject): look for look in picture}
        shows = below + picture
        boxes, unchanged = difference(layer.shows, shows)
        damage = merge(boxes, _whole(base))
        drawn = len(below)
        if layer is self.frame:
            base, drawn = self._lowest(base, drawn, shows, damage, unchanged)
        for box in damage:
            self._scratch[box.slices] = base[box.slices]
        for look in shows[drawn:]:
            if touching(look.box, damage):
                paint(look, self._camera, self._context)
        for box in damage:
            layer.pixels[box.slices] = self._scratch[box.slices]
        layer.shows = shows
        return damage, None

    def _lowest(
        self,
        base: Pixels,
        below: int,
        shows: Sequence[Appearance],
        damage: Sequence[Box],
        unchanged: int,
    ) -> tuple[Pixels, int]:
        """Return the pixels to draw over and how many appearances they show: ``base`` or more."""
        steady = self._steady
        count = len(steady.shows)
        if not all(one is other for one, other in zip_longest(steady.shows, shows[:count])):
            steady.shows, count = [], 0
        shown = max(count, below)
        self._unchanged = [*self._unchanged, unchanged] if unchanged > shown else []
        if len(self._unchanged) >= _STEADY:
            unchanged, self._unchanged = min(self._unchanged), []
            if any(touching(look.box, damage) for look in shows[shown:unchanged]):
                self._scratch[:] = base
                for look in shows[below:unchanged]:
                    paint(look, self._camera, self._context)
                steady.pixels[:] = self._scratch
                steady.shows, count = list(shows[:unchanged]), unchanged
        return (steady.pixels, count) if count > below else (base, below)

    def _show_whole(self, layer: _Layer, mobjects: Sequence[Mobject], base: Pixels) -> list[Box]:
        camera = self._camera
        camera.set_frame_to_background(base)
        camera.capture_mobjects(mobjects, include_submobjects=False)
        self.frame.shows = [_unknown(base)]
        if layer is not self.frame:
            layer.pixels[:] = camera.pixel_array
            layer.shows = [_unknown(base)]
        return [_whole(base)]
