"""The page of one observation: the whole record by keyboard, saved as one goes, complete only when it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewapp import i18n
from reviewapp.actions.observations import About, Details, change_observation, get_observation, record_observation
from reviewapp.actions.people import agree_role_profile
from reviewapp.actions.queries import earlier_wordings, notes
from reviewapp.actions.sample import load_sample_team
from reviewapp.domain.errors import EnvironmentFault
from reviewapp.domain.observation import CHOICES, DATES, FLAGS, MULTI_CHOICES, TEXTS
from reviewapp.ui.dialogs.notice import NoticeDialog
from reviewapp.ui.forms import observation_data
from reviewapp.ui.forms.observation_form import KIND_FIELDS, MORE_FIELDS
from reviewapp.ui.pages import observation as page_module
from reviewapp.ui.widgets.buttons import Button
from tests.helpers.acts import FOCUS, jot, somebody, whole
from tests.helpers.desk import (
    at_rest,
    dialog_of,
    literal_labels,
    made_vault,
    nameless,
    opened,
    reached_by_tab,
    reopened,
    type_into,
    visible_text,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Desk:
    """The window, its vault's folder, and the ids made in it."""

    def __init__(self, qtbot, window, folder, ids) -> None:
        self.qtbot, self.window, self.folder, self.ids = qtbot, window, folder, ids

    def rest(self) -> None:
        at_rest(self.qtbot, self.window)

    def show(self, name: str):
        page = self.window.go("observation", self.ids[name])
        self.rest()
        return page

    def ask(self, query):
        found: list[object] = []
        self.window.hub.ask(query, found.append)
        self.rest()
        return found[0]

    def now(self, name: str):
        number = self.ids[name]
        return self.ask(lambda vault: get_observation(vault, observation_id=number))

    def pick(self, group, value: str) -> None:
        """Press a chip as a mouse does."""
        group.chip(value).click()
        self.rest()


@pytest.fixture
def desk(qtbot, themed_app, tmp_path):
    ids: dict[str, int] = {}

    def fill(vault) -> None:
        tom, ada = somebody(vault), somebody(vault, "Ada Quill")
        new = somebody(vault, "Nia Stott", notice=False)
        agree_role_profile(vault, person_id=tom, focus=FOCUS, agreed_on=vault.today - timedelta(days=90))
        ids.update(tom=tom, ada=ada, new=new, jot=jot(vault, tom), both=jot(vault, tom, ada), waiting=jot(vault, new))
        ids["whole"] = whole(vault, tom)
        ids["told"] = whole(vault, tom, told_ago=5)
        ids["open"] = record_observation(
            vault, person_ids=(), text="Said the summary was too smooth.", observed_on=None,
            date_as_written="3/4", date_candidates=(date(2026, 3, 4), date(2026, 4, 3)),
            details=Details(texts={"who_as_written": "Ad."}),
        ).id
        about = About(told_how="conversation", told_on=vault.today - timedelta(days=9))
        ids["unsure"] = record_observation(
            vault, person_ids=(tom,), text="Told: y", observed_on=vault.today - timedelta(days=10), about={tom: about}
        ).id

    folder = made_vault(tmp_path / "vault", fill)
    window = opened(qtbot, folder)
    yield Desk(qtbot, window, folder, ids)
    window.close()


def test_every_field_of_the_record_has_a_place(desk) -> None:
    page = desk.show("jot")
    for folded in page.form.folded.values():
        folded.unfold()
    asked = set(page.form.fields)
    # The name as written is a question, and the reason for withdrawing is asked when withdrawing.
    assert asked == {*CHOICES, *MULTI_CHOICES, *TEXTS, *DATES, *FLAGS} - {"who_as_written", "withdrawn_reason"}
    order = [name for name in page.form.fields if name in {"situation", "behaviour", "consequence", "checked_by"}]
    assert order == ["situation", "behaviour", "consequence", "checked_by"]
    top = {one: one.mapTo(page.form, one.rect().topLeft()).y() for one in page.form.fields.values() if one.isVisible()}
    assert page.form.anchor_section.y() > max(top.values()), "the anchor stands after everything that is evidence"


