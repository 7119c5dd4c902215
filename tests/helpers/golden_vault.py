"""Golden vaults: one of each released schema, kept as files, to be opened by every later version.

``python tests/helpers/golden_vault.py`` writes the one of the newest step anew. That is allowed until that step is
released; afterwards the file stays for ever and the next step gets its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from reviewapp.actions.agreements import agree, all_agreements, hold_against, review_process  # noqa: E402
from reviewapp.actions.backups import back_up  # noqa: E402
from reviewapp.actions.journaling import keep_draft  # noqa: E402
from reviewapp.actions.observations import Details, change_observation  # noqa: E402
from reviewapp.actions.outcomes import keep_measure, measures  # noqa: E402
from reviewapp.actions.people import agree_role_profile  # noqa: E402
from reviewapp.actions.queries import all_people, notes, reviews_with_names  # noqa: E402
from reviewapp.actions.reviews import cite, finish_review, share_review  # noqa: E402
from reviewapp.actions.team import begin_cycle, cycles, note_tool, tool_notes  # noqa: E402
from reviewapp.actions.vaults import Vault, begin_vault  # noqa: E402
from reviewapp.domain.agreement import MustReview, ProcessReview, Terms, terms_as_data  # noqa: E402
from reviewapp.domain.outcome import Measure, Window  # noqa: E402
from reviewapp.keys.slots import KdfParameters  # noqa: E402
from reviewapp.vault.schema import NAMES  # noqa: E402
from tests.helpers.acts import FOCUS, draft, jot, somebody, whole  # noqa: E402

FOLDER = ROOT / "tests" / "fixtures" / "golden"
PASSPHRASE = "golden, and known to everybody"
MADE = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def clock() -> datetime:
    """The moment golden vaults were made, which their restore goes by as well."""
    return MADE


def fill(vault: Vault) -> None:
    """Something of everything that is kept: people, notes, corrections, a finished review, a draft."""
    tom, _ione = somebody(vault), somebody(vault, "Ione Karavasili", notice=False)
    first = whole(vault, tom, text="Checked the table against the source. Ünïcödé, 会議.", ago=20, told_ago=10)
    change_observation(vault, observation_id=first, details=Details(texts={"situation": "Before the meeting."}))
    jot(vault, tom, text="Asked what the tool had left out.", ago=5)
    review_id = draft(vault, tom)
    cite(vault, review_id=review_id, observation_id=first)
    share_review(vault, review_id=review_id, shared_on=vault.today)
    finish_review(vault, review_id=review_id, talked_on=vault.today)
    terms = Terms(workflow="Summaries", must_review=(MustReview("Doses", "pharmacist", "harm"),), way_back="Paper.")
    agreement = agree(vault, terms=terms, agreed_on=vault.today).id
    hold_against(vault, observation_id=first, agreement_id=agreement, part="way_back", words="Paper.")
    review_process(vault, agreement_id=agreement, review=ProcessReview(steps="Draft, read."), reviewed_on=vault.today)
    before = Window(date(2026, 4, 20), date(2026, 5, 3), 142, 171, "mixed", "yes", "na")
    keep_measure(vault, measure=Measure("Held", "pages not queried", change_on=date(2026, 5, 11), before=before))
    agree_role_profile(vault, person_id=tom, focus=FOCUS)
    begin_cycle(vault, name="Pilot", volunteers=[tom], agreement_id=agreement)
    note_tool(vault, tool="The drafter", texts={"helped": "Long stays."})
    keep_draft(vault, editor="capture", body={"text": "Half a sentence"})


def content(vault: Vault) -> dict[str, Any]:
    """What a user of any version has to find in it again."""
    return {
        "people": [[row.name, row.role, str(row.notice_on or "")] for row in all_people(vault)],
        "notes": [[item.status, dict(sorted(item.texts.items())), str(item.observed_on)] for item in notes(vault)],
        "agreements": [[terms_as_data(one.terms), len(one.reviews)] for one in all_agreements(vault)],
        "measures": [[one.measure.name, list(one.sides), one.apart] for one in measures(vault)],
        "cycles": [[one.cycle.name, [who.name for who in one.cycle.volunteers]] for one in cycles(vault)],
        "tools": [[one.tool, one.helped] for one in tool_notes(vault)],
        "reviews": [[record.state, name] for record, name in reviews_with_names(vault)],
    }


def main() -> int:
    """Write the backup file and what is in it."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        fast = KdfParameters(memory_kib=8 * 1024, passes=1, lanes=1)
        vault, _code = begin_vault(
            folder=Path(place) / "vault", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=fast, clock=clock
        )
        with vault:
            fill(vault)
            target = FOLDER / f"{NAMES[-1]}.vaultbackup"
            target.unlink(missing_ok=True)
            back_up(vault, to=target)
            text = json.dumps(content(vault), ensure_ascii=False, indent=1)
            target.with_suffix(".json").write_text(text + "\n", "utf-8")
    sys.stdout.write(f"{target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
