"""What the capture panel keeps in the journal, and how it is found again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from reviewapp.actions.journaling import forget_draft, kept_drafts
from reviewapp.actions.queries import all_people, notes
from reviewapp.actions.shapes import PersonRow
from reviewapp.actions.vaults import Vault

EDITOR = "capture"
HOW = ("typing", "locked", "aside")


@dataclass(frozen=True)
class CaptureDraft:
    """The fields as they stood. ``how`` is "typing" (nobody closed it: the program stopped), "locked" or "aside".

    ``language`` is what the writer said the text is in, "" where nothing was said.
    """

    text: str = ""
    people: tuple[str, ...] = ()
    ai_part: str = ""
    response: str = ""
    day: date | None = None
    day_as_typed: str = ""
    how: str = "typing"
    language: str = ""

    def body(self) -> dict[str, Any]:
        """For the journal; empty while nothing was written, since a name alone is worth no draft."""
        if not self.text.strip():
            return {}
        return {
            "text": self.text, "people": list(self.people), "ai_part": self.ai_part, "response": self.response,
            "day": self.day.isoformat() if self.day else "", "day_as_typed": self.day_as_typed, "how": self.how,
            "language": self.language,
        }  # fmt: skip

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> CaptureDraft:
        """What `body` made, also by another version: what is missing is left empty."""
        day = str(body.get("day", ""))
        how = str(body.get("how", ""))
        return cls(
            text=str(body.get("text", "")), people=tuple(str(name) for name in body.get("people", ())),
            ai_part=str(body.get("ai_part", "")), response=str(body.get("response", "")),
            day=date.fromisoformat(day) if day else None, day_as_typed=str(body.get("day_as_typed", "")),
            how=how if how in HOW else "typing", language=str(body.get("language", "")),
        )  # fmt: skip


def kept_capture(vault: Vault) -> tuple[CaptureDraft | None, list[PersonRow], date]:
    """The draft of the panel, the people, today.

    A draft that was saved a moment before the program stopped is the same words twice: it is let go.
    """
    rows = all_people(vault)
    found = kept_drafts(vault).get(EDITOR)
    draft = CaptureDraft.from_body(found[0]) if found else None
    if draft is not None and draft.day is not None:
        saved = {item.behaviour for item in notes(vault, first=draft.day, last=draft.day)}
        if draft.text.strip() in saved:
            forget_draft(vault, editor=EDITOR)
            draft = None
    return draft, rows, vault.today
