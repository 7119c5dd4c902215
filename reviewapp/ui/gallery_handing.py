"""Pictures of a change of manager, in copies of the sample vault: nothing of it stays in the original."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewapp.actions.cards import give_card_to, make_card
from reviewapp.actions.changes import Changes
from reviewapp.actions.contributing import contribute
from reviewapp.actions.handover import hand_over
from reviewapp.actions.observations import Details, change_observation, record_observation, tell
from reviewapp.actions.packets import packet_record
from reviewapp.actions.people import add_person, give_notice
from reviewapp.actions.queries import notes, reviews_with_names, writer
from reviewapp.actions.sample_cards import carry
from reviewapp.actions.sharing import share_observations, share_offer
from reviewapp.actions.vaults import Vault, begin_vault, unlock_vault
from reviewapp.ui.gallery_window import Pictures, Wait, copied, rest, shown, window_of

if TYPE_CHECKING:

    from reviewapp.settings import Settings

# Names and words of invented people; not translated, like all text of people.
NEXT = "Ines Carvalho"
JOT = "Seemed to know the new scanner better than the rest of us."
SECRET = "Told the safety office that the cold room had been open over the weekend."


@dataclass(frozen=True)
class _Scene:
    """The three folders, and ids on the side of the manager, the person and the next manager."""

    manager: Path
    person: Path
    other: Path
    passphrase: str
    person_id: int
    restricted_id: int
    notice_id: int
    handover_id: int
    contribution_id: int
    observation_id: int


def handing_pictures(settings: Settings, vault: Path, passphrase: str, wait: Wait) -> Pictures:
    """Each picture's name and the widget to take it of. The vault must be closed."""
    with copied(vault) as (place, manager):
        scene = _made(manager, place / "person", place / "other", passphrase)
        yield from _manager(settings, scene, wait)
        yield from _person(settings, scene, wait)
        yield from _other(settings, scene, wait)


def _made(manager: Path, person: Path, other: Path, passphrase: str) -> _Scene:
    """All three know each other's cards; one handed over, and gave observations of somebody else as well."""
    with unlock_vault(folder=manager, passphrase=passphrase) as ours:
        record, name = reviews_with_names(ours)[0]
        person_id = record.person_id
        theirs = begin_vault(folder=person, name=name, passphrase=passphrase)[0]
        nexts = begin_vault(folder=other, name=NEXT, passphrase=passphrase)[0]
        with theirs, nexts:
            _card(ours, theirs)
            give_card_to(ours, contact_id=_card(theirs, ours), person_id=person_id)
            contact_id = _card(nexts, ours)
            _tell_all(ours, person_id)
            shared = [one.observation_id for one in share_offer(ours, person_id=person_id).rows][:2]
            carry(ours, share_observations(ours, person_id=person_id, observation_ids=shared).id, theirs)
            made = hand_over(ours, person_id=person_id, contact_id=contact_id)
            handover_id, notice_id = carry(ours, made.ids[0], nexts).id, carry(ours, made.ids[1], theirs).id
            # Written after the handover: jots about the person alone end with it.
            secret = record_observation(ours, person_ids=(person_id,), text=SECRET, observed_on=ours.today).id
            details = Details(choices={"restricted": "protected_disclosure"})
            change_observation(ours, observation_id=secret, details=details)
            record_observation(ours, person_ids=(person_id,), text=JOT, observed_on=ours.today)
            colleague = next(one for one in notes(ours) if one.subjects and one.subjects[0].person_id != person_id
                             and one.completed and len(one.subjects) == 1)  # fmt: skip
            subject = colleague.subjects[0]
            given = contribute(
                ours, person_id=subject.person_id, contact_id=contact_id, observation_ids=(colleague.id,),
                relation="Led the move of the reading room together",
            )  # fmt: skip
            known = add_person(nexts, name=subject.name).id
            give_notice(nexts, person_id=known, given_on=nexts.today)
            contribution_id = carry(ours, given.id, nexts).id
            observation_id = next(one.id for one in notes(nexts) if one.written_by)
    return _Scene(
        manager, person, other, passphrase, person_id, secret, notice_id, handover_id, contribution_id, observation_id
    )


def _card(sender: Vault, receiver: Vault) -> int:
    """The contact that the sender's card becomes on the other side."""
    return packet_record(receiver, packet_id=carry(sender, make_card(sender).id, receiver).id).contact_id or 0


def _tell_all(vault: Vault, person_id: int) -> Changes | None:
    changes = None
    for row in share_offer(vault, person_id=person_id).rows[:4]:
        if row.told_on is None and row.observed_on is not None:
            changes = tell(vault, observation_id=row.observation_id, told_on=vault.today, person_ids=(person_id,))
    return changes


def _manager(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.contribute import ContributeDialog
    from reviewapp.ui.dialogs.episode_agreement import EpisodeAgreementDialog
    from reviewapp.ui.dialogs.handover import HandoverDialog

    window = window_of(settings, scene.manager, scene.passphrase, wait)
    window.go("people", scene.person_id)
    rest(window, wait)
    yield from shown(window, wait, "handover", HandoverDialog(window.hub, scene.person_id, window))
    dialog = ContributeDialog(window.hub, scene.person_id, window)
    yield from shown(window, wait, "contribute", dialog)
    window.go("observation", scene.restricted_id)
    rest(window, wait)
    yield "observation-restricted", window
    yield from shown(window, wait, "agreement", EpisodeAgreementDialog(window.hub, scene.restricted_id, window))
    window.close()


def _person(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.actions.handed_notices import handed_notices
    from reviewapp.ui.dialogs.confirm_notice import ConfirmNoticeDialog

    with unlock_vault(folder=scene.person, passphrase=scene.passphrase) as theirs:
        notice = handed_notices(theirs)[0]
        assert writer(theirs) is not None
    window = window_of(settings, scene.person, scene.passphrase, wait)
    yield "home-notice", window
    window.go("my_side", ("handed", scene.notice_id))
    rest(window, wait)
    yield "my-side-handed", window
    yield from shown(window, wait, "confirm-notice", ConfirmNoticeDialog(window.hub, notice, window))
    window.close()


def _other(settings: Settings, scene: _Scene, wait: Wait) -> Pictures:
    from reviewapp.ui.dialogs.inform import InformDialog

    window = window_of(settings, scene.other, scene.passphrase, wait)
    yield "home-handed", window
    window.go("handed", scene.handover_id)
    rest(window, wait)
    yield "handed-over", window
    yield from shown(window, wait, "inform", InformDialog(window.hub, scene.handover_id, window))
    window.go("handed", scene.contribution_id)
    rest(window, wait)
    yield "contributed", window
    window.go("observation", scene.observation_id)
    rest(window, wait)
    yield "observation-of-another", window
    with_card = window.go("people", 2)
    rest(window, wait)
    if with_card.isVisible():
        yield "person-handed", window
    window.close()



