"""What a kind of packet and the trust in a card are called, on the command line as on screens."""

from __future__ import annotations

from reviewapp.domain.errors import N_
from reviewapp.i18n import _

_KINDS = {
    "card": N_("a card, so that files can be sealed for its owner"),
    "request": N_("asks for a self-assessment"),
    "response": N_("a self-assessment"),
    "share": N_("something written about you, for you to read"),
    "ack": N_("says that a file arrived"),
    "reply": N_("an answer to what was shared"),
    "handover": N_("what was shared about a person, for their next manager"),
    "notice": N_("tells you what was handed to your next manager"),
    "contribution": N_("observations of another manager"),
}
# The same with the sender, as a heading.
_FROM = {
    "card": N_("{name} gives you their card"),
    "request": N_("{name} asks for your self-assessment"),
    "response": N_("{name} sends a self-assessment"),
    "share": N_("{name} shares with you what was written about you"),
    "ack": N_("{name} says that a file of yours arrived"),
    "reply": N_("{name} answers what you shared"),
    "handover": N_("{name} hands over what was shared about a person"),
    "notice": N_("{name} tells you what was handed to your next manager"),
    "contribution": N_("{name} sends observations about somebody you review"),
}
_TRUST = {
    "mine": N_("made by you"),
    "new": N_("never seen before; compare the words by phone"),
    "unverified": N_("not yet compared; read the words to each other by phone"),
    "verified": N_("compared, and the same"),
    "retired": N_("no longer in use"),
}


def kind_words(kind: str) -> str:
    """What a packet of this kind is, such as "a self-assessment"."""
    return _(_KINDS[kind])


def kind_heading(kind: str, name: str) -> str:
    """What somebody does with a packet of this kind, such as "Ruth asks for your self-assessment"."""
    return _(_FROM[kind]).format(name=name)


def trust_words(trust: str) -> str:
    """How far the card of the sender is trusted; ``trust`` as in `actions.packets.Inspection`."""
    return _(_TRUST[trust])
