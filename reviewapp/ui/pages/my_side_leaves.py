"""What My side shows beside its lists: one thing written about me in every version, one line of my log, one file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewapp.actions.countersigning import SigningStand
from reviewapp.actions.handed_notices import HandedNotice
from reviewapp.actions.my_side import Answer, Line, LogRow, Released, Version, Written
from reviewapp.actions.shared_words import handed_words, own_position_words
from reviewapp.domain.word_diff import ADDED, REMOVED, SAME
from reviewapp.i18n import _
from reviewapp.ui.pages.library_reading import Leaf, pair
from reviewapp.ui.pages.my_side_signing import SigningPart
from reviewapp.ui.tokens import SPACE_M, SPACE_S
from reviewapp.ui.widgets.buttons import Button, button
from reviewapp.ui.widgets.flow_layout import FlowLayout
from reviewapp.ui.widgets.labels import plain_label
from reviewapp.ui.words import written_date

_CHOSEN = 48  # characters


class WrittenLeaf(Leaf):
    """What I said, the newest version in full, then every version before. ``act_asked`` names the act."""

    act_asked = Signal(str)

    def __init__(self, item: Written) -> None:
        kind = _("Review") if item.what == "review" else _("Observation")
        facts = [kind, _("by {name}").format(name=item.by)]
        facts += [item.newest.state] if item.newest.state else []
        facts += [_("Concern")] if item.concern else []
        super().__init__(item.title, " · ".join(facts))
        self.buttons: dict[str, Button] = {}
        came = _("It came on {day}.").format(day=written_date(item.newest.came_on))
        self.say(f"{came} {_('You confirmed that.')}" if item.newest.confirmed else came, "muted")
        if not item.compared:
            self.say(_("Who wrote it rests on the file alone: the words of the card were not compared yet."), "muted")
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(self._acts(item))
        self.signing = SigningPart(self)
        self.column.addSpacing(SPACE_S)
        self.column.addWidget(self.signing)
        self.column.addSpacing(SPACE_M)
        if item.answers:  # above what may be a long review, as the writer has it above the observation
            self.head(_("What you said to it"))
            for answer in item.answers:
                self.column.addWidget(_said(answer))
            self.head(_("What was written"))
        self._lines(item.newest)
        for version in reversed(item.versions[:-1]):
            self.head(_("As it came on {day}").format(day=written_date(version.came_on)))
            for line in version.lines:
                if line.text:
                    self.column.addWidget(_shown(line.label, line.text))
        self.end()

    def show_signing(self, stand: SigningStand) -> None:
        """Say where my signature on it stands; where there is one to give, that is the first act here."""
        self.signing.show_stand(stand)
        if stand.state == "open":
            self.buttons["answer"].set_kind("plain")

    def _lines(self, version: Version) -> None:
        if any(_is_changed(line) for line in version.lines):
            self.say(_("[+ +] came in and [− −] was taken out since the version before."), "small")
        for line in version.lines:
            self.column.addWidget(_shown(line.label, _with_marks(line)))
        if version.earlier:
            self.head(_("What it said before, since you were told"))
            for earlier in version.earlier:
                label = _("{field}, written on {day}").format(
                    field=earlier.label, day=written_date(earlier.written_on)
                )
                self.column.addWidget(pair(label, earlier.text))

    def _acts(self, item: Written) -> QWidget:
        holder = QWidget(self)
        flow = FlowLayout(holder, SPACE_S)
        draft = item.draft
        wanted = [("answer", _("Go on with your answer …") if draft is not None else _("Answer …"), "primary")]
        if draft is not None:
            wanted.append(("hand_back", _("Hand back …"), "plain"))
            wanted.append(("discard", _("Throw the draft away"), "plain"))
        if item.newest.has_pdf:
            wanted.append(("pages", _("Look at the pages …"), "plain"))
        if not item.newest.confirmed:
            wanted.append(("confirm", _("Confirm that it arrived …"), "plain"))
        for name, label, kind in wanted:
            self.buttons[name] = button(label, kind)
            self.buttons[name].clicked.connect(lambda _checked=False, name=name: self.act_asked.emit(name))
            flow.addWidget(self.buttons[name])
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        return holder


class LogLeaf(Leaf):
    """One line of my own log; ``open_asked`` opens it whole."""

    open_asked = Signal(int)

    def __init__(self, row: LogRow) -> None:
        day = written_date(row.day) if row.day is not None else _("Date open")
        super().__init__(row.title, day)
        self.open_button = button(_("Open"))
        self.open_button.clicked.connect(lambda: self.open_asked.emit(row.observation_id))
        holder = QWidget(self)
        FlowLayout(holder, SPACE_S).addWidget(self.open_button)
        self.column.addWidget(holder)
        sentence = _("Only you see this. It leaves when you put it into a self-assessment and hand that back.")
        self.say(sentence, "muted")
        self.end()


class HandedNoticeLeaf(Leaf):
    """What was handed to my next manager; ``confirm_asked`` carries the notice."""

    confirm_asked = Signal(object)

    def __init__(self, notice: HandedNotice) -> None:
        super().__init__(_("Handed to {name}").format(name=notice.to), written_date(notice.handed_on))
        self.say(_("{name} gave {other} what is listed here, and nothing else about you.").format(
            name=notice.by, other=notice.to
        ))  # fmt: skip
        if not notice.compared:
            self.say(_("Who wrote it rests on the file alone: the words of the card were not compared yet."), "muted")
        if notice.message:
            self.say(notice.message)
        self.confirm = button(_("Confirm that you know …"), "primary")
        self.confirm.clicked.connect(lambda: self.confirm_asked.emit(notice))
        if notice.confirmed:
            self.say(_("You confirmed that you know of it."), "muted")
            self.confirm.hide()
        else:
            self.say(_("{name} cannot cite any of it before you know of it.").format(name=notice.to), "muted")
            holder = QWidget(self)
            FlowLayout(holder, SPACE_S).addWidget(self.confirm)
            self.column.addWidget(holder)
        self.head(_("What was handed over"))
        for one in notice.items:
            here = {
                "same": _("As you have it under “Written about me”."),
                "other": _("It said something else in the file you have; ask what changed."),
                "unknown": _("You were told of it and have no file of it. You can ask to see it."),
            }.get(one.here, _("Your own words."))  # fmt: skip
            self.column.addWidget(pair(_("{what}: {title}").format(what=handed_words(one.what), title=one.title), here))
        self.end()


def released_leaf(row: Released) -> Leaf:
    """One file I made for somebody."""
    leaf = Leaf(_("To {name}").format(name=row.to), written_date(row.made_on))
    for what in row.what:
        leaf.say(what)
    leaf.say(_("A copy is kept in your vault, byte for byte, and goes with “Export all”."), "muted")
    return leaf.end()


def nothing_leaf(tab: str) -> Leaf:
    """What stands there while a list is empty: what comes here, and how."""
    title, sentence = {
        "written": (
            _("Nothing was shared with you yet"),
            _("When somebody hands you a sealed file about you, what they wrote stands here, with every version of it. "
              "You can answer each of them; nothing goes back before you say so."),
        ),
        "log": (
            _("Your own log is empty"),
            _("Episodes you write down about yourself stand here. Nobody else sees them."),
        ),
        "released": (
            _("You have given nothing to anybody"),
            _("Every file you make for somebody is listed here: what was in it, for whom, and when."),
        ),
        "handed": (
            _("Nothing was handed to another manager"),
            _("When your manager changes, you get a notice: what of it went to whom stands here."),
        ),
    }[tab]  # fmt: skip
    leaf = Leaf(title)
    leaf.say(sentence, "muted")
    return leaf.end()


def _shown(label: str, text: str) -> QWidget:
    """A text under its name; a word or two that was chosen stands beside it instead."""
    if len(text) > _CHOSEN or "\n" in text:
        return pair(label, text)
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_M)
    name = plain_label(label, "muted")
    row.addWidget(name, 2)
    row.addWidget(plain_label(text), 3)
    return made


def _said(answer: Answer) -> QWidget:
    day = written_date(answer.written_on)
    if answer.sent_on is None:
        head = _("A draft of {day}, only you see it").format(day=day)
    else:
        head = _("Written on {day}, handed back on {sent}").format(day=day, sent=written_date(answer.sent_on))
    return pair(head, *(part for part in (own_position_words(answer.position), answer.text) if part))


def _is_changed(line: Line) -> bool:
    return any(piece.kind != SAME for piece in line.pieces)


def _with_marks(line: Line) -> str:
    """The text with what changed marked by signs, not by colour alone."""
    if not _is_changed(line):
        return line.text
    marks = {ADDED: "[+{text}+]", REMOVED: "[−{text}−]"}
    return "".join(marks.get(piece.kind, "{text}").format(text=piece.text) for piece in line.pieces)
