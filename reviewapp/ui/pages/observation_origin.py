"""Above the form of an observation: who wrote it where that was another manager, and whether it may leave."""

from __future__ import annotations

from dataclasses import dataclass

from reviewapp.actions.agreeing import Restriction, disagree, restriction
from reviewapp.actions.shared_words import agreed_words
from reviewapp.actions.vaults import Vault
from reviewapp.domain.observation import Observation
from reviewapp.i18n import _
from reviewapp.ui.forms.alive import while_alive
from reviewapp.ui.forms.section import Section
from reviewapp.ui.hub import Hub
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.flow_layout import row_of
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date


class ObservationOrigin(Section):
    """Hidden for what one wrote oneself."""

    def __init__(self, hub: Hub) -> None:
        super().__init__(_("Written by another manager"))
        self._hub = hub
        self._packet_id: int | None = None
        self.by = plain_label("")
        self.informed = plain_label("", "muted")
        self.see = button(_("What came with it …"))
        self.see.clicked.connect(lambda: hub.page_asked.emit("handed", self._packet_id))
        for part in (self.by, self.informed, row_of(self.see)):
            self.column.addWidget(part)
        self.hide()

    def show_observation(self, found: Observation) -> None:
        """Say whose words these are, and whether their person knows that they are here."""
        self.setVisible(bool(found.written_by))
        if not found.written_by:
            return
        self._packet_id = found.packet_id
        day = written_date(found.written_on)
        self.by.setText(_("{name} wrote this on {day}. It is only read here.").format(name=found.written_by, day=day))
        names = ", ".join(one.name for one in found.subjects)
        if found.informed_on is None:
            self.informed.setText(
                _("Not informed: {names} does not know yet that you have it. Until then it cannot be cited.").format(
                    names=names
                )
            )
        else:
            self.informed.setText(
                _("{names} knows since {day} that you have it.").format(
                    names=names, day=written_date(found.informed_on)
                )
            )
        self.see.setVisible(found.packet_id is not None)


@dataclass(frozen=True)
class _Shown:
    observation_id: int
    found: Restriction | None


class ObservationRestriction(Section):
    """A restricted episode stays here until its people agree; hidden for all others."""

    def __init__(self, hub: Hub) -> None:
        why = _("A protected report, or what belongs to a third party, is in no file, review or export without the "
                "agreement of the person.")  # fmt: skip
        super().__init__(_("Restricted"), why)
        self._hub = hub
        self._observation_id = 0
        self.state = plain_label("")
        self.agree = button(_("They agree …"))
        self.agree.clicked.connect(self._on_agree)
        self.disagree = button(_("They no longer agree"))
        self.disagree.clicked.connect(self._on_disagree)
        self.column.addWidget(self.state)
        self.column.addWidget(row_of(self.agree, self.disagree))
        self.hide()

    def show_observation(self, found: Observation) -> None:
        """Read who agreed."""
        self._observation_id = wanted = found.id
        if not found.is_restricted or found.withdrawn:
            self.hide()
            return

        def read(vault: Vault) -> _Shown:
            return _Shown(wanted, restriction(vault, observation_id=wanted))

        self._hub.ask(read, while_alive(self, self._show), lambda _error: self.hide())

    def _show(self, shown: _Shown) -> None:
        if shown.observation_id != self._observation_id or shown.found is None:
            return
        lines = [
            _("{name} agreed on {day}: {how}.").format(
                name=one.name, day=written_date(one.agreed_on), how=agreed_words(one.how).lower()
            )
            for one in shown.found.agreed
        ]
        if shown.found.open_names:
            names = ", ".join(shown.found.open_names)
            lines.append(_("No agreement of {names} is on record. It stays here.").format(names=names))
        self.state.setText("\n".join(lines) or _("Nobody is named in it yet."))
        self.agree.setVisible(bool(shown.found.open_names))
        self.disagree.setVisible(bool(shown.found.agreed))
        self.show()

    def _on_agree(self) -> None:
        from reviewapp.ui.dialogs.episode_agreement import EpisodeAgreementDialog

        EpisodeAgreementDialog(self._hub, self._observation_id, self.window()).open()

    def _on_disagree(self) -> None:
        wanted = self._observation_id
        self._hub.act(lambda vault: disagree(vault, observation_id=wanted), saying=_("It stays here from now on"))
