"""In which language a text is read by the evidence check, and the way to say another one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from reviewapp.i18n import _, language
from reviewapp.ui import checking
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_tooltip


class LanguageLine(QWidget):
    """A quiet button with a menu. ``chosen`` carries a language, "" for "recognise it"."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognised, self._said = "en", ""
        self.button = button("", "ghost")
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(lambda: self.fill(self.menu))
        self.button.setMenu(self.menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)

    def show_language(self, recognised: str, said: str) -> None:
        """Show what the text is read as: what its writer said, else what was recognised."""
        self._recognised, self._said = recognised, said
        name = language_name(said or recognised)
        sentence = _("Read as {language}, as you said") if said else _("Read as {language}")
        self.button.setText(sentence.format(language=name))
        self.button.setAccessibleName(_("Language of the check: {language}").format(language=name))
        plain_tooltip(self.button, _("If this is not the language of the text, say which one is."))

    def fill(self, menu: QMenu) -> None:
        """Put the choices into a menu, in place of what is in it."""
        menu.clear()
        group = QActionGroup(menu)
        first = _("Recognise it ({language})").format(language=language_name(self._recognised))
        for value, label in (("", first), *((one, language_name(one)) for one in checking.languages())):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(value == self._said)
            action.triggered.connect(lambda _on, value=value: self.chosen.emit(value))
            group.addAction(action)


def language_name(one: str) -> str:
    """The name of a language the check has words for; KeyError for another."""
    return {"en": _("English"), "de": _("German"), "fr": _("French"), "es": _("Spanish")}[one]


def screen_language() -> str:
    """The language of the screen as the check knows it; the pseudo-languages count as English."""
    found = language().partition("_")[0].partition("-")[0]
    return "en" if found == "xx" else found
