"""All that is wrong with what is published: against the manifest, and against a new rendering.

Mends nothing. Bytes are compared first; only what differs is decoded, to say where.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from itertools import zip_longest
from pathlib import Path

from rendering.errors import CallError
from rendering.inspection.pixels import Deviation, measure_clip
from rendering.judge import damage, judge
from rendering.manifest import Manifest, Record
from rendering.plan import Product, Task
from rendering.pool import Failed, Finished, run_tasks
from rendering.settings import Settings
from rendering.workspace import private_folder
from scenes import Entry

__all__ = ["Finding", "compare_with_new_render", "measure_pixels", "verify"]

_PUBLISHED_IN = ("clips", "stills", "storyboards")
_PRODUCTS: dict[str, Product] = {"clip": "clip", "still": "still", "storyboard": "storyboard"}


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
        if (scenes is None or record.scene in scenes) and _is_of(size, key):
            findings += [
                Finding(f"{key}{ending}", problem)
                for ending, problem in damage(key, record, media, manifest).items()
            ]
    for folder in _PUBLISHED_IN:
        for path in sorted((media / folder).rglob("*")):
            name = path.relative_to(media).as_posix()
            # Whose it is can only be told from its name.
            asked_for = scenes is None or path.stem.partition("-")[0] in scenes
            if asked_for and path.is_file() and name not in known and _is_of(size, name):
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
        if record.product != "clip" or not _is_of(size, key):
            continue
        video, card = (media / f"{key}{ending}" for ending in (".mp4", ".json"))
        if (scenes is None or record.scene in scenes) and video.exists() and card.exists():
            found = measure_clip(video, card)
            largest = max(found, key=lambda deviation: deviation.pixels, default=None)
            yield f"{key}.mp4", len(found), largest


def compare_with_new_render(
    media: Path,
    manifest: Manifest,
    entries: Sequence[Entry],
    *,
    jobs: int,
    size: str | None = None,
    verbosity: str = "WARNING",
) -> Iterator[Finding]:
    """Make everything that is published of ``entries`` once more, privately, and compare.

    What depends on chance or on a clock is found in this way.
    """
    by_name = {entry.name: entry for entry in entries}
    tasks = [
        _task_of(key, record, by_name[record.scene])
        for key, record in sorted(manifest.records.items())
        if record.scene in by_name and _is_of(size, key)
    ]
    current = []
    for task in judge(tasks, media, manifest):
        if task.state == "UP_TO_DATE":
            # Without what is published, lest the maker spare itself the video.
            current.append(_task_of(task.key, manifest.records[task.key], task.entry))
        else:
            yield Finding(task.key, f"is not up to date: {'; '.join(task.reasons)}")
    with private_folder(media) as work:
        events = run_tasks(current, jobs=jobs, work=work, verbosity=verbosity)
        with closing(events):
            for event in events:
                if isinstance(event, Failed):
                    yield Finding(event.task.key, f"cannot be made any more: {event.error}")
                elif isinstance(event, Finished):
                    yield from _compared(event, manifest.records[event.task.key], media)


def _is_of(size: str | None, name: str) -> bool:
    return size is None or name.split("/")[1] == size


def _task_of(key: str, record: Record, entry: Entry) -> Task:
    try:
        parameters = entry.parameters_type().model_validate(record.description["parameters"])
    except ValueError as error:
        raise CallError(
            f"{key} was made with parameters that its scene does not take any more: {error}. "
            "Render it again."
        ) from None
    named = {field.name for field in fields(Settings)}
    described = record.description["settings"]
    settings = Settings(**{name: described[name] for name in named if name in described})
    return Task(entry, parameters, settings, _PRODUCTS[record.product], Path(key).name)


def _compared(made: Finished, record: Record, media: Path) -> Iterator[Finding]:
    places = made.task.places(media)
    differ = [e for e in places if made.record.files[e].sha256 != record.files[e].sha256]
    for ending in differ:
        place = places[ending]
        if ending == ".json" and ".mp4" in differ:
            continue  # a card holds the digest of its video
        if ending == ".mp4":
            problem = _where_they_differ(place, made.files[ending], places[".json"])
        else:
            problem = "is another one when it is made again"
        yield Finding(place.relative_to(media).as_posix(), problem)


def _where_they_differ(published: Path, new: Path, card: Path) -> str:
    beats = json.loads(card.read_text(encoding="utf-8"))["beats"]
    differ = [
        number
        for number, (one, other) in enumerate(zip_longest(_frames(published), _frames(new)))
        if one != other
    ]
    if not differ:
        return "has other bytes when it is made again, and the same frames"
    beat = next((b["name"] for b in beats if b["start_frame"] <= differ[0] < b["end_frame"]), None)
    where = f" in the beat {beat!r}" if beat else ""
    return (
        f"is drawn otherwise when it is made again, from frame {differ[0]}{where} on, in "
        f"{len(differ)} frames; what it shows must depend neither on chance nor on a clock"
    )


def _frames(path: Path) -> Iterator[bytes]:
    import av

    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray().tobytes()
