"""How many acts five everyday tasks take, counted on what is really sent to the window; `docs/interactions.md` is this.

The hands send real key and mouse events, write each down (tests/helpers/hands.py), and what they did is looked up in
the vault or the file. Counts are exact: an act more or less fails until the page says so.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reviewapp.actions.answering import answer_desk
from reviewapp.actions.observations import record_observation
from reviewapp.actions.packets import open_packet
from reviewapp.actions.queries import notes
from reviewapp.actions.reviews import begin_review, cite, finish_review, get_review, write_section
from reviewapp.actions.vaults import begin_vault, unlock_vault
from reviewapp.domain.review import SectionKey
from reviewapp.ui.dialogs.export_several import ExportSeveralDialog
from reviewapp.ui.dialogs.finish import FinishDialog
from reviewapp.ui.dialogs.hand_back import HandBackDialog
from reviewapp.ui.dialogs.made_file import MadeFileDialog
from reviewapp.ui.dialogs.preview import PreviewDialog
from reviewapp.ui.dialogs.search import SearchDialog
from reviewapp.ui.widgets.buttons import Button
from tests.cases import pharmacy as steps
from tests.conftest import FAST_KDF, PASSPHRASE, Clock
from tests.helpers.acts import draft, somebody, whole
from tests.helpers.desk import at_rest, dialog_of, made_vault, opened, reopened
from tests.helpers.exchange import agreed_person, request
from tests.helpers.hands import CTRL, Hands
from tests.helpers.interactions import PAPER, TASKS, page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
WORDS = "Compared the chart with the draft before the bag left."


@pytest.fixture(autouse=True)
def own_dialogs_of_qt(qapp, isolated):
    """The question for a file is Qt's own, so that real keys reach it; documents are offered a real folder."""
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
    Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)).mkdir(parents=True, exist_ok=True)
    yield
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


@pytest.fixture
def windows(qtbot, themed_app):
    shown = []

    def show(folder):
        shown.append(opened(qtbot, folder))
        return shown[-1], Hands(qtbot, shown[-1])

    yield show
    for window in shown:
        window.close()


def counted(name: str, hands: Hands) -> None:
    """The page says the same, and the target is kept where it says so."""
    task = TASKS[name]
    assert hands.sent == list(task.sent), hands.sent
    assert hands.acts == task.acts


def test_record_one_observation(qtbot, windows, tmp_path) -> None:
    folder = made_vault(tmp_path / "vault", lambda vault: [somebody(vault), somebody(vault, "Siân Davies")])
    window, hands = windows(folder)
    window.go("library")
    at_rest(qtbot, window)
    hands.press(Qt.Key.Key_N, CTRL, words="Ctrl+N")
    hands.type(f"tom:{WORDS}", words="type “tom:” and the sentence")
    hands.press(Qt.Key.Key_Return, CTRL, words="Ctrl+Enter")
    window.close()
    with reopened(folder) as vault:
        (item,) = notes(vault)
        assert (item.behaviour, item.subjects[0].name, item.observed_on) == (WORDS, "Tom Hesketh", date.today())
    counted("record", hands)


@pytest.mark.harm("faults-only")
def test_praise_is_noted_in_three_acts_on_somebodys_page(qtbot, windows, tmp_path) -> None:
    folder = made_vault(tmp_path / "vault", somebody)
    window, hands = windows(folder)
    window.go("people", 2)
    at_rest(qtbot, window)
    hands.press(Qt.Key.Key_N, CTRL, words="Ctrl+N")
    at_rest(qtbot, window)
    hands.wait(window.capture_panel.form.text.hasFocus)
    hands.type(WORDS, words="type the sentence")
    hands.press(Qt.Key.Key_Return, CTRL, words="Ctrl+Enter")
    window.close()
    with reopened(folder) as vault:
        assert [item.behaviour for item in notes(vault)] == [WORDS]
    assert hands.acts == 3


