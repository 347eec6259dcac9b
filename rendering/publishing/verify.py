"""All that is wrong with what is published, by the manifest and by the numbers of the cards.

Mends nothing, and makes nothing again (``running.rerender`` does).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from rendering.errors import CallError
from rendering.inspection.pixels import Deviation, measure_clip
from rendering.machine.files import UnfitFileError, read_json
from rendering.planning.judge import damage
from rendering.planning.manifest import Manifest

__all__ = ["Finding", "is_of", "measure_pixels", "verify"]

_PUBLISHED_IN = ("clips", "stills", "storyboards")

_MISTAKEN = (
    *(ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError),
    *(EOFError, OSError, UnfitFileError),  # the first two for what does not decode
)
"""What a card that is none, or is another clip's, comes to."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: with which file below the media folder, and what."""

    file: str
    problem: str


def verify(
    media: Path,
    manifest: Manifest,
    scenes: Collection[str] | None = None,
    size: str | None = None,
) -> list[Finding]:
    """Compare published files with the manifest, and it with them.

    All of them, or those of ``scenes``, or of one ``size`` (``Settings.folder``).
    """
    findings = []
    if manifest.complaint is not None:
        findings.append(Finding("manifest.json", manifest.complaint))
    known = set()
    for key, record in sorted(manifest.records.items()):
        known |= {f"{key}{ending}" for ending in record.files}
        if (scenes is None or record.scene in scenes) and is_of(size, key):
            findings += [
                Finding(f"{key}{ending}", problem)
                for ending, problem in damage(key, record, media, manifest).items()
            ]
    for folder in _PUBLISHED_IN:
        for path in sorted((media / folder).rglob("*")):
            name = path.relative_to(media).as_posix()
            # Whose it is can only be told from its name.
            whose = {re.split(r"[-.]", part)[0] for part in Path(name).parts}
            asked_for = scenes is None or not whose.isdisjoint(scenes)
            if asked_for and path.is_file() and name not in known and is_of(size, name):
                findings.append(Finding(name, "is not in the manifest"))
    return findings


def measure_pixels(
    media: Path,
    manifest: Manifest,
    scenes: Collection[str] | None = None,
    size: str | None = None,
) -> Iterator[tuple[str, int, Deviation | None]]:
    """Measure published clips against the numbers of their cards.

    Yields
    ------
    tuple
        The video's file, how much of it was measured, and what is off farthest.
    """
    for key, record in sorted(manifest.records.items()):
        if not record.is_h264 or not is_of(size, key):
            continue
        video, card = (media / f"{key}{ending}" for ending in (".mp4", ".json"))
        if (scenes is None or record.scene in scenes) and not damage(key, record, media, manifest):
            try:
                found = measure_clip(video, read_json(card))
            except _MISTAKEN as error:
                # Its bytes are what the manifest says, so whoever wrote them wrote that, too.
                raise CallError(
                    f"{key}.json must be the card of {key}.mp4; measuring by it ends in a "
                    f"{type(error).__name__}. Render the clip again with --force."
                ) from None
            largest = max(found, key=lambda deviation: deviation.pixels, default=None)
            yield f"{key}.mp4", len(found), largest


def is_of(size: str | None, name: str) -> bool:
    """Whether a file below the media folder is of that size; any is, if none is asked for."""
    return size is None or name.split("/")[1] == size
