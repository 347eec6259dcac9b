"""A clip's narration as .srt and .vtt: the same cues, one for each beat.

Knows nothing of scenes beyond a beat's words and times. WebVTT has an escape for ``<``, ``>``
and ``&``, so a label such as ``<b>`` is shown as it was typed. SubRip has none: its text is
written as it is, which players that know no tags show literally.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import srt

__all__ = ["Cue", "as_srt", "as_vtt"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words shown from one frame up to, not including, another."""

    text: str
    start: int
    end: int

    @property
    def lines(self) -> str:
        """The words without blank lines, which would end the cue in both formats."""
        return "\n".join(line.strip() for line in self.text.splitlines() if line.strip())


def as_srt(cues: Iterable[Cue], fps: int) -> str:
    """SubRip text; a cue without words is left out."""
    subtitles = [
        srt.Subtitle(
            index=0,
            start=timedelta(milliseconds=_milliseconds(cue.start, fps)),
            end=timedelta(milliseconds=_milliseconds(cue.end, fps)),
            content=cue.lines,
        )
        for cue in cues
        if cue.lines
    ]
    return str(srt.compose(subtitles, reindex=True))


def as_vtt(cues: Iterable[Cue], fps: int) -> str:
    """WebVTT text; a cue without words is left out."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        if cue.lines:
            text = cue.lines.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            times = f"{_vtt_time(cue.start, fps)} --> {_vtt_time(cue.end, fps)}"
            blocks.append(f"{times}\n{text}\n")
    return "\n".join(blocks)


def _milliseconds(frame: int, fps: int) -> int:
    return round(1000 * frame / fps)


def _vtt_time(frame: int, fps: int) -> str:
    seconds, milliseconds = divmod(_milliseconds(frame, fps), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
