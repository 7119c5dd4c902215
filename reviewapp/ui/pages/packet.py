"""A file that was taken in or made here, from the outside: kind, sender, day, trust. Its content is shown elsewhere."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout

from reviewapp.actions.incoming import KeptPacket, kept_packet
from reviewapp.actions.packet_words import kind_heading, kind_words, trust_words
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.pages.page_of_packet import PageOfPacket
from reviewapp.ui.pages.reading_page import ReadingPage
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from reviewapp.ui.widgets.check_phrase import CheckPhraseCard
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date

WIDTH_CHARACTERS = 92


class PacketPage(PageOfPacket):
    """Shown after taking in a kind of file that has no page of its own."""

    interests = frozenset({"packet", "contact"})

    def refresh(self) -> None:
        """Read the envelope again; the words may have been compared since."""
        packet_id = self.packet_id
        if packet_id is not None:
            self.hub.ask(lambda vault: kept_packet(vault, packet_id=packet_id), while_alive(self, self._show))

    def _show(self, kept: KeptPacket) -> None:
        found = kept.found
        page = ReadingPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        column.setSpacing(SPACE_M)
        sender = found.sender.name
        title = kind_words(found.kind) if kept.is_made_here else kind_heading(found.kind, sender)
        column.addWidget(plain_label(title, "title"))
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        inside.setSpacing(SPACE_S)
        for line in self._lines(kept):
            inside.addWidget(plain_label(line))
        if not kept.is_made_here and found.trust != "verified":
            inside.addWidget(CheckPhraseCard(_("The words of this sender"), found.phrase.words, found.phrase.digits))
        kept_whole = _("The file is kept in your vault as it came, and nothing in it is changed.")
        inside.addWidget(plain_label(kept_whole, "muted"))
        column.addWidget(card)
        column.addStretch()
        self._scroll.setWidget(page)

    def _lines(self, kept: KeptPacket) -> list[str]:
        found = kept.found
        written = written_date(date.fromisoformat(found.created[:10]))
        came = written_date(kept.kept_on)
        lines = [_("Written by {name} on {day}").format(name=found.sender.name, day=written)]
        if kept.is_made_here:
            lines.append(_("For {names}").format(names=", ".join(found.to) or _("whoever has the file")))
        else:
            lines.append(_("Taken in on {day}").format(day=came))
            lines.append(_("{name}: {trust}").format(name=found.sender.name, trust=trust_words(found.trust)))
        if found.attachments:
            lines.append(_("attached: {names}").format(names=", ".join(found.attachments)))
        return lines