@pytest.mark.idea("A1", "A7", "A16", "A17", "A24", "A28", "A30", "A39", "A66", "A71", "A72", "A74")
def test_what_is_entered_in_the_form_is_in_the_vault(desk) -> None:
    page = desk.show("jot")
    for folded in page.form.folded.values():
        folded.unfold()
    desk.rest()
    fields = page.form.fields
    assert "What was it for?" in visible_text(page.form)
    chosen, several = {}, {}
    for name in CHOICES:
        value = CHOICES[name][-1]
        chosen[name] = value
        if fields[name].group.value() != value:
            desk.pick(fields[name].group, value)
    for name, values in MULTI_CHOICES.items():
        several[name] = values[:2]
        for value in several[name]:
            desk.pick(fields[name].group, value)
    for name in (one for one in fields if one in TEXTS):
        fields[name].edit.selectAll()
        fields[name].edit.insertPlainText(f"Words for {name}")
    fields["receiver_words_permitted"].box.click()
    fields["when_told"].field.yesterday_button.click()
    fields["recheck_on"].field.edit.setFocus()
    ahead = date.today() + timedelta(days=30)
    type_into(desk.qtbot, fields["recheck_on"].field.edit, ahead.isoformat())
    page.save()
    desk.rest()
    desk.window.go("home")
    desk.rest()
    found = desk.now("jot")
    assert {name: found.choices[name] for name in CHOICES} == chosen
    assert found.multi == several
    for name in set(TEXTS) - {"who_as_written", "withdrawn_reason"}:
        assert found.texts[name] == f"Words for {name}"
    assert found.flags["receiver_words_permitted"]
    assert found.dates == {"when_told": date.today() - timedelta(days=1), "recheck_on": ahead}


def test_completion_names_what_is_missing_and_leads_there(desk) -> None:
    page = desk.show("jot")
    page.complete()
    desk.rest()
    assert list(page.missing.links) == ["effect", "basis", "competencies", "concern"]
    assert not desk.now("jot").completed
    for what, widget in (
        ("effect", page.form.fields["consequence"].edit), ("basis", page.form.fields["basis"]),
        ("competencies", page.form.competencies), ("concern", page.form.concerns[desk.ids["tom"]]),
    ):
        page.missing.links[what].click()
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is widget or widget.isAncestorOf(focused), what
    type_into(desk.qtbot, page.form.fields["consequence"].edit, "The office used the right figure.")
    desk.pick(page.form.fields["basis"].group, "saw_it")
    assert "basis" not in page.missing.links
    desk.pick(page.form.competencies.focus, "J5")
    desk.pick(page.form.concerns[desk.ids["tom"]].group, "no")
    page.complete()
    desk.rest()
    found = desk.now("jot")
    assert found.completed and found.texts["consequence"] == "The office used the right figure."
    assert page.missing.isHidden() and page.foot.complete.isHidden()
    assert "Complete" in page.head.facts.text()
    assert desk.ids["tom"] in page.form.tellings


@pytest.mark.idea("A76")
def test_a_decision_point_asks_for_its_reason_and_says_so(desk) -> None:
    page = desk.show("jot")
    desk.pick(page.form.fields["kind"].group, "decision_point")
    reason = page.form.fields["rationale"]
    assert "needs its reason" in visible_text(reason) and reason.isVisible()
    type_into(desk.qtbot, page.form.fields["consequence"].edit, "The ward kept the old list for a week.")
    desk.pick(page.form.fields["basis"].group, "saw_it")
    desk.pick(page.form.competencies.focus, "J5")
    desk.pick(page.form.concerns[desk.ids["tom"]].group, "no")
    page.complete()
    desk.rest()
    assert list(page.missing.links) == ["rationale"] and not desk.now("jot").completed
    page.missing.links["rationale"].click()
    QApplication.processEvents()
    assert reason.isAncestorOf(QApplication.focusWidget())
    type_into(desk.qtbot, reason.edit, "Two readings, and one could not be undone.")
    type_into(desk.qtbot, page.form.fields["reviewed_by"].edit, "The registrar")
    desk.pick(page.form.fields["ambiguity"].group, "high")
    page.complete()
    desk.rest()
    found = desk.now("jot")
    assert found.completed and found.texts["rationale"] == "Two readings, and one could not be undone."
    assert (found.texts["reviewed_by"], found.choices["ambiguity"]) == ("The registrar", "high")


def test_a_complete_one_becomes_a_decision_point_once_its_reason_is_there(desk) -> None:
    page = desk.show("whole")
    desk.pick(page.form.fields["kind"].group, "decision_point")
    assert desk.now("whole").kind == "observation" and "the reason of the decision" in visible_text(page.form)
    reason = page.form.fields["rationale"]
    assert reason.isVisible(), "the way on is in sight"
    type_into(desk.qtbot, reason.edit, "It could not be undone.")
    page.save()
    desk.rest()
    desk.pick(page.form.fields["kind"].group, "decision_point")
    assert desk.now("whole").kind == "decision_point" and desk.now("whole").completed


