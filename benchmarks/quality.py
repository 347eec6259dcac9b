"""How near clips are to the frames as they were before any encoder: PSNR, SSIM and ghosts.

PSNR and SSIM are FFmpeg's own filters', of the luma. The undistorted luma is that of the clip's
own colour matrix, so that a clip pays for its compression and not for its matrix.

A ghost is what an encoder leaves, for as long as nothing changes there, of something that has
moved on or faded. It is measured where nothing has changed for three frames: in all of a picture
that rests, and, while something moves, in the blocks of 16 by 16 that have come to rest. Plain is
what is background and 8 pixels or more from anything that is not.

``python -m benchmarks.quality SCENE OURS MANIMS`` compares two files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from benchmarks.playing import play
from rendering.drawing.boxes import Box
from rendering.drawing.clip_renderer import Pixels
from rendering.drawing.conversion import Picture
from rendering.drawing.regions import BLOCK, blocks_of
from rendering.planning.settings import Settings, resolve_settings
from scenes import entry

__all__ = ["Ghosts", "Quality", "compare"]

_SETTLED = 3  # frames after its last change in which a picture must have come right
_PLAIN = 8  # pixels from anything drawn
_VISIBLE = 2  # of 255

Luma = NDArray[np.uint8]


@dataclass(slots=True)
class Ghosts:
    """The largest errors of the luma, one of each frame that was looked at."""

    plain: list[int] = field(default_factory=list)
    anywhere: list[int] = field(default_factory=list)
    plain_pixels: list[int] = field(default_factory=list)  # how many are off by more than 2

    def take(self, wanted: Luma, got: Luma, settled: NDArray[np.bool_]) -> None:
        """Look at a frame where it is ``settled``."""
        error = np.maximum(wanted, got) - np.minimum(wanted, got)
        error[~settled] = 0
        rows, columns = (error > _VISIBLE).nonzero()
        plain = error[rows, columns][_are_plain(wanted, rows, columns)]
        self.anywhere.append(int(error.max()))
        # Whether what is off by no more than that is plain is not worth finding out.
        self.plain.append(int(max(plain, default=min(_VISIBLE, error.max()))))
        self.plain_pixels.append(len(plain))

    def __str__(self) -> str:
        if not self.plain:
            return "– | – | –"
        return (
            f"{max(self.plain)} / {np.mean(self.plain):.1f} | {max(self.plain_pixels)} | "
            f"{max(self.anywhere)} / {np.mean(self.anywhere):.1f}"
        )


def _are_plain(luma: Luma, rows: NDArray[np.int_], columns: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Which pixels have nothing but background around them."""
    background = np.bincount(luma.ravel()).argmax()
    marks = np.zeros((luma.shape[0] + 1, luma.shape[1] + 1), np.int32)
    np.cumsum(np.cumsum(luma != background, axis=0), axis=1, out=marks[1:, 1:])
    top, bottom = (np.clip(rows + d, 0, luma.shape[0]) for d in (1 - _PLAIN, _PLAIN))
    left, right = (np.clip(columns + d, 0, luma.shape[1]) for d in (1 - _PLAIN, _PLAIN))
    around = marks[bottom, right] - marks[top, right] - marks[bottom, left] + marks[top, left]
    plain: NDArray[np.bool_] = around == 0
    return plain


@dataclass(slots=True)
class Quality:
    """One value for each frame; PSNR in dB."""

    psnr: list[float] = field(default_factory=list)
    ssim: list[float] = field(default_factory=list)
    at_rest: Ghosts = field(default_factory=Ghosts)  # the last frame of each rest
    in_motion: Ghosts = field(default_factory=Ghosts)  # what has settled while something moves

    def __str__(self) -> str:
        return (
            f"{np.mean(self.psnr):.2f} / {min(self.psnr):.2f} dB | "
            f"{np.mean(self.ssim):.5f} / {min(self.ssim):.5f} | {self.at_rest} | {self.in_motion}"
        )


