"""The pack for a works council or a data-protection officer: what is recorded, by which rules, and for how long.

Everything in it is read from where the program itself reads it, so the pack cannot say one thing while the program
does another. It holds no personal data: nothing of a person, an episode or a review is looked at to make it.
Source: domain.md F (BetrVG s.87 and s.94, ArbVG, WOR), PRODUCT.md, People.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reviewapp.actions import word_tables
from reviewapp.actions.about_words import region_words
from reviewapp.actions.checking import label_name
from reviewapp.actions.evidence_guide import WORD_LANGUAGES, guide, label_entries, word_groups
from reviewapp.actions.frameworks import shipped_framework
from reviewapp.actions.own_words import OwnWords, own_words
from reviewapp.actions.queries import CONCERN_SHARE_DAYS, all_frameworks
from reviewapp.actions.rights import policy
from reviewapp.actions.section_names import general_name, judgment_name
from reviewapp.domain import observation as fields
from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.leaflet import Leaflet, LeafletPart, LeafletRow
from reviewapp.domain.policy import Policy
from reviewapp.domain.retention import ANNOUNCED_DAYS, BIN_DAYS, JOT_NOTICE_DAYS, REGIONS, Region
from reviewapp.domain.review import COMPETENCY_SECTIONS, GENERAL_SECTIONS
from reviewapp.i18n import _, document_language, language, speaking
from reviewapp.report.framework_words import other_language, status_words
from reviewapp.report.plain import opening_capital
from reviewapp.vault.connection import Vault

FILE_NAME = "Works-council-pack.pdf"


@dataclass(frozen=True)
class _InForce:
    """What an organisation set for itself; as shipped where no vault is asked."""

    frameworks: tuple[Framework, ...]
    words: tuple[OwnWords, ...]
    periods: Policy


def council_pack(vault: Vault | None, *, made_on: date) -> Leaflet:
    """The pack as a leaflet. With a vault it has that vault's frameworks, own words and periods, and no person."""
    in_force = _InForce((shipped_framework(),), (), Policy())
    if vault is not None:
        frameworks = tuple(one for _id, one in all_frameworks(vault))
        in_force = _InForce(frameworks, tuple(own_words(vault)), policy(vault))
    with speaking(document_language()):
        return _pack(in_force, made_on)


def _pack(in_force: _InForce, made_on: date) -> Leaflet:
    return Leaflet(
        kind=_("For works councils and data protection"),
        title=_("What ReviewApp records, and by which rules"),
        subtitle=_("Fields, rules, words and periods; no personal data"),
        writer="ReviewApp",
        made_on=made_on,
        facts=(
            (_("Purpose"), _("Reviews of judgment in work with AI")),
            (_("Kept in"), _("one encrypted file on the writer's computer")),
            (_("Network"), _("none; no server, no telemetry")),
            (_("Learned model"), _("none; every check is written by people")),
        ),
        parts=(
            _promises(), _who_sees(), _rules(in_force.periods), _keeping(in_force.periods), _episode_fields(),
            _other_fields(), *(_framework(one) for one in in_force.frameworks), _check(),
            *_words(), *_own(in_force.words),
        ),
        footer=_("No personal data. Made by the program from the rules it works by."),
        language=document_language(),
    )  # fmt: skip


def _promises() -> LeafletPart:
    return LeafletPart(
        _("What it does not do"),
        (
            LeafletRow(
                _("Never recorded"),
                points=(
                    _("how much or how often anybody uses AI: no prompts, log-ins, hours, licences, cost or shares"),
                    _("anything read from logs, chats, calendars or screens: every word is typed by a person"),
                    _("health, belief, family, union matters, private life; the check points such words out"),
                    _("scores, averages, totals per person, rankings, comparisons, predictions"),
                ),
            ),
            LeafletRow(
                _("Never decided"),
                texts=(
                    _("The program evaluates nobody. It asks questions about wording and evidence, the same for all, "
                      "and a person answers them. Anchors are words, and no figure is made of them."),
                ),
            ),
            LeafletRow(
                _("Never used for"),
                texts=(_("Choosing people for redundancy, ranking, or a formula on pay. Another purpose needs a new "
                         "notice first. Every page of a review says so."),),
            ),
        ),
    )  # fmt: skip


def _who_sees() -> LeafletPart:
    return LeafletPart(
        _("Who sees what"),
        (
            LeafletRow(_("The manager"), texts=(
                _("What they wrote themselves, and what was handed to them. Jots are theirs alone until completed."),
            )),
            LeafletRow(_("The employee"), texts=(
                _("Every concern before it can stand in a review, and every review; on request everything held about "
                  "them, jots included. They answer in their own words, which are printed with every later version."),
            )),
            LeafletRow(_("The personnel office"), texts=(
                _("Finished reviews, as signed files. It has no access to the vault, to jots or to episodes."),
            )),
            LeafletRow(_("Nobody else"), texts=(
                _("There is no administrator, no shared database and no way in from outside. What leaves, leaves as a "
                  "file that a person saved after looking at it."),
            )),
        ),
    )  # fmt: skip