def test_the_notice_comes_first(desk) -> None:
    page = desk.show("waiting")
    assert "waiting for the notice" in page.head.facts.text()
    page.complete()
    desk.rest()
    assert next(iter(page.missing.links)) == "notice"
    page.missing.links["notice"].click()
    dialog = dialog_of(desk.qtbot, desk.window, NoticeDialog)
    assert "Nia Stott" in dialog.text.text()
    dialog.close()


def test_a_complete_observation_cannot_be_hollowed_out(desk) -> None:
    page = desk.show("whole")
    desk.pick(page.form.competencies.focus, "J5")
    assert "Nothing was changed" in page.form.competencies.problem.text()
    assert desk.now("whole").competencies == ("J5",)
    assert page.form.competencies.chosen == ("J5",) and page.form.competencies.focus.values() == ("J5",)


def test_at_most_three_competencies_the_first_chosen_gives_the_anchors(desk) -> None:
    page = desk.show("jot")
    field = page.form.competencies
    assert [field.focus.chip(one).label for one in FOCUS], "the focus stands first"
    anchor = page.form.anchors[desk.ids["tom"]]
    assert "Choose a competency first" in anchor.heading.text()
    for one in ("J6", "J4", "J5"):
        desk.pick(field.focus, one)
    desk.pick(field.others, "J9")
    assert "at most three" in field.problem.text()
    assert desk.now("jot").competencies == ("J6", "J4", "J5") == field.chosen
    assert "Escalation" in anchor.heading.text()
    shown = [label.text() for label in anchor._texts.values()]
    assert [text.split(":")[0] for text in shown] == ["Missed", "Prompted", "Independent", "Enabling"]
    assert not any(character.isdigit() for text in shown for character in text.split(":")[0])


def test_concern_is_asked_for_each_person_and_missed_makes_it_yes(desk) -> None:
    page = desk.show("both")
    tom, ada = desk.ids["tom"], desk.ids["ada"]
    desk.pick(page.form.concerns[tom].group, "yes")
    desk.pick(page.form.concerns[ada].group, "no")
    assert [one.concern for one in desk.now("both").subjects] == [True, False]
    assert "within a week" in page.form.concerns[tom].reason.text()
    type_into(desk.qtbot, page.form.concerns[ada].view.edit, "I wanted it out the same day.")
    desk.pick(page.form.competencies.focus, "J4")
    desk.pick(page.form.anchors[ada].group, "missed")
    assert "Missed" in page.form.concerns[ada].reason.text()
    page.save()
    desk.rest()
    subject = desk.now("both").subjects[1]
    assert (subject.concern, subject.closest_anchor) == (False, "missed")
    assert subject.person_view == "I wanted it out the same day."
    # The same chip once more takes the answer back.
    desk.pick(page.form.anchors[ada].group, "missed")
    assert desk.now("both").subjects[1].closest_anchor is None


def test_found_later_asks_to_judge_what_could_be_known(desk) -> None:
    page = desk.show("jot")
    assert page.form.hindsight.isHidden()
    desk.pick(page.form.fields["known_when"].group, "found_later")
    assert not page.form.hindsight.isHidden()
    assert page.form.hindsight.text() == "Judge what could be known then."


def test_a_kind_brings_its_own_questions_and_hides_no_answer(desk) -> None:
    page = desk.show("jot")
    assert page.form.kind_section.isHidden()
    for kind, names in KIND_FIELDS.items():
        desk.pick(page.form.fields["kind"].group, kind)
        assert all(page.form.fields[name].isVisible() for name in names), kind
        assert kind.replace("_", " ") in page.head.facts.text().casefold()
    type_into(desk.qtbot, page.form.fields["rationale"].edit, "Two readings, one could not be undone.")
    page.save()
    desk.rest()
    desk.pick(page.form.fields["kind"].group, "observation")
    assert page.form.fields["rationale"].isVisible() and not page.form.fields["reviewed_by"].isVisible()


def test_what_is_folded_says_what_it_holds(desk) -> None:
    page = desk.show("jot")
    folded = page.form.folded["task"]
    assert folded.body is None and folded.filled.isHidden()
    folded.toggle.click()
    desk.pick(page.form.fields["stakes"].group, "high")
    folded.toggle.click()
    assert folded.filled.isVisible() and folded.filled.text() == "Filled in: Stakes"
    asked_by_kind = {name for names in KIND_FIELDS.values() for name in names}
    assert asked_by_kind.isdisjoint(name for names in MORE_FIELDS.values() for name in names)