def test_write_a_self_assessment(qtbot, windows, tmp_path) -> None:
    ruth = made_vault(tmp_path / "ruth", agreed_person)
    with reopened(ruth) as vault:
        data = request(vault, 2)
    folder = tmp_path / "tom"
    begin_vault(folder=folder, name="Tom Hesketh", passphrase=PASSPHRASE, kdf=FAST_KDF)[0].close()
    with reopened(folder) as vault:
        open_packet(vault, data=data)
    window, hands = windows(folder)
    home = window.go("home")
    at_rest(qtbot, window)
    row = next(one for one in home.findChildren(Button) if one.isVisible() and "Ruth Ansell" in one.accessibleName())
    hands.click(row, words="click the request on Home")
    page = window.pages.currentWidget()
    hands.wait(lambda: page.form is not None)
    texts = {"prompt/J1": "For the ward.", "prompt/J4": "I looked at the source.", "prompt/J5": "I rang first."}
    for name, text in texts.items():
        hands.reach(page.form.texts[name])
        hands.type(text, words="write one part")
    hands.click(page.hand_back, words="Hand back …")
    shown = dialog_of(qtbot, window, HandBackDialog)
    hands.wait(lambda: shown.submit.isEnabled() and shown.submit.hasFocus())
    hands.will_take_the_place_offered(words="Enter: the place offered")
    hands.press(Qt.Key.Key_Space, words="Hand back, under all that leaves")
    made = dialog_of(qtbot, window, MadeFileDialog)
    hands.wait(lambda: "Saved as" in made.state.text())
    (back,) = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)).glob("*.rvpacket")
    window.close()
    with reopened(ruth) as vault:
        assert open_packet(vault, data=back.read_bytes()).ids
    with reopened(folder) as vault:
        desk = answer_desk(vault, self_assessment_id=1)
        assert desk.handed_on and {name: desk.texts[name] for name in texts} == texts
    counted("self-assessment", hands)


def test_compile_a_review_with_twelve_quotes(qtbot, windows, tmp_path) -> None:
    def fill(vault) -> None:
        tom = somebody(vault)
        for ago in range(10, 190, 12):
            whole(vault, tom, text=f"Read the chart of {ago} days ago before the draft.", ago=ago)
        review_id = draft(vault, tom)
        write_section(vault, review_id=review_id, key=SectionKey("strength", "J5"), text="Reads the source first.")

    folder = made_vault(tmp_path / "vault", fill)
    window, hands = windows(folder)
    page = window.go("review", 1)
    at_rest(qtbot, window)
    assert window.focusWidget() is page.evidence.cards, "the draft opens with the keyboard on its evidence"
    for _quote in range(12):
        hands.press(Qt.Key.Key_Return, words="Enter: cite, and on to the next")
    hands.click(page.header.buttons["finish"], words="Finish …")
    dialog = dialog_of(qtbot, window, FinishDialog)
    hands.wait(lambda: dialog.is_ready)
    hands.click(dialog.talked_today, words="We talked today: finish")
    window.close()
    with reopened(folder) as vault:
        record = get_review(vault, review_id=1)
        assert record.state == "final" and record.talked_on == date.today()
        assert len(record.cites) == 12 and len(set(record.cites)) == 12
    counted("compile", hands)


def finished(vault, count: int) -> None:
    for number in range(count):
        person_id = somebody(vault, f"Person Number{number}")
        review_id = draft(vault, person_id)
        cite(vault, review_id=review_id, observation_id=whole(vault, person_id))
        finish_review(vault, review_id=review_id, talked_on=vault.today)


def test_export_one_document_and_the_next(qtbot, windows, tmp_path) -> None:
    window, hands = windows(made_vault(tmp_path / "vault", lambda vault: finished(vault, 2)))
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    for number, name in ((1, "export-one"), (2, "export-next")):
        page = window.go("review", number)
        at_rest(qtbot, window)
        hands.sent.clear()
        hands.click(page.header.buttons["export"], words="Export PDF")
        dialog = dialog_of(qtbot, window, PreviewDialog)
        hands.wait(lambda dialog=dialog: dialog.document is not None and dialog.save.hasFocus())
        if number == 1:
            hands.will_take_the_place_offered(words="Enter: the place offered")
        hands.press(Qt.Key.Key_Space, words="Save PDF, under the pages")
        hands.wait(lambda dialog=dialog: "Saved as" in dialog.state.text())
        assert (folder / dialog.document.name).read_bytes() == dialog.document.data
        dialog.reject()
        at_rest(qtbot, window)
        counted(name, hands)


def test_export_thirty(qtbot, windows, tmp_path) -> None:
    window, hands = windows(made_vault(tmp_path / "vault", lambda vault: finished(vault, 30)))
    page = window.go("review")
    at_rest(qtbot, window)
    hands.click(page.list.export, words="Export several …")
    dialog = dialog_of(qtbot, window, ExportSeveralDialog)
    hands.wait(dialog.submit.hasFocus)
    hands.will_take_the_place_offered(words="Enter: the folder offered")
    with qtbot.waitSignal(dialog.finished, timeout=120_000):
        hands.press(Qt.Key.Key_Space, words="Choose a folder …, the finished ones are ticked")
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    written = list(folder.glob("*_v1.pdf"))
    assert len(written) == 30 and all(one.read_bytes().startswith(b"%PDF") for one in written)
    counted("export-thirty", hands)


