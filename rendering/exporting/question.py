"""The picture that asks: what a clip shows before anything in it has moved or been said.

It is for visitors of a page who have not played the clip yet, since the published poster shows the
answer. This module knows published files, but not where the picture is shown.
"""

from __future__ import annotations

from io import BytesIO

import av
from PIL import Image

from rendering.errors import CallError
from rendering.exporting.published import Clip

__all__ = ["picture_of_question"]


def picture_of_question(clip: Clip) -> bytes:
    """Return the first frame as a PNG, since even the first caption may give away the answer.

    Raises
    ------
    CallError
        The video does not match its card.
    """
    png = BytesIO()
    try:
        with av.open(str(clip.video)) as container:
            container.streams.video[0].thread_type = "AUTO"
            picture = next(container.decode(video=0))
            Image.fromarray(picture.to_ndarray(format="rgb24")).save(png, "PNG")
    except (av.FFmpegError, LookupError, StopIteration, ValueError) as error:
        problem = " ".join(str(error).split()).rstrip(".") or "it has no frame"
        raise CallError(
            f"a gallery shows the first pictures of whole videos; {clip.video.name} has none: "
            f"{problem}. Run render.py with --force, which makes it anew."
        ) from None
    return png.getvalue()
