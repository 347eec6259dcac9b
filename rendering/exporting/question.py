"""The picture that asks: what a clip shows before anything in it has moved.

Where the published poster has the answer, it is for whoever looks at a page before they play. Knows
cards and published files; not where the picture is shown.
"""

from __future__ import annotations

from io import BytesIO
from itertools import islice

import av
from PIL import Image

from rendering.errors import CallError
from rendering.exporting.published import Clip

__all__ = ["picture_of_question"]


def picture_of_question(clip: Clip) -> bytes:
    """The frame in which the words of the first beat are wholly there, as a PNG.

    Raises
    ------
    CallError
        The video is not what its card says.
    """
    frame = clip.card["beats"][0].get("told_frame", 0) if clip.card["beats"] else 0
    png = BytesIO()
    try:
        with av.open(str(clip.video)) as container:
            container.streams.video[0].thread_type = "AUTO"
            picture = next(islice(container.decode(video=0), frame, None))
            Image.fromarray(picture.to_ndarray(format="rgb24")).save(png, "PNG")
    except (av.FFmpegError, LookupError, StopIteration, ValueError) as error:
        problem = " ".join(str(error).split()).rstrip(".") or f"it has no frame {frame}"
        raise CallError(
            f"a gallery shows the first pictures of whole videos; {clip.video.name} has none: "
            f"{problem}. Run render.py with --force, which makes it anew."
        ) from None
    return png.getvalue()
