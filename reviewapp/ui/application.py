"""The Qt application in the language and the look of the settings."""

from __future__ import annotations

import linecache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reviewapp import i18n
from reviewapp.settings import load_settings
from reviewapp.ui import theme


def make_application(appearance: str | None = None) -> QApplication:
    """The one application of this process; ``appearance`` overrides the settings (tests, gallery)."""
    settings = load_settings()
    i18n.use_language(settings.language or i18n.system_language())
    i18n.use_paper(settings.paper or i18n.system_paper())
    i18n.use_documents_in(settings.documents or i18n.system_document_language())
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["reviewapp"])
    app.setApplicationName("reviewapp")
    app.setApplicationDisplayName("ReviewApp")
    app.setDesktopFileName("reviewapp")
    direction = Qt.LayoutDirection.RightToLeft if i18n.is_rtl() else Qt.LayoutDirection.LeftToRight
    app.setLayoutDirection(direction)
    theme.apply(app, theme.Theme(appearance or settings.appearance))
    return app


def drop_source_lines() -> None:
    """Give back the source lines PySide leaves behind; call it after a batch of imports.

    PySide reads the source of every module imported after it, looking for ``__feature__``, and the
    standard library keeps the lines: megabytes that only a traceback would want, and can read again.
    """
    linecache.clearcache()
