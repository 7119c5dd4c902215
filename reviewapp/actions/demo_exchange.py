"""The exchange of the demo: the second person's vault, and every file the two hand each other, on the sample team."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reviewapp.actions.answering import add_own_episode, begin_self_assessment, write_self_assessment
from reviewapp.actions.asking import ask_for_self_assessment
from reviewapp.actions.blind import reveal
from reviewapp.actions.contacts import write_key_files
from reviewapp.actions.files import write_whole
from reviewapp.actions.handing_back import hand_back
from reviewapp.actions.my_side import Written, my_side
from reviewapp.actions.packet_files import save_packet
from reviewapp.actions.packets import mark_opened, open_packet, packet_on_disk
from reviewapp.actions.replying import answer_item, send_reply
from reviewapp.actions.reviews import get_review, seal_review
from reviewapp.actions.sample import sample_team
from reviewapp.actions.sharing import hand_over_review
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.asking import SkillRow
from reviewapp.domain.packet_file import SUFFIX
from reviewapp.i18n import _
from reviewapp.paths import resource
from reviewapp.vault.connection import Vault

PACKETS, BY_HAND, README = "packets", "by-hand", "README.txt"
REQUEST, ANSWER, DRAFT, REPLY = "1-request", "2-self-assessment", "3-draft", "4-reply"
FINAL, LATE = "7-finished", "8-late"


@cache
def sample_exchange() -> dict[str, Any]:
    """The file ``resources/sample/exchange.toml`` as read."""
    return tomllib.loads(resource("sample", "exchange.toml").read_text("utf-8"))


def second_person() -> tuple[str, str]:
    """The key and the name of whoever is reviewed in the sample; the key names their folder."""
    key = str(sample_team()["review"]["person"])
    return key, next(str(row["name"]) for row in sample_team()["person"] if row["key"] == key)


def clear_exchange(folder: Path) -> None:
    """Take away what a demo made there before."""
    for name in (second_person()[0], PACKETS, BY_HAND):
        if (folder / name).exists():
            shutil.rmtree(folder / name)


def begin_second(folder: Path, passphrase: str) -> tuple[Vault, list[str]]:
    """The second person's vault beside the first, with its passphrase and recovery code; lines for what was made."""
    key, name = second_person()
    vault, code = begin_vault(folder=folder / key / "vault", name=name, passphrase=passphrase)
    write_whole(folder / key / "passphrase.txt", f"{passphrase}\n".encode())
    write_whole(folder / key / "recovery-code.txt", f"{code}\n".encode())
    said = _("the vault of {name}, on what would be another computer; the same passphrase").format(name=name)
    return vault, [f"{folder / key}  {said}"]


def ask_and_answer(manager: Vault, employee: Vault, folder: Path, review_id: int) -> Iterator[str]:
    """From the request to both sides revealed; yields a line for each file."""
    record, said = get_review(manager, review_id=review_id), sample_exchange()
    asked = ask_for_self_assessment(
        manager, person_id=record.person_id, period_from=record.period_from, period_to=record.period_to,
        message=said["message"], due_on=manager.today + timedelta(days=said["wished_for_days_ahead"]),
    )
    request = save_packet(manager, packet_id=asked.id, path=_packet(folder, REQUEST))
    yield _line(request, _("the request: who asks, the notice, the questions; not sealed, since no card is known yet"))
    answer = save_packet(employee, packet_id=_written(employee, request), path=_packet(folder, ANSWER))
    yield _line(answer, _("the self-assessment, sealed; closed until the reviewer's own draft is"))
    open_packet(manager, data=packet_on_disk(answer))
    seal_review(manager, review_id=review_id)
    reveal(manager, review_id=review_id)


def share_and_reply(manager: Vault, employee: Vault, folder: Path, review_id: int) -> Iterator[str]:
    """The draft goes over with its episodes and pages, the answer comes back; yields a line for each file."""
    draft = _packet(folder, DRAFT)
    hand_over_review(manager, review_id=review_id, into=draft)
    yield _line(draft, _("the draft with its episodes and its pages, sealed"))
    came = open_packet(employee, data=packet_on_disk(draft)).id
    mark_opened(employee, packet_id=came)
    reply = _packet(folder, REPLY)
    send_reply(employee, own_reply_ids=list(_answers(employee, came)), into=reply)
    yield _line(reply, _("what the person says to it, sealed; printed in every later PDF"))
    open_packet(manager, data=packet_on_disk(reply))


def hand_over_finished(manager: Vault, employee: Vault, folder: Path, review_id: int) -> Iterator[str]:
    """The finished review, left for the reader to take in; the keys to open files by hand; what to try."""
    final = _packet(folder, FINAL)
    hand_over_review(manager, review_id=review_id, into=final)
    yield _line(final, _("the finished review, sealed; not taken in yet, so that there is something to try"))
    for path in write_key_files(employee, folder=folder / BY_HAND):
        path.chmod(0o600)
    yield _line(folder / BY_HAND, _("an invented person's keys, to open the files with age, unzip and ssh-keygen"))
    write_whole(folder / README, _what_to_try(folder).encode("utf-8"))
    yield _line(folder / README, _("what to try"))