def test_an_import_left_a_day_and_a_name_open(desk) -> None:
    page = desk.show("open")
    assert "3/4" in page.head.facts.text() and page.form.questions.isVisible()
    assert "two ways" in page.form.questions.day_sentence.text()
    days = [one for one in page.form.questions.days.children() if isinstance(one, QWidget) and one.isVisible()]
    assert [one.text() for one in days] == ["Wed 4 Mar 2026", "Fri 3 Apr 2026"]
    people = [one for one in page.form.questions.people.children() if isinstance(one, QWidget) and one.isVisible()]
    assert [one.text() for one in people] == ["Ada Quill"], "only those whom the written name can mean"
    days[1].click()
    desk.rest()
    assert desk.now("open").observed_on == date(2026, 4, 3)
    people = [one for one in page.form.questions.people.children() if isinstance(one, QWidget) and one.isVisible()]
    people[0].click()
    desk.rest()
    found = desk.now("open")
    assert [one.name for one in found.subjects] == ["Ada Quill"] and found.date_candidates == ()
    assert page.form.questions.isHidden() and page.head.people.text() == "Ada Quill"


def test_what_an_import_left_open_has_the_keyboard_when_home_leads_there(desk) -> None:
    def on_home():
        page = desk.window.go("home")
        desk.rest()
        [link] = [one for one in page.findChildren(Button) if one.accessibleName().startswith("answer: ")]
        return link

    desk.qtbot.mouseClick(on_home(), Qt.MouseButton.LeftButton)
    desk.rest()
    page = desk.window.pages.currentWidget()
    assert page.observation_id == desk.ids["open"]
    assert page.form.day.isAncestorOf(QApplication.focusWidget())
    number = desk.ids["open"]
    desk.window.hub.act(
        lambda vault: change_observation(vault, observation_id=number, observed_on=date(2026, 4, 3)), initiator=page
    )
    desk.rest()
    # The same page once more, with only the person open.
    desk.qtbot.mouseClick(on_home(), Qt.MouseButton.LeftButton)
    desk.rest()
    assert page.form.people.isAncestorOf(QApplication.focusWidget())
    assert not page.form.people.visibleRegion().isEmpty()
    desk.show("jot")
    assert page.form.fields["situation"].isAncestorOf(QApplication.focusWidget()), "nothing is open in this one"


def test_told_needs_a_day_and_an_imported_one_is_confirmed(desk) -> None:
    tom = desk.ids["tom"]
    page = desk.show("unsure")
    telling = page.form.tellings[tom]
    assert "On which day?" in telling.sentence.text() and telling.submit.text() == "Confirm this day"
    assert telling.day.date() == date.today() - timedelta(days=9)
    assert not desk.now("unsure").subjects[0].is_told, "showing it confirms nothing"
    telling.submit.click()
    desk.rest()
    assert desk.now("unsure").subjects[0].is_told
    assert "was told in a conversation on" in page.form.tellings[tom].sentence.text()

    page = desk.show("whole")
    telling = page.form.tellings[tom]
    type_into(desk.qtbot, telling.day.edit, (date.today() - timedelta(days=200)).isoformat())
    telling.submit.click()
    desk.rest()
    assert "before the episode" in telling.problem.text() and desk.now("whole").status == "complete"
    telling.day.today_button.click()
    desk.pick(telling.how, "paper")
    telling.submit.click()
    desk.rest()
    assert desk.now("whole").status == "shared" and desk.now("whole").subjects[0].told_how == "paper"
    assert "Shared" in page.head.facts.text()


def test_a_day_being_typed_survives_other_changes(desk) -> None:
    page = desk.show("whole")
    telling = page.form.tellings[desk.ids["tom"]]
    type_into(desk.qtbot, telling.day.edit, "12 oc")
    desk.pick(page.form.fields["soundness"].group, "flawed")
    assert page.form.tellings[desk.ids["tom"]] is telling and telling.day.edit.text() == "12 oc"


