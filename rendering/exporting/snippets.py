"""Ready-made text for embedding a clip in other documents, with matching paths.

Each clip has a folder with text to paste into a page (``embedding``), further text such as
chapters, and the clip's files, so that the folder can be moved as a whole. If a path prefix is
given, the texts use it and no file is copied. This module opens no file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rendering.errors import CallError
from rendering.exporting.embedding import address, embed_codes, is_captioned, player
from rendering.exporting.escaping import clock, html_text, latex_text, markdown_text, vtt_text
from rendering.exporting.published import Clip
from rendering.exporting.transcript import transcript
from rendering.publishing.subtitles import vtt_time
from stage.quoting import quoted

__all__ = ["prefix_of", "snippets"]

_SIDE_FILES = (".png", ".vtt", ".srt")

_NO_ADDRESS = re.compile(r"""[\s\x00-\x1f\x7f"<>\\^`{|}]""")
"""Characters that are never literal in an address (RFC 3986), or that some language interprets."""


def prefix_of(typed: str) -> str:
    """Return the prefix of file names from the argument of ``--paths``: a folder or an address.

    >>> prefix_of("videos"), prefix_of("https://example.org/ce/"), prefix_of("get?file=")
    ('videos/', 'https://example.org/ce/', 'get?file=')

    Raises
    ------
    CallError
        It contains characters that no address does.
    """
    if _NO_ADDRESS.search(typed):
        raise CallError(
            "--paths takes what addresses begin with, without spaces, quotation marks, backslashes "
            f"and brackets other than () and []; got {quoted(typed)}. Write %20 for a space, as in "
            "--paths my%20videos/."
        )
    return typed if typed == "" or typed.endswith(("/", "=")) else f"{typed}/"


def snippets(clips: Sequence[Clip], paths: str | None = None) -> Mapping[str, bytes | Path]:
    """Return the files of each clip's folder.

    Parameters
    ----------
    paths
        The prefix of the clips' file names (``prefix_of``). Without it, the files are copied into
        the folder, beside the texts.
    """
    files: dict[str, bytes | Path] = {}
    for clip in clips:
        texts = _texts(clip, paths)
        files |= {f"{clip.name}/{file}": text.encode() for file, text in texts.items()}
        if paths is None:
            files |= {f"{clip.name}/{file.name}": file for file in _own_files(clip)}
            files |= {f"{clip.name}/{clip.name}/{file.name}": file for file in _pictures(clip)}
    return files


def _own_files(clip: Clip) -> list[Path]:
    return [clip.video, *map(clip.side, _SIDE_FILES)]


def _pictures(clip: Clip) -> list[Path]:
    if clip.sequence is None:
        return []
    return [clip.sequence.folder / f"{k:05}.png" for k in range(clip.sequence.frames)]


def _texts(clip: Clip, paths: str | None) -> dict[str, str]:
    base = paths or ""
    codes = embed_codes(clip, base)
    where = (
        "The clip's files lie beside this text. Elsewhere, export snippets with --paths PREFIX."
        if paths is None
        else f"The paths begin with {base or 'the names of the files'}: put {_listed(clip)} there."
    )
    in_html, in_latex = f"<!-- {where} -->\n", f"% {where}\n"
    return {
        "html.html": in_html + _html(clip, base),
        "markdown.md": f"{in_html}\n{codes['Markdown']}\n\n{_chapter_list(clip)}",
        "revealjs.html": in_html + codes["reveal.js"] + "\n\n" + _revealjs_by_beats(clip, base),
        "quarto.qmd": f"{in_html}\n{codes['Quarto']}\n",
        "jupyter-book.md": in_latex + _jupyter_book(clip, base, codes["Jupyter Book"]),
        "beamer.tex": in_latex + _beamer(clip, base),
        "powerpoint.md": f"{in_html}\n{_powerpoint(clip, base)}",
        "moodle-canvas.html": f"{in_html}{codes['Moodle/Canvas']}\n",
        _chapters(clip): _chapters_vtt(clip),
        "transcript.md": transcript(clip.card),
    }


def _listed(clip: Clip) -> str:
    return ", ".join([*(file.name for file in _own_files(clip)), _chapters(clip)])


def _chapters(clip: Clip) -> str:
    return f"{clip.name}.chapters.vtt"