class _Comparison:
    def __init__(self, path: Path, settings: Settings) -> None:
        self.quality = Quality()
        self._time_base = Fraction(1, settings.fps)
        self._container = av.open(str(path))
        self._container.streams.video[0].thread_type = "AUTO"
        self._frames: Iterator[av.VideoFrame] = self._container.decode(video=0)
        self._graph = av.filter.Graph()
        self._clip, self._wanted = (
            self._graph.add_buffer(
                width=settings.width,
                height=settings.height,
                format=av.VideoFormat("yuv420p"),
                time_base=self._time_base,
            )
            for _ in range(2)
        )
        split, psnr, ssim = (self._graph.add(name) for name in ("split", "psnr", "ssim"))
        self._out = self._graph.add("buffersink")
        self._wanted.link_to(split)
        self._clip.link_to(psnr, 0, 0)
        split.link_to(psnr, 0, 1)
        psnr.link_to(ssim, 0, 0)
        split.link_to(ssim, 1, 1)
        ssim.link_to(self._out)
        self._graph.configure()

    def take(
        self, wanted: av.VideoFrame, ghosts: Ghosts | None, settled: NDArray[np.bool_]
    ) -> None:
        """Compare with the next frame; note in ``ghosts`` what is off where it is ``settled``."""
        k = len(self.quality.psnr)
        got = next(self._frames)
        if ghosts is not None:
            ghosts.take(_luma(wanted), _luma(got), settled)
        for frame in (got, wanted):
            frame.pts = k
            frame.time_base = self._time_base
        self._clip.push(got)
        self._wanted.push(wanted)
        told = self._out.pull().metadata
        # FFmpeg calls the PSNR of equal frames infinite; 100 dB keeps the mean finite.
        self.quality.psnr.append(min(100.0, float(told["lavfi.psnr.psnr.y"])))
        self.quality.ssim.append(float(told["lavfi.ssim.Y"]))

    def finish(self) -> Quality:
        if next(self._frames, None) is not None:
            raise ValueError("the clip has more frames than the scene")
        self._container.close()
        return self.quality


def _luma(frame: av.VideoFrame) -> Luma:
    plane = frame.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: frame.height, : frame.width]


def compare(name: str, settings: Settings, ours: Path, manims: Path) -> tuple[Quality, Quality]:
    """The quality of the project's clip of a scene and of manim's."""
    picture = Picture(settings.width, settings.height)
    reformatter = VideoReformatter()
    comparisons = _Comparison(ours, settings), _Comparison(manims, settings)
    # For how many frames each block has been as it is.
    ages = np.zeros(blocks_of(settings.width, settings.height), np.int64)

    def take(pixels: Pixels, damage: Sequence[Box], repeat: int) -> None:
        changed = picture.update(pixels, damage)
        # As manim's encoder gets it: BT.601, by PyAV's defaults.
        rgba = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        by_manim = reformatter.reformat(rgba, format="yuv420p")
        ages[changed] = -1
        for k in range(repeat):
            ages[:] += 1
            blocks = ages >= _SETTLED
            settled = blocks.repeat(BLOCK, axis=0).repeat(BLOCK, axis=1)
            settled = settled[: settings.height, : settings.width]
            for comparison, wanted in zip(comparisons, (picture.frame, by_manim), strict=True):
                ghosts = None
                if blocks.all():
                    ghosts = comparison.quality.at_rest if k == repeat - 1 else None
                elif k == 0 and blocks.any():
                    ghosts = comparison.quality.in_motion
                comparison.take(wanted, ghosts, settled)

    play(entry(name).scene_type(), settings, take)
    return comparisons[0].finish(), comparisons[1].finish()


def main() -> None:
    """Print the two rows of a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scene")
    parser.add_argument("ours", type=Path)
    parser.add_argument("manims", type=Path)
    parser.add_argument("-q", default="h")
    given = parser.parse_args()
    qualities = compare(given.scene, resolve_settings(given.q), given.ours, given.manims)
    for path, quality in zip((given.ours, given.manims), qualities, strict=True):
        print(f"| {given.scene} | {len(quality.psnr)} | {path.stat().st_size:,} | {quality} |")


if __name__ == "__main__":
    main()