def test_withdrawing_needs_a_reason_and_keeps_the_words_readable(desk) -> None:
    page = desk.show("told")
    page.acts.withdraw.click()
    assert page.acts.reason.hasFocus()
    page.acts.withdraw_now.click()
    desk.rest()
    assert "needs a reason" in page.acts.problem.text() and not desk.now("told").withdrawn
    desk.qtbot.keyClicks(page.acts.reason, "It was about somebody else.")
    page.acts.withdraw_now.click()
    desk.rest()
    assert desk.now("told").withdrawn and "It was about somebody else." in page.acts.withdrawn.text()
    behaviour = page.form.fields["behaviour"].edit
    assert behaviour.isReadOnly() and behaviour.isEnabled() and behaviour.text()
    assert not page.form.fields["basis"].group.isEnabled() and page.acts.withdraw.isHidden()


def test_moving_to_the_bin_goes_back_and_can_be_undone(desk) -> None:
    desk.window.go("people", desk.ids["tom"])
    desk.rest()
    page = desk.show("jot")
    page.acts.bin.click()
    desk.rest()
    assert desk.window.current_page == "people" and desk.window.pages.currentWidget().person_id == desk.ids["tom"]
    assert desk.window.toast.sentence.text() == "Moved to the bin"
    desk.show("jot")
    assert page.gone.isVisible()
    desk.window.hub.undo()
    desk.rest()
    assert page.form.fields["behaviour"].isVisible()


def test_back_returns_to_the_page_before(desk) -> None:
    desk.window.go("people", desk.ids["ada"])
    desk.rest()
    page = desk.show("both")
    assert page.person_id == desk.ids["tom"], "a new observation takes its person from the page"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.rest()
    assert desk.window.current_page == "people" and desk.window.pages.currentWidget().person_id == desk.ids["ada"]


def test_leaving_the_page_saves_the_words(desk) -> None:
    page = desk.show("jot")
    type_into(desk.qtbot, page.form.fields["situation"].edit, "Month end, one hour left.")
    assert "saved with Ctrl+Enter or when you leave" in page.foot.state.text()
    desk.window.go("home")
    desk.rest()
    assert desk.now("jot").texts["situation"] == "Month end, one hour left."
    page = desk.show("jot")
    page.form.fields["behaviour"].edit.selectAll()
    QTest.keyClick(page.form.fields["behaviour"].edit, Qt.Key.Key_Delete)
    desk.show("both")
    assert desk.now("jot").behaviour == "Checked the table against the source.", "what happened is never emptied"
    assert page.form.fields["situation"].text() == ""


def test_closing_the_window_saves_the_words(desk) -> None:
    page = desk.show("jot")
    type_into(desk.qtbot, page.form.fields["consequence"].edit, "Nobody had to ask again.")
    desk.window.close()
    with reopened(desk.folder) as vault:
        assert get_observation(vault, observation_id=desk.ids["jot"]).texts["consequence"] == "Nobody had to ask again."


def test_a_failed_save_loses_nothing(desk, monkeypatch) -> None:
    def full(*_arguments, **_facts):
        raise EnvironmentFault("The disk is full, so this was not saved.", "Free some space and save again.")

    page = desk.show("jot")
    type_into(desk.qtbot, page.form.fields["consequence"].edit, "Nobody had to ask again.")
    monkeypatch.setattr(page_module, "save_words", full)
    said: list[str] = []
    desk.window.hub.said.connect(lambda sentence, _undo: said.append(sentence))
    page.save()
    desk.rest()
    assert said == [] and "disk is full" in page.form.fields["behaviour"].problem.text()
    assert page.form.fields["consequence"].text() == "Nobody had to ask again."
    monkeypatch.undo()
    page.save()
    desk.rest()
    assert said == ["Saved"] and desk.now("jot").texts["consequence"] == "Nobody had to ask again."


def test_quick_presses_undo_nothing_of_each_other(desk) -> None:
    page = desk.show("both")
    checked, came_of_it = page.form.fields["checked_by"].group, page.form.fields["outcome_test"].group
    for chip in (checked.chip("source"), came_of_it.chip("worked"), checked.chip("test"), checked.chip("source")):
        chip.click()
    page.form.concerns[desk.ids["tom"]].group.chip("yes").click()
    page.form.anchors[desk.ids["tom"]].group.chip("prompted").click()
    page.form.anchors[desk.ids["ada"]].group.chip("enabling").click()
    desk.rest()
    found = desk.now("both")
    assert found.multi == {"checked_by": ("test",), "outcome_test": ("worked",)}
    assert (found.subjects[0].concern, found.subjects[0].closest_anchor) == (True, "prompted")
    assert found.subjects[1].closest_anchor == "enabling"
    assert checked.values() == ("test",) and came_of_it.values() == ("worked",)