def _written(employee: Vault, request: Path) -> int:
    """The employee reads the request, writes, and hands back; the id of the packet."""
    said = sample_exchange()["self_assessment"]
    came = open_packet(employee, data=packet_on_disk(request)).id
    mark_opened(employee, packet_id=came)
    begun = begin_self_assessment(employee, request_id=came).id
    for one in said["episodes"]:
        day = employee.today - timedelta(days=one["day"])
        add_own_episode(employee, self_assessment_id=begun, text=one["text"], observed_on=day)
    texts = {name: said[name] for name in ("got_wrong", "kept_human", "needs", "invisible")}
    texts |= {"freed_capacity": said["freed"]}
    texts |= {f"prompt/{competency}": text for competency, text in said["prompts"].items()}
    skills = [
        SkillRow(skill, (employee.today - timedelta(days=30 * months)).strftime("%Y-%m"))
        for skill, months in said["skills"].items()
    ]
    write_self_assessment(
        employee, self_assessment_id=begun, texts=texts, skills=skills, freed_for=said["freed_for"],
        ai_help=said["ai_help"],
    )  # fmt: skip
    return hand_back(employee, self_assessment_id=begun).id


def _answers(employee: Vault, packet_id: int) -> Iterator[int]:
    """Drafts to the review and to one of its episodes."""
    said = sample_exchange()["reply"]
    written = [one for one in my_side(employee).written if one.newest.packet_id == packet_id]
    review = next(one for one in written if one.what == "review")
    yield answer_item(
        employee, packet_id=packet_id, item_uid=review.uid, position=said["position"], text=said["statement"]
    ).id
    about = next(row for row in sample_team()["observation"] if row["ref"] == said["to_episode"]["ref"])
    episode = next(one for one in written if _is(one, about["behaviour"]))
    yield answer_item(
        employee, packet_id=packet_id, item_uid=episode.uid, position=said["to_episode"]["position"],
        text=said["to_episode"]["text"],
    ).id  # fmt: skip


def _is(one: Written, behaviour: str) -> bool:
    return any(line.text == behaviour for line in one.newest.lines)


def _packet(folder: Path, name: str) -> Path:
    (folder / PACKETS).mkdir(parents=True, exist_ok=True)
    return folder / PACKETS / f"{name}{SUFFIX}"


def _line(path: Path, what: str) -> str:
    return f"{path}  {what}"


def _what_to_try(folder: Path) -> str:
    key, name = second_person()
    lines = [
        _("What to try"), "",
        _("Everybody here is invented. Two people have a vault each; what they handed each other is in packets/."),
        _("The passphrase of both is in passphrase.txt. Type these lines inside this folder, {folder}.").format(
            folder=folder.resolve()
        ),
        _("A checkout runs “.venv/bin/python -m reviewapp” where it says “reviewapp”."), "",
        _("1. As {name}, take in the finished review and answer it:").format(name=name), "",
        "   export REVIEWAPP_PASSPHRASE=$(cat passphrase.txt)",
        f"   reviewapp --vault {key}/vault open {PACKETS}/{FINAL}{SUFFIX}",
        f"   reviewapp --vault {key}/vault reply {PACKETS}/{FINAL}{SUFFIX} --position disagree --text '…' \\",
        f"       --out {PACKETS}/{LATE}",
        "", _("   The desktop does the same: REVIEWAPP_VAULT={vault} reviewapp {packet}").format(
            vault=f"{key}/vault", packet=f"{PACKETS}/{FINAL}{SUFFIX}"
        ),
        "", _("2. As the reviewer, take the answer in and export the review: it is printed as a dated addendum."), "",
        f"   reviewapp --vault vault open {PACKETS}/{LATE}{SUFFIX}",
        "   reviewapp --vault vault export 1 --out later",
        "", _("3. Look at both sides, and at the order of sealing and opening:"), "",
        "   reviewapp --vault vault review reveal 1",
        "",
        _("4. Open a packet without this program. These keys are {name}'s; keep your own to yourself.").format(
            name=name
        ),
        "", f"   age -d -i {BY_HAND}/key.txt -o packet.zip {PACKETS}/{FINAL}{SUFFIX}",
        "   unzip -o packet.zip -d opened",
        f"   cut -d' ' -f1,5- {BY_HAND}/signers",
        f"   ssh-keygen -Y verify -f {BY_HAND}/signers -I WORD -n reviewapp-packet@1 \\",
        "       -s opened/manifest.json.sig < opened/manifest.json", "",
        _("   WORD is the first word of the signer's line. The request is not sealed: unzip it as it is."),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
