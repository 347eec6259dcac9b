"""The exports by name, and how to make one from clips that must not change meanwhile."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rendering.errors import CallError
from rendering.exporting.gallery import gallery
from rendering.exporting.handout import handout
from rendering.exporting.published import Clip
from rendering.exporting.slides import missing_slides, slides
from rendering.exporting.snippets import snippets
from rendering.machine.files import InvalidFileError, digest, is_file, read_json
from rendering.machine.signals import termination_as_interrupt
from rendering.publishing.exports import Exported, Files, as_it_was, write_export
from rendering.publishing.workspace import shared_lock, sweep
from stage.typesetting import Font

__all__ = ["EXPORTS", "MISSING", "Export", "export", "made_from"]

Export = Callable[..., Files]
"""A function that maps clips, in film order, and its own options to file contents by name."""

EXPORTS: dict[str, Export] = {
    "gallery": gallery,
    "handout": handout,
    "slides": slides,
    "snippets": snippets,
}

MISSING: dict[str, Callable[[], str | None]] = {"slides": missing_slides}
"""By export name: a function that returns what cannot be made here and the remedy, or None."""

_SOURCES = ("rendering", "scenes", "stage")
_PACKAGES = ("jinja2", "markupsafe", "av", "pillow", "typst", "python-pptx", "manim-slides")


_TRIES = 3
"""The number of attempts at an export whose clips are published anew while it is made."""


class _ChangedError(Exception):
    """Clips were published while an export was being made from them."""


def export(
    kind: str,
    media: Path,
    choose: Callable[[], list[Clip]],
    make: Callable[[list[Clip]], Files],
    *,
    depends_on: Sequence[object] = (),
    lasts: Callable[[], bool] = lambda: True,
    link: bool = False,
) -> tuple[list[Clip], Exported]:
    """Make an export unless it is up to date, and return its clips and the result.

    A run may publish clips at any time. The files of every exported clip must stay unchanged from
    before its card is read until all files are copied; otherwise the export is made again.

    Parameters
    ----------
    choose
        Finds the clips, in film order.
    make
        One of ``EXPORTS`` with its own options bound, so that it takes only the clips.
    depends_on
        Those of its options that affect the result.
    lasts
        Called after the export is made: returns whether the result remains valid until something
        changes. If not, the next export is made in any case.
    link
        Hard-link the clips' files into the export instead of copying them.

    Raises
    ------
    CallError
        As for ``write_export``, or clips were published again and again.
    """
    folder = media / "exports" / kind
    with termination_as_interrupt():
        sweep(media)
        for _ in range(_TRIES):
            manifest = media / "manifest.json"
            # Read before the clips are chosen: if the manifest changes in between, the next export
            # notices.
            of_manifest = digest(manifest) if is_file(manifest) else ""
            clips = choose()
            of = made_from(kind, clips, media, of_manifest, link, *depends_on)
            if (exported := as_it_was(folder, of)) is not None:
                return clips, exported
            steady = _Steady(kind, clips, media)

            def files(clips: list[Clip] = clips, steady: _Steady = steady) -> Files:
                steady.begin()
                return make(clips)

            def named(of: str = of) -> str:
                return of if lasts() else ""

            try:
                return clips, write_export(folder, files, named, link=link, require=steady.require)
            except _ChangedError:
                continue
    raise CallError(
        "an export is made of clips that stay as they are meanwhile; "
        f"{_TRIES} times a run published them anew. Export when the run has ended."
    )


@dataclass(slots=True)
class _Steady:
    """Checks that the files of clips are the same as they were at the start."""

    kind: str
    clips: Sequence[Clip]
    media: Path
    before: dict[Path, str] | None = None

    def begin(self) -> None:
        """Record the digests of the files, and require that the cards are those already read."""
        self.before = self._digests()
        for clip in self.clips:
            try:
                card = read_json(clip.side(".json"))
            except (FileNotFoundError, InvalidFileError):
                raise _ChangedError from None
            if card != clip.card:
                raise _ChangedError

    def require(self) -> None:
        if self._digests() != self.before:
            raise _ChangedError

    def _digests(self) -> dict[Path, str]:
        with shared_lock(self.media):  # all files of a clip are published at once under this lock
            paths = {path for clip in self.clips for path in _sources(self.kind, clip)}
            return {path: digest(path) for path in paths if is_file(path)}


def _sources(kind: str, clip: Clip) -> Iterator[Path]:
    """Yield the files of a clip that an export reads, and possibly some more."""
    for ending in (".mp4", ".json", ".png", ".srt", ".vtt"):
        yield clip.side(ending)
    if kind == "handout":  # which prefers light pictures
        for folder in clip.video.parents[1].glob("*-light*"):
            yield from (folder / f"{clip.name}{ending}" for ending in (".mp4", ".json"))
    if kind == "snippets" and clip.sequence is not None:
        yield from clip.sequence.folder.glob("*.png")


def made_from(
    kind: str,
    clips: Sequence[Clip],
    media: Path,
    of_manifest: str,
    *options: object,
) -> str:
    """Return a digest of all that an export depends on.

    This covers everything published, the sources, the options and the helper packages. Everything
    published counts, not only ``clips``, because an export may use more, such as their pictures in
    other colours. The manifest's digest stands for it, since the manifest contains the digest of
    each file.
    """
    sha256 = hashlib.sha256()

    def add(*values: object) -> None:
        sha256.update(repr(values).encode())

    add(kind, sys.version, of_manifest)
    for option in options:  # the path of a font does not matter
        add(option.sha256 if isinstance(option, Font) else option)
    for clip in clips:
        add(clip.name, clip.chapter, clip.video.relative_to(media), clip.video.stat().st_size)
    for package in _PACKAGES:
        try:
            add(package, version(package))
        except PackageNotFoundError:
            add(package)
    root = Path(__file__).parents[2]
    for folder in _SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                add(path.relative_to(root), path.read_bytes())
    return sha256.hexdigest()
