"""The bounded types packets are made of, and the one way from their JSON to typed values.

Imports msgspec, so it is imported inside the functions that need it. Everything here decodes words of strangers:
whatever does not fit is refused, never repaired.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, NoReturn, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from reviewapp.exchange.packet_errors import TooLarge, Unsafe

MAX_JSON = 4 * 1024 * 1024
MAX_MANIFEST = 64 * 1024

# Characters that cannot be seen or that turn the reading order: a name is printed in sentences and on terminals.
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"

_SEEN = rf"[^{_UNSEEN}]*"

Name: TypeAlias = Annotated[
    str, Meta(min_length=1, max_length=200, pattern=rf"^{_SEEN}[^\s{_UNSEEN}]{_SEEN}\Z")
]
Line: TypeAlias = Annotated[str, Meta(max_length=300)]
Text: TypeAlias = Annotated[str, Meta(max_length=20_000)]
# A statement of any length that a person writes (domain.md F, sign-off).
Statement: TypeAlias = Annotated[str, Meta(max_length=200_000)]
Chip: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z_]{1,40}\Z")]
Chips: TypeAlias = Annotated[tuple[Chip, ...], Meta(max_length=40)]
CompetencyId: TypeAlias = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9_-]{0,7}\Z")]
Uid: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f-]{36}\Z")]
PacketId: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
Digest: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
Recipient: TypeAlias = Annotated[str, Meta(pattern=r"^age1[0-9a-z]{58}\Z")]
SshKey: TypeAlias = Annotated[str, Meta(pattern=r"^ssh-ed25519 [A-Za-z0-9+/=]{68}\Z")]
Moment: TypeAlias = Annotated[
    str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3})?Z\Z")
]
MemberName: TypeAlias = Annotated[str, Meta(pattern=r"^(body\.json|attachments/[A-Za-z0-9][A-Za-z0-9._-]{0,79})\Z")]

T = TypeVar("T")


class CardData(msgspec.Struct, frozen=True):
    """A card as it stands in a packet."""

    name: Name
    age: Recipient
    ssh: SshKey
    document: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")] = ""


def strict_decode(data: bytes, wanted: type[T], *, limit: int) -> T:
    """Typed values from JSON. TooLarge over the limit; Unsafe for everything that is not exactly such JSON.

    Fields this version does not know are ignored. Duplicate keys, NaN, lone surrogates, endless nesting and
    endless figures are refused also inside of those.
    """
    if len(data) > limit:
        raise TooLarge
    try:
        # msgspec is silent about duplicate keys; the standard library can be told not to be.
        json.loads(data.decode("utf-8"), object_pairs_hook=_without_duplicates, parse_constant=_refused)
        return msgspec.json.decode(data, type=wanted)
    except (ValueError, RecursionError) as error:  # both libraries raise children of ValueError
        raise Unsafe from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    for key in found:
        key.encode("utf-8")  # a lone surrogate in the name of an ignored field
    return found


def _refused(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
