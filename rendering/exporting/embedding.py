"""The text that embeds a clip elsewhere: in a page, slides, a book or a course.

This module knows cards, and which video markup each kind of document accepts. It does not know
where the clip's files are (``base`` says so), or who copies the text from where.
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
"""The maximum width of a video in a page, in CSS pixels: that of most texts, half a 1080p clip."""


def embed_codes(clip: Clip, base: str) -> dict[str, str]:
    """Return the text to paste, by the kind of document that it is for.

    Parameters
    ----------
    base
        The prefix of the clip's file names: empty if the files are beside the page, otherwise a
        folder or an address ending with ``/``.
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
    """Return the URL, relative to a page, of the clip's file with this ending."""
    return base + quote(clip.name + ending)


def is_captioned(clip: Clip) -> bool:
    """Return whether captions are part of the picture, so that subtitles would repeat them."""
    return bool(clip.card.get("captions", "burned") == "burned")


def player(clip: Clip, base: str, *tracks: str) -> str:
    """Return the HTML of the clip's player; ``tracks`` are elements beside its subtitles."""
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
    """Return the HTML that plays a clip, wherever its files are.

    Parameters
    ----------
    video
        The address of the video.
    poster
        The address of the poster.
    subtitles
        The address of the subtitles.
    tracks
        Further elements beside the subtitles.
    link
        The video's address for browsers that cannot play it, if it differs from ``video``.
    width
        In CSS pixels, if not the default; the height follows from it.
    style
        The CSS of the element.
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
    """Return a slide: the clip fills the remaining height and starts when the slide is shown.

    It is muted, because otherwise a browser may refuse to start it by itself. A voice can be
    unmuted with its controls.
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
    """Return HTML for editors that keep only plain elements, and for pages read on a phone.

    Some editors, such as Canvas's, have removed ``<source>`` and ``<track>``. The address is
    therefore an attribute of the video itself, and a link below remains visible whatever happens to
    the video.
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
    """Return the language of a clip or film: its code in HTML (``de-CH``) and its native name."""
    told = card.get("language", {"code": "en", "name": "English"})
    return {"code": told["code"].replace("_", "-"), "name": told["name"]}
