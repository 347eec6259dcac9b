"""Judge which clips are up to date, and why the others are not.

A clip is up to date if its files are unchanged since they were published, and every part of its
fingerprint is unchanged. Only bytes are compared; no file times are read. The numbers are computed
every time, in milliseconds, so everything that they depend on counts: sources, data files and the
environment. This module never imports manim, and writes nothing.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rendering.machine.files import InvalidFileError, digest, is_there
from rendering.planning.cards import read_card
from rendering.planning.explain import brief, differences
from rendering.planning.fingerprint import (
    Description,
    describe,
    describe_numbers,
    look_again,
)
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import Published, Task, is_frame
from rendering.planning.tables import Tables

__all__ = ["damage", "judge", "without_numbers"]


def judge(
    tasks: Sequence[Task],
    media: Path,
    manifest: Manifest,
    *,
    force: bool = False,
    why: bool = False,
) -> list[Task]:
    """Return the tasks with their states and the reasons for them.

    Parameters
    ----------
    tasks
        The tasks to judge; those that have already failed are left as they are.
    media
        The media folder, with the published files.
    manifest
        The manifest of that folder.
    force
        Whether all clips are to be made again, whatever their state.
    why
        Whether the reasons are detailed, with fields, rows, and old and new values.
    """
    look_again()
    known = {
        task.key: manifest.records[task.key]
        for task in tasks
        if task.state != "FAILED" and task.key in manifest.records
    }
    with Tables() as tables:
        if known:
            tables.start()  # the process starts while everything but numbers is compared here
        damaged = {key: damage(key, record, media, manifest) for key, record in known.items()}
        described = {task.key: describe(task, None) for task in tasks if task.key in known}
        judged = []
        for task in tasks:
            key = task.key
            if key in known:
                new = described[key]
                task = _with_record(task, known[key], damaged[key], new, tables, media, why)
            elif task.state != "FAILED":
                task = _without_record(task, media)
            judged.append(task)
    if force:
        return [
            replace(task, state="STALE", reasons=("it is made again by --force",))
            if task.state == "UP_TO_DATE"
            else task
            for task in judged
        ]
    return judged


def damage(key: str, record: Record, media: Path, manifest: Manifest) -> dict[str, str]:
    """Return what is wrong with a clip's files, by ending; empty if they are as published."""
    problems = {}
    for ending, published in record.files.items():
        place = media / f"{key}{ending}"
        try:
            about = place.lstat()
            if not stat.S_ISREG(about.st_mode):
                problems[ending] = "is no regular file"  # but a link, or an endless device
            elif about.st_size < published.bytes:
                problems[ending] = (
                    f"is truncated: {about.st_size} of {published.bytes} bytes are there"
                )
            elif about.st_size > published.bytes or digest(place) != published.sha256:
                problems[ending] = _altered(ending, place, about.st_size, manifest)
        except FileNotFoundError:
            problems[ending] = "is missing"
        except OSError as error:
            problems[ending] = f"cannot be read: {error.strerror or error}"
    return problems


def _altered(ending: str, place: Path, size: int, manifest: Manifest) -> str:
    for name, record in manifest.records.items():
        file = record.files.get(ending)
        if file is not None and file.bytes == size and file.sha256 == digest(place):
            return f"holds what belongs in {name}{ending}"
    return "is not what was published"


def without_numbers(task: Task, why_not: str) -> Task:
    """Return the task as failed, since making it would fail in the same way or never end."""
    reason = f"its numbers cannot be computed: {why_not}"
    return replace(task, state="FAILED", reasons=(reason,))


def _without_record(task: Task, media: Path) -> Task:
    if any(is_there(place) for place in task.places(media).values()):
        return replace(task, state="STALE", reasons=("the manifest does not know it",))
    return replace(task, state="MISSING", reasons=("it has not been made yet",))


def _with_record(
    task: Task,
    record: Record,
    damaged: Mapping[str, str],
    new: Description,
    tables: Tables,
    media: Path,
    why: bool,
) -> Task:
    """Return a task, whose clip has a record, with its state; ``new`` lacks only the numbers."""
    published = Published(
        record.frames,
        record.frames_sha256,
        None if task.video_ending in damaged else record.files.get(task.video_ending),
        str(record.description["settings"].get("encoder")),
        record.seconds,
    )
    task = replace(task, published=published)
    table = tables.of(task)
    if isinstance(table, str):
        return without_numbers(task, table)
    if len(damaged) == len(record.files) and set(damaged.values()) == {"is missing"}:
        return replace(task, state="MISSING", reasons=("its files are gone",))
    reasons = [f"{task.name}{ending} {problem}" for ending, problem in damaged.items()]
    if {ending for ending in record.files if not is_frame(ending)} != set(task.endings):
        reasons.append("other files belong to it now")
    new = {**new, "numbers": describe_numbers(table)}
    if why:
        old_table = _numbers_of_card(task, media) if ".json" not in damaged else None
        reasons += differences(record.description, new, old_table, table)
    else:
        reasons += brief(record.description, new)
    return replace(task, state="STALE" if reasons else "UP_TO_DATE", reasons=tuple(reasons))


def _numbers_of_card(task: Task, media: Path) -> dict[str, Any] | None:
    """Return the numbers in the card of a task's clip; None if there is no valid card."""
    place = task.places(media).get(".json")
    if place is None:
        return None
    try:
        numbers: dict[str, Any] = read_card(place)["numbers"]
    except InvalidFileError:
        return None
    return numbers
