"""Making of a film from published clips: joining, checking and publishing.

Like a clip, a film is completed in a private folder. Then its files are renamed one by one to their
final paths under the publishing lock, the card last. If this is interrupted, the manifest shows
which files do not belong to the film that it lists, and the next call makes the film again. This
module does not depend on how clips are made.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import av
from PIL import Image

from rendering.drawing.encoder import PROFILE
from rendering.drawing.splicing import Mark, Piece, splice
from rendering.errors import CallError, ClipError
from rendering.exporting.progress import while_busy
from rendering.exporting.published import Clip, published_clips
from rendering.filming.contents import Part, contents, length, marks, told_length
from rendering.filming.films import ENDINGS, Film, describe_film, judge_film, missing_clips
from rendering.filming.texts import site_text, subtitles_srt, subtitles_vtt, title_of, transcript
from rendering.filming.title_cards import RGBA, draw, encode
from rendering.machine.environment import versions
from rendering.machine.files import PublishedFile, digest, flush
from rendering.machine.signals import signals_held, termination_as_interrupt
from rendering.planning.cards import SCHEMA
from rendering.planning.judge import damage
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import State
from rendering.publishing.card import as_text, language_fields
from rendering.publishing.publish import check_video, enter, publish, require_joined
from rendering.publishing.workspace import private_folder, shared_lock, sweep
from scenes import Entry
from stage.cast import CAST
from stage.language import Wording, use_wording, wording, words_put_back
from stage.quoting import brief

__all__ = ["Filmed", "make_film"]

_TRIES = 3
"""Maximum number of attempts to make a film while its clips are being replaced."""


class _ChangedError(Exception):
    """A clip was replaced while a film was being made from it."""


@dataclass(frozen=True, slots=True)
class Filmed:
    """The result of making a film.

    Attributes
    ----------
    state
        ``UP_TO_DATE`` if there was nothing to do, otherwise ``PUBLISHED``.
    reasons
        Reasons why the film was made.
    files
        Paths of its files, by ending.
    frames
        Length of the film in frames.
    seconds
        Time that it took to make the film, in seconds.
    """

    state: State
    reasons: Sequence[str]
    files: Mapping[str, Path]
    frames: int
    seconds: float = 0.0


def make_film(
    film: Film, media: Path, programme: Sequence[Entry], *, force: bool = False
) -> Filmed:
    """Bring a film up to date, from clips that are up to date.

    Parameters
    ----------
    film
        The film.
    media
        The media folder.
    programme
        The entries of all scenes.
    force
        Whether to make the film even if it is up to date.

    Raises
    ------
    ClipError
        A clip is missing or damaged, the clips do not fit together, or the video fails its checks.
    CallError
        The media folder cannot be written, or the clips were replaced during every attempt.
    """
    began = time.monotonic()
    try:
        with termination_as_interrupt(), words_put_back():
            use_wording(Wording(film.language, names=CAST))
            sweep(media)
            for _ in range(_TRIES):
                manifest = Manifest.read(media)
                state, reasons = judge_film(film, media, manifest, programme)
                if state == "UP_TO_DATE" and not force:
                    record = manifest.records[film.key]
                    return Filmed(state, (), film.places(media), record.frames)
                try:
                    with while_busy("Joining the film"):
                        return _make(film, media, manifest, programme, reasons, began)
                except _ChangedError:
                    continue
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise CallError(
            f"a film needs a folder to write to; {brief(media / 'film')} cannot be written: "
            f"{'the disk is full' if full else error.strerror or error}. "
            "Free some space, or choose another --media_dir."
        ) from None
    raise CallError(
        f"a film is made of clips that stay as they are meanwhile; {_TRIES} times a run published "
        "them anew. Make it when the run has ended."
    )


def _make(
    film: Film,
    media: Path,
    manifest: Manifest,
    programme: Sequence[Entry],
    reasons: Sequence[str],
    began: float,
) -> Filmed:
    if missing := missing_clips(film, manifest, programme):
        raise ClipError(
            f"a film is made of published clips; there is no {', '.join(missing)}. "
            "Make it first, by render.py."
        )
    description = describe_film(film, manifest, programme)
    clips = _clips_of(film, media, manifest, programme)
    parts = contents(clips, film.settings.fps, film.own, is_whole=film.is_whole)
    frames = length(parts)
    with private_folder(media) as work:
        try:
            made = _files(film, parts, work)
        except ClipError:
            _require_same(film, media, manifest)  # if so, that is the cause
            raise
        for path in made.values():
            flush(path)
        _require_same(film, media, manifest)
        files = {ending: PublishedFile.of(path) for ending, path in made.items()}
        seconds = time.monotonic() - began
        record = Record("", "film", description, files, frames, "", seconds)
        with signals_held():
            places = publish(film, made, record, media, manifest.records.get(film.key))
            enter({film.key: record}, media)
    return Filmed("PUBLISHED", reasons, places, frames, seconds)


def _clips_of(
    film: Film, media: Path, manifest: Manifest, programme: Sequence[Entry]
) -> list[Clip]:
    """Return the published clips in the order of the film, after checking that each is complete."""
    chapters = {entry.name: wording().shared(entry.chapter) for entry in programme}
    names = [Path(key).name for key in film.clips]
    found = published_clips(media, manifest, chapters, names=names, sizes={film.settings.folder})
    by_name = {clip.name: clip for clip in found}
    return [by_name[name] for name in names]


def _require_same(film: Film, media: Path, manifest: Manifest) -> None:
    """Raise ``_ChangedError`` if any of the clips' files has changed since the film was begun."""
    with shared_lock(media):  # all files of a clip are replaced together under this lock
        for key in film.clips:
            if damage(key, manifest.records[key], media, manifest):
                raise _ChangedError


