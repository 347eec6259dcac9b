"""Make published files once more, and compare the results with them.

Nothing is repaired. Bytes are compared first; only files that differ are decoded, to find where.
This module does not know how a clip is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import fields, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rendering.errors import CallError
from rendering.machine.files import InvalidFileError
from rendering.planning.cards import read_card
from rendering.planning.judge import judge
from rendering.planning.languages import language_of
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import Product, Task, is_frame, with_voice_files
from rendering.planning.settings import Settings
from rendering.publishing.verify import Finding, is_of
from rendering.publishing.workspace import private_folder
from rendering.running.pool import Failed, Finished, run_tasks
from scenes import Entry
from stage.language import ENGLISH, Language
from stage.parameters import ParameterError, read_parameters
from stage.quoting import brief
from stage.typesetting import Font

__all__ = ["can_be_worded", "compare_with_new_render", "task_of"]

_PRODUCTS: dict[str, Product] = {
    "clip": "clip",
    "still": "still",
    "storyboard": "storyboard",
    "script": "script",
}


def compare_with_new_render(
    media: Path,
    manifest: Manifest,
    entries: Sequence[Entry],
    *,
    jobs: int,
    sizes: Collection[str] | None = None,
    font: Font | None = None,
    voice_files: Path | None = None,
    language: Language | None = None,
    verbosity: str = "WARNING",
) -> Iterator[Finding]:
    """Remake everything published of ``entries`` in a private folder, and compare.

    This finds whatever depends on randomness or on a clock. A clip with labels in a font can only
    be made with that font, and ``font`` is the only one available. The same holds for files that a
    voice needs, and for languages that the project does not have.
    """
    by_name = {entry.name: entry for entry in entries}
    tasks = []
    for key, record in sorted(manifest.records.items()):
        if record.scene not in by_name or not is_of(sizes, key):
            continue
        if not can_be_worded(record, language):
            yield Finding(
                key,
                "is in a language whose catalogue is a file of yours, and cannot be made again "
                "without it; give it with --language FILE.po",
            )
            continue
        sha256 = record.description["settings"].get("font")
        if sha256 is None or (font is not None and font.sha256 == sha256):
            own = font if sha256 else None
            task = task_of(key, record, by_name[record.scene], own, language)
            if "voice_files" in record.description["settings"]:
                if voice_files is None:
                    yield Finding(
                        key,
                        "is spoken with files of yours, and cannot be made again without them; "
                        "give them with --voice-files PATH",
                    )
                    continue
                task = with_voice_files(task, voice_files)
            tasks.append(task)
        else:
            yield Finding(
                key,
                f"has labels in the font with the SHA-256 {brief(sha256)}, and cannot be made "
                f"again without it; give it with --font FILE",
            )
    current = []
    for task in judge(tasks, media, manifest):
        if task.state == "UP_TO_DATE":
            # Without the published record, so that the maker does not skip the video.
            current.append(replace(task, published=None))
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


def can_be_worded(record: Record, given: Language | None) -> bool:
    """Return whether a record's language is English, one of the project's, or ``given``."""
    code = record.description["settings"].get("language", ENGLISH)
    return code == ENGLISH or language_of(code, [given]) is not None


def task_of(
    key: str, record: Record, entry: Entry, font: Font | None, given: Language | None = None
) -> Task:
    """Return the task that produced the record with this ``key`` in the manifest.

    ``given`` is a language that the project may not have.

    Raises
    ------
    CallError
        Its scene no longer accepts its parameters.
    """
    typed = record.description["parameters"]
    try:
        parameters = read_parameters(entry.parameters_type(), typed, font, recorded=True)
    except ParameterError as error:
        raise CallError(
            f"{key} was made with parameters that its scene does not take any more: {error} "
            "Render it again."
        ) from None
    named = {field.name for field in fields(Settings)}
    described = record.description["settings"]
    settings = Settings(**{name: described[name] for name in named if name in described})
    task = Task(entry, parameters, settings, _PRODUCTS[record.product], "", beat=record.beat)
    name = Path(key).relative_to(task.folder(Path())).as_posix()
    language = language_of(settings.language, [given])
    return replace(task, name=name, font=font, language=language and language.of_scene(entry.name))


def _compared(made: Finished, record: Record, media: Path) -> Iterator[Finding]:
    video = made.task.video_ending
    places = made.task.places(media, {**record.files, **made.record.files})
    differ = [e for e in places if made.record.files.get(e) != record.files.get(e)]
    for ending in differ:
        place = places[ending]
        if ending == ".json" and (video in differ or any(map(is_frame, differ))):
            continue  # a card holds the digest of its video
        if ending == video and ending != ".webp":
            problem = _where_they_differ(place, made.files[ending], places[".json"])
        else:
            problem = "is another one when it is made again"
        yield Finding(place.relative_to(media).as_posix(), problem)


def _where_they_differ(published: Path, new: Path, card: Path) -> str:
    beats = _beats_of(card)
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


def _beats_of(card: Path) -> list[dict[str, Any]]:
    """Return the beats listed in a card; none if the file is not a card."""
    try:
        beats: list[dict[str, Any]] = read_card(card)["beats"]
    except InvalidFileError:
        return []
    return beats


def _frames(path: Path) -> Iterator[bytes]:
    import av

    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray().tobytes()
