"""Remove published files, and nothing else.

A file is removed if its digest is in the manifest, a card or an export's list, or if it is kept
speech, which contains its own digest. Such a file is, byte for byte, what a run has written. A
damaged manifest, card or list vouches for no files, but does not stop the cleaning. All other files
in the same folders belong to somebody and stay; so do folders that are not empty afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from rendering.drawing.formats import FORMATS
from rendering.errors import CallError
from rendering.machine.beneath import remove_file, remove_folder_if_empty
from rendering.machine.files import InvalidFileError, digest, is_file
from rendering.planning.cards import read_card, read_film_card
from rendering.planning.manifest import Manifest
from rendering.publishing.exports import LIST, listed
from rendering.publishing.workspace import end_of_work, speech_folder
from rendering.voice.kept import is_kept_speech

__all__ = ["Cleaned", "clean"]

_PUBLISHED_IN = ("clips", "stills", "storyboards", "scripts", "film")
_LOOKED_AT = (*_PUBLISHED_IN, "speech", "exports", ".work")
_MANIFESTS = ("manifest.json", "manifest.set-aside.json")


@dataclass(slots=True)
class Cleaned:
    """The result of cleaning.

    Attributes
    ----------
    removed
        The names of removed files, relative to the media folder.
    left
        The reason why each remaining file was left, by the file's name.
    """

    removed: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)


def clean(media: Path) -> Cleaned:
    """Remove the files that runs have published in ``media`` or left behind there.

    Raises
    ------
    CallError
        A run is in progress there, ``.work`` is a symbolic link, or files cannot be removed.
    """
    cleaned = Cleaned()
    worked = (media / ".work").exists()
    try:
        with end_of_work(media):
            _remove_published(media, cleaned)
        if worked and not (media / ".work").exists():
            cleaned.removed.append(".work")
        emptied = {parent for name in cleaned.removed for parent in _folders_of(name)}
        for folder in sorted(emptied, key=lambda name: -name.count("/")):
            remove_folder_if_empty(media, folder)
        for name in _files_in(media):
            cleaned.left.setdefault(name, "is not what a run has published")
        if cleaned.removed and not media.is_symlink() and not any(media.iterdir()):
            media.rmdir()
    except OSError as error:
        raise CallError(
            f"{media} cannot be cleaned: {error.strerror or error}. See who owns its files."
        ) from None
    return cleaned


def _remove_published(media: Path, cleaned: Cleaned) -> None:
    manifest = Manifest.read(media)
    vouched = {
        f"{key}{ending}": file.sha256
        for key, record in manifest.records.items()
        for ending, file in record.files.items()
    }
    for name, sha256 in {**dict(_vouched_by_cards(media)), **vouched}.items():
        if PurePosixPath(name).parts[0] in _PUBLISHED_IN:
            _remove(media, name, sha256, cleaned)
    for name, sha256 in _vouched_by_exports(media):
        _remove(media, name, sha256, cleaned)
    for path in _kept_speech(media):
        _remove(media, path.relative_to(media).as_posix(), digest(path), cleaned)
    if manifest.complaint is None:
        _remove(media, "manifest.json", None, cleaned)
    else:
        cleaned.left["manifest.json"] = f"is not believed, for {manifest.complaint}"


def _remove(media: Path, name: str, sha256: str | None, cleaned: Cleaned) -> None:
    if not os.path.lexists(media / name):
        return
    reason = remove_file(media, name, sha256)
    if reason is None:
        cleaned.removed.append(name)
    else:
        cleaned.left[name] = reason


def _vouched_by_cards(media: Path) -> Iterator[tuple[str, str]]:
    """Yield the names and digests of files with a card beside them, whatever the manifest says."""
    for name in _files_in(media, ["clips", "film"]):
        path = media / name
        if path.suffix != ".json" or path.is_symlink():
            continue
        try:
            card = (read_film_card if name.startswith("film/") else read_card)(path)
            stem = name.removesuffix(".json")
            video = stem + FORMATS[card.get("format", "mp4")].ending
            # Without a video, this may be a sequence of frames, which only the manifest lists.
            if is_file(media / video) and digest(media / video) == card["sha256"]:
                yield video, card["sha256"]
                yield name, digest(path)
                yield from ((stem + e, sha256) for e, sha256 in card.get("side_files", {}).items())
        except (OSError, InvalidFileError):
            continue  # an unreadable file stays; the others are removed


def _vouched_by_exports(media: Path) -> Iterator[tuple[str, str]]:
    """Yield the names and digests of each export's files, followed by those of its list."""
    for folder in sorted((media / "exports").iterdir()) if (media / "exports").is_dir() else ():
        if folder.is_symlink() or not is_file(folder / LIST):
            continue
        if files := listed(folder):
            name = f"exports/{folder.name}"
            yield from ((f"{name}/{file}", sha256) for file, sha256 in files.items())
            yield f"{name}/{LIST}", digest(folder / LIST)


def _kept_speech(media: Path) -> Iterator[Path]:
    folder = speech_folder(media)
    if folder.is_dir() and not folder.is_symlink():
        yield from (path for path in sorted(folder.iterdir()) if is_kept_speech(path))


def _files_in(media: Path, folders: tuple[str, ...] | list[str] = _LOOKED_AT) -> Iterator[str]:
    """Yield the names, relative to ``media``, of files and links; links are not followed."""
    for folder in folders:
        if (media / folder).is_symlink():
            yield folder
            continue
        for inside, inner, files in os.walk(media / folder):
            links = [name for name in inner if (Path(inside) / name).is_symlink()]
            for name in sorted([*files, *links]):
                yield (Path(inside) / name).relative_to(media).as_posix()
    if folders is _LOOKED_AT:
        yield from (name for name in _MANIFESTS if os.path.lexists(media / name))


def _folders_of(name: str) -> Iterator[str]:
    yield from (parent.as_posix() for parent in PurePosixPath(name).parents if parent.parts)
