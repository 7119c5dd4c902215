"""The part of Settings on how long things are kept: region and periods, the bin, what is due, receipts of erasures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from reviewapp.actions.about_words import region_words
from reviewapp.actions.erase_words import receipt_lines
from reviewapp.actions.erasing import Receipt, receipts
from reviewapp.actions.rights import import_policy, policy, region_ids, set_policy
from reviewapp.domain.errors import ReviewAppError
from reviewapp.domain.policy import CONCERN_DAYS_LEAST, CONCERN_DAYS_MOST, Policy
from reviewapp.domain.retention import JOT_DAYS, JOT_DAYS_LONGEST, LONGEST_MONTHS
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.hub import Hub
from reviewapp.ui.messages import sentence_of
from reviewapp.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.choice_box import ChoiceBox
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import field_label, plain_label


class KeepingCard(QFrame):
    """Filled from the vault when it is shown; put in force by its button, as one act that can be undone."""

    def __init__(self, hub: Hub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hub = hub
        self._policy = Policy()
        self.setProperty("kind", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        self._column.setSpacing(SPACE_S)
        self._column.addWidget(plain_label(_("Keeping and deleting"), "section"))
        self._column.addWidget(plain_label(_(
            "What is due is announced on Home and deleted only by you; only an announced jot moves to the bin by "
            "itself. The periods are a starting point, no legal advice: a works agreement or your lawyer decides."
        ), "muted"))  # fmt: skip
        self.region = ChoiceBox()
        for one in region_ids():
            self.region.addItem(region_words(one), one)
        self._add(_("Periods of"), self.region)
        self.basis = QLineEdit()
        self._add(_("The rule your organisation goes by"), self.basis)
        self.jot_days = self._number(_("Days a private jot lives"), JOT_DAYS, JOT_DAYS_LONGEST)
        self.concern_days = self._number(
            _("Days a concern must have been shared before a review cites it"), CONCERN_DAYS_LEAST, CONCERN_DAYS_MOST
        )
        self.unused_days = self._number(
            _("Days an observation no review used is kept after the review"), 1, LONGEST_MONTHS * 30
        )
        self.used_months = self._number(_("Months an observation a review used is kept"), 1, LONGEST_MONTHS)
        self.review_months = self._number(_("Months a finished review is kept"), 1, LONGEST_MONTHS)
        self.told = plain_label("", "muted")
        acts = QWidget()
        flow = FlowLayout(acts, SPACE_S)
        for text, act in (
            (_("Put these periods in force"), self._on_keep), (_("Take them from a file …"), self._on_file),
            (_("Look into the bin …"), self._on_bin),
            (_("What is due …"), self._on_due), (_("Receipts of erasures"), self._on_receipts),
        ):  # fmt: skip
            made = button(text)
            made.clicked.connect(lambda _checked=False, act=act: act())
            flow.addWidget(made)
        fitting = acts.sizePolicy()
        fitting.setHeightForWidth(True)
        acts.setSizePolicy(fitting)
        self._column.addSpacing(SPACE_S)
        self._column.addWidget(acts)
        self._column.addWidget(self.told)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.hub.ask(policy, while_alive(self, self._show))

    def _add(self, label: str, control: QWidget) -> None:
        control.setAccessibleName(label)
        control.setMaximumWidth(self.fontMetrics().averageCharWidth() * 40)
        self._column.addWidget(field_label(label, control))
        self._column.addWidget(control)

    def _number(self, label: str, least: int, most: int) -> QSpinBox:
        """Label and number on one line: four of them under each other would fill a screen."""
        box = QSpinBox()
        box.setRange(least, most)
        box.setAccessibleName(label)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(field_label(label, box), 1)
        row.addWidget(box)
        self._column.addLayout(row)
        return box

    def _show(self, found: Policy) -> None:
        self._policy = found
        self.region.setCurrentIndex(max(0, self.region.findData(found.region)))
        self.basis.setText(found.basis)
        self.jot_days.setValue(found.jot_days)
        self.concern_days.setValue(found.concern_days)
        self.unused_days.setValue(found.unused_days)
        self.used_months.setValue(found.used_months)
        self.review_months.setValue(found.review_months)

    def _on_keep(self) -> None:
        wanted = replace(
            self._policy, region=str(self.region.currentData()), basis=self.basis.text().strip(),
            jot_days=self.jot_days.value(), concern_days=self.concern_days.value(),
            unused_days=self.unused_days.value(), used_months=self.used_months.value(),
            review_months=self.review_months.value(),
        )  # fmt: skip
        self.told.setText("")
        self.hub.act(
            lambda vault: set_policy(vault, policy=wanted), saying=_("These periods are in force"),
            then=while_alive(self, lambda _changes: self._show(wanted)), failed=while_alive(self, self._on_refused),
        )  # fmt: skip

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, ReviewAppError):
            self.told.setText(sentence_of(error))
        else:
            self.hub.failed.emit(error)

    def _on_file(self) -> None:
        """An organisation's policy file: everybody puts the text in force that was agreed, and not what was typed."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose the policy file of your organisation"), "", _("Policies (*.toml)")
        )
        if name:
            self.told.setText("")
            self.hub.act(
                lambda vault: import_policy(vault, path=Path(name)), saying=_("These periods are in force"),
                then=while_alive(self, lambda _changes: self.hub.ask(policy, while_alive(self, self._show))),
                failed=while_alive(self, self._on_refused),
            )

    def _on_bin(self) -> None:
        from reviewapp.ui.dialogs.choosing import BinDialog

        BinDialog(self.hub, self.window()).open()

    def _on_due(self) -> None:
        from reviewapp.ui.dialogs.choosing import DueDialog

        DueDialog(self.hub, self.window()).open()

    def _on_receipts(self) -> None:
        def show(found: list[Receipt]) -> None:
            lines = [line for one in found for line in receipt_lines(one)]
            self.told.setText("\n".join(lines) or _("Nobody was erased."))

        self.hub.ask(receipts, while_alive(self, show))