def found_by_typing(hands: Hands, words: str) -> list[str]:
    """What the search shows for these words; it is a dialog with a loop of its own, so it is used from inside."""
    seen: list[str] = []

    def go_on() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SearchDialog) or not dialog.field.hasFocus():
            QTimer.singleShot(20, go_on)
            return
        hands.type(words, words=f"type “{words}”")
        hands.wait(lambda: dialog.found.count() > 0 and bool(dialog.hint.text()))
        seen.extend(dialog.found.item(at).text() for at in range(dialog.found.count()))
        dialog.reject()

    hands.sent.clear()
    QTimer.singleShot(0, go_on)
    hands.press(Qt.Key.Key_K, CTRL, words="Ctrl+K")
    counted("find", hands)
    return seen


def test_find_what_was_written_about_somebody_in_a_month(qtbot, windows, tmp_path) -> None:
    year = date.today().year - 1

    def fill(vault) -> None:
        tom, sian = somebody(vault), somebody(vault, "Siân Davies")
        for person_id, day, text in (
            (tom, date(year, 3, 3), "Picked it up against the drug chart."), (tom, date(year, 4, 9), "Rang the practice."),
            (sian, date(year, 3, 12), "Read the sheet with Tom."),
        ):
            record_observation(vault, person_ids=[person_id], text=text, observed_on=day)

    _window, hands = windows(made_vault(tmp_path / "vault", fill))
    seen = found_by_typing(hands, "tom mar")
    assert "Tom Hesketh" in seen[0] and str(year) in seen[0]
    assert "Picked it up" in seen[0] and not any("Rang the practice" in one for one in seen)


def test_the_same_in_the_vault_of_the_pharmacy(qtbot, windows, tmp_path, pharmacy, monkeypatch) -> None:
    """Real notes of nine months: as many acts as in the small vaults above."""
    clock = Clock(steps.FRIDAY)
    monkeypatch.setitem(unlock_vault.__kwdefaults__, "clock", clock)  # the window unlocks by itself
    vault, _code = begin_vault(
        folder=tmp_path / "vault", name="Ruth Ansell", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock
    )
    case = steps.Case(vault, pharmacy, lambda moment: setattr(clock, "moment", moment))
    for step in (steps.bring_in, steps.give_notices, steps.throw_away, steps.complete_what_is_evidence,
                 steps.agree_roles_and_goals):  # fmt: skip
        step(case)
    case.set_clock(steps.THURSDAY)
    review_id = begin_review(vault, person_id=case.id_of(steps.TOM), period_from=steps.FIRST, period_to=steps.LAST).id
    vault.close()
    window, hands = windows(tmp_path / "vault")

    hands.press(Qt.Key.Key_N, CTRL, words="Ctrl+N")
    hands.type(f"tom:{WORDS}", words="type “tom:” and the sentence")
    hands.press(Qt.Key.Key_Return, CTRL, words="Ctrl+Enter")
    counted("record", hands)
    window.capture_panel.put_aside()

    first, second, *_rest = found_by_typing(hands, "tom mar")
    assert "Mar 2026" in first and "methotrexate" in first and "Mar 2026" in second and "apixaban" in second

    page = window.go("review", review_id)
    at_rest(qtbot, window)
    assert window.focusWidget() is page.evidence.cards, "the draft opens with the keyboard on its evidence"
    hands.sent.clear()
    for _quote in range(12):
        hands.press(Qt.Key.Key_Return, words="Enter: cite, and on to the next")
    hands.click(page.header.buttons["finish"], words="Finish …")
    dialog = dialog_of(qtbot, window, FinishDialog)
    hands.wait(lambda: dialog.is_ready)
    hands.click(dialog.talked_today, words="We talked today: finish")
    counted("compile", hands)
    window.close()
    with reopened(tmp_path / "vault") as vault:
        record = get_review(vault, review_id=review_id)
        assert (record.state, len(set(record.cites))) == ("final", 12)
        assert any(item.behaviour == WORDS for item in notes(vault))


def test_the_page_says_what_is_sent() -> None:
    assert PAPER.read_text("utf-8") == page(), "run: make interactions"
