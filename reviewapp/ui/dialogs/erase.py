"""Erasing a person: what goes, what stays without the name, what was handed on; asked once, with the name typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from reviewapp.actions.about_words import ground_words
from reviewapp.actions.erase_words import preview_parts
from reviewapp.actions.erasing import ErasePreview, erase_person, erase_preview
from reviewapp.domain.retention import GROUNDS
from reviewapp.i18n import _
from reviewapp.ui.dialogs.form_dialog import FormDialog
from reviewapp.ui.hub import Hub
from reviewapp.ui.tokens import SPACE_S
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.labels import plain_label

SHOWN = 40


class EraseDialog(FormDialog):
    """Nothing happens before the name is typed; under a legal hold nothing can."""

    def __init__(self, hub: Hub, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(hub, _("Erase everything about a person"), _("Erase for good"), parent)
        self._person_id = person_id
        self._preview: ErasePreview | None = None
        self.heading = plain_label(_("Erase everything about a person"), "title")
        self.column.addWidget(self.heading)
        self.column.addSpacing(SPACE_S)
        warning = _("This cannot be undone. What was handed on stays where it went.")
        self.column.addWidget(plain_label(warning, "strong"))
        self.column.addSpacing(SPACE_S)
        self.typed = QLineEdit(self)
        self.typed.setAccessibleName(_("The name, typed to confirm"))
        self.typed.textEdited.connect(self._on_typed)
        self.ground = ChoiceBox(self)
        self.ground.setAccessibleName(_("Why"))
        for ground in GROUNDS:
            self.ground.addItem(ground_words(ground), ground)
        self.submit.setEnabled(False)
        self.hub.ask(partial(erase_preview, person_id=person_id), self._show)

    def submit_asked(self) -> None:
        """Erase: the window lets go of every page first, so that none can write the name again."""
        preview = self._preview
        if preview is None or preview.holds or self.typed.text().strip() != preview.name:
            self.say(_("Type the name exactly as it stands above."))
            return
        person_id, ground = self._person_id, str(self.ground.currentData())
        self.accept()
        self.hub.erase_asked.emit(lambda vault: erase_person(vault, person_id=person_id, ground=ground))

    def _show(self, preview: ErasePreview) -> None:
        self._preview = preview
        self.heading.setText(_("Erase everything about {name}").format(name=preview.name))
        for heading, lines in preview_parts(preview):
            self.column.addWidget(plain_label(heading, "field"))
            for line in lines[:SHOWN]:
                self.column.addWidget(plain_label(f"– {line}"))
            if len(lines) > SHOWN:
                self.column.addWidget(plain_label(_("… and more of the same kind."), "muted"))
            self.column.addSpacing(SPACE_S)
        if not preview.holds:
            self.row(_("Why"), self.ground)
            self.row(_("Type {name} to erase it for good").format(name=preview.name), self.typed)
            self.typed.setFocus()
        else:
            self.ground.hide()
            self.typed.hide()
        self.column.addStretch()
        QTimer.singleShot(0, self, self._fit_height)

    def _on_typed(self, text: str) -> None:
        self.say("")
        preview = self._preview
        self.submit.setEnabled(preview is not None and not preview.holds and text.strip() == preview.name)
