"""Ready text for the places where a clip is shown, with paths that fit.

Of each clip a folder: what is pasted into a page (``embedding``), and what goes beyond that, such
as chapters. Knows that exports lie in ``exports/snippets/`` beside ``clips/``; opens no file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rendering.exporting.embedding import address, embed_codes, is_captioned, player
from rendering.exporting.escaping import clock, html_text, latex_text, markdown_text, vtt_text
from rendering.exporting.published import Clip
from rendering.exporting.transcript import transcript
from rendering.publishing.subtitles import vtt_time

__all__ = ["snippets"]


def snippets(clips: Sequence[Clip]) -> Mapping[str, bytes | Path]:
    """The files of each clip's folder."""
    return {
        f"{clip.name}/{file}": text.encode()
        for clip in clips
        for file, text in _files(clip).items()
    }


def _files(clip: Clip) -> dict[str, str]:
    base = _base(clip)
    codes = embed_codes(clip, base)
    paths = f"The paths begin with {base} here: change that where the files are moved."
    in_html, in_latex = f"<!-- {paths} -->\n", f"% {paths}\n"
    return {
        "html.html": in_html + _html(clip, base),
        "markdown.md": f"{in_html}\n{codes['Markdown']}\n\n{_chapter_list(clip)}",
        "revealjs.html": in_html + codes["reveal.js"] + "\n\n" + _revealjs_by_beats(clip, base),
        "quarto.qmd": f"{in_html}\n{codes['Quarto']}\n",
        "jupyter-book.md": in_latex + _jupyter_book(clip, base, codes["Jupyter Book"]),
        "beamer.tex": in_latex + _beamer(clip, base),
        "powerpoint.md": f"{in_html}\n{_powerpoint(clip, base)}",
        "moodle-canvas.html": f"{in_html}{codes['Moodle/Canvas']}\n",
        "chapters.vtt": _chapters_vtt(clip),
        "transcript.md": transcript(clip.card),
    }


def _base(clip: Clip) -> str:
    """From the clip's folder here to its published files: up to the media folder, and down."""
    media = clip.video.parents[2]
    return f"../../../{clip.video.parent.relative_to(media).as_posix()}/"


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
    chapters = '<track kind="chapters" src="chapters.vtt" srclang="en" label="Chapters">'
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
    # Of a path, LaTeX minds what it minds in a text, but for the underscore in \href.
    video, poster = f"{base}{clip.video.name}", f"{base}{clip.side('.png').name}"
    return (
        "% A click on the picture opens the clip in the player of the system. The file must lie\n"
        "% where the path says, seen from the PDF; viewers in browsers open no files.\n"
        "% Other scripts than Latin need LuaLaTeX or XeLaTeX and a font that has them.\n"
        f"\\begin{{frame}}{{{title}}}\n"
        "  \\centering\n"
        f"  \\href{{run:{video}}}{{%\n"
        "    \\includegraphics[width=\\textwidth, height=0.75\\textheight, keepaspectratio]"
        f"{{{poster}}}}}\n"
        "\n"
        f"  {{\\tiny {times}\\par}}\n"
        "\\end{frame}\n"
        f"\n{_animation(clip, title)}"
    )


def _animation(clip: Clip, title: str) -> str:
    """The clip inside of the PDF, picture by picture."""
    if clip.sequence is None:
        return (
            "% To have it play inside of the PDF, make its pictures one by one, small and few:\n"
            "%   render.py SCENE -ql --fps 10 --format png-sequence\n"
            "% with what the clip was made with, and export the snippets again.\n"
        )
    folder = clip.sequence.folder
    path = f"../../../{folder.relative_to(folder.parents[2]).as_posix()}/"
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
    said = (
        "What is said stands in the picture. It needs no captions of PowerPoint's, which would say "
        "it twice."
        if is_captioned(clip)
        else f"What is said does not stand in the picture: on the tab Playback, Insert Captions "
        f"takes [the subtitles]({subtitles})."
    )
    return f"""\
# {title}, on a slide

The clip is [this video]({video}), {time} long and without sound; [this picture]({poster}) is its
poster.

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
    """WebVTT as a ``<track kind="chapters">`` takes it: one cue a beat, with its name."""
    fps = clip.card["fps"]
    cues = [
        f"{vtt_time(beat['start_frame'], fps)} --> {vtt_time(beat['end_frame'], fps)}\n"
        f"{vtt_text(beat['name'])}\n"
        for beat in _beats(clip)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _seconds(time: float) -> str:
    """To a thousandth, as a page's script and a link to a moment take it."""
    return f"{time:.3f}".rstrip("0").rstrip(".")
