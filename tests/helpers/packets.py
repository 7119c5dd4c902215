"""Packets for tests: fixed people with fixed keys, a body of every kind, and ways to build what our writer refuses to."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date

from reviewapp.exchange import packet_bodies as bodies
from reviewapp.exchange.packet import Envelope, write_packet
from reviewapp.keys.identity import Identity, new_identity, seal

# Keys for tests only; nobody's.
RUTH = Identity(b"AGE-SECRET-KEY-144YN57V0TGJKU5GWYHRY4U7JHEV53UD5SXHV5GJ3GSPNLJQJSMJQZHGN6W", b"R" * 32)
TOM = Identity(b"AGE-SECRET-KEY-1QYG36DJWRFJY2PGD7KDRD2Y00RLWAJSNJ093RW3R8Q89MYTNVANSNTWHWD", b"T" * 32)
RUTH_ID, TOM_ID = "a" * 32, "b" * 32
WHEN = "2026-11-20T09:00:00.000Z"


def _uid(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012d}"


def episode(cls=bodies.Episode, **more):
    """An episode with every map filled."""
    given = {
        "uid": _uid(1), "written_on": date(2026, 5, 4), "observed_on": date(2026, 5, 3),
        "texts": {"behaviour": "Rang the ward before sending — “twice”.", "checked_how": "Compared with the BNF."},
        "choices": {"ai_part": "drafted", "response": "revised", "kind": "caught_risk"},
        "multi": {"checked_by": ("source", "second_person")}, "dates": {"when_told": date(2026, 5, 3)},
        "competencies": ("J4", "J5"),
    }
    if issubclass(cls, bodies.SharedEpisode):
        given |= {"written_by": "Ruth Ansell", "concern": False, "told_on": date(2026, 5, 10), "told_how": "conversation"}
    return cls(**given | more)


def request_body(**more):
    """What a manager asks."""
    focus = (bodies.AskedCompetency(id="J4", name="Discernment", prompt="When did something look right and you changed it?"),)
    return bodies.RequestBody(**{
        "asked_name": "Tom Hesketh", "period_from": date(2026, 1, 1), "period_to": date(2026, 6, 30),
        "framework": bodies.AskedFramework(
            key="judgment", version="1", title="Judgment framework", status="drafted, not validated", language="en", focus=focus
        ),
        "notice": bodies.NoticeText(text_version="1", body="What is written down and why.", given_on=date(2026, 1, 4)),
        "due_on": date(2026, 7, 14), "foundational_skills": ("Dose calculation by hand",), "message": "Take your time.",
    } | more)


def body(kind: str):
    """A body of this kind with something in every part."""
    review = bodies.SharedReview(
        uid=_uid(2), state="shared", reviewer_name="Ruth Ansell", period_from=date(2026, 1, 1), period_to=date(2026, 6, 30),
        dated=date(2026, 7, 20), framework_title="Judgment framework", framework_version="1",
        judgments=(bodies.SharedJudgment(competency_id="J4", name="Discernment", strength="Stops when it does not fit.", cites=(_uid(1),)),),
        texts={"summary": "A careful half year."},
    )
    answer = bodies.ItemAnswer(item_uid=_uid(1), written_on=date(2026, 7, 22), position="agree_in_part", text="It was Siân who rang.")
    reply = bodies.ReplyBody(
        packet_id="c" * 32, packet_sha256="d" * 64, written_on=date(2026, 7, 22), position="disagree", statement="I was away in May.", answers=(answer,)
    )
    card = bodies.CardData(**vars(RUTH.card("Nia Pugh")))
    tags = (bodies.EpisodeTag(framework_key="judgment", framework_version="1", competency_id="J4"),)
    said = bodies.HandedReply(item_uid=_uid(1), written_on=date(2026, 7, 22), position="agree_in_part", text="It was Siân who rang.", how="packet")
    to_review = bodies.HandedReply(item_uid=_uid(2), written_on=date(2026, 7, 23), text="I was away in May.", how="in_presence")
    made = {
        "card": bodies.CardBody(role="Ward manager", message="From August on I lead the dispensary."),
        "request": request_body(),
        "response": bodies.ResponseBody(
            period_from=date(2026, 1, 1), period_to=date(2026, 6, 30), request_sha256="e" * 64, episodes=(episode(),),
            prompts=(bodies.PromptAnswer(prompt="When did you stop something?", text="In March.", competency_id="J6"),),
            got_wrong="I trusted the summary of the trial.", kept_human="The talk with the family.",
            skills=(bodies.SkillNote(skill="Dose calculation by hand", last_done_unaided="2026-06"),),
            needs="An hour with the ward.", invisible="The leaflets.", ai_help_in_writing="rather_not_say",
        ),
        "share": bodies.ShareBody(about_name="Tom Hesketh", observations=(episode(bodies.SharedEpisode, concern=True, closest_anchor="prompted"),), review=review),
        "ack": bodies.AckBody(packet_id="c" * 32, packet_sha256="d" * 64, received_on=date(2026, 7, 21)),
        "reply": reply,
        "handover": bodies.HandoverBody(
            about_name="Tom Hesketh", about_role="Pharmacist", handed_on=date(2026, 8, 1),
            observations=(
                episode(bodies.HandedEpisode, answers=(said,), tags=tags, restricted="third_party", agreed_on=date(2026, 7, 1)),
            ),
            reviews=(review,), replies=(to_review,), notice_given_on=date(2026, 1, 4), about_card=bodies.CardData(**vars(TOM.card("Tom Hesketh"))), told_on=date(2026, 8, 1),
            message="She knows.",
        ),
        "notice": bodies.NoticeBody(
            handed_to=card, handed_on=date(2026, 8, 1),
            items=(bodies.HandedItem(uid=_uid(1), what="observation", title="Rang the ward", sha256="f" * 64),),
        ),
        "contribution": bodies.ContributionBody(about_name="Tom Hesketh", relation="Led the rota project", observations=(episode(bodies.ContributedEpisode, tags=tags),)),
    }
    return made[kind]


def packet(sender: Identity, name: str, what, to: tuple[Identity, ...] = (), *, attachments=None, **more) -> bytes:
    """A packet as our writer makes it, sealed to these people."""
    given = {"id": RUTH_ID, "created": WHEN, "app": "0.1", "to": tuple(one.card("").age for one in to)}
    return write_packet(sender, name, what, Envelope(**given | more), attachments)


def members_of(data: bytes) -> dict[str, bytes]:
    """The members of an unsealed packet, read by the standard library."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members, *, compression=zipfile.ZIP_STORED, **info) -> bytes:
    """A ZIP of (name, bytes) pairs or a mapping, without any of our rules."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, compression)
    return out.getvalue()


def by_hand(sender: Identity, *, manifest=None, members=None, to: tuple[Identity, ...] = (), seal_to=None, extra=(), sign_as=None, name="Ruth Ansell") -> bytes:
    """A packet built without our writer: ``manifest`` overrides fields, ``members`` the files, ``extra`` adds unnamed ones.

    ``sign_as`` signs with another key than that of the card; ``seal_to`` seals to others than the manifest says.
    """
    files = {"body.json": b"{}"} | (members or {})
    base = {
        "format": 1, "kind": "response" if to else "request", "id": RUTH_ID, "created": WHEN, "app": "0.1", "from": vars(sender.card(name)),
        "to": [one.card("").age for one in to],
        "members": {one: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for one, data in files.items()},
    }
    raw = manifest if isinstance(manifest, bytes) else json.dumps(base | (manifest or {})).encode()
    pairs = [("manifest.json", raw), ("manifest.json.sig", (sign_as or sender).sign(raw)), *files.items(), *extra]
    plain = zipped(pairs)
    receivers = seal_to if seal_to is not None else to
    return seal(plain, [one.card("").age for one in receivers]) if receivers else plain


__all__ = ["RUTH", "RUTH_ID", "TOM", "TOM_ID", "WHEN", "body", "by_hand", "episode", "members_of", "new_identity", "packet", "request_body", "zipped"]
