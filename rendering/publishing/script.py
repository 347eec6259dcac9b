"""The script of a clip: the words to be spoken, for the person who records them.

The script is in Markdown. For each beat it has the words, the length of the beat in the silent
clip, the captions on screen, and the name of the file to record. This module knows nothing about
sound, nor about how scenes are played.
"""

from __future__ import annotations

from collections.abc import Sequence

from rendering.planning.plan import Task
from rendering.publishing.card import BeatLike
from rendering.voice.choice import beat_file_name
from stage.quoting import printable

__all__ = ["as_markdown"]


def as_markdown(task: Task, beats: Sequence[BeatLike], title: str) -> str:
    """Return the words of a clip's beats as Markdown, under the clip's title."""
    seconds = sum(beat.end - beat.start for beat in beats) / task.fps
    words = sum(len(beat.says.split()) for beat in beats)
    names = list(task.entry.beats)
    parts = [
        f"# {task.name}: {title}",
        f"{words} words in {len(beats)} beats, which take {seconds:.0f} s in silence. Record each "
        "beat in a file of its own, as slowly as you like: the pictures wait. Put the files into a "
        "folder, by the names below (any other kind of sound file will do as well), and make the "
        "clip with `--voice recordings --voice-files FOLDER`.",
    ]
    for number, beat in enumerate(beats):
        place = names.index(beat.name) if beat.name in names else number
        shown = " → ".join(f"“{_escaped(caption.text)}”" for caption in beat.captions)
        parts += [
            f"## {number + 1}. {beat.name}",
            f"`{task.name}/{beat_file_name(place, beat.name)}.wav` · "
            f"{(beat.end - beat.start) / task.fps:.1f} s in silence",
            f"> {_escaped(beat.says)}",
            f"On screen: {shown}" if shown else "",
        ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _escaped(text: str) -> str:
    r"""Escape words, so that Markdown shows them unchanged.

    >>> print(_escaped("a *b* <c>"))
    a \*b\* \<c>
    """
    return "".join(f"\\{c}" if c in "\\`*_[]<#|~" else c for c in printable(text))
