"""Words about the card something is sealed for."""

from __future__ import annotations

from reviewapp.actions.handover import Receiver
from reviewapp.i18n import _


def receiver_words(one: Receiver) -> str:
    """Who can open it, and how sure that is."""
    if one.compared:
        return _("For {name}. You compared the words of this card.").format(name=one.name)
    return _(
        "For {name}. The words of this card were not compared yet: see Settings, Cards, and read them to each other."
    ).format(name=one.name)


def no_card_words() -> str:
    """What to do while no other manager's card is here."""
    return _(
        "No card of another manager is known yet. They save theirs under Settings, Cards, and send it; open it here."
    )