# --- The files of a film --------------------------------------------------------------------------


def _files(film: Film, parts: Sequence[Part], work: Path) -> dict[str, Path]:
    """Make all files of a film in the folder ``work``, and return their paths by ending."""
    fps = film.settings.fps
    found = marks(parts, fps)
    made = {ending: work / f"film{ending}" for ending in ENDINGS}
    poster = _join(film, parts, found, work, made[".mp4"])
    made[".png"].write_bytes(_png(poster))
    told = told_length(len(film.clips), length(parts) / fps)
    for ending, text in {
        ".srt": subtitles_srt(parts, fps),
        ".vtt": subtitles_vtt(parts, fps),
        ".md": transcript(parts, fps, film.own),
        ".txt": site_text(found, told, fps, film.own, is_whole=film.is_whole),
    }.items():
        made[ending].write_text(text, encoding="utf-8")
    card = _card(film, parts, found, made)
    made[".json"].write_text(as_text(card) + "\n", encoding="utf-8")
    return made


def _join(film: Film, parts: Sequence[Part], found: Sequence[Mark], work: Path, path: Path) -> RGBA:
    """Write the video and return the picture for its poster."""
    pieces = []
    poster: RGBA | None = None
    for number, part in enumerate(parts):
        if part.clip is not None:
            pieces.append(Piece(part.clip.video, part.frames))
            continue
        card = work / f"card-{number}.mp4"
        pictures = draw(part, parts, film.settings, film.own)
        encode(part, pictures, film.settings, card)
        check_video(card, film.settings, part.frames)
        pieces.append(Piece(card, part.frames, is_silent=True))
        poster = pictures[0] if poster is None else poster
    try:
        splice(pieces, path, film.settings.fps, found)
    except ValueError as error:
        raise ClipError(str(error)) from None
    require_joined([piece.path for piece in pieces], path, film.settings)
    for piece in pieces:
        if piece.is_silent:
            piece.path.unlink()
    assert poster is not None  # a film begins with a title card
    return poster


def _png(picture: RGBA) -> bytes:
    png = BytesIO()
    Image.fromarray(picture[..., :3]).save(png, "PNG", optimize=True)
    return png.getvalue()


def _card(
    film: Film, parts: Sequence[Part], found: Sequence[Mark], made: Mapping[str, Path]
) -> dict[str, Any]:
    """Return the card of the film, in the format of ``planning.cards.FilmCard``."""
    settings, frames = film.settings, length(parts)

    def stretch(title: str, start: int, end: int) -> dict[str, Any]:
        return {
            "title": title,
            "start": start / settings.fps,
            "end": end / settings.fps,
            "start_frame": start,
            "end_frame": end,
        }

    with av.open(str(made[".mp4"])) as container:
        has_sound = bool(container.streams.audio)
    clips = iter(film.clips)
    return {
        "schema": SCHEMA,
        "title": title_of(film.own),
        "own": film.own,
        "is_whole": film.is_whole,
        "seconds": frames / settings.fps,
        "frames": frames,
        "width": settings.width,
        "height": settings.height,
        "fps": settings.fps,
        "theme": settings.theme,
        "captions": settings.captions,
        **language_fields(wording()),
        "has_sound": has_sound,
        "sha256": digest(made[".mp4"]),
        "side_files": {
            ending: digest(path) for ending, path in made.items() if ending not in (".mp4", ".json")
        },
        "poster_frame": parts[0].said - 1 if parts[0].said else parts[0].frames // 2,
        "parts": [
            {
                **stretch(part.title, part.start, part.end),
                "kind": part.kind,
                "chapter": part.chapter,
                "clip": next(clips) if part.clip is not None else "",
                "scene": part.clip.card["scene"] if part.clip is not None else "",
                "sha256": part.clip.card["sha256"] if part.clip is not None else "",
            }
            for part in parts
        ],
        "marks": [stretch(mark.title, mark.start, mark.end) for mark in found],
        "encoder": PROFILE,
        "versions": versions(),
    }
