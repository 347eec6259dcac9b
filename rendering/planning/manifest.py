"""The manifest: the fingerprint, the files' digests and the making time of each published clip.

The manifest is one JSON file, ``media/manifest.json``, which is rewritten and renamed into place.
If it is incomplete, has another version or another form, it is ignored as a whole: it is in a
folder where anybody may write, and it names files that are read. This module knows nothing about
scenes, nor about which clips should exist.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
)
from pydantic import ValidationError as WrongShapeError

from rendering.errors import CallError
from rendering.machine.files import (
    InvalidFileError,
    PublishedFile,
    flush,
    flush_folder,
    read_json,
)
from rendering.planning.fingerprint import PARTS, Description, digest_of
from rendering.planning.sources import known, remember
from stage.quoting import brief, quoted

__all__ = ["Manifest", "Record"]

_VERSION = 1
_NAME = "manifest.json"
_ASIDE = "manifest.set-aside.json"

_MOST_CLIPS = 15_000
"""The most clips of a media folder.

Each adds some 5,000 bytes to the manifest, whose size ``read_json`` limits.
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One published clip, still, sheet or film."""

    scene: str
    """The scene's name; empty for a film, which is made from clips."""
    product: str
    description: Description
    """The full contents of each part of the fingerprint."""
    files: Mapping[str, PublishedFile]
    """The published files, by ending."""
    frames: int
    frames_sha256: str
    """SHA-256 of the frames as drawn, before encoding; empty for a product without frames."""
    seconds: float
    """The seconds that it took to make."""

    @property
    def fingerprint(self) -> dict[str, str]:
        """The SHA-256 of each part."""
        return {part: digest_of(self.description[part]) for part in PARTS}

    @property
    def is_h264(self) -> bool:
        """Whether this is a clip in H.264, the one format that every player can play."""
        settings = self.description.get("settings", {})
        return self.product == "clip" and settings.get("format", "mp4") == "mp4"

    @property
    def beat(self) -> str:
        """The name of the only beat that this clip shows; empty for a whole clip."""
        return str(self.description.get("drawing", {}).get("beat", ""))


@dataclass(slots=True)
class Manifest:
    """The records by key, which is the path of a clip's files below ``media`` without an ending.

    Attributes
    ----------
    complaint
        Why the existing manifest file was ignored; None if it was not.
    """

    records: dict[str, Record] = field(default_factory=dict)
    complaint: str | None = None

    @classmethod
    def read(cls, media: Path) -> Self:
        """Read the manifest of a folder; return an empty manifest if there is no valid one."""
        try:
            document = read_json(media / _NAME)
        except FileNotFoundError:
            return cls()
        except InvalidFileError as error:
            return cls(complaint=f"it {error.found}")
        if not isinstance(document, dict) or document.get("version") != _VERSION:
            version = document.get("version") if isinstance(document, dict) else None
            return cls(complaint=f"it is of version {quoted(version)}, not {_VERSION}")
        try:
            contents = [document[name] for name in ("clips", "details", "sources")]
            if document["sha256"] != digest_of(contents):
                return cls(complaint="it is not what was written")
            believed = _Document.model_validate(document)
            records = {name: clip.record(believed.details) for name, clip in believed.clips.items()}
        except WrongShapeError as error:
            problem = error.errors()[0]
            where = brief(".".join(map(str, problem["loc"])))
            return cls(complaint=f"it is damaged: {where}: {brief(problem['msg'])}")
        except (ValueError, KeyError, RecursionError) as error:
            return cls(complaint=f"it is damaged: {type(error).__name__}")
        remember(believed.sources)
        return cls(records)

    def require_room(self, keys: Iterable[str]) -> None:
        """Refuse new clips, before they are made, if the manifest would become too large."""
        count = len(self.records.keys() | set(keys))
        if count > _MOST_CLIPS:
            raise CallError(
                f"a media folder must hold at most {_MOST_CLIPS:,} clips; got {count:,} with those "
                "that are there. Choose another with --media_dir."
            )

    def require_names(self, scenes: Mapping[str, str]) -> None:
        """Refuse a clip, before it is made, if a clip of another scene has its name in any size.

        Parameters
        ----------
        scenes
            The scene of each clip, by the clip's key.
        """
        taken = {
            _name_in(key).lower(): record.scene
            for key, record in self.records.items()
            if record.product != "film"
        }
        for key, scene in scenes.items():
            name = _name_in(key)
            if taken.get(name.lower(), scene) != scene:
                raise CallError(
                    f"a clip must not take the name of one of another scene; got {quoted(name)} "
                    f"for {scene}, which is published of {taken[name.lower()]}. "
                    f"Choose another, such as {name}-{scene}, or another --media_dir."
                )

    def called(self, name: str, scenes: Collection[str]) -> list[str]:
        """Return the names of these scenes' clips that ``--as name`` gave, sorted.

        Such a clip is named ``name``, or ``name`` followed by the name of its scene.
        """
        return sorted(
            {
                found
                for key, record in self.records.items()
                if record.scene in scenes and record.is_h264 and not record.beat
                if (found := _name_in(key)) in (name, f"{name}-{record.scene}")
            }
        )

    def write(self, media: Path) -> None:
        """Replace the manifest file with this manifest, either completely or not at all."""
        details: dict[str, Any] = {}
        clips = {name: _as_json(self.records[name], details) for name in sorted(self.records)}
        details = dict(sorted(details.items()))
        sources = dict(sorted(known().items()))
        document = {
            "version": _VERSION,
            "sha256": digest_of([clips, details, sources]),
            "clips": clips,
            "details": details,
            "sources": sources,  # so that the next run need not parse the sources
        }
        new = media / ".work" / f"manifest-{secrets.token_hex(8)}.json"
        try:
            new.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
            flush(new)
            new.replace(media / _NAME)
        finally:
            new.unlink(missing_ok=True)
        flush_folder(media)

    @staticmethod
    def set_aside(media: Path) -> Path:
        """Rename the existing manifest, so that a person can inspect it; return its new path."""
        aside = media / _ASIDE
        (media / _NAME).replace(aside)
        return aside

    @staticmethod
    def version_of(media: Path) -> int | None:
        """Return a number that changes with every write; in rare cases, an old number returns."""
        try:
            return (media / _NAME).stat().st_ino
        except OSError:
            return None


