"""What is published: of each clip the fingerprint, the files' digests, and how long it took.

One JSON file, ``media/manifest.json``, written anew and renamed into place. A file that is not
whole or of another version is not believed in any part. Knows nothing of scenes, nor of what
should be there.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from rendering.machine.files import PublishedFile, flush, flush_folder
from rendering.planning.fingerprint import PARTS, Description, digest_of
from rendering.planning.sources import known, remember

__all__ = ["Manifest", "Record"]

_VERSION = 1
_NAME = "manifest.json"
_ASIDE = "manifest.set-aside.json"


@dataclass(frozen=True, slots=True)
class Record:
    """One clip, still or sheet as it was made."""

    scene: str
    product: str
    description: Description
    """Each part of the fingerprint, in full."""
    sources: Mapping[str, Any]
    """What its numbers were computed by and from."""
    files: Mapping[str, PublishedFile]
    """By ending."""
    frames: int
    frames_sha256: str
    """Of the frames as they were drawn, before any encoder; empty for what has none."""
    seconds: float
    """How long it took to make."""

    @property
    def fingerprint(self) -> dict[str, str]:
        """SHA-256 of each part."""
        return {part: digest_of(self.description[part]) for part in PARTS}


@dataclass(slots=True)
class Manifest:
    """The records by name, which is the files' path below ``media`` without an ending.

    Attributes
    ----------
    complaint
        Why the file that was there is not believed, if it is not.
    """

    records: dict[str, Record] = field(default_factory=dict)
    complaint: str | None = None

    @classmethod
    def read(cls, media: Path) -> Self:
        """Read the manifest of a folder; an empty one where there is none to believe."""
        try:
            data = (media / _NAME).read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            return cls(complaint=f"it cannot be read: {error.strerror or error}")
        try:
            document = json.loads(data)
            if document["version"] != _VERSION:
                return cls(complaint=f"it is of version {document['version']!r}, not {_VERSION}")
            contents = [document[name] for name in ("clips", "details", "sources")]
            if document["sha256"] != digest_of(contents):
                return cls(complaint="it is not what was written")
            remember(document["sources"])
            details = document["details"]
            return cls(
                {name: _as_record(clip, details) for name, clip in document["clips"].items()}
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            return cls(complaint=f"it is damaged: {type(error).__name__}")

    def write(self, media: Path) -> None:
        """Put this in the place of the manifest that is there, whole or not at all."""
        details: dict[str, Any] = {}
        clips = {name: _as_json(self.records[name], details) for name in sorted(self.records)}
        details = dict(sorted(details.items()))
        sources = dict(sorted(known().items()))
        document = {
            "version": _VERSION,
            "sha256": digest_of([clips, details, sources]),
            "clips": clips,
            "details": details,
            "sources": sources,  # so that the next run need not parse them
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
        """Rename the manifest that is there, for a person to look at; return where it is now."""
        aside = media / _ASIDE
        (media / _NAME).replace(aside)
        return aside

    @staticmethod
    def version_of(media: Path) -> int | None:
        """A number that changes with every writing, and may rarely come again."""
        try:
            return (media / _NAME).stat().st_ino
        except OSError:
            return None


def _as_json(record: Record, details: dict[str, Any]) -> dict[str, Any]:
    """A record whose larger parts are in ``details``, where many records share them."""

    def shared(part: Any) -> str:
        key = digest_of(part)
        details[key] = part
        return key

    return {
        "scene": record.scene,
        "product": record.product,
        "fingerprint": {part: shared(record.description[part]) for part in PARTS},
        "sources": shared(record.sources),
        "files": {ending: asdict(file) for ending, file in record.files.items()},
        "frames": record.frames,
        "frames_sha256": record.frames_sha256,
        "seconds": round(record.seconds, 3),
    }


def _as_record(clip: Mapping[str, Any], details: Mapping[str, Any]) -> Record:
    return Record(
        scene=clip["scene"],
        product=clip["product"],
        description={part: details[clip["fingerprint"][part]] for part in PARTS},
        sources=details[clip["sources"]],
        files={ending: PublishedFile(**file) for ending, file in clip["files"].items()},
        frames=clip["frames"],
        frames_sha256=clip["frames_sha256"],
        seconds=clip["seconds"],
    )
