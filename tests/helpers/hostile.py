"""A vault whose every text is hostile: markup that names a file, bidi controls, escape codes, words without end."""

from __future__ import annotations

import re
import zlib
from datetime import timedelta
from pathlib import Path

from reviewapp.actions.frameworks import import_framework
from reviewapp.actions.observations import (
    About,
    Details,
    complete_observation,
    record_observation,
    withdraw_observation,
)
from reviewapp.actions.people import add_person, agree_role_profile, give_notice
from reviewapp.actions.reviews import begin_review, cite, finish_review, write_section
from reviewapp.domain.observation import TEXTS
from reviewapp.domain.review import COMPETENCY_SECTIONS, GENERAL_SECTIONS, SectionKey
from reviewapp.paths import resource
from reviewapp.vault.connection import Vault
from tests.helpers.acts import FOCUS

ESCAPES = "\x1b[31m\x1b]0;owned\x07\x9b2J"
LONG_WORD = "W" * 10_000


def make_canary(folder: Path) -> Path:
    """A real picture: whatever takes our texts for markup opens it."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (8).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    rows = zlib.compress((b"\0" + b"\xff\0\0" * 8) * 8)
    path = folder / "canary.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def hostile_name(canary: Path, mark: str) -> str:
    """A name a person may have here: no control characters, at most 200 letters."""
    return f'<img src="file://{canary}">&amp;<b>{mark}</b> & [*] ../x'


def hostile_text(canary: Path, mark: str = "x") -> str:
    """A text as an import or a paste may bring it."""
    return f"{hostile_name(canary, mark)} \u202eevil\u202c \u2066x\u2069 =1+1 %s {{name}} {ESCAPES}\nsecond &line <"


def fill_hostile(vault: Vault, canary: Path) -> int:
    """Fill every text there is; returns the id of a review with everything cited, still a draft."""
    text = hostile_text(canary)
    framework = import_framework(vault, path=_framework(canary)).id
    people = [
        add_person(vault, name=hostile_name(canary, mark), role=text, team=text, aliases=(hostile_name(canary, "a" + mark),)).id
        for mark in ("one", "two")
    ]
    for person in people:
        give_notice(vault, person_id=person, given_on=vault.today - timedelta(days=300))
        agree_role_profile(
            vault, person_id=person, focus=FOCUS, foundational_skills=[text], protected_work=[text],
            agreed_on=vault.today - timedelta(days=250), framework_id=framework,
        )
    add_person(vault, name=hostile_name(canary, "waits"), role=text)
    texts = {name: text for name in TEXTS if name not in {"behaviour", "who_as_written", "withdrawn_reason"}}
    details = Details(
        texts=texts, choices={"basis": "saw_the_work", "ai_part": "drafted", "response": "revised", "soundness": "flawed"},
        multi={"checked_by": ("source",), "outcome_test": ("worked",), "conditions": ("none_known",)},
    )
    told = vault.today - timedelta(days=20)
    made = []
    for ago, words in ((30, text), (40, f"{text} {LONG_WORD} 14 prompts a day"), (50, text + " again")):
        about = {one: About(concern=True, told_on=told, told_how="conversation", told_confirmed=True) for one in people}
        made.append(
            record_observation(
                vault, person_ids=people, text=words, observed_on=vault.today - timedelta(days=ago), details=details,
                competencies=("J5",), about=about,
            ).id
        )
        complete_observation(vault, observation_id=made[-1])
    record_observation(vault, person_ids=people[:1], text=text, observed_on=None, details=Details(texts={"who_as_written": text}))
    # A telling without a day, as an import leaves it.
    record_observation(
        vault, person_ids=people[:1], text=text, observed_on=vault.today, about={people[0]: About(told_how="conversation")}
    )
    withdraw_observation(vault, observation_id=made[-1], reason=text)
    reviews = []
    for person in people:
        review = begin_review(
            vault, person_id=person, period_from=vault.today - timedelta(days=200), period_to=vault.today
        ).id
        reviews.append(review)
        cite(vault, review_id=review, observation_id=made[0])
        keys = [SectionKey(name) for name in GENERAL_SECTIONS] + [SectionKey(name, "J5") for name in COMPETENCY_SECTIONS]
        for key in keys:
            write_section(vault, review_id=review, key=key, text=text)
    finish_review(vault, review_id=reviews[1], talked_on=vault.today)
    cite(vault, review_id=reviews[0], observation_id=made[1])
    return reviews[0]


def _framework(canary: Path) -> Path:
    shipped = resource("frameworks", "judgment-1.toml").read_text("utf-8")
    name = hostile_name(canary, "f")
    text = shipped.replace('version = "1"', 'version = "hostile"', 1)
    text = re.sub(r'(?m)^(name|title|status) = ".*"$', lambda found: f"{found[1]} = '{name}'", text)
    path = canary.parent / "hostile.toml"
    path.write_text(text, "utf-8")
    return path
