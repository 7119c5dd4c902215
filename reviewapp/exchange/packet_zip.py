"""The container of a packet: a ZIP whose members are stored as they are. Never extracted to disk.

Stored members cannot expand, so nothing here can be larger than the file it came in (exchange.md 1.3).
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reviewapp.exchange.packet_errors import Damaged, NotAPacket, TooLarge, Unsafe

if TYPE_CHECKING:
    from zipfile import ZipInfo

MAX_FILE = 32 * 1024 * 1024
MAX_MEMBERS = 64
MANIFEST, SIGNATURE, BODY = "manifest.json", "manifest.json.sig", "body.json"
ATTACHMENTS = "attachments/"
START = b"PK\x03\x04"
_END_RECORD, _LOCAL_HEADER = 22, 30
_DAY = (1980, 1, 1, 0, 0, 0)  # of no use to anybody, and the same in every packet
_NAME = re.compile(r"(?:attachments/)?[A-Za-z0-9][A-Za-z0-9._-]{0,79}\Z")
_ENCRYPTED, _LENGTH_COMES_LATER = 0x1, 0x8


def write_zip(members: Mapping[str, bytes]) -> bytes:
    """A ZIP with these members in this order; equal members give equal bytes."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in members.items():
            info = ZipInfo(name, _DAY)
            info.external_attr = 0o600 << 16
            info.create_system = 3
            archive.writestr(info, data)
    return out.getvalue()


def read_zip(data: bytes) -> dict[str, bytes]:
    """The members by name. Raises NotAPacket, Damaged or Unsafe before anything is read that could do harm."""
    from zipfile import BadZipFile

    try:
        return _members(data)
    except (BadZipFile, ValueError, struct.error, EOFError, NotImplementedError, OverflowError, RuntimeError) as error:
        raise Damaged from error


def _members(data: bytes) -> dict[str, bytes]:
    from zipfile import ZipFile

    if not data.startswith(START):
        raise NotAPacket
    with ZipFile(io.BytesIO(data)) as archive:
        found = archive.infolist()
        _refuse_dangerous(found, len(data))
        if MANIFEST not in archive.namelist():
            raise NotAPacket
        # Nothing may lie before, between or behind the members but the directory itself.
        end = data[-_END_RECORD:]
        if archive.comment or archive.start_dir < 0 or not end.startswith(b"PK\x05\x06"):
            raise Damaged
        for info in found:
            if info.compress_type != 0 or info.compress_size != info.file_size or not _NAME.match(info.filename):
                raise Unsafe
        if not _side_by_side(found, data, archive.start_dir):
            raise Unsafe
        return {info.filename: archive.read(info) for info in found}


def _refuse_dangerous(found: list[ZipInfo], length: int) -> None:
    """What no honest ZIP of any program in reach holds, packet or not."""
    names = [info.filename for info in found]
    if len(found) > MAX_MEMBERS or len({name.casefold() for name in names}) != len(names):
        raise Unsafe
    sizes = sum(info.file_size for info in found)
    if sizes > MAX_FILE or (sizes > length and MANIFEST in names):
        raise Unsafe
    for info in found:
        name = info.orig_filename
        if info.flag_bits & (_ENCRYPTED | _LENGTH_COMES_LATER) and MANIFEST in names:
            raise Unsafe
        if not name.isascii() or not name.isprintable() or any(sign in name for sign in "\\:"):
            raise Unsafe
        if name.startswith("/") or ".." in name.split("/"):
            raise Unsafe


def _side_by_side(found: list[ZipInfo], data: bytes, directory: int) -> bool:
    """True when each member begins where the one before ends, and the directory where the last one ends."""
    place = 0
    for info in sorted(found, key=lambda one: one.header_offset):
        if info.header_offset != place:
            return False
        name, extra = struct.unpack_from("<HH", data, place + 26)
        place += _LOCAL_HEADER + name + extra + info.file_size
    return place == directory


def refuse_too_large(length: int) -> None:
    """TooLarge for a file over 32 MiB; asked before it is read whole, decrypted or parsed."""
    if length > MAX_FILE:
        raise TooLarge
