"""The format of a cluster worker's answer: one line of JSON, then the bytes of the files.

It uses plain values, so that reading an answer cannot run any code. Each length and digest is
checked before the files are used. This module knows nothing of Dask, or of what the pictures should
show.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rendering.errors import ClipError
from rendering.planning.fingerprint import PARTS
from rendering.planning.manifest import Record
from stage.quoting import brief

__all__ = ["Made", "pack", "pack_refusal", "unpack"]

_NOT_WHOLE = "what its worker sent is not a clip with its record"

_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Plain(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _File(_Plain):
    sha256: _Digest
    bytes: Annotated[int, Field(ge=0)]


class Made(_Plain):
    """A worker's description of a clip.

    Attributes
    ----------
    made_from
        All parts of its fingerprint except the numbers, to be compared with ours.
    """

    made_from: dict[str, dict[str, Any]]
    numbers: dict[str, _Digest]
    files: dict[str, _File]
    frames: Annotated[int, Field(ge=0)]
    frames_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)]


def pack(files: Mapping[str, bytes], record: Record) -> bytes:
    """Return a clip as one sequence of bytes."""
    told = {
        "made_from": {part: record.description[part] for part in PARTS if part != "numbers"},
        "numbers": record.description["numbers"],
        "files": {
            ending: {"sha256": record.files[ending].sha256, "bytes": len(content)}
            for ending, content in files.items()
        },
        "frames": record.frames,
        "frames_sha256": record.frames_sha256,
        "seconds": float(record.seconds),
    }
    return b"\n".join([json.dumps(told).encode(), b"".join(files.values())])


def pack_refusal(reason: str) -> bytes:
    """Return the answer that says why there is no clip."""
    return json.dumps({"error": reason}).encode() + b"\n"


def unpack(answer: object) -> tuple[Made, dict[str, bytes]]:
    """Return the description and files of a clip, after checking that they are complete.

    Raises
    ------
    ClipError
        The worker could not make the clip, or this is not a worker's answer.
    """
    if not isinstance(answer, bytes):
        raise ClipError(f"{_NOT_WHOLE}: it is no row of bytes.")
    line, _, contents = answer.partition(b"\n")
    try:
        told = json.loads(line)
        if isinstance(told, dict) and set(told) == {"error"} and isinstance(told["error"], str):
            raise ClipError(brief(" ".join(told["error"].split()), 500))
        made = Made.model_validate(told)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ClipError(f"{_NOT_WHOLE}: {brief(where)}: {first['msg']}.") from None
    except (ValueError, RecursionError):
        raise ClipError(f"{_NOT_WHOLE}: it does not begin with a line of JSON.") from None
    if sum(file.bytes for file in made.files.values()) != len(contents):
        raise ClipError("its files did not come over the network whole.")
    files = {}
    for ending, file in made.files.items():
        files[ending], contents = contents[: file.bytes], contents[file.bytes :]
        if hashlib.sha256(files[ending]).hexdigest() != file.sha256:
            raise ClipError(f"its {brief(ending)} did not come over the network whole.")
    return made, files