def _name_in(key: str) -> str:
    """Return the clip's name in a key: ``pets`` for ``clips/1080p60/pets`` and for its beats."""
    product, *rest = key.split("/")
    return rest[-1] if product in ("storyboards", "scripts") or len(rest) == 1 else rest[1]


def _as_json(record: Record, details: dict[str, Any]) -> dict[str, Any]:
    """Return a record as JSON; add its larger parts to ``details``, which many records share."""

    def shared(part: Any) -> str:
        key = digest_of(part)
        details[key] = part
        return key

    return {
        "scene": record.scene,
        "product": record.product,
        "fingerprint": {part: shared(record.description[part]) for part in PARTS},
        "files": {ending: asdict(file) for ending, file in record.files.items()},
        "frames": record.frames,
        "frames_sha256": record.frames_sha256,
        "seconds": round(record.seconds, 3),
    }


# --- What a manifest must look like ---------------------------------------------------------------

_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
# The second alternative is the ending of one frame of a sequence.
_Ending = Annotated[str, StringConstraints(pattern=r"^(\.[a-z0-9]{1,8}|/[0-9]{5,9}\.png)$")]
_Key = Annotated[
    str,
    # A path below the media folder: no part starts with a dot, so it cannot lead out of the folder.
    StringConstraints(pattern=r"^[a-z]+(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$", max_length=300),
]
_Count = Annotated[StrictInt, Field(ge=0)]
_Plain = StrictBool | StrictInt | StrictFloat | StrictStr | None


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _File(_Shape):
    sha256: _Digest
    bytes: _Count


class _Fingerprint(_Shape):
    """The key in the document's details of each part of a fingerprint."""

    numbers: _Digest
    parameters: _Digest
    drawing: _Digest
    settings: _Digest
    environment: _Digest


class _Clip(_Shape):
    scene: str
    product: Literal["clip", "still", "storyboard", "script", "film"]
    fingerprint: _Fingerprint
    sources: _Digest | None = None
    """Older records have a digest of the sources of their numbers; it is no longer used."""
    files: dict[_Ending, _File]
    frames: _Count
    frames_sha256: _Digest | Literal[""]
    seconds: Annotated[FiniteFloat, Field(ge=0)]

    def record(self, details: Mapping[str, dict[str, Any]]) -> Record:
        parts = {part: details[getattr(self.fingerprint, part)] for part in PARTS}
        if self.product == "film":
            _OfFilm.model_validate(parts["parameters"])
        return Record(
            scene=self.scene,
            product=self.product,
            description=_Parts.model_validate(parts).model_dump(),
            files={end: PublishedFile(of.sha256, of.bytes) for end, of in self.files.items()},
            frames=self.frames,
            frames_sha256=self.frames_sha256,
            seconds=self.seconds,
        )


class _Settings(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, _Plain]

    width: StrictInt
    height: StrictInt
    fps: StrictInt
    theme: str
    # Older records do not have these fields.
    captions: Literal["burned", "off"] = "burned"
    format: str = "mp4"
    transparent: bool = False


class _Parts(_Shape):
    numbers: dict[str, str]
    parameters: dict[str, _Plain | list[_Plain]]
    drawing: dict[str, str]
    settings: _Settings
    environment: dict[str, str]


class _OfFilm(BaseModel):
    """The request for a film, which is needed to judge whether the film is up to date."""

    clips: list[_Key]
    own: StrictStr
    is_whole: StrictBool


class _Document(_Shape):
    version: int
    sha256: str
    clips: dict[_Key, _Clip]
    details: dict[_Digest, dict[str, Any]]
    sources: dict[_Digest, tuple[str, tuple[str, ...]]]
