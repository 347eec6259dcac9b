"""Verify published files against the manifest and against the numbers in the cards.

This module repairs nothing, and makes nothing again (``running.rerender`` does).
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
"""The exceptions that measuring a video raises if it does not match its card.

PyAV's errors are subclasses of these.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: the name of the file below the media folder, and what is wrong with it."""

    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The result of measuring a clip.

    Attributes
    ----------
    file
        The name of the video below the media folder.
    count
        The number of measurements.
    largest
        The largest deviation; None if nothing was measured.
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
    """Compare published files with the manifest in both directions, and return the problems.

    ``scenes`` and ``sizes`` (``Settings.folder``) restrict the comparison; None means all.
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
            # Only the name shows which scene a file belongs to.
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
    """Measure the published clips that are undamaged against the numbers of their cards."""
    for key, record in sorted(manifest.records.items()):
        asked_for = (scenes is None or record.scene in scenes) and is_of(sizes, key)
        if not record.is_h264 or not asked_for or _problems(key, record, media, manifest):
            continue
        video, card = (media / f"{key}{ending}" for ending in (".mp4", ".json"))
        try:
            found = measure_clip(video, read_card(card))
        except (*_NOT_MEASURED, InvalidFileError) as error:
            # The files have the digests in the manifest, so whoever wrote them wrote those, too.
            problem = f"cannot be measured by its card, which ends in a {type(error).__name__}"
            yield Finding(f"{key}.mp4", problem)
        else:
            largest = max(found, key=lambda deviation: deviation.pixels, default=None)
            yield Measured(f"{key}.mp4", len(found), largest)


def _problems(key: str, record: Record, media: Path, manifest: Manifest) -> dict[str, str]:
    """Return what is wrong with the files of a clip, by ending, including an invalid card."""
    problems = damage(key, record, media, manifest)
    readers = {"clip": read_card, "film": read_film_card}
    if record.product in readers and not problems:
        try:
            readers[record.product](media / f"{key}.json")
        except InvalidFileError as error:
            problems[".json"] = f"is no card: it {error.found}"
    return problems


def is_of(sizes: Collection[str] | None, name: str) -> bool:
    """Whether a file below the media folder has one of these sizes; True if ``sizes`` is None."""
    return sizes is None or name.split("/")[1] in sizes