def _rules(periods: Policy) -> LeafletPart:
    rules = (
        (_("Notice first"), _("Nothing about a person is completed, shared or cited before they had the notice.")),
        (_("Jots"), _("A private jot moves to a bin {days} days after it was entered, is announced {notice} days "
                      "before, and is gone {bin} days later.").format(
                          days=periods.jot_days, notice=JOT_NOTICE_DAYS, bin=BIN_DAYS)),
        (_("No secret file"), _("What speaks against a person is told within {days} days, and stands in a review only "
                                "if they knew of it {before} days earlier.").format(
                                    days=CONCERN_SHARE_DAYS, before=periods.concern_days)),
        (_("Both blind"), _("Where a self-assessment was asked for, it and the manager's draft are opened together, "
                            "or neither.")),
        (_("No usage metric"), _("An amount of AI use in what the reviewer wrote or cites stops a review from being "
                                 "finished until it is rewritten, taken out, or kept with a printed reason.")),
        (_("Hearsay"), _("The anchor Missed cannot rest on hearsay alone.")),
        (_("Conversation"), _("A review is finished only with the day it was talked about.")),
        (_("Own words"), _("The employee's words are never altered. Without an answer a review goes on and says so, "
                           "without blame.")),
        (_("Versions"), _("A finished version never changes. A correction is a new version; wordings are kept.")),
        (_("Restricted"), _("An episode marked as a protected disclosure or as somebody else's information stands in "
                            "no review and in no file for others, unless they agreed and that is on record.")),
        (_("Rights"), _("Everything about a person in one file; everything about a person erased in one act, from the "
                        "vault and its backups, with a receipt; a legal hold stops every deletion.")),
    )  # fmt: skip
    return LeafletPart(_("Rules the program enforces"), tuple(LeafletRow(name, (text,)) for name, text in rules))


def _keeping(periods: Policy) -> LeafletPart:
    in_force = (
        _("Jots: {days} days.").format(days=periods.jot_days),
        _("Episodes that no review used: {days} days after the review was finished.").format(days=periods.unused_days),
        _("Episodes that were used: {months} months.").format(months=periods.used_months),
        _("Finished reviews: {months} months.").format(months=periods.review_months),
        _("What is due is announced {days} days before. A person looks and confirms; only a jot that was announced "
          "goes by itself.").format(days=ANNOUNCED_DAYS),
    )  # fmt: skip
    rows = [LeafletRow(_("In force"), points=in_force, remark=periods.basis)]
    rows.append(LeafletRow(_("Periods of"), (region_words(periods.region),)))
    places = tuple((region_words(one.id), f"{_region(one)} {_sure(one)}") for one in REGIONS if one.kind)
    rows.append(LeafletRow(_("Elsewhere expected"), labelled=places))
    lead = _("Periods the program starts from, and what it expects in some places. None of this is legal advice.")
    return LeafletPart(_("How long things are kept"), tuple(rows), lead)


def _region(region: Region) -> str:
    parts = []
    least = region.kind == "least"
    if region.after_record is not None:
        words = _("At least {months} months from the record on.") if least else _("At most {months} months.")
        parts.append(words.format(months=region.after_record))
    if region.after_leaving == 0:
        parts.append(_("Not beyond the employment."))
    elif region.after_leaving is not None:
        words = (
            _("Kept until {months} months after leaving.") if least
            else _("At the longest until {months} months after leaving.")
        )  # fmt: skip
        parts.append(words.format(months=region.after_leaving))
    return " ".join(parts)


def _sure(region: Region) -> str:
    return {
        "high": _("Certainty: high."), "medium": _("Certainty: medium."), "low": _("Certainty: low."),
        "own": _("Certainty: our own judgment."),
    }[region.certainty]  # fmt: skip


def _episode_fields() -> LeafletPart:
    names, values = word_tables.field_words(language()), word_tables.choice_words(language())
    rows = [
        LeafletRow(_("In free words"), points=_named(names, fields.TEXTS), remark=_("Every wording is kept.")),
        LeafletRow(_("Days"), points=_named(names, fields.DATES)),
        LeafletRow(_("Yes or no"), points=_named(names, fields.FLAGS)),
    ]
    for field, ids in fields.CHOICES.items():
        rows.append(LeafletRow(names.get(field, field), (_listed(values, field, ids),), remark=field))
    for field, ids in fields.MULTI_CHOICES.items():
        several = _("Any of: {values}").format(values=_listed(values, field, ids))
        rows.append(LeafletRow(names.get(field, field), (several,), remark=field))
    lead = _(
        "Beside the day it happened, the day it was written, and whom it is about. Only the first sentence is needed "
        "to keep a jot. Beside each field stands its name in the file."
    )
    return LeafletPart(_("Fields of an episode"), tuple(rows), lead, opens_page=True)