def _local(base: str) -> str:
    """Return ``base``, or no prefix (beside the text) for programs that open no web addresses."""
    return "" if re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", base, re.IGNORECASE) else base


def _beats(clip: Clip) -> list[Mapping[str, Any]]:
    return [beat for beat in clip.card["beats"] if beat["start_frame"] < beat["end_frame"]]


# --- pages ----------------------------------------------------------------------------------------


_JUMP = """\
  <script>
    // A click on a chapter goes there in the video; without this it opens the video from there.
    document.currentScript.previousElementSibling.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-start]");
      if (!link) return;
      event.preventDefault();
      const video = link.closest("figure").querySelector("video");
      video.currentTime = Number(link.dataset.start);
      video.play();
    });
  </script>"""


def _html(clip: Clip, base: str) -> str:
    told = html_text(address(clip, ".chapters.vtt", base))
    chapters = f'<track kind="chapters" src="{told}" srclang="en" label="Chapters">'
    video = html_text(address(clip, ".mp4", base))
    items = [
        f'    <li><a href="{video}#t={_seconds(beat["start"])}" '
        f'data-start="{_seconds(beat["start"])}">{clock(beat["start"])} '
        f"{html_text(beat['name'])}</a></li>"
        for beat in _beats(clip)
    ]
    return "\n".join(
        [
            "<figure>",
            *(f"  {line}" for line in player(clip, base, chapters).split("\n")),
            f"  <figcaption>{html_text(clip.card['title'])}</figcaption>",
            "  <ol>",
            *items,
            "  </ol>",
            _JUMP,
            "</figure>\n",
        ]
    )


def _chapter_list(clip: Clip) -> str:
    return "".join(
        f"- {clock(beat['start'])} {markdown_text(beat['name'])}\n" for beat in _beats(clip)
    )


def _jupyter_book(clip: Clip, base: str, code: str) -> str:
    older = "".join(f"% {line}\n" for line in player(clip, base).split("\n"))
    return (
        f"\n{code}\n\n{_chapter_list(clip)}\n"
        "% Jupyter Book 1 (Sphinx) takes no video as a figure. There, copy the files into\n"
        "% _static/ and take this instead, without the signs in front and with paths that begin\n"
        "% with _static/ :\n"
        f"%\n{older}"
    )


# --- slides ---------------------------------------------------------------------------------------


_STEP = """\
<script>
  // Below Reveal.initialize(...): each step plays its beat, and stops at the end of it.
  (() => {
    const play = (step) => {
      const video = step?.closest("section")?.querySelector("video[data-by-beats]");
      if (!video) return;
      const { start, end } = step.dataset;
      const watch = () => {
        if (video.currentTime >= Number(end) - 0.05) video.pause();
        else if (!video.paused) requestAnimationFrame(watch);
      };
      video.currentTime = Number(start);
      video.play();
      requestAnimationFrame(watch);
    };
    Reveal.on("fragmentshown", (event) => play(event.fragment));
    Reveal.on("fragmenthidden", (event) => play(event.fragment.previousElementSibling));
  })();
</script>
"""


def _revealjs_by_beats(clip: Clip, base: str) -> str:
    title, video = html_text(clip.card["title"]), html_text(address(clip, ".mp4", base))
    steps = [
        f'    <li class="fragment" data-start="{_seconds(beat["start"])}" '
        f'data-end="{_seconds(beat["end"])}">{html_text(beat["name"])}</li>'
        for beat in _beats(clip)
    ]
    return "\n".join(
        [
            "<!-- Or step by step: a slide that waits after each beat. -->",
            "<section>",
            f"  <h2>{title}</h2>",
            f'  <video class="r-stretch" data-by-beats muted playsinline title="{title}">',
            f'    <source data-src="{video}" type="video/mp4">',
            "  </video>",
            '  <ol style="font-size: 40%">',
            *steps,
            "  </ol>",
            "</section>",
            _STEP,
        ]
    )


