"""PSNR and SSIM of clips against the frames as they were before any encoder.

FFmpeg's own ``psnr`` and ``ssim`` filters, of the luma. The undistorted luma is that of the
clip's own colour matrix, so that a clip pays for its compression and not for its matrix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from benchmarks.playing import play
from rendering.drawing.boxes import Box
from rendering.drawing.clip_renderer import Pixels
from rendering.drawing.conversion import Picture
from rendering.planning.settings import Settings
from scenes import entry

__all__ = ["Quality", "compare"]


@dataclass(slots=True)
class Quality:
    """One value for each frame; PSNR in dB."""

    psnr: list[float] = field(default_factory=list)
    ssim: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{np.mean(self.psnr):.2f} / {min(self.psnr):.2f} dB | "
            f"{np.mean(self.ssim):.5f} / {min(self.ssim):.5f}"
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

    def take(self, wanted: av.VideoFrame) -> None:
        k = len(self.quality.psnr)
        got = next(self._frames)
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


def compare(name: str, settings: Settings, ours: Path, manims: Path) -> tuple[Quality, Quality]:
    """The quality of the project's clip of a scene and of manim's."""
    picture = Picture(settings.width, settings.height)
    reformatter = VideoReformatter()
    comparisons = _Comparison(ours, settings), _Comparison(manims, settings)

    def take(pixels: Pixels, damage: Sequence[Box], repeat: int) -> None:
        picture.update(pixels, damage)
        # As manim's encoder gets it: BT.601, by PyAV's defaults.
        rgba = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        by_manim = reformatter.reformat(rgba, format="yuv420p")
        for _ in range(repeat):
            comparisons[0].take(picture.frame)
            comparisons[1].take(by_manim)

    play(entry(name).scene_type(), settings, take)
    return comparisons[0].finish(), comparisons[1].finish()
