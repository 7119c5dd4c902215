"""Two people with a vault each, and the short ways from a request to an answer."""

from __future__ import annotations

from datetime import timedelta

from reviewapp.actions.answering import begin_self_assessment, write_self_assessment
from reviewapp.actions.asking import ask_for_self_assessment
from reviewapp.actions.handing_back import hand_back
from reviewapp.actions.packets import open_packet, packet_file
from reviewapp.actions.people import agree_role_profile
from reviewapp.vault.connection import Vault
from tests.helpers.acts import FOCUS, somebody


def agreed_person(vault: Vault, name: str = "Tom Hesketh") -> int:
    """Somebody with a notice, a focus and two foundational skills, all of long ago."""
    person_id = somebody(vault, name)
    agree_role_profile(
        vault, person_id=person_id, focus=FOCUS, foundational_skills=("Dose calculation by hand", "Reading a paper"),
        protected_work=("Talking to families",), agreed_on=vault.today - timedelta(days=250),
    )
    return person_id


def period(vault: Vault) -> dict:
    """The last 200 days, as `acts.draft` takes them."""
    return {"period_from": vault.today - timedelta(days=200), "period_to": vault.today}


def request(vault: Vault, person_id: int, **more) -> bytes:
    """The file of a request for the last 200 days."""
    made = ask_for_self_assessment(vault, person_id=person_id, **{**period(vault), **more})
    return packet_file(vault, packet_id=made.id)


def answered(vault: Vault, data: bytes, **texts: str) -> bytes:
    """The file somebody hands back after opening a request and writing these parts."""
    opened = open_packet(vault, data=data)
    begun = begin_self_assessment(vault, request_id=opened.id)
    write_self_assessment(vault, self_assessment_id=begun.id, texts=texts or {"got_wrong": "I trusted the summary."})
    return packet_file(vault, packet_id=hand_back(vault, self_assessment_id=begun.id).id)