def _named(names: dict[str, str], ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{names.get(one, one)} ({one})" for one in ids)


def _listed(values: dict[str, dict[str, str]], field: str, ids: tuple[str, ...]) -> str:
    words = values.get(field, {})
    return "; ".join(words.get(one, one) for one in ids)


def _other_fields() -> LeafletPart:
    anchors = word_tables.choice_words(language()).get("anchor", {})
    sections = [judgment_name(one) for one in COMPETENCY_SECTIONS] + [general_name(one) for one in GENERAL_SECTIONS]
    rows = (
        LeafletRow(_("About the person in an episode"), points=(
            _("Does this speak against the person? Yes or no."),
            _("Closest anchor, last and optional: {values}. It is printed in no review.").format(
                values="; ".join(anchors.get(one, one) for one in fields.ANCHOR_CHOICES)),
            _("When and how they were told, and what they say to it."),
        )),
        LeafletRow(_("A person"), points=(
            _("Name and other names, role, team, first day, days away"),
            _("The day of the notice and its text"),
            _("Role profile: the agreed competencies, foundational skills, protected work, seat"),
            _("Requests for correction, legal holds, periods, files handed on"),
        )),
        LeafletRow(_("A review"), points=(
            _("Period, framework, state, the days it was shared and talked about, the episodes it cites"),
            _("Texts: {names}.").format(names="; ".join(sections)),
        )),
        LeafletRow(_("A self-assessment"), texts=(
            _("The employee's own episodes and answers; every part may stay empty. It belongs to them until they hand "
              "it back."),
        )),
    )  # fmt: skip
    return LeafletPart(_("Other fields"), rows)


def _framework(framework: Framework) -> LeafletPart:
    title = _("{title}, version {version}").format(title=framework.title, version=framework.version)
    lead = "; ".join(filter(None, (status_words(framework.status), other_language(framework.language))))
    return LeafletPart(
        title, tuple(_competency(framework, one) for one in framework.competencies), lead, opens_page=True,
        language=framework.language,
    )


def _competency(framework: Framework, competency: Competency) -> LeafletRow:
    anchors = tuple((framework.anchor_names.get(one, one), text) for one, text in competency.anchors.items())
    questions = (
        (_("Asked of the manager"), competency.manager_prompt), (_("Asked of the employee"), competency.self_prompt),
    )  # fmt: skip
    return LeafletRow(f"{competency.id} {competency.name}", (competency.definition,), (*anchors, *questions))


def _check() -> LeafletPart:
    said = guide()
    rows = []
    for entry in label_entries():
        rows.append(LeafletRow(opening_capital(label_name(entry.label)), (entry.guide.meaning, entry.guide.reason)))
        rows += [
            LeafletRow(_(family.title), (_(family.why),), (
                (_("Asked instead"), _(family.ask)), (_("Marked"), example.marked), (_("Left alone"), example.clean),
            ))
            for family, example in entry.families
        ]  # fmt: skip
    rows += [
        LeafletRow(one.title, (one.when, one.reason), ((_("What settles it"), one.settle),))
        for one in said.checks.values()
    ]
    lead = _(
        "Fixed rules over words, the same for everybody. A hint never stops a note from being saved; at most three are "
        "shown at once, and each is dismissed with a reason. There is no score."
    )
    return LeafletPart(_("The evidence check"), tuple(rows), lead, opens_page=True)


def _words() -> Iterator[LeafletPart]:
    for spoken in WORD_LANGUAGES:
        rows = tuple(
            LeafletRow(group.file, labelled=tuple((name, ", ".join(words)) for name, words in group.classes))
            for group in word_groups(spoken)
        )
        yield LeafletPart(_spoken(spoken), rows, opens_page=True)


def _own(files: tuple[OwnWords, ...]) -> Iterator[LeafletPart]:
    if files:
        rows = tuple(
            LeafletRow(
                one.name, ((one.about,) if one.about else ()),
                tuple((name, ", ".join(words)) for name, words in one.words),
                tuple(" ".join(family) for family in one.families),
            )
            for one in files
        )  # fmt: skip
        yield LeafletPart(_("Words of this organisation"), rows)


def _spoken(spoken: str) -> str:
    return {
        "common": _("Words in every language"), "en": _("Words in English"), "de": _("Words in German"),
        "fr": _("Words in French"), "es": _("Words in Spanish"),
    }[spoken]  # fmt: skip
