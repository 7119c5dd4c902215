"""The word lists as the Library shows them: labels, families of rules, words, the organisation's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewapp.actions.checking import label_name
from reviewapp.actions.evidence_guide import LabelEntry, RuleFamily, WordGroup
from reviewapp.actions.framework_words import opening_capital
from reviewapp.actions.own_words import OwnWords
from reviewapp.domain.evidence_guide import CheckGuide, FamilyExample
from reviewapp.i18n import _
from reviewapp.ui.finding_words import quoted
from reviewapp.ui.pages.library_reading import Leaf, bullet, pair
from reviewapp.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from reviewapp.ui.widgets.buttons import button
from reviewapp.ui.widgets.labels import plain_label


def label_title(label: str) -> str:
    """A label at the head of a page."""
    return opening_capital(label_name(label))


def language_title(language: str) -> str:
    """The words of one language, at the head of a page; ``common`` are those of every language."""
    return {
        "common": _("Words in every language"), "en": _("Words in English"), "de": _("Words in German"),
        "fr": _("Words in French"), "es": _("Words in Spanish"),
    }[language]


def about_leaf() -> Leaf:
    """How the check works, and what it never does."""
    leaf = Leaf(_("How the evidence check works"))
    leaf.say(
        _("It reads what you write and marks wording that cannot stand as evidence. It says why, and asks a better "
          "question. Rules and words were written by people and can be read here; the same text gives the same answer "
          "every time.")
    )
    leaf.listed(
        _("What happens to a mark"),
        (
            _("While you type it is a hint. Nothing is held up, and a hint can be dismissed with a reason."),
            _("A usage metric in what a reviewer wrote or cites must be rewritten, taken out, or kept with a printed "
              "reason before a review is finished."),
            _("An employee's own words are hinted at, and never stopped or changed."),
        ),
    )  # fmt: skip
    leaf.listed(
        _("What it never does"),
        (
            _("It learns nothing, guesses nothing about anybody, and sends nothing anywhere."),
            _("It judges no mood and no style, and gives nobody a score, neither the person nor the writer."),
            _("It does not say whether something is true or good. It reads words, not sense."),
        ),
    )  # fmt: skip
    return leaf.end()


def label_leaf(entry: LabelEntry) -> Leaf:
    """One label: what it stands for, what is marked and left alone, and its families of rules."""
    leaf = Leaf(label_title(entry.label), _("A label of the evidence check"))
    leaf.say(entry.guide.meaning)
    leaf.column.addWidget(pair(_("Why"), entry.guide.reason))
    leaf.listed(_("Marked"), entry.guide.marked)
    leaf.listed(_("Left alone"), entry.guide.clear)
    leaf.head(_("What is asked instead"))
    for family, example in entry.families:
        leaf.column.addWidget(_family(family, example))
    leaf.listed(_("How it can be settled"), [_resolution(one) for one in _resolutions(entry)])
    return leaf.end()


def questions_leaf(checks: tuple[CheckGuide, ...]) -> Leaf:
    """The questions about the evidence of a review draft."""
    leaf = Leaf(_("Questions about the evidence"))
    leaf.say(
        _("Before a review is finished its evidence is looked at as a whole. Three questions are shown at most at a "
          "time. Each can be dismissed with a reason; none gives a score.")
    )  # fmt: skip
    for check in checks:
        leaf.head(check.title)
        leaf.say(check.when)
        leaf.column.addWidget(pair(_("Why"), check.reason))
        leaf.column.addWidget(pair(_("What to do"), check.settle))
    return leaf.end()


def words_leaf(language: str, groups: tuple[WordGroup, ...]) -> Leaf:
    """All words of one language, by the file they stand in."""
    leaf = Leaf(language_title(language))
    leaf.say(_("The names in capitals are what the rules call these words. A word with “+s” or “+v” stands for its "
               "forms as well, and “*” for any beginning or ending."), "muted")  # fmt: skip
    for group in groups:
        leaf.head(group.about)
        leaf.say(group.file, "small")
        for name, words in group.classes:
            leaf.column.addWidget(pair(name, ", ".join(words)))
    return leaf.end()


def no_own_leaf() -> Leaf:
    """What own words are for, while there are none."""
    leaf = Leaf(_("Your organisation's words"))
    leaf.say(_("None yet."))
    leaf.say(
        _("A word list is a TOML file with the names of your own tools, and rules of your own if you like. It adds to "
          "the shipped words and can silence none of them. Hints, reviews and goals use it from then on.")
    )  # fmt: skip
    leaf.head(_("The smallest useful file"))
    leaf.say('language = "en"\nabout = "Our own tools"\n\n[classes]\nAIX = "heinzelmann draftbot+s"')
    return leaf.end()


def own_leaf(own: OwnWords, on_remove: Callable[[], object]) -> Leaf:
    """One file of the organisation, with the way to take it out."""
    leaf = Leaf(own.name, _("Words of your organisation, {language}").format(language=own.language))
    if own.about:
        leaf.say(own.about)
    if own.families:
        leaf.head(_("Rules"))
        for title, why, ask in own.families:
            leaf.column.addWidget(pair(title, why, _("Ask instead: {question}").format(question=ask)))
    if own.words:
        leaf.head(_("Words"))
        for name, words in own.words:
            leaf.column.addWidget(pair(name, ", ".join(words)))
    leaf.column.addSpacing(SPACE_M)
    remove = button(_("Remove this word list"), icon="trash-2")
    remove.clicked.connect(on_remove)
    leaf.column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeading)
    return leaf.end()


def _family(family: RuleFamily, example: FamilyExample) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, SPACE_XS, 0, SPACE_S)
    column.setSpacing(2)
    column.addWidget(plain_label(_(family.title), "strong"))
    column.addWidget(plain_label(_(family.why)))
    column.addWidget(plain_label(_("Ask instead: {question}").format(question=_(family.ask))))
    column.addWidget(bullet(_("Marked: {text}").format(text=quoted(example.marked))))
    column.addWidget(bullet(_("Left alone: {text}").format(text=quoted(example.clean))))
    return made


def _resolutions(entry: LabelEntry) -> tuple[str, ...]:
    found = dict.fromkeys(one for family, _example in entry.families for one in family.resolve)
    # A usage metric can be settled, never waved through.
    return (*found, *(() if entry.label == "usage_metric" else ("dismissed",)))


def _resolution(resolve: str) -> str:
    return {
        "rewrite": _("Rewrite it, best as an answer to the question."), "remove": _("Take it out."),
        "outcome_number": _("Keep it as an outcome number: it is a figure about the work or its effect. The reason is "
                            "printed beside the text."),
        "domain_term": _("Keep it as a domain term: the word means something else here. The reason is printed."),
        "quoted": _("Keep it as quoted: these are somebody's words. The reason is printed."),
        "dismissed": _("Dismiss the hint with a reason."),
    }[resolve]  # fmt: skip