def _beamer(clip: Clip, base: str) -> str:
    title = latex_text(clip.card["title"])
    times = r" \textbar{} ".join(
        f"{clock(beat['start'])} {latex_text(beat['name'])}" for beat in _beats(clip)
    )
    # In a path, LaTeX treats the same characters as special as in text, but not _ inside \href.
    folder = re.sub("[%#&]", r"\\\g<0>", base)
    opened = "run:" if _local(base) == base else ""
    link, poster = f"{opened}{folder}{clip.video.name}", f"{_local(folder)}{clip.side('.png').name}"
    return (
        "% A click on the picture opens the clip in the player of the system. The file must lie\n"
        "% where the path says, seen from the PDF; viewers in browsers open no files.\n"
        "% Other scripts than Latin need LuaLaTeX or XeLaTeX and a font that has them.\n"
        f"\\begin{{frame}}{{{title}}}\n"
        "  \\centering\n"
        f"  \\href{{{link}}}{{%\n"
        "    \\includegraphics[width=\\textwidth, height=0.75\\textheight, keepaspectratio]"
        f"{{{poster}}}}}\n"
        "\n"
        f"  {{\\tiny {times}\\par}}\n"
        "\\end{frame}\n"
        f"\n{_animation(clip, title, _local(folder))}"
    )


def _animation(clip: Clip, title: str, folder: str) -> str:
    """Return LaTeX that plays the clip inside the PDF, picture by picture."""
    if clip.sequence is None:
        return (
            "% To have it play inside of the PDF, make its pictures one by one, small and few:\n"
            "%   render.py SCENE -ql --fps 10 --format png-sequence\n"
            "% with what the clip was made with, and export the snippets again.\n"
        )
    path = f"{folder}{clip.name}/"
    return (
        "% Or inside of the PDF, with \\usepackage{animate} in the preamble. It plays in Adobe's\n"
        "% reader, Okular and some others, not in browsers; the pictures make the PDF large.\n"
        f"\\begin{{frame}}{{{title}}}\n"
        "  \\centering\n"
        "  \\animategraphics[controls, width=\\textwidth, height=0.75\\textheight, "
        f"keepaspectratio]\n    {{{clip.sequence.fps}}}{{{path}}}"
        f"{{{0:05}}}{{{clip.sequence.frames - 1:05}}}\n"
        "\\end{frame}\n"
    )


def _powerpoint(clip: Clip, base: str) -> str:
    title, time = markdown_text(clip.card["title"]), clock(clip.card["seconds"])
    video, poster, subtitles = (address(clip, end, base) for end in (".mp4", ".png", ".vtt"))
    sound = "with" if "voice" in clip.card else "without"
    said = (
        "What is said stands in the picture. It needs no captions of PowerPoint's, which would say "
        "it twice."
        if is_captioned(clip)
        else f"What is said does not stand in the picture: on the tab Playback, Insert Captions "
        f"takes [the subtitles](<{subtitles}>)."
    )
    return f"""\
# {title}, on a slide

The clip is [this video](<{video}>), {time} long and {sound} sound; [this picture](<{poster}>) is
its poster.

## PowerPoint

1. Insert, Video, This Device: choose the video. It becomes part of the presentation, so it goes
   with it wherever that is taken.
2. On the tab Video Format, Poster Frame, Image from File: choose the poster. It is shown until the
   video plays, and where it does not (in print, in a PDF).
3. On the tab Playback, Start: Automatically, if it is to play as soon as the slide is shown.
4. {said}
5. To go from beat to beat, go in the video to where one begins, and on the tab Playback choose
   Add Bookmark. While presenting, Alt+End goes to the next bookmark, Alt+Home to the one before.

## Keynote

1. Drag the video onto the slide.
2. In the sidebar Format, Movie: choose the last frame as the poster frame.
3. In the same place, leave out "Start movie on click", if it is to play as soon as the slide is
   shown.

## LibreOffice Impress

1. Insert, Audio or Video: choose the video. "Link" leaves it where it is, so it must be taken
   along; without that it becomes part of the presentation.
2. For a handout, put the poster on a slide of its own, which is hidden in the presentation.

## Where the beats begin

{_chapter_list(clip)}"""


# --- chapters -------------------------------------------------------------------------------------


def _chapters_vtt(clip: Clip) -> str:
    """Return WebVTT for a ``<track kind="chapters">``: one cue for each beat, with its name."""
    fps = clip.card["fps"]
    cues = [
        f"{vtt_time(beat['start_frame'], fps)} --> {vtt_time(beat['end_frame'], fps)}\n"
        f"{vtt_text(beat['name'])}\n"
        for beat in _beats(clip)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _seconds(time: float) -> str:
    """Format seconds to a thousandth, for a page's script or a link to a moment."""
    return f"{time:.3f}".rstrip("0").rstrip(".")
