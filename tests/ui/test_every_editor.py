"""Promise 5 for every place where words are typed: kill -9 loses at most a second, and they are offered back once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from reviewapp.actions.agreements import agree
from reviewapp.actions.answering import begin_self_assessment
from reviewapp.actions.growth import agree_growth
from reviewapp.actions.reviews import finish_review, share_review, write_section
from reviewapp.actions.sharing import hand_over_review, share_observations
from reviewapp.actions.team import begin_cycle
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.agreement import Terms
from reviewapp.domain.review import SectionKey
from reviewapp.ui.dialogs.form_dialog import FormDialog
from tests.conftest import FAST_KDF
from tests.helpers.acts import FOCUS, draft, jot, somebody, whole
from tests.helpers.desk import LONG, PASSPHRASE, at_rest, made_vault, opened
from tests.helpers.editors import EDITORS, WORDS
from tests.helpers.exchange import period
from tests.helpers.two_sides import acquaint, carry

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A closed vault with something in every place, and the ids."""
    ids: dict[str, int] = {}
    folder = tmp_path_factory.mktemp("others")

    def fill(vault) -> None:
        from reviewapp.actions.people import agree_role_profile

        ids["person"] = somebody(vault)
        agree_role_profile(vault, person_id=ids["person"], focus=FOCUS)
        ids["jot"] = jot(vault, ids["person"])
        ids["whole"] = whole(vault, ids["person"])
        ids["review"] = draft(vault, ids["person"])
        ids["plan"] = agree_growth(
            vault, person_id=ids["person"], kind="plan", choice="eval_design",
            texts={"next_step": "Ten letters", "support_owner": "The lead", "support_promised": "Time"},
        ).id
        ids["answer"] = begin_self_assessment(vault, **period(vault)).id
        share_review(vault, review_id=ids["review"], shared_on=vault.today)
        other, _code = begin_vault(folder=folder / "other", name="Nia Pugh", passphrase=PASSPHRASE, kdf=FAST_KDF)
        with other:
            sides = acquaint(other, vault, name="Ruth Ansell")
            made = share_observations(other, person_id=sides.tom_id, observation_ids=(whole(other, sides.tom_id),))
            ids["shared"] = carry(other, made.id, vault)
            about_me = draft(other, sides.tom_id)
            write_section(other, review_id=about_me, key=SectionKey("summary"), text="A careful half year.")
            finish_review(other, review_id=about_me, talked_on=other.today)
            ids["signing"] = carry(other, hand_over_review(other, review_id=about_me, sign=True).id, vault)
        ids["agreement"] = agree(vault, terms=Terms(workflow="Summaries"), agreed_on=vault.today).id
        ids["cycle"] = begin_cycle(vault, name="Summaries", volunteers=[ids["person"]]).id

    return made_vault(tmp_path_factory.mktemp("filled") / "vault", fill), ids


@pytest.fixture
def place(filled, tmp_path):
    import shutil

    folder, ids = filled
    shutil.copytree(folder, tmp_path / "vault")
    return tmp_path / "vault", ids


def killed_while_typing(name: str, folder: Path, ids: dict[str, int]) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/helpers/editors.py"), name, str(folder), PASSPHRASE, json.dumps(ids)],
        capture_output=True, text=True, timeout=180, check=False, cwd=ROOT,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL and done.stdout.strip() == "typed", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal")
@pytest.mark.parametrize("name", sorted(EDITORS))
def test_what_is_typed_survives_kill_9_and_is_offered_back_once(qtbot, themed_app, place, name) -> None:
    folder, ids = place
    editor = EDITORS[name]
    killed_while_typing(name, folder, ids)
    window = opened(qtbot, folder)
    qtbot.waitUntil(lambda: WORDS in editor.offered(window), timeout=LONG)
    at_rest(qtbot, window)
    assert window.current_page == editor.page
    for dialog in window.findChildren(FormDialog):
        dialog.reject()  # Escape: looked at, and left as it is
    at_rest(qtbot, window)
    window.close()
    if name == "capture":
        return  # an open panel is where it was: it comes back until it is saved, closed or discarded
    again = opened(qtbot, folder)
    at_rest(qtbot, again)
    assert again.current_page == "home", "offered once; from then on it waits where it belongs"
    editor.go(again, ids)
    at_rest(qtbot, again)
    shown = editor.offered(again)
    field = editor.field(again)
    assert WORDS in shown or WORDS in (field.text() if isinstance(field, QLineEdit) else field.toPlainText())
    again.close()


def test_no_place_for_words_is_missing_from_the_table() -> None:
    """Whoever adds a field for words adds it to the table, or says here why it holds none that could be lost."""
    without_words = {
        "capture_form.py": "capture", "fields.py": "observation detail", "focus.py": "role profile",
        "focus_role.py": "role profile, what they have", "growth.py": "goal", "practice_note.py": "practice note",
        "observation_acts.py": "reason for withdrawing", "review_field.py": "review summary", "person.py": "person form",
        "date_field.py": "a day, kept with its form", "notice.py": "the shipped text, read only",
        "preview.py": "a search in the pages", "search.py": "a search", "help.py": "read only", "people.py": "a search",
        "person_timeline.py": "a search", "review_evidence.py": "a search", "gate.py": "secrets, never journaled",
        "keys.py": "secrets, never journaled", "recovery_code.py": "secrets, never journaled",
        "checked_text.py": "the kind of field itself", "text_edit.py": "the kind of field itself",
        "people_field.py": "names, kept with the panel; a name in an observation is saved when chosen",
        "rights.py": "correction, legal hold", "history.py": "read only", "recall.py": "kept on purpose by nobody",
        "erase.py": "the name typed to confirm", "keeping_card.py": "short names of a rule, kept when the card is left",
        "team_form.py": "every form of the Team page, journaled as a whole", "rows_field.py": "kept with its form",
        "gate_forms.py": "secrets, never journaled", "gate_new_vault.py": "secrets, never journaled",
        "restore.py": "secrets, never journaled",
        "answer_form.py": "self-assessment", "own_episode.py": "own episode", "ask.py": "request",
        "record_answer.py": "answer by hand", "side_by_side.py": "read only",
        "hand_over.py": "read only", "copy_out.py": "read only", "export_my_side.py": "read only",
        "my_answer.py": "answer to what was shared", "sign.py": "words with a signature", "readers.py": "read only",
        "record_reply.py": "reply typed in", "contribute.py": "how they worked together",
        "handover.py": "read only",
        "framework_fields.py": "framework, new version",
        "reason_row.py": "one line to answer a hint: test_reason_draft.py",
    }  # fmt: skip
    made = {"QLineEdit(", "QPlainTextEdit(", "TextEdit("}
    found = {
        path.name
        for path in (ROOT / "reviewapp" / "ui").rglob("*.py")
        if any(word in path.read_text("utf-8").replace("import", "") for word in made)
    }
    assert found <= set(without_words), f"not in the table: {found - set(without_words)}"
