"""``reviewapp demo``: the main job without a screen, on the sample team."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from reviewapp.actions.demo_exchange import (
    ask_and_answer,
    begin_second,
    clear_exchange,
    hand_over_finished,
    share_and_reply,
)
from reviewapp.actions.demo_signing import sign_on_both_sides
from reviewapp.actions.exporting import export_review
from reviewapp.actions.files import write_whole
from reviewapp.actions.observations import About, Details, complete_observation, record_observation
from reviewapp.actions.people import find_person, notice_text
from reviewapp.actions.queries import notes, writer
from reviewapp.actions.reviews import begin_review, cite, finish_review
from reviewapp.actions.sample import load_sample_team, manager_name, sample_team
from reviewapp.actions.sentences import in_words
from reviewapp.actions.vaults import begin_vault, exists
from reviewapp.domain.errors import RuleRefused, UsageError
from reviewapp.i18n import _
from reviewapp.vault.connection import Vault

VAULT, PASSPHRASE, RECOVERY = "vault", "passphrase.txt", "recovery-code.txt"


def make_demo(folder: Path) -> Iterator[str]:
    """Make two sample vaults that ask, answer, share and reply, finish and export reviews; a line for each thing made.

    The passphrase is made up here and printed. A demo made there before is replaced; raises UsageError
    when the folder holds a vault that is not a demo.
    """
    if exists(folder) or (exists(folder / VAULT) and not (folder / PASSPHRASE).exists()):
        raise UsageError(
            _("{folder} holds a vault that is not a demo.").format(folder=folder),
            _("Choose another folder."),
        )
    if exists(folder / VAULT):
        shutil.rmtree(folder / VAULT)
        clear_exchange(folder)
        for pdf in folder.glob("Review_*.pdf"):
            pdf.unlink()
    passphrase = "-".join(secrets.token_hex(2) for _part in range(4))
    vault, code = begin_vault(folder=folder / VAULT, name=manager_name(), passphrase=passphrase)
    with vault:
        write_whole(folder / PASSPHRASE, f"{passphrase}\n".encode())
        write_whole(folder / RECOVERY, f"{code}\n".encode())
        yield f"{folder / VAULT}  {_('the encrypted vault; passphrase: {secret}').format(secret=passphrase)}"
        yield f"{folder / RECOVERY}  {_('the recovery code')}"
        review_id = load_sample_team(vault).id
        yield from _hand_over_notice(vault, folder)
        _record_one(vault)
        draft = export_review(vault, review_id=review_id, folder=folder)
        yield f"{draft.path}  {_('a review as a draft')}"
        other, lines = begin_second(folder, passphrase)
        with other:
            yield from lines
            yield from ask_and_answer(vault, other, folder, review_id)
            yield from share_and_reply(vault, other, folder, review_id)
            finish_review(vault, review_id=review_id, talked_on=vault.today)
            finished = export_review(vault, review_id=review_id, folder=folder)
            yield f"{finished.path}  {_('the same review, finished, with the reply inside')}"
            yield from sign_on_both_sides(vault, other, folder, review_id)
            yield from hand_over_finished(vault, other, folder, review_id)
        yield from _everybody_else(vault, folder, review_id)


def _hand_over_notice(vault: Vault, folder: Path) -> Iterator[str]:
    name = str(sample_team()["person"][0]["name"])
    me = writer(vault)
    text = notice_text(manager=me.name if me else "", name=name, given_on=vault.today)
    write_whole(folder / "notice.txt", text.encode("utf-8"))
    yield f"{folder / 'notice.txt'}  {_('the transparency notice, as handed over')}"


def _record_one(vault: Vault) -> int:
    """Capture and complete an observation today, as a manager would."""
    person = find_person(vault, name=str(sample_team()["person"][0]["name"]))
    observation_id = record_observation(
        vault, person_ids=[person.id],
        text="Read the generated summary against the source before sending it on; struck out a date it had made up.",
        observed_on=vault.today - timedelta(days=1), competencies=("J5",),
        details=Details(
            choices={"basis": "saw_the_work", "ai_part": "drafted", "response": "revised", "soundness": "flawed",
                     "kind": "caught_risk", "flaw_type": "fact"},
            multi={"checked_by": ("source",), "outcome_test": ("helped",)},
        ),
        about={person.id: About(concern=False, told_on=vault.today, told_how="conversation", told_confirmed=True)},
    ).id
    complete_observation(vault, observation_id=observation_id)
    return observation_id


def _everybody_else(vault: Vault, folder: Path, review_id: int) -> Iterator[str]:
    """A draft for everybody with completed observations; what a rule refuses is left out, as it should be."""
    from reviewapp.actions.reviews import get_review

    done = get_review(vault, review_id=review_id).person_id
    first, last = vault.today - timedelta(days=270), vault.today
    for row in sample_team()["person"]:
        person = find_person(vault, name=str(row["name"]))
        found = [item for item in notes(vault, person_id=person.id, first=first, last=last) if item.completed]
        if person.id == done or not found:
            continue
        other = begin_review(vault, person_id=person.id, period_from=first, period_to=last).id
        refused = []
        for item in reversed(found):
            try:
                cite(vault, review_id=other, observation_id=item.id)
            except RuleRefused as refusal:
                refused.append(in_words(refusal)[0])
        exported = export_review(vault, review_id=other, folder=folder)
        yield f"{exported.path}  {_('a draft for {name}').format(name=person.name)}"
        for sentence in dict.fromkeys(refused):
            yield f"    {_('left out: {why}').format(why=sentence)}"
