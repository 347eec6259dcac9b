"""Draw the last picture of each beat of published clips for paper: on white, without captions.

A picture is redrawn from the parameters in the manifest, and used only if it has the numbers and
the words of the published clip. This module publishes nothing. It knows neither how a picture is
drawn nor the page that it is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from rendering.errors import CallError
from rendering.machine.files import InvalidFileError, read_json
from rendering.planning.manifest import Manifest
from rendering.planning.plan import is_frame
from rendering.planning.settings import Settings
from rendering.publishing.workspace import private_folder
from rendering.running.pool import Failed, Finished, default_jobs, run_tasks
from rendering.running.rerender import can_be_worded, task_of
from scenes import Entry
from stage.language import Language
from stage.typesetting import Font

__all__ = ["Ends", "draw_ends"]

_LONG_SIDE = 1280
"""The long side of a picture in pixels.

Printed 84 mm wide, this is as fine as a laser printer shows greys.
"""


@dataclass(frozen=True, slots=True)
class Ends:
    """The pictures that were drawn.

    Attributes
    ----------
    pictures
        A PNG for each beat of a clip, by the clip's key in the manifest.
    reasons
        Why a clip has no pictures, as the end of a sentence, by the clip's key.
    """

    pictures: dict[str, list[bytes]] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)


def draw_ends(
    media: Path,
    manifest: Manifest,
    entries: Sequence[Entry],
    keys: Sequence[str],
    font: Font | None = None,
    language: Language | None = None,
) -> Ends:
    """Draw the last pictures of the beats of the clips with these ``keys`` in the manifest.

    ``font`` is for clips whose labels need it; ``language`` is for clips in a language that is not
    one of the project's.
    """
    by_name = {entry.name: entry for entry in entries}
    ends = Ends()
    tasks = []
    for key in keys:
        record = manifest.records[key]
        if not can_be_worded(record, language):
            ends.reasons[key] = "its language is in a file of yours, which --language FILE.po gives"
            continue
        sha256 = record.description["settings"].get("font")
        if sha256 is not None and (font is None or font.sha256 != sha256):
            ends.reasons[key] = "its labels are in a font of yours, which --font FILE gives"
            continue
        try:
            own = font if sha256 else None
            task = task_of(key, record, by_name[record.scene], own, language)
        except CallError:
            ends.reasons[key] = "its scene does not take its parameters any more"
            continue
        tasks.append(replace(task, settings=_for_paper(task.settings), product="ends", name=key))
    with private_folder(media) as work:
        events = run_tasks(tasks, jobs=default_jobs(), work=work)
        with closing(events):
            for event in events:
                if isinstance(event, Failed):
                    ends.reasons[event.task.name] = f"it cannot be drawn any more ({event.error})"
                elif isinstance(event, Finished):
                    _take(event, media, manifest, ends)
    return ends


def _for_paper(settings: Settings) -> Settings:
    scale = _LONG_SIDE / max(settings.width, settings.height)
    return replace(
        settings,
        width=2 * round(settings.width * scale / 2),
        height=2 * round(settings.height * scale / 2),
        theme="light",
        captions="off",
        format="png",
        transparent=True,
    )


def _take(made: Finished, media: Path, manifest: Manifest, ends: Ends) -> None:
    key = made.task.name
    published = manifest.records[key].description
    same_numbers = made.record.description["numbers"] == published["numbers"]
    if not same_numbers or _said(made.files[".json"]) != _said(media / f"{key}.json"):
        ends.reasons[key] = "it is not up to date"
        return
    ends.pictures[key] = [
        path.read_bytes() for ending, path in made.files.items() if is_frame(ending)
    ]


def _said(card: Path) -> list[tuple[str, str]] | None:
    try:
        return [(beat["name"], beat["narration"]) for beat in read_json(card)["beats"]]
    except (OSError, InvalidFileError, KeyError, TypeError):
        return None
