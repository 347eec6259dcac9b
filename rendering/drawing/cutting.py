"""Part of a finished stream as a stream of its own, without encoding anything again.

A clip is encoded in parts that depend on no other (``encoder``), so from a keyframe on it can be
taken apart as it was put together. Knows packets; not which frames make a beat, or what is done
with it.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av

from rendering.drawing.encoder import open_mp4

__all__ = ["cut"]


def cut(video: Path, first_frame: int, frames: int, path: Path) -> None:
    """Write so many frames of ``video``, from ``first_frame`` on, to a file of their own.

    They are the very packets, so each frame decodes to what it is in the whole. If that fails,
    ``path`` is not left behind.

    Parameters
    ----------
    video
        One that ``ClipEncoder`` or ``join`` wrote.

    Raises
    ------
    ValueError
        The range is none of the video's, or does not begin at a keyframe, without which its
        frames cannot be decoded.
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
        source = container.streams.video[0]
        target = shorter.add_stream_from_template(source)
        frame = 1 / Fraction(source.average_rate or 1)
        unit = Fraction(source.time_base or 1)
        # Goes to the last keyframe that is not later.
        container.seek(round(first_frame * frame / unit), stream=source)
        written = 0
        for packet in container.demux(source):
            if written == frames:
                break
            if not packet.size:
                continue  # the end of the file
            at = (packet.pts or 0) * unit / frame
            if at != first_frame + written or not (written or packet.is_keyframe):
                raise ValueError(
                    f"a cut must begin at a keyframe of the video; frame {first_frame} of "
                    f"{video.name} is none, the last before it is {at}."
                )
            packet.stream = target
            packet.time_base = frame
            packet.pts = packet.dts = written
            packet.duration = 1
            shorter.mux(packet)
            written += 1
    if written < frames:
        raise ValueError(
            f"a cut must lie inside of its video; {video.name} ends after {written} of "
            f"{frames} frames from frame {first_frame} on."
        )
