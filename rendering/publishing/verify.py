"""All that is wrong with what is published, by the manifest and by the numbers of the cards.

Mends nothing, and makes nothing again (``running.rerender`` does).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from rendering.inspection.pixels import Deviation, measure_clip
from rendering.machine.files import InvalidFileError
from rendering.planning.cards import read_card, read_film_card
from rendering.planning.judge import damage
from rendering.planning.manifest import Manifest, Record

__all__ = ["Finding", "Measured", "is_of", "measure_pixels", "verify"]

_PUBLISHED_IN = ("clips", "stills", "storyboards", "scripts", "film")

_NOT_MEASURED = (ArithmeticError, LookupError, ValueError, EOFError, OSError)
"""What decoding a video ends in that is not what its card says; PyAV's errors are of these."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: with which file below the media folder, and what."""

    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What measuring a clip came to.

    Attributes
    ----------
    file
        The video's, below the media folder.
    count
        How much was measured.
    largest
        What is off farthest; None if nothing was measured.
    """

    file: str
    count: int
    largest: Deviation | None


def verify(
    media: Path,
    manifest: Manifest,
    scenes: Collection[str] | None = None,
    sizes: Collection[str] | None = None,
) -> list[Finding]:
    """Compare published files with the manifest, and it with them.

    All of them, or those of ``scenes``, or of some ``sizes`` (``Settings.folder``).
    """
    findings = []
    if manifest.complaint is not None:
        findings.append(Finding("manifest.json", manifest.complaint))
    known = set()
    for key, record in sorted(manifest.records.items()):
        known |= {f"{key}{ending}" for ending in record.files}
        if (scenes is None or record.scene in scenes) and is_of(sizes, key):
            findings += [
                Finding(f"{key}{ending}", problem)
                for ending, problem in _problems(key, record, media, manifest).items()
            ]
    for folder in _PUBLISHED_IN:
        for path in sorted((media / folder).rglob("*")):
            name = path.relative_to(media).as_posix()
            # Whose it is can only be told from its name.
            whose = {re.split(r"[-.]", part)[0] for part in Path(name).parts}
            asked_for = scenes is None or not whose.isdisjoint(scenes)
            if asked_for and path.is_file() and name not in known and is_of(sizes, name):
                findings.append(Finding(name, "is not in the manifest"))
    return findings


def measure_pixels(
    media: Path,
    manifest: Manifest,
    scenes: Collection[str] | None = None,
    sizes: Collection[str] | None = None,
) -> Iterator[Measured | Finding]:
    """Measure published clips, those that are whole, against the numbers of their cards."""
    for key, record in sorted(manifest.records.items()):
        asked_for = (scenes is None or record.scene in scenes) and is_of(sizes, key)
        if not record.is_h264 or not asked_for or _problems(key, record, media, manifest):
            continue
        video, card = (media / f"{key}{ending}" for ending in (".mp4", ".json"))
        try:
            found = measure_clip(video, read_card(card))
        except (*_NOT_MEASURED, InvalidFileError) as error:
            # Its bytes are what the manifest says, so whoever wrote them wrote that, too.
            problem = f"cannot be measured by its card, which ends in a {type(error).__name__}"
            yield Finding(f"{key}.mp4", problem)
        else:
            largest = max(found, key=lambda deviation: deviation.pixels, default=None)
            yield Measured(f"{key}.mp4", len(found), largest)


def _problems(key: str, record: Record, media: Path, manifest: Manifest) -> dict[str, str]:
    """What is wrong with the files of a clip, by ending: also a card that is none."""
    problems = damage(key, record, media, manifest)
    readers = {"clip": read_card, "film": read_film_card}
    if record.product in readers and not problems:
        try:
            readers[record.product](media / f"{key}.json")
        except InvalidFileError as error:
            problems[".json"] = f"is no card: it {error.found}"
    return problems


def is_of(sizes: Collection[str] | None, name: str) -> bool:
    """Whether a file below the media folder is of one of these sizes, or none is asked for."""
    return sizes is None or name.split("/")[1] in sizes
