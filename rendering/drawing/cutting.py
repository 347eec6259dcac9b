"""Extract part of a finished clip as a clip of its own, with its sound, without re-encoding.

A clip is encoded in independent parts (``encoder``), so it can be taken apart at keyframes as it
was put together. This module knows packets, but not which frames make a beat or what is done with
the result.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av

from rendering.drawing.encoder import open_mp4

__all__ = ["cut"]


def cut(video: Path, first_frame: int, frames: int, path: Path) -> None:
    """Write ``frames`` frames of ``video``, starting with ``first_frame``, to a file of their own.

    The packets are copied, so each frame decodes exactly as in the whole video. Sound begins and
    ends with whole packets (21 ms) that lie within the frames. On failure, ``path`` is removed.

    Parameters
    ----------
    video
        A video written by ``ClipEncoder`` or ``join``.
    first_frame
        The first frame to copy, which must be a keyframe.
    frames
        The number of frames, at least 1.
    path
        The file to write.

    Raises
    ------
    ValueError
        The range is not within the video, or does not begin at a keyframe, without which its frames
        cannot be decoded.
    """
    if first_frame < 0 or frames < 1:
        raise ValueError(
            "a cut must have at least one frame and begin at frame 0 or later; "
            f"got {frames} from frame {first_frame}."
        )
    try:
        _cut(video, first_frame, frames, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _cut(video: Path, first_frame: int, frames: int, path: Path) -> None:
    with av.open(str(video)) as container, open_mp4(path) as shorter:
        pictures = container.streams.video[0]
        targets = {
            stream.index: shorter.add_stream_from_template(stream)
            for stream in (pictures, *container.streams.audio)
        }
        frame = 1 / Fraction(pictures.average_rate or 1)
        # Seeks to the last keyframe that is not later.
        unit = Fraction(pictures.time_base or 1)
        container.seek(round(first_frame * frame / unit), stream=pictures)
        start, end = first_frame * frame, (first_frame + frames) * frame
        written, over = 0, set[int]()
        for packet in container.demux(*container.streams.video, *container.streams.audio):
            if not packet.size:
                continue  # the end of a stream
            begins = (packet.pts or 0) * packet.time_base
            if begins >= end:
                over.add(packet.stream_index)
                if len(over) == len(targets):
                    break
                continue
            if packet.stream_index != pictures.index:
                if not start <= begins <= end - (packet.duration or 0) * packet.time_base:
                    continue
                packet.pts = packet.dts = round((begins - start) / packet.time_base)
            elif begins / frame != first_frame + written or not (written or packet.is_keyframe):
                raise ValueError(
                    f"a cut must begin at a keyframe of the video; frame {first_frame} of "
                    f"{video.name} is none, the last before it is {begins / frame}."
                )
            else:
                packet.time_base = frame
                packet.pts = packet.dts = written
                packet.duration = 1
                written += 1
            packet.stream = targets[packet.stream_index]
            shorter.mux(packet)
    if written < frames:
        raise ValueError(
            f"a cut must lie inside of its video; {video.name} ends after {written} of "
            f"{frames} frames from frame {first_frame} on."
        )
