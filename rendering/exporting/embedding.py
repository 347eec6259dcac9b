"""The text that shows a clip where somebody writes: a page, slides, a book, a course.

Knows cards, and what each place takes of a video; not where the clip's files lie (``base`` says
it), nor who copies the text from where.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from rendering.exporting.escaping import html_text, markdown_text
from rendering.exporting.published import Clip

__all__ = ["address", "embed_codes", "is_captioned", "language_of", "player", "video_element"]

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
    title = markdown_text(clip.card["title"])
    video, poster, subtitles = (address(clip, end, base) for end in (".mp4", ".png", ".vtt"))
    return {
        "HTML": player(clip, base),
        "reveal.js": _section(clip, video, poster, subtitles),
        "Quarto": f"{{{{< video {video} >}}}}\n\n*{title}*",
        "Jupyter Book": f"```{{figure}} {video}\n{title}\n```",
        "Markdown": f"[![{title}](<{poster}>)](<{video}>)\n\n*{title}*",
        "Moodle/Canvas": _lesson(clip, video, poster, subtitles),
    }


def address(clip: Clip, ending: str, base: str) -> str:
    """Of the clip's file with that ending, as a page refers to it."""
    return base + quote(clip.name + ending)


def is_captioned(clip: Clip) -> bool:
    """Whether what is said is part of the picture, so that subtitles would say it twice."""
    return bool(clip.card.get("captions", "burned") == "burned")


def player(clip: Clip, base: str, *tracks: str) -> str:
    """The clip in a page; ``tracks`` are elements that go with its subtitles."""
    video, poster, subtitles = (address(clip, end, base) for end in (".mp4", ".png", ".vtt"))
    return video_element(clip, video, poster, subtitles, *tracks)


def video_element(
    clip: Clip,
    video: str,
    poster: str,
    subtitles: str,
    *tracks: str,
    link: str | None = None,
    width: int | None = None,
    style: str = "",
) -> str:
    """The clip in a page, from wherever its files are.

    Parameters
    ----------
    video, poster, subtitles
        Their addresses.
    tracks
        Elements that go with the subtitles.
    link
        The video's address for browsers that cannot play it, if not ``video``.
    width
        In CSS pixels, if not as usual; the height follows.
    style
        Of the element, in CSS.
    """
    width = width or min(_WIDTH, int(clip.card["width"]))
    styled = f' style="{escape(style)}"' if style else ""
    return "\n".join(
        (
            f'<video controls playsinline preload="metadata" width="{width}"{styled}'
            f' poster="{escape(poster)}" aria-label="{html_text(clip.card["title"])}">',
            f'  <source src="{escape(video)}" type="video/mp4">',
            f"  {_track(clip, subtitles)}",
            *(f"  {track}" for track in tracks),
            f'  <a href="{escape(link or video)}">{html_text(clip.card["title"])}</a>',
            "</video>",
        )
    )


def _section(clip: Clip, video: str, poster: str, subtitles: str) -> str:
    """A slide: the clip fills what is left of it, and starts when the slide is shown.

    It is muted: else a browser may refuse to start it by itself. Its controls unmute a voice.
    """
    return "\n".join(
        (
            "<section>",
            '  <video class="r-stretch" controls muted playsinline data-autoplay'
            f' poster="{escape(poster)}" aria-label="{html_text(clip.card["title"])}">',
            f'    <source src="{escape(video)}" type="video/mp4">',
            f"    {_track(clip, subtitles)}",
            "  </video>",
            "</section>",
        )
    )


def _lesson(clip: Clip, video: str, poster: str, subtitles: str) -> str:
    """For editors that keep plain elements only, and pages that are read on a phone.

    Some of them, Canvas's for one, have taken ``<source>`` and ``<track>`` out: so the address is
    the video's own; and a link stands below it, which is seen whatever becomes of the video.
    """
    width = min(_WIDTH, int(clip.card["width"]))
    title = html_text(clip.card["title"])
    return "\n".join(
        (
            f'<p><video controls="controls" preload="metadata" width="{width}"'
            f' style="max-width: 100%; height: auto;" src="{escape(video)}"'
            f' poster="{escape(poster)}" title="{title}">',
            f"  {_track(clip, subtitles)}",
            "</video></p>",
            f'<p><a href="{escape(video)}">{title}</a></p>',
        )
    )


def _track(clip: Clip, subtitles: str) -> str:
    default = "" if is_captioned(clip) else ' default="default"'
    language = language_of(clip.card)
    return (
        f'<track kind="captions" src="{escape(subtitles)}" srclang="{escape(language["code"])}" '
        f'label="{escape(language["name"])}"{default}>'
    )


def language_of(card: Mapping[str, Any]) -> dict[str, str]:
    """The language of a clip or a film, as HTML has it (``de-CH``), and what it calls itself."""
    told = card.get("language", {"code": "en", "name": "English"})
    return {"code": told["code"].replace("_", "-"), "name": told["name"]}
