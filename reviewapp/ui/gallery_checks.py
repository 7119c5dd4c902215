"""Pictures of the evidence check at work: hint, reasons, questions, gate, recall. Nothing of it stays in the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewapp.actions.reviews import write_section
from reviewapp.domain.review import SectionKey
from reviewapp.ui.gallery_window import Pictures, Wait, rest

if TYPE_CHECKING:
    from reviewapp.ui.main_window import MainWindow

REVIEW_ID = 1
# Words of an invented manager, as the sample team is; not translated, like all text of people.
SECTION = "It saved 5 hours a week. She sent 40 prompts in May."
JOT = "Sie hat im Mai 400 Prompts geschickt."


def check_pictures(window: MainWindow, wait: Wait) -> Pictures:
    """Each picture's name and the widget to take it of."""
    from reviewapp.ui import checking
    from reviewapp.ui.dialogs.finish import FinishDialog
    from reviewapp.ui.dialogs.recall import RecallDialog
    from reviewapp.ui.gallery_frameworks import framework_pictures
    from reviewapp.ui.pages.review import ReviewPage

    wait(checking.is_ready)
    key = SectionKey("summary")
    window.hub.act(lambda vault: write_section(vault, review_id=REVIEW_ID, key=key, text=SECTION))
    page = window.go("review", REVIEW_ID)
    rest(window, wait)
    if not isinstance(page, ReviewPage) or page.desk is None:
        raise TypeError("the page of a review")
    field = page.sections.blocks[0].fields[0].edit
    # As F8 does; without a window manager the field may not get the keyboard.
    field.next_hint()
    wait(lambda: field.hints.isVisible() and window.worker.is_idle)
    yield "hint", window
    row = field.hints.cards[0].answers
    if row is not None:
        row.buttons["outcome_number"].click()
        rest(window, wait)
        yield "hint-reasons", window
    finish = FinishDialog(window.hub, page.desk, window)
    finish.show()
    wait(lambda: finish.is_ready)
    yield "gate", finish
    finish.reject()
    recall = RecallDialog(window.hub, page.desk, window)
    recall.show()
    recall.read.click()
    rest(window, wait)
    yield "recall", recall
    recall.reject()
    window.capture(page.person_id)
    rest(window, wait)
    text = window.capture_panel.form.text
    text.insertPlainText(JOT)
    wait(lambda: text.hints.isVisible() and window.worker.is_idle)
    yield "capture-hint", window
    window.capture_panel.discard.click()
    rest(window, wait)
    window.capture_panel.hide()
    window.hub.undo()
    rest(window, wait)
    yield from framework_pictures(window, wait)
