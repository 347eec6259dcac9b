"""What a worker sends is taken if it is a clip with its record, and else refused in a sentence."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from rendering.errors import ClipError
from rendering.machine.files import PublishedFile
from rendering.planning.manifest import Record
from rendering.running.wire import pack, pack_refusal, unpack

FILES = {".mp4": b"a\nb", ".srt": b"", ".json": "é".encode()}
SHA = hashlib.sha256(b"any").hexdigest()
RECORD = Record(
    scene="Toy",
    product="clip",
    description={
        "numbers": {"p": SHA},
        "parameters": {"p": [1, 0.1]},
        "drawing": {"a": SHA},
        "settings": {"fps": 2},
        "environment": {"numpy": "2"},
    },
    files={
        ending: PublishedFile(hashlib.sha256(content).hexdigest(), len(content))
        for ending, content in FILES.items()
    },
    frames=3,
    frames_sha256=SHA,
    seconds=1.5,
)


def test_clip_comes_back_as_it_was_sent() -> None:
    made, files = unpack(pack(FILES, RECORD))
    assert files == FILES
    assert {**made.made_from, "numbers": made.numbers} == RECORD.description
    assert (made.frames, made.frames_sha256, made.seconds) == (3, SHA, 1.5)


def test_reason_of_a_failure_comes_back_without_what_would_steer_a_terminal() -> None:
    with pytest.raises(ClipError, match=r"^in the beat 'raise', no \\x1b\[31mred$"):
        unpack(pack_refusal("in the beat 'raise',\nno \x1b[31mred"))


def test_bytes_that_were_lost_or_changed_are_noticed() -> None:
    packed = pack(FILES, RECORD)
    for changed in (packed[:-1], packed + b"x", packed[:-1] + b"\0"):
        with pytest.raises(ClipError, match="did not come over the network whole"):
            unpack(changed)


def changed(**changes: Any) -> bytes:
    line, _, content = pack(FILES, RECORD).partition(b"\n")
    return json.dumps({**json.loads(line), **changes}).encode() + b"\n" + content


@pytest.mark.parametrize(
    "answer",
    [
        *(
            None,
            "text",
            3,
            {},
            [b"x"],
            b"",
            b"\n",
            b"{}",
            b"[]",
            b"null\n",
            b"\xff\n",
            b"[" * 100000,
        ),
        b'{"error": 3}\n',
        *(changed(frames=wrong) for wrong in (-1, "3", 2.5, None, True)),
        *(changed(seconds=wrong) for wrong in (-1, float("inf"), float("nan"), "1")),
        *(changed(frames_sha256=wrong) for wrong in ("x", SHA + "\n", SHA.upper(), 3)),
        *(changed(numbers=wrong) for wrong in ({"p": "x"}, [], None, {"p": 1})),
        *(changed(made_from=wrong) for wrong in ({"settings": 3}, [], "x")),
        changed(files={".mp4": {"sha256": SHA, "bytes": -1}}),
        changed(files={".mp4": {"sha256": "../x", "bytes": 1}}),
        changed(more=1),
    ],
)
def test_what_is_no_clip_is_refused_in_a_sentence(answer: object) -> None:
    with pytest.raises(ClipError, match="is not a clip with its record") as refusal:
        unpack(answer)
    assert str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 300
