"""The one door for failures: the world's fault is a sentence and what to do; ours becomes a report file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from reviewapp.actions.sentences import in_one_line, in_words
from reviewapp.domain.errors import ReviewAppError
from reviewapp.i18n import _


def explain(error: BaseException) -> tuple[str, str]:
    """The sentence and what to do next; for a fault of ours, where the report was written."""
    if isinstance(error, ReviewAppError):
        return in_words(error)
    from reviewapp.actions.bug_report import write_bug_report

    path = write_bug_report(error)
    return (
        _("This is a fault in ReviewApp, not in what you did. What was saved before stays saved."),
        _("Read {path} and send it to whoever supports you.").format(path=path),
    )


def sentence_of(error: BaseException) -> str:
    """A failure on one line, to be said beside the field it came from."""
    return in_one_line(error) if isinstance(error, ReviewAppError) else str(error)


def show_failure(parent: QWidget | None, error: BaseException) -> None:
    """Show a failure in a plain-text box and wait until it is read."""
    from PySide6.QtWidgets import QMessageBox

    sentence, next_step = explain(error)
    box = QMessageBox(parent)
    box.setWindowTitle(_("ReviewApp"))
    # Text may quote what people wrote: a stray <img> in it must open nothing.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(next_step)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.button(QMessageBox.StandardButton.Ok).setText(_("Close"))
    box.exec()


def confirm(parent: QWidget | None, sentence: str, consequence: str, act: str) -> bool:
    """Ask once before something that cannot be undone; ``act`` is the verb on the button."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setWindowTitle(_("ReviewApp"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setInformativeText(consequence)
    yes = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    # Locking closes whatever is open: then nothing was agreed to.
    return isValid(box) and box.clickedButton() is yes
