"""Read and change the few bits of an H.264 stream needed to insert frames into it.

This module reads from a stream's header how its pictures are numbered, and gives a picture another
number. Terms and paragraph numbers are those of ITU-T H.264. It does not know where the packets
come from.

It handles only streams without B-frames in which every picture is one slice (``SliceNumbering``
refuses others). There, pictures are displayed in the order of decoding, and only ``frame_num``
gives a picture's position.
"""

from __future__ import annotations

import re

__all__ = ["SliceNumbering", "units_of"]

_SPS, _SLICE, _KEY_SLICE, _REMARKS = 7, 1, 5, 6  # nal_unit_type, table 7-1
_HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128})
_START_CODE = re.compile(rb"\x00\x00\x00?\x01")


def units_of(packet: bytes) -> list[bytes]:
    """Return the NAL units of a packet that separates them by start codes (annex B)."""
    return [unit for unit in _START_CODE.split(packet) if unit]


class SliceNumbering:
    """The numbering of the pictures of one stream.

    Parameters
    ----------
    header
        The stream's parameter sets, with start codes.
    """

    def __init__(self, header: bytes) -> None:
        sps = next(unit for unit in units_of(header) if unit[0] & 31 == _SPS)
        bits = _Bits(_payload(sps), 8)
        profile = bits.read(8)
        bits.read(16)  # constraints and level
        bits.exp_golomb()  # seq_parameter_set_id
        if profile in _HIGH_PROFILES:
            bits.exp_golomb()  # chroma_format_idc
            bits.exp_golomb()  # bit depths
            bits.exp_golomb()
            bits.read(1)
            if bits.read(1):
                raise ValueError("a stream with scaling matrices cannot be renumbered")
        self._length = bits.exp_golomb() + 4  # log2_max_frame_num_minus4
        if bits.exp_golomb() != 2:  # pic_order_cnt_type
            raise ValueError("a stream with B-frames cannot be renumbered")

    def renumbered(self, packet: bytes, number: int) -> bytes:
        """Return a packet with the number of its picture changed to ``number``.

        Pictures are counted from the last keyframe, which is number 0. The encoder's remarks (SEI),
        which x264 writes only before the first picture, are left out.
        """
        units = []
        for unit in units_of(packet):
            kind = unit[0] & 31
            if kind == _KEY_SLICE and number:
                raise ValueError(f"a keyframe must be picture 0; got {number}")
            if kind != _REMARKS:
                units.append(self._with_number(unit, number) if kind == _SLICE else unit)
        return b"".join(b"\0\0\0\1" + unit for unit in units)

    def _with_number(self, unit: bytes, number: int) -> bytes:
        payload = _payload(unit)
        bits = _Bits(payload, 8)
        if bits.exp_golomb():  # first_mb_in_slice
            raise ValueError("a picture of more than one slice cannot be renumbered")
        bits.exp_golomb()  # slice_type
        bits.exp_golomb()  # pic_parameter_set_id
        # The field has a fixed length and is all that has to change.
        bits.replace(self._length, number % (1 << self._length))
        return _unit(bytes(bits.data))


def _payload(unit: bytes) -> bytes:
    """Return the unit without the bytes that keep start codes from occurring in it (7.4.1)."""
    return unit.replace(b"\0\0\3", b"\0\0")


def _unit(payload: bytes) -> bytes:
    return re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\0\0\3", payload)


class _Bits:
    """The bits of ``data``, read from ``position`` on."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data = bytearray(data)
        self._position = position

    def read(self, count: int) -> int:
        value = 0
        for _ in range(count):
            byte = self.data[self._position >> 3]
            value = value << 1 | byte >> (7 - (self._position & 7)) & 1
            self._position += 1
        return value

    def exp_golomb(self) -> int:
        """Read an unsigned number in Exp-Golomb code, the standard's usual form (9.1)."""
        zeros = 0
        while not self.read(1):
            zeros += 1
        return (1 << zeros) - 1 + self.read(zeros)

    def replace(self, count: int, value: int) -> None:
        for place in reversed(range(count)):
            mask = 1 << (7 - (self._position & 7))
            if value >> place & 1:
                self.data[self._position >> 3] |= mask
            else:
                self.data[self._position >> 3] &= ~mask
            self._position += 1
