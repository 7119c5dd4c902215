"""A framework file was read: what it would add and what differs from what is here, before anything is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewapp.actions.framework_words import named, opening_capital
from reviewapp.actions.frameworks import Arrival, keep_framework
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.pages.framework_compare import ComparisonView
from reviewapp.ui.pages.library_reading import pair
from reviewapp.ui.tokens import SPACE_M
from reviewapp.ui.widgets.labels import plain_label


class FrameworkArrivalDialog(FormDialog):
    """Adds the whole file as it was read, or nothing."""

    def __init__(self, hub: Hub, arrival: Arrival, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Add a framework"), _("Add this framework"), parent)
        self._arrival = arrival
        framework = arrival.framework
        self.column.addWidget(plain_label(named(framework), "title"))
        self.column.addWidget(plain_label(framework.status, "muted"))
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(plain_label(self._what_happens()))
        if framework.about:
            self.column.addSpacing(SPACE_M)
            self.column.addWidget(plain_label(framework.about))
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(plain_label(_("What is in it"), "section"))
        for one in framework.competencies:
            self.column.addWidget(pair(f"{one.id}  {one.name}", opening_capital(one.definition)))
        if arrival.beside is not None:
            self.column.addSpacing(SPACE_M)
            self.column.addWidget(plain_label(_("What differs from the version before"), "section"))
            self.column.addWidget(ComparisonView(arrival.beside))
        self.column.addStretch()
        if arrival.known_id:
            self.submit.hide()
            self.cancel.setText(_("Close"))
            self.cancel.setAccessibleName(_("Close"))
        self.load(lambda _vault: None, lambda _none: (self.cancel if arrival.known_id else self.submit).setFocus())

    def submit_asked(self) -> None:
        """Keep it, exactly the text that was shown."""
        source = self._arrival.source
        self.run(lambda vault: keep_framework(vault, source=source), _("Framework added"))

    def _what_happens(self) -> str:
        if self._arrival.known_id:
            return _("This version is here already, word for word. There is nothing to add.")
        if self._arrival.beside is not None:
            return _(
                "It would stand beside the versions that are here. Nobody moves to it by itself: each role profile "
                "stays on its version until you agree another with the person, and finished reviews keep their words."
            )
        return _("It would stand beside the frameworks that are here. Nothing else changes.")
