"""An import that is running when the window is closed, locked or the assistant left: what is in stays, the rest can follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from reviewapp.actions.importing import import_file
from reviewapp.actions.vaults import unlock_vault
from reviewapp.ui.dialogs.import_wizard import ImportWizard
from reviewapp.vault import doctor
from tests.conftest import PASSPHRASE
from tests.helpers.acts import somebody
from tests.helpers.desk import made_vault, opened

ROWS = 150


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("how", ["close", "lock", "escape"])
def test_what_is_in_stays_and_the_same_file_adds_the_rest(qtbot, themed_app, tmp_path, how) -> None:
    folder = made_vault(tmp_path / "vault", somebody)
    path = tmp_path / "notes.csv"
    lines = (f"2026-03-{1 + number % 28:02},Tom Hesketh,Rang the ward {number}." for number in range(ROWS))
    path.write_text("\n".join(("Date,Who,What happened", *lines)), "utf-8")
    window = opened(qtbot, folder)
    wizard = ImportWizard(window.hub, window)
    wizard.show()
    wizard.read(path)
    qtbot.waitUntil(lambda: wizard.go_on.isEnabled(), timeout=20_000)
    qtbot.mouseClick(wizard.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.report.count() > 2, timeout=20_000)
    if how == "lock":
        window.hub.lock_asked.emit("")
        qtbot.waitUntil(lambda: not window.is_unlocked, timeout=20_000)
    elif how == "escape":
        qtbot.keyClick(wizard, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: window.worker.is_idle, timeout=20_000)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    vault = unlock_vault(folder=folder, passphrase=PASSPHRASE)
    count = "SELECT count(*) FROM observation"
    assert 2 < vault.connection.execute(count).fetchone()[0] < ROWS
    import_file(vault, path=path)
    assert vault.connection.execute(count).fetchone()[0] == ROWS
    assert doctor.integrity(vault) == []
    vault.close()