def test_earlier_wordings_stay_readable(desk) -> None:
    page = desk.show("jot")
    assert page.form.earlier.isHidden()
    type_into(desk.qtbot, page.form.fields["behaviour"].edit, "Checked the table twice.")
    page.save()
    desk.rest()
    number = desk.ids["jot"]
    earlier = desk.ask(lambda vault: earlier_wordings(vault, observation_id=number, field="behaviour"))
    assert [body for _moment, body in earlier] == ["Checked the table against the source."]
    assert not page.form.earlier.isHidden()
    page.form.earlier.toggle.click()
    assert "Checked the table against the source." in [
        one.text() for one in page.form.earlier.findChildren(type(page.head.facts)) if one.isVisible()
    ]


def test_people_can_be_added_but_who_was_told_stays(desk) -> None:
    page = desk.show("told")
    combo = page.form.people._add_line()
    combo.set_person(desk.ids["ada"])
    combo.picked.emit()
    desk.rest()
    assert [one.name for one in desk.now("told").subjects] == ["Tom Hesketh"], "Ada's concern is not answered yet"
    assert "speaks against" in page.form.people.problem.text()
    page = desk.show("jot")
    page.form.people._add_line().set_person(desk.ids["ada"])
    page.form.people.settled.emit()
    desk.rest()
    assert [one.name for one in desk.now("jot").subjects] == ["Tom Hesketh", "Ada Quill"]
    assert set(page.form.concerns) == {desk.ids["tom"], desk.ids["ada"]}


def test_words_that_look_like_markup_stay_words(desk) -> None:
    page = desk.show("jot")
    words = '<b>bold</b> <img src="file:///etc/passwd"> & more'
    type_into(desk.qtbot, page.form.fields["behaviour"].edit, words)
    page.save()
    desk.rest()
    page.form.earlier.toggle.click()
    assert desk.now("jot").behaviour == words and literal_labels(page)


def test_everything_is_named_and_reached_by_tab(desk) -> None:
    page = desk.show("both")
    for folded in page.form.folded.values():
        folded.unfold()
    desk.rest()
    assert nameless(page) == []
    seen, wanted = reached_by_tab(desk.qtbot, page.head.back, page)
    assert wanted <= seen, [one.accessibleName() for one in wanted - seen]
    order = [page.form.fields[name] for name in ("situation", "behaviour", "consequence", "checked_how")]
    tops = [one.mapTo(page, one.rect().topLeft()).y() for one in order]
    assert tops == sorted(tops)


def test_no_part_of_the_page_ever_opens_a_window_of_its_own(qtbot, themed_app, tmp_path) -> None:
    class Watch(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.windows: list[str] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.windows.append(repr(watched))
            return False

    window = opened(qtbot, made_vault(tmp_path / "vault", load_sample_team))
    found: list[list[object]] = []
    window.hub.ask(notes, found.append)
    at_rest(qtbot, window)
    watch = Watch()
    themed_app.installEventFilter(watch)
    for item in found[0][:24]:
        page = window.go("observation", item.id)
        at_rest(qtbot, window)
        assert page.form.fields["behaviour"].text() == item.behaviour
    page.complete()
    at_rest(qtbot, window)
    themed_app.removeEventFilter(watch)
    assert watch.windows == []
    window.close()


@pytest.mark.parametrize("language", ["xx-long", "xx-rtl"])
def test_it_fits_nine_hundred_pixels_in_long_words_at_fourteen_points(qtbot, rtl_app, tmp_path, language) -> None:
    right_to_left = language == "xx-rtl"
    rtl_app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    i18n.use_language(language)
    ids: list[int] = []
    window = opened(qtbot, made_vault(tmp_path / "vault", lambda vault: ids.append(jot(vault, somebody(vault)))))
    window.resize(900, 700)
    font = rtl_app.font()
    font.setPointSizeF(14)
    rtl_app.setFont(font)
    page = window.go("observation", ids[0])
    at_rest(qtbot, window)
    for folded in page.form.folded.values():
        folded.unfold()
    at_rest(qtbot, window)
    inside = page._scroll.widget()
    assert inside.width() <= page._scroll.viewport().width(), "no scrolling sideways"
    window.close()


def test_the_reader_of_kept_words_takes_what_other_versions_wrote() -> None:
    assert observation_data.words_in({}) == ({}, {})
    assert observation_data.words_in({"texts": {"caught": "x"}, "views": {"3": "y"}}) == ({"caught": "x"}, {3: "y"})
