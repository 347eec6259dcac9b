"""The text that shows a clip where somebody writes: a page, slides, a book, a course.

Knows cards, and what each place takes of a video; not where the clip's files lie (``base`` says
it), nor who copies the text from where.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from rendering.exporting.published import Clip

__all__ = ["embed_codes", "is_captioned"]

_WIDTH = 960
"""Of a video in a page, at most, in CSS pixels; as wide as most texts, and half a 1080p clip."""


def embed_codes(clip: Clip, base: str) -> dict[str, str]:
    """What to paste, by the name of the place where it goes.

    Parameters
    ----------
    base
        What stands before the names of the clip's files: nothing if they lie beside the page,
        else a folder or an address that ends with ``/``.
    """
    title = str(clip.card["title"])
    video, poster, subtitles = (base + quote(clip.name + end) for end in (".mp4", ".png", ".vtt"))
    return {
        "HTML": _player(clip, video, poster, subtitles),
        "reveal.js": _section(clip, video, poster, subtitles),
        "Quarto": f"{{{{< video {video} >}}}}\n\n*{_markdown(title)}*",
        "Jupyter Book": f"```{{figure}} {video}\n{_markdown(title)}\n```",
        "Markdown": f"[![{_markdown(title)}](<{poster}>)](<{video}>)\n\n*{_markdown(title)}*",
        "Moodle/Canvas": _lesson(clip, video, poster, subtitles),
    }


def is_captioned(clip: Clip) -> bool:
    """Whether what is said is part of the picture, so that subtitles would say it twice."""
    return bool(clip.card.get("captions", "burned") == "burned")


def _player(clip: Clip, video: str, poster: str, subtitles: str) -> str:
    width = min(_WIDTH, int(clip.card["width"]))
    return "\n".join(
        (
            f'<video controls playsinline preload="metadata" width="{width}"'
            f' poster="{escape(poster)}" aria-label="{_attribute(clip.card["title"])}">',
            f'  <source src="{escape(video)}" type="video/mp4">',
            f"  {_track(clip, subtitles)}",
            "</video>",
        )
    )


def _section(clip: Clip, video: str, poster: str, subtitles: str) -> str:
    """A slide: the clip fills what is left of it, and starts when the slide is shown."""
    return "\n".join(
        (
            "<section>",
            '  <video class="r-stretch" controls playsinline data-autoplay'
            f' poster="{escape(poster)}" aria-label="{_attribute(clip.card["title"])}">',
            f'    <source src="{escape(video)}" type="video/mp4">',
            f"    {_track(clip, subtitles)}",
            "  </video>",
            "</section>",
        )
    )


def _lesson(clip: Clip, video: str, poster: str, subtitles: str) -> str:
    """For editors that keep plain elements only, and pages that are read on a phone."""
    width = min(_WIDTH, int(clip.card["width"]))
    title = _attribute(clip.card["title"])
    return "\n".join(
        (
            f'<p><video controls="controls" preload="metadata" width="{width}"'
            f' style="max-width: 100%; height: auto;" poster="{escape(poster)}" title="{title}">',
            f'  <source src="{escape(video)}" type="video/mp4">',
            f"  {_track(clip, subtitles)}",
            f'  <a href="{escape(video)}">{title}</a>',
            "</video></p>",
        )
    )


def _track(clip: Clip, subtitles: str) -> str:
    default = "" if is_captioned(clip) else ' default="default"'
    return (
        f'<track kind="captions" src="{escape(subtitles)}" srclang="en" label="English"{default}>'
    )


def _attribute(text: object) -> str:
    return escape(" ".join(str(text).split()))


def _markdown(text: str) -> str:
    r"""``text`` in a line of Markdown, in which it means nothing else.

    >>> print(_markdown("a*b [c]<d>"))
    a\*b \[c\]\<d\>
    """
    return re.sub(r"([\\`*_{}\[\]<>#|~$!&])", r"\\\1", " ".join(text.split()))
