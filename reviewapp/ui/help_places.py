"""Which place of the manual fits where the user is. A test holds every line against the manual and the dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

_PERSON, _REVIEW, _PDF = "A person's page", "A review", "The PDF"
_RIGHTS, _HANDING, _CHANGE = (
    "Your rights, their rights", "Handing it over, and what they say", "When a person's manager changes",
)
_ASKING, _ANSWER, _MINE, _MANY = (
    "Asking for a self-assessment", "Writing a self-assessment", "My side",
    "Many documents at once, and systems with boxes",
)
_KEYS, _NOTING, _TEAM, _FILES = (
    "Passphrase, recovery sheet, keyring", "Writing something down", "Team", "Files from other people",
)

# Pages by the name the window knows them by; "" is the page before the vault is open.
PAGES: dict[str, str] = {
    "": "The first two minutes", "home": "Home", "people": _PERSON, "observation": _NOTING, "review": _REVIEW,
    "answer": _ANSWER, "side_by_side": _ASKING, "my_side": _MINE, "handed": _CHANGE, "team": _TEAM,
    "library": "Library", "settings": "Settings", "packet": _FILES, "capture": _NOTING,
}  # fmt: skip

# Dialogs by module and class; one that is not named takes the place of what it is built on, or of the page below it.
DIALOGS: dict[str, str] = {
    "about.AboutDialog": _RIGHTS, "agreement.AgreementDialog": _TEAM, "agreement.ProcessDialog": _TEAM,
    "answer_for.AnswerForDialog": _ANSWER, "ask.AskDialog": _ASKING, "begin_answer.BeginAnswerDialog": _ANSWER,
    "begin_review.BeginReviewDialog": _REVIEW, "cards.CardsDialog": _CHANGE, "choosing.BinDialog": _RIGHTS,
    "choosing.DueDialog": _RIGHTS, "choosing.JotsDialog": _NOTING, "confirm_notice.ConfirmNoticeDialog": _CHANGE,
    "contribute.ContributeDialog": _CHANGE, "copy_out.CopyOutDialog": _MANY,
    "episode_agreement.EpisodeAgreementDialog": _CHANGE, "erase.EraseDialog": _RIGHTS,
    "export_my_side.ExportMySideDialog": _MINE, "export_several.ExportSeveralDialog": _MANY,
    "finish.DayDialog": _REVIEW, "focus.FocusDialog": _PERSON, "growth.GrowthDialog": _PERSON,
    "hand_back.HandBackDialog": _ANSWER, "hand_back_answers.ConfirmDialog": _MINE,
    "hand_back_answers.HandBackDialog": _MINE, "hand_over.HandOverDialog": _HANDING,
    "handover.HandoverDialog": _CHANGE, "history.HistoryDialog": _RIGHTS,
    "import_wizard.ImportWizard": "Bringing your own notes", "incoming.IncomingDialog": _FILES,
    "inform.InformDialog": _CHANGE, "keys.KeyDialog": _KEYS, "leaflet.LeafletDialog": _PDF,
    "made_file.MadeFileDialog": _HANDING, "my_answer.AnswerDialog": _MINE, "notice.NoticeDialog": "The notice",
    "outcome.OutcomeDialog": _TEAM, "own_episode.ChooseEpisodesDialog": _ANSWER,
    "own_episode.OwnEpisodeDialog": _MINE, "person.PersonDialog": _PERSON,
    "practice_note.PracticeNoteDialog": "Home", "preview.PreviewDialog": _PDF,
    "recall.RecallDialog": "The evidence check while you write", "record_answer.RecordAnswerDialog": _ASKING,
    "record_reply.RecordReplyDialog": _HANDING, "restore.RestoreDialog": "Backups",
    "rights.CorrectionDialog": _RIGHTS, "rights.KeepingDialog": _RIGHTS, "search.SearchDialog": "Finding things",
    "share.ShareDialog": _HANDING, "share.ShareReviewDialog": _HANDING, "shared_pages.SharedPagesDialog": _MINE,
    "team_form.TeamForm": _TEAM, "team_sheet.TeamSheetDialog": _TEAM,
    "telling.TellingDialog": "A concern is not a secret", "verify.VerifyDialog": "Signatures",
}  # fmt: skip


def place_of_page(page: str) -> str:
    """The heading that fits a page of the window; for an unknown one that of the page before the vault is open."""
    return PAGES.get(page, PAGES[""])


def place_of_dialog(dialog: QDialog, page: str) -> str:
    """The heading that fits a dialog: its own, that of what it is built on, else that of the page below it."""
    for kind in type(dialog).__mro__:
        found = DIALOGS.get(f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}")
        if found is not None:
            return found
    above = dialog.parentWidget()
    opener = above.window() if above is not None else None
    return place_of_dialog(opener, page) if isinstance(opener, QDialog) else place_of_page(page)


def inside(widget: QWidget | None, holder: QWidget | None) -> bool:
    """True when the keyboard is somewhere in this part of the window."""
    return widget is not None and holder is not None and (widget is holder or holder.isAncestorOf(widget))
