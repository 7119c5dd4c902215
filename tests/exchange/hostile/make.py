"""Hostile packets, written into ``valid/ tampered/ truncated/ oversized/ from-the-future/`` (ARCHITECTURE section 7).

As a program: ``python -m tests.exchange.hostile.make FOLDER`` writes them all and prints what each must be answered with.
All are addressed to Tom (`tests.helpers.packets.TOM`) unless their name says otherwise.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import pyrage

from reviewapp.exchange import packet_errors as refused
from reviewapp.exchange.packet_bodies import BODIES
from reviewapp.keys.identity import seal
from tests.helpers.packets import RUTH, TOM, body, by_hand, episode, members_of, new_identity, packet, zipped

CHANGED = ("The content was changed after Ruth Ansell signed it.", "Do not use it.")
SENTENCES = {
    refused.NotAPacket: ("This is not a packet of this app.", "Choose a file that ends in .rvpacket."),
    refused.Damaged: ("The file is damaged or incomplete.", "Ask for it again."),
    refused.NotForYou: (
        "This file is sealed for another person or another computer of yours.", "Ask the person who gave it to you whom it is for."
    ),
    refused.TooNew: ("Made by a newer version.", "Update the app."),
    refused.TooLarge: ("Too large.", "A packet has at most 32 MB; ask for it with smaller attachments."),
    refused.Unsafe: ("Unsafe file, not opened.", "Ask the sender whether they meant to send it."),
    refused.WrongRecipient: ("Written for someone else and passed on.", "It was not imported; tell Ruth Ansell, who wrote it."),
    refused.BadSignature: CHANGED,
}


@dataclass(frozen=True)
class Case:
    """One file: where it goes, how it is made, and the error it must be answered with (None: it opens)."""

    name: str
    make: Callable[[], bytes]
    error: type[refused.PacketRefused] | None = None


def _sealed(kind: str = "response") -> bytes:
    return packet(RUTH, "Ruth Ansell", body(kind), (TOM, RUTH))


def _request() -> bytes:
    return packet(RUTH, "Ruth Ansell", body("request"))


def _response_json() -> bytes:
    return msgspec.json.encode(body("response"))


def _with_body(text: bytes | str, kind: str = "response") -> bytes:
    """A packet that is signed and sealed as it should be; only its body is what it is."""
    return by_hand(RUTH, members={"body.json": text.encode() if isinstance(text, str) else text}, manifest={"kind": kind}, to=(TOM,))


def _rebuilt(change: Callable[[dict[str, bytes]], object]) -> bytes:
    """An unsealed request whose members were changed and zipped anew, checksums and all."""
    members = members_of(_request())
    change(members)
    return zipped(members)


def _swap(members: dict[str, bytes], name: str, old: bytes, new: bytes) -> None:
    assert old in members[name]
    members[name] = members[name].replace(old, new)


def _in_zip(*more: tuple[str, bytes]) -> bytes:
    """A valid request with more members beside it."""
    return zipped([*members_of(_request()).items(), *more])


def _raw_zip(entries: list[tuple[str, bytes, int, int]]) -> bytes:
    """A ZIP of (name, stored bytes, claimed size, offset of the local header or -1 for its own place)."""
    out, directory = bytearray(), bytearray()
    for name, data, size, offset in entries:
        crc = zipfile.crc32(data)
        head = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, crc, size, size, len(name), 0)
        place = len(out) if offset < 0 else offset
        if offset < 0:
            out += b"PK\x03\x04" + head + name.encode() + data
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, place) + name.encode()
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)


@cache
def _bomb(*, with_manifest: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if with_manifest:
            for name, data in members_of(_request()).items():
                archive.writestr(name, data)
        with archive.open("attachments/zeros", "w") as member:
            for _ in range(1024):
                member.write(bytes(1 << 20))
    return out.getvalue()


def _overlapping() -> bytes:
    """Quoted entries: a thousandfold reading of the same bytes under many names."""
    members = members_of(_request())
    entries = [(name, data, len(data), -1) for name, data in members.items()]
    name, data, size, _place = entries[0]
    return _raw_zip([*entries, *((f"attachments/{name}{number}", data, size, 0) for number in range(40))])


def _flood_of_recipients() -> bytes:
    """An age header with three hundred recipients: each costs the opener a multiplication."""
    return seal(_request(), [new_identity().card("").age for _ in range(300)])


def _passphrase() -> bytes:
    # A header as age writes it for a passphrase, with a work factor that would cost 16 GiB.
    return b"age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 24\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n" + bytes(64)


def _signed_by_another() -> bytes:
    return by_hand(RUTH, members={"body.json": _response_json()}, to=(TOM,), sign_as=new_identity())


def _too_many() -> bytes:
    return _in_zip(*((f"attachments/a{number}", b"x") for number in range(65)))


def _deep(inner: str = "[") -> str:
    return '{"period_from":"2026-01-01","period_to":"2026-06-30","later":' + inner * 1_000_000


_OPEN = '{"period_from":"2026-01-01","period_to":"2026-06-30"'
_RESTRICTED = episode()

VALID = [
    Case("request, not sealed", _request),
    *(Case(kind, lambda kind=kind: _sealed(kind)) for kind in BODIES),
    Case("attachment", lambda: packet(RUTH, "Ruth Ansell", body("share"), (TOM,), attachments={"review.pdf": b"%PDF-1.7"})),
    Case("unknown fields are ignored", lambda: _with_body(_OPEN + ',"later":{"deep":[1,2.5,null]}}')),
    Case("unknown fields in the manifest", lambda: by_hand(RUTH, manifest={"later": [1], "expires": None}, members={"body.json": _response_json()}, to=(TOM,))),
]
TAMPERED = [
    Case("a bit of the sealed content", lambda: _flip(_sealed(), -40), refused.Damaged),
    Case("a byte too many", lambda: _sealed() + b"x", refused.Damaged),
    Case("a byte too many behind a request", lambda: _request() + b"x", refused.Damaged),
    Case("a bit of the header", lambda: _header_flipped(), refused.Damaged),
    # Nobody can tell a wrapped key that was altered from one wrapped for somebody else.
    Case("a bit of the wrapped key", lambda: _other_letter(packet(RUTH, "Ruth Ansell", body("response"), (TOM,))), refused.NotForYou),
    Case("random", lambda: os.urandom(5000).replace(b"PK", b"XX"), refused.NotAPacket),
    Case("empty", lambda: b"", refused.NotAPacket),
    Case("a pdf", lambda: b"%PDF-1.7\n" + b"x" * 900, refused.NotAPacket),
    Case("a document of another program", lambda: zipped({"[Content_Types].xml": b"<x/>" * 99, "word/document.xml": b"<y/>" * 99}, compression=zipfile.ZIP_DEFLATED), refused.NotAPacket),
    Case("sealed, but no packet", lambda: seal(b"hello", [TOM.card("").age]), refused.NotAPacket),
    Case("for another", lambda: packet(RUTH, "Ruth Ansell", body("response"), (RUTH,)), refused.NotForYou),
    Case("a passphrase of impossible cost", _passphrase, refused.NotForYou),
    Case("passed on", lambda: seal(pyrage.decrypt(_to_ruth(), [pyrage.x25519.Identity.from_str(RUTH.age_secret.decode())]), [TOM.card("").age]), refused.WrongRecipient),
    Case("body edited", lambda: _rebuilt(lambda m: _swap(m, "body.json", b"Take your time", b"Take less time")), refused.BadSignature),
    Case("manifest edited", lambda: _rebuilt(lambda m: _swap(m, "manifest.json", b"2026-11-20", b"2026-11-21")), refused.BadSignature),
    Case("signature removed", lambda: _rebuilt(lambda m: m.pop("manifest.json.sig")), refused.BadSignature),
    Case("signature emptied", lambda: _rebuilt(lambda m: m.update({"manifest.json.sig": b""})), refused.BadSignature),
    Case("signature of another text", lambda: _rebuilt(lambda m: m.update({"manifest.json.sig": RUTH.sign(b"other")})), refused.BadSignature),
    Case("signed with another key", _signed_by_another, refused.BadSignature),
    Case("a member more", lambda: _in_zip(("attachments/extra.pdf", b"%PDF")), refused.BadSignature),
    Case("a member less", lambda: _rebuilt(lambda m: m.pop("body.json")), refused.BadSignature),
    Case("unsealed answer", lambda: by_hand(RUTH, manifest={"kind": "response"}, members={"body.json": _response_json()}), refused.Unsafe),
    Case("request taken out of its seal", lambda: by_hand(RUTH, to=(TOM,), seal_to=(), manifest={"kind": "request"}, members={"body.json": msgspec.json.encode(body("request"))}), refused.Unsafe),
    Case("path upwards", lambda: _in_zip(("../x", b"x")), refused.Unsafe),
    Case("path upwards inside", lambda: _in_zip(("attachments/../../x", b"x")), refused.Unsafe),
    Case("path of a drive", lambda: _in_zip(("C:\\x", b"x")), refused.Unsafe),
    Case("absolute path", lambda: _in_zip(("/etc/x", b"x")), refused.Unsafe),
    Case("only a path upwards", lambda: zipped({"../x": b"x"}), refused.Unsafe),
    Case("a folder", lambda: _in_zip(("attachments/", b"")), refused.Unsafe),
    Case("names that differ in case", lambda: _in_zip(("BODY.json", b"{}")), refused.Unsafe),
    Case("letters beyond ascii", lambda: _in_zip(("attachments/pr\u00fcfung", b"x")), refused.Unsafe),
    Case("compressed", lambda: zipped(members_of(_request()), compression=zipfile.ZIP_DEFLATED), refused.Unsafe),
    Case("overlapping entries", _overlapping, refused.Unsafe),
    Case("two entries on one place", lambda: _raw_zip([("manifest.json", b"{}", 2, -1), ("manifest.json.sig", b"{}", 2, 0)]), refused.Unsafe),
    Case("size that is not there", lambda: _raw_zip([("manifest.json", b"{}", 2_000, -1)]), refused.Unsafe),
    Case("three hundred recipients", _flood_of_recipients, refused.Unsafe),
    Case("lone surrogate", lambda: _with_body(_OPEN + ',"needs":"\\ud800"}'), refused.Unsafe),
    Case("lone surrogate in a key", lambda: _with_body(_OPEN + ',"\\udfff":1}'), refused.Unsafe),
    Case("duplicate key", lambda: _with_body(_OPEN + ',"needs":"a","needs":"b"}'), refused.Unsafe),
    Case("duplicate key in the manifest", lambda: by_hand(RUTH, manifest=b'{"format":1,"format":1}', to=(TOM,)), refused.Unsafe),
    Case("nan", lambda: _with_body(_OPEN + ',"later":NaN}'), refused.Unsafe),
    Case("a million brackets", lambda: _with_body(_deep()), refused.Unsafe),
    Case("a hundred thousand figures", lambda: _with_body(_OPEN + ',"later":' + "9" * 100_000 + "}"), refused.Unsafe),
    Case("not utf-8", lambda: _with_body(b'{"needs":"\xff"}'), refused.Unsafe),
    Case("a list", lambda: _with_body("[]"), refused.Unsafe),
    Case("a wrong type", lambda: _with_body(_OPEN + ',"needs":7}'), refused.Unsafe),
    Case("a text too long", lambda: _with_body(_OPEN + ',"needs":"' + "x" * 20_001 + '"}'), refused.Unsafe),
    Case("four episodes", lambda: _with_body(_OPEN + ',"episodes":[' + ",".join([msgspec.json.encode(_RESTRICTED).decode()] * 4) + "]}"), refused.Unsafe),
    Case("a restricted episode", lambda: _with_body(_OPEN + ',"episodes":[' + msgspec.json.encode(_RESTRICTED).decode().replace('"restricted":"none"', '"restricted":"third_party"') + "]}"), refused.Unsafe),
    Case("a restricted episode by another way", lambda: _with_body(_OPEN + ',"episodes":[' + msgspec.json.encode(episode(choices={"restricted": "third_party"})).decode() + "]}"), refused.Unsafe),
    Case("a handover of something nobody was told", lambda: _with_body(msgspec.json.encode(body("handover")).decode().replace('"told_on":"2026-05-10"', '"told_on":null'), "handover"), refused.Unsafe),
    Case("a name with a line break", lambda: by_hand(RUTH, name="Ruth\nAnsell", members={"body.json": _response_json()}, to=(TOM,)), refused.Unsafe),
    Case("a name that turns the reading order", lambda: by_hand(RUTH, name="Ruth\u202eAnsell", members={"body.json": _response_json()}, to=(TOM,)), refused.Unsafe),
    Case("a key that is none", lambda: by_hand(RUTH, manifest={"from": {**vars(RUTH.card("Ruth Ansell")), "age": "age1" + "q" * 58}}, members={"body.json": _response_json()}, to=(TOM,)), refused.Unsafe),
    Case("a day that is none", lambda: by_hand(RUTH, manifest={"created": "2026-13-40T09:00:00Z"}, members={"body.json": _response_json()}, to=(TOM,)), refused.Unsafe),
    Case("manifest without a body", lambda: by_hand(RUTH, manifest={"members": {}}, to=(TOM,)), refused.Unsafe),
    Case("manifest that is no json", lambda: by_hand(RUTH, manifest=b"x", to=(TOM,)), refused.Unsafe),
]
TRUNCATED = [
    *(Case(f"sealed, cut at {part} of 8", lambda part=part: _cut(_sealed(), part), refused.Damaged) for part in range(1, 8)),
    Case("sealed, last byte missing", lambda: _sealed()[:-1], refused.Damaged),
    Case("sealed, only the first line", lambda: _sealed()[:22], refused.Damaged),
    *(Case(f"request, cut at {part} of 8", lambda part=part: _cut(_request(), part), refused.Damaged) for part in range(1, 8)),
    Case("request, last byte missing", lambda: _request()[:-1], refused.Damaged),
    Case("three bytes", lambda: b"PK\x03", refused.NotAPacket),
]
OVERSIZED = [
    Case("over 32 MiB", lambda: _sealed() + bytes(32 << 20), refused.TooLarge),
    Case("body over 4 MiB", lambda: _with_body(b" " * (4 << 20) + _response_json()), refused.TooLarge),
    Case("manifest over 64 KiB", lambda: by_hand(RUTH, manifest=b" " * (65 << 10) + b"{}", to=(TOM,)), refused.TooLarge),
    Case("a gibibyte of zeros", lambda: _bomb(with_manifest=True), refused.Unsafe),
    Case("a gibibyte of zeros and nothing else", lambda: _bomb(with_manifest=False), refused.Unsafe),
    Case("sixty-nine members", _too_many, refused.Unsafe),
]
FUTURE = [
    Case("format 2", lambda: by_hand(RUTH, manifest={"format": 2}, members={"body.json": _response_json()}, to=(TOM,)), refused.TooNew),
    Case("format 2 in another shape", lambda: by_hand(RUTH, manifest=b'{"format": 2, "from": "somebody"}', to=(TOM,)), refused.TooNew),
    Case("unknown kind", lambda: _with_body(_response_json(), "changeset"), refused.TooNew),
    Case("unknown kind, unsealed", lambda: by_hand(RUTH, manifest={"kind": "greeting"}), refused.TooNew),
    Case("unknown value", lambda: _with_body(_OPEN + ',"episodes":[' + msgspec.json.encode(episode(choices={"ai_part": "dreamt"})).decode() + "]}"), refused.TooNew),
    Case("unknown field of an observation", lambda: _with_body(_OPEN + ',"episodes":[' + msgspec.json.encode(episode(texts={"dreams": "x"})).decode() + "]}"), refused.TooNew),
]
FOLDERS = {"valid": VALID, "tampered": TAMPERED, "truncated": TRUNCATED, "oversized": OVERSIZED, "from-the-future": FUTURE}


def _flip(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


def _other_letter(data: bytes) -> bytes:
    """Another letter of the alphabet in the middle of the wrapped key, the second line after the first "->"."""
    place = data.index(b"\n", data.index(b"-> X25519")) + 10
    return data[:place] + (b"B" if data[place : place + 1] == b"A" else b"A") + data[place + 1 :]


def _header_flipped() -> bytes:
    data = _sealed()
    return _flip(data, data.find(b"\n--- ") + 10)


def _cut(data: bytes, eighths: int) -> bytes:
    return data[: max(len(data) * eighths // 8, 30)]


def _to_ruth() -> bytes:
    return packet(RUTH, "Ruth Ansell", body("response"), (RUTH,))


def write_all(folder: Path) -> dict[Path, Case]:
    """Every case as a file; returns which is which."""
    written = {}
    for name, cases in FOLDERS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for case in cases:
            path = folder / name / f"{case.name.replace(' ', '-')}.rvpacket"
            path.write_bytes(case.make())
            written[path] = case
    return written


if __name__ == "__main__":
    for path, case in write_all(Path(sys.argv[1])).items():
        print(path, "opens" if case.error is None else " ".join(SENTENCES[case.error]), sep="\t")
