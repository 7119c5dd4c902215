"""The rows held about a person as sections to read: each text with its earlier wordings, each day, each file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from reviewapp.actions.about_answers import self_assessments_held
from reviewapp.actions.about_team import in_the_team
from reviewapp.actions.about_words import (
    answer_words,
    decision_words,
    file_words,
    read_day,
    read_moment,
    seat_words,
    section_words,
    state_words,
)
from reviewapp.actions.erasing import erase_preview
from reviewapp.actions.growth_words import choice_words as growth_choice_words
from reviewapp.actions.growth_words import day_words, kind_words, text_words
from reviewapp.actions.keeping import Rules
from reviewapp.actions.queries import competency_names
from reviewapp.actions.role_words import capacities_line, context_words, protected_lines
from reviewapp.actions.shared_words import agreed_words, how_words
from reviewapp.actions.word_tables import choice_words, field_words
from reviewapp.domain import observation as fields
from reviewapp.domain.about import Entry, Section
from reviewapp.domain.observation import CompetencyTag, Observation
from reviewapp.domain.retention import jot_due
from reviewapp.i18n import _, language
from reviewapp.report.labels import labelled
from reviewapp.report.replies import position_words
from reviewapp.vault import observations, rights
from reviewapp.vault.connection import Vault

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def sections(vault: Vault, person_id: int, tables: Tables, hide: Callable[[str], str]) -> tuple[Section, ...]:
    """Everything in ``tables`` (rows without the names of others) in the order one reads it."""
    record = _Record(vault, person_id, tables)
    return (
        Section(_("What this is"), "", tuple(_about_this())),
        Section(_("Profile"), "", tuple(record.profile())),
        Section(_("Notices"), _("What the person was told about these notes, and when."), tuple(record.notices()),
                _("No notice is on record.")),
        Section(_("Role profile"), _("What was agreed to be looked at."), tuple(record.profiles()),
                _("None was agreed.")),
        Section(_("Goals, plans and support"), _("What was agreed, what was promised, and what was given."),
                tuple(record.growth()), _("None.")),
        Section(_("Observations"),
                _("Every note with every wording it ever had: private jots, withdrawn ones and those in the bin too."),
                tuple(record.observations()), _("None.")),
        Section(_("Reviews"), "", tuple(record.reviews()), _("None.")),
        Section(_("Self-assessments"), _("What was asked, and what the person answered in their own words."),
                tuple(self_assessments_held(vault, person_id, tables, hide)), _("None was asked for.")),
        Section(_("What the person answered"), _("Word for word, each with its day and how it came."),
                tuple(record.replies()), _("Nothing is on record.")),
        Section(_("Named in notes about others"), _("Only the words around the name; the rest is about others."),
                tuple(_mentions(vault, person_id, hide)), _("Nowhere.")),
        Section(_("In the team"), _("Pilots they volunteered for, and rules of the team an episode is held against."),
                tuple(in_the_team(vault, tables, hide)), _("Nothing.")),
        Section(_("Corrections asked for"), "", tuple(record.corrections()), _("None.")),
        Section(_("Legal holds"), "", tuple(record.holds()), _("None.")),
        Section(_("Files handed on"),
                _("Every file about the person this program wrote. Whom it was given to, the program cannot know."),
                tuple(record.files()), _("None.")),
        Section(_("Not saved yet"), _("Words in an editor that were not saved when this was made."),
                tuple(record.drafts()), _("None.")),
    )  # fmt: skip


def _about_this() -> Iterator[Entry]:
    yield Entry("", "", (
        (_("What it holds"), _("Everything this vault holds about the person: also what was private until now.")),
        (_("Purpose"), _("Talking about work, and a review that rests on dated episodes. Not for ranking, pay or "
                         "redundancy.")),
        (_("Where it comes from"), _("Written by hand by the person named above, brought in from their own notes, or "
                                     "given by another manager; each note says which. Nothing is read from logs, "
                                     "chats or calendars.")),
        (_("Who else has it"), _("See “Files handed on”. There is no server.")),
        (_("Automated decisions"), _("None. The program computes no score and draws no conclusion.")),
        (_("Other people"), _("Their names are theirs and are left out: “[another person]” stands in their place.")),
        (_("Rights"), _("Mistakes can be corrected, an answer can be added, everything can be erased, and a complaint "
                        "can go to the supervisory authority.")),
    ))  # fmt: skip


class _Record:
    """The rows of one person, and the words they are said in."""

    def __init__(self, vault: Vault, person_id: int, tables: Tables) -> None:
        self.vault, self.person_id, self.tables = vault, person_id, tables
        self.zone = vault.clock().tzinfo
        self.choices, self.fields = choice_words(language()), field_words(language())
        self.person: Row = tables["person"][0]
        self.rules = Rules(vault)
        self.wordings: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in tables["revision"]:
            self.wordings[row["record_uid"]][row["field"]].append(row)
        in_force = {(row["record_uid"], row["field"]): row["revision_id"] for row in tables["current_text"]}
        self.in_force = in_force
        self.names = competency_names(vault.connection)

    def profile(self) -> Iterator[Entry]:
        row = self.person
        names = ", ".join(one["alias"] for one in self.tables["person_alias"])
        chosen = self.tables["retention"][0] if self.tables["retention"] else {}
        lines = (
            (_("Name"), row["name"]), (_("Other names"), names), (_("Role"), row["role"]), (_("Team"), row["team"]),
            (_("Started on"), read_day(row["started_on"])), (_("Away from"), read_day(row["away_from"])),
            (_("Away to"), read_day(row["away_to"])),
            (_("Last coaching talk"), read_day(row["coached_on"])), (_("Left on"), read_day(chosen.get("left_on"))),
            (_("In the bin since"), read_day(row["deleted_at"])),
        )  # fmt: skip
        yield Entry(read_day(row["created_at"]), "", _said(lines))

    def notices(self) -> Iterator[Entry]:
        for row in self.tables["notice"]:
            title = _("Notice, version {version}").format(version=row["text_version"])
            yield Entry(read_day(row["given_on"]), title, ((_("The text handed over"), row["body"]),))

    def profiles(self) -> Iterator[Entry]:
        for row in self.tables["role_profile"]:
            framework = _("{title}, version {version}").format(
                title=row["framework_key"], version=row["framework_version"]
            )
            lines = (
                (_("Focus"), ", ".join(self._competency(row, one) for one in row["focus"])),
                (_("Seat"), seat_words(row["seat"])),
                (_("Foundational skills"), "; ".join(row["foundational_skills"])),
                (_("Protected work"), "; ".join(protected_lines(row["protected_work"], row["protected_modes"]))),
                (_("What the role asks for"), capacities_line(row["capacities"])),
                *((context_words(name), text) for name, text in row["context"].items()),
                (_("Framework"), framework),
            )  # fmt: skip
            yield Entry(read_day(row["agreed_on"]), "", _said(lines))

    def growth(self) -> Iterator[Entry]:
        for row in self.tables["growth_item"]:
            texts, earlier = self._texts(row["uid"], text_words)
            days = (
                *((day_words(name), read_day(row[name])) for name in ("look_back_on", "given_on", "ended_on")),
                (_("In the bin since"), read_day(row["deleted_at"])),
            )
            title = f"{kind_words(row['kind'])} · {growth_choice_words(row['choice'])}"
            yield Entry(read_day(row["agreed_on"]), title, (*texts, *_said(days)), tuple(earlier))

    def observations(self) -> Iterator[Entry]:
        ids = [row["id"] for row in self.tables["observation"]]
        items = {item.id: item for item in observations.observations(self.vault.connection, ids)}
        links = {row["observation_id"]: row for row in self.tables["observation_person"]}
        for row in self.tables["observation"]:
            yield self._observation(row, links[row["id"]], items[row["id"]])

    def _observation(self, row: Row, link: Row, item: Observation) -> Entry:
        day = read_day(row["observed_on"]) or _("Date open: {words}").format(words=row["date_as_written"])
        texts, earlier = self._texts(row["uid"], self._field_words)
        chosen = ". ".join(f"{labelled(label)} {value}" for label, value in _said(tuple(self._fields(row))))
        lines = [*texts, *_said(((_("Recorded as"), chosen), *self._about_them(link)))]
        title = f"{self.choices['kind'][row['kind']]} · {self.choices['status'][item.status]}"
        if row["deleted_at"]:
            title = _("{what}, in the bin").format(what=title)
        return Entry(
            day, title, tuple(lines), (" ".join(self._kept(row, item)), *earlier, *self._answers(row["uid"])),
        )  # fmt: skip

    def _field_words(self, field: str) -> str:
        return self.fields.get(field, _("The person says"))

    def _fields(self, row: Row) -> Iterator[tuple[str, str]]:
        """Values that were chosen, by the words of their form; what nobody answered is left out."""
        for name in (*fields.CHOICES, *fields.DATES):
            value = row[name]
            if value and name not in ("kind", "restricted") and value != fields.DEFAULTS.get(name):
                yield self.fields[name], self.choices[name][value] if name in self.choices else read_day(value)
        for name in fields.MULTI_CHOICES:
            values = row[name] if isinstance(row[name], list) else []
            yield self.fields[name], ", ".join(self.choices[name][value] for value in values)
        if row["restricted"] != "none":
            yield self.fields["restricted"], self.choices["restricted"][row["restricted"]]
        if row["receiver_words_permitted"]:
            yield self.fields["receiver_words_permitted"], _("Yes")
        shown = [one for one in self.tables["observation_competency"] if one["observation_id"] == row["id"]]
        yield self.fields["competencies"], ", ".join(self._competency(one, one["competency_id"]) for one in shown)

    def _competency(self, row: Row, competency_id: str) -> str:
        """What a competency is called in the framework and version of a row."""
        tag = CompetencyTag(row["framework_key"], row["framework_version"], competency_id)
        return self.names.get(tag, competency_id)

    def _about_them(self, link: Row) -> Iterator[tuple[str, str]]:
        if link["concern"] is not None:
            yield self.fields["concern"], _("Yes") if link["concern"] else _("No")
        if link["closest_anchor"]:
            yield self.fields["anchor"], self.choices["anchor"][link["closest_anchor"]]
        yield _("Told"), self._told(link)
        for row in self.tables["episode_agreement"]:
            if row["observation_id"] == link["observation_id"]:
                how = agreed_words(row["how"])
                yield _("Agreed that it leaves"), _("{how}, on {day}").format(how=how, day=read_day(row["agreed_on"]))

    def _told(self, link: Row) -> str:
        if not link["told_how"]:
            return _("Not told yet")
        how = self.choices["told_how"][link["told_how"]]
        if not link["told_on"] or not link["told_confirmed"]:
            return _("{how}; the day is not confirmed").format(how=how)
        return _("{how}, on {day}").format(how=how, day=read_day(link["told_on"]))

    def _kept(self, row: Row, item: Observation) -> Iterator[str]:
        written = _("Written on {day}.").format(day=read_day(row["written_on"]))
        if row["source_name"]:
            written = _("Brought in on {day} from the file {name}.").format(
                day=read_day(row["written_on"]), name=row["source_name"]
            )
        elif row["written_by"]:
            written = _("Written by {name} on {day}, and given to the writer of this vault.").format(
                name=row["written_by"], day=read_day(row["written_on"])
            )
            informed = read_day(row["informed_on"])
            written += " " + (_("Known to the person since {day}.").format(day=informed) if informed else
                              _("The person was not told of that yet."))  # fmt: skip
        elif row["import_key"]:
            written = _("Brought in from a file on {day}.").format(day=read_day(row["written_on"]))
        yield written
        if row["bin_until"]:
            yield _("It goes for good on {day}.").format(day=read_day(row["bin_until"]))
        elif item.status == "jot" and not item.deleted:
            announced = read_day_or_none(row["announced_on"])
            due = jot_due(item.written_on, announced, rights.policy(self.vault.connection).jot_days)
            yield _("A jot; it expires on {day} unless it is completed or shared.").format(day=read_day(due))
        else:
            day = self.rules.due_for(item, self.person_id)
            yield _("Due to be deleted on {day}.").format(day=read_day(day)) if day else _("No day of deletion yet.")

    def _texts(self, uid: str, label: Callable[[str], str]) -> tuple[list[tuple[str, str]], list[str]]:
        """Texts in force with their labels, and every earlier wording with its moment."""
        texts: list[tuple[str, str]] = []
        earlier: list[str] = []
        order = {name: at for at, name in enumerate(fields.TEXTS)}
        for field in sorted(self.wordings[uid], key=lambda one: order.get(one, len(order))):
            for row in self.wordings[uid][field]:
                if self.in_force.get((uid, field)) == row["id"]:
                    texts += [(label(field), row["body"])] if row["body"] else []
                else:
                    earlier.append(
                        _("Earlier wording of “{field}”, {moment}: {text}").format(
                            field=label(field), moment=read_moment(row["written_at"], self.zone),
                            text=row["body"] or _("(empty)"),
                        )
                    )
        return texts, earlier

    def _answers(self, uid: str) -> list[str]:
        return [
            _("“{words}” was kept as {answer}: {reason}").format(
                words=row["span"], answer=answer_words(row["answer"]), reason=row["reason"]
            )
            for row in self.tables["finding_answer"]
            if row["record_uid"] == uid
        ]

    def reviews(self) -> Iterator[Entry]:
        for row in self.tables["review"]:
            texts, earlier = self._texts(row["uid"], partial(self._section, row))
            days = (
                (_("Framework"), f"{row['framework_key']} {row['framework_version']}"),
                (_("Shared"), read_day(row["shared_on"])), (_("Talked about"), read_day(row["talked_on"])),
                (_("In the bin since"), read_day(row["deleted_at"])),
                (_("Cites the observations of"), ", ".join(self._cited(row["id"]))),
            )  # fmt: skip
            span = _("{first} – {last}").format(first=read_day(row["period_from"]), last=read_day(row["period_to"]))
            yield Entry(
                span, state_words(row["state"]), (*texts, *_said(days)), (*earlier, *self._answers(row["uid"]))
            )
            for version in self.tables["review_version"]:
                if version["review_id"] == row["id"]:
                    yield self._version(row, version)

    def _section(self, row: Row, field: str) -> str:
        return section_words(field, self._competency(row, field.partition("/")[2]))

    def _cited(self, review_id: int) -> list[str]:
        days = {row["id"]: row["observed_on"] or row["written_on"] for row in self.tables["observation"]}
        cited = [row["observation_id"] for row in self.tables["review_citation"] if row["review_id"] == review_id]
        return [read_day(days[one]) for one in cited if one in days]

    def _version(self, review: Row, version: Row) -> Entry:
        """A finished version as it was frozen: every text that its PDF prints."""
        content = version["content"]
        lines = [(section_words(name), text) for name, text in content.get("texts", {}).items()]
        for judgment in content.get("judgments", ()):
            lines += [(section_words(f"{name}/", judgment["name"]), judgment.get(name, "")) for name in _JUDGED]
        lines += [(read_day(one["observed_on"]), one["behaviour"]) for one in content.get("episodes", ())]
        due = next((self.rules.review_due(one) for one in self.rules.closed.get(self.person_id, ())
                    if one.review_id == review["id"]), None)  # fmt: skip
        remarks = [_("Fingerprint (SHA-256) {sha256}").format(sha256=version["sha256"])]
        if version["erased"]:
            remarks.append(_("A name was taken out later; the fingerprint is that of the text as it was finished."))
        if due is not None:
            remarks.append(_("Due to be deleted on {day}.").format(day=read_day(due)))
        title = _("Version {version}, finished on {day}").format(
            version=version["number"], day=read_day(version["finished_at"])
        )
        return Entry(read_day(version["finished_at"]), title, _said(tuple(lines)), tuple(remarks))

    def replies(self) -> Iterator[Entry]:
        days = {row["id"]: row["observed_on"] or row["written_on"] for row in self.tables["observation"]}
        spans = {row["id"]: (read_day(row["period_from"]), read_day(row["period_to"])) for row in self.tables["review"]}
        for row in self.tables["reply"]:
            first, last = spans.get(row["review_id"], ("", ""))
            lines = (
                (_("To the observation of"), read_day(days.get(row["observation_id"]))),
                (_("To the review of"), _("{first} – {last}").format(first=first, last=last) if first else ""),
                (_("Position"), position_words(row["position"])), (_("Words"), row["body"]),
            )  # fmt: skip
            came = _("{how}, kept on {day}.").format(
                how=how_words(row["how"]), day=read_moment(row["kept_at"], self.zone)
            )
            yield Entry(read_day(row["written_on"]), "", _said(lines), (came,))

    def corrections(self) -> Iterator[Entry]:
        days = {row["id"]: row["observed_on"] or row["written_on"] for row in self.tables["observation"]}
        for row in self.tables["correction_request"]:
            lines = (
                (_("Asked"), row["asked"]), (_("About the observation of"), read_day(days.get(row["observation_id"]))),
                (_("Decision"), decision_words(row["decision"])), (_("Decided on"), read_day(row["decided_on"])),
                (_("Reason"), row["reason"]),
            )  # fmt: skip
            yield Entry(read_day(row["asked_on"]), "", _said(lines))

    def holds(self) -> Iterator[Entry]:
        for row in self.tables["legal_hold"]:
            lines = (
                (_("Reason"), row["reason"]), (_("Set by"), row["set_by"]), (_("Until"), read_day(row["until"])),
                (_("Lifted on"), read_day(row["lifted_on"])),
            )  # fmt: skip
            yield Entry(read_day(row["since"]), "", _said(lines))

    def files(self) -> Iterator[Entry]:
        for row in self.tables["handed_file"]:
            remark = _("Fingerprint (SHA-256) {sha256}").format(sha256=row["sha256"])
            yield Entry(
                read_moment(row["written_at"], self.zone), file_words(row["kind"]), ((_("File"), row["file_name"]),),
                (remark,),
            )  # fmt: skip

    def drafts(self) -> Iterator[Entry]:
        for row in self.tables["journal"]:
            words = "\n".join(_strings(row["body"]))
            yield Entry(read_moment(row["typed_at"], self.zone), "", ((_("Typed"), words),))


_JUDGED = ("strength", "concern", "next_step")


def read_day_or_none(day: str | None) -> Any:
    """An ISO day as a date, or None."""
    from datetime import date

    return date.fromisoformat(day) if day else None


def _mentions(vault: Vault, person_id: int, hide: Callable[[str], str]) -> Iterator[Entry]:
    for one in erase_preview(vault, person_id=person_id).mentions:
        if one.sure:
            yield Entry("", "", ((_("Words"), hide(one.words)),))


def _said(lines: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in lines if text.strip())


def _strings(body: Any) -> Iterator[str]:
    if isinstance(body, str) and body.strip():
        yield body
    elif isinstance(body, list):
        for one in body:
            yield from _strings(one)
    elif isinstance(body, dict):
        for one in body.values():
            yield from _strings(one)
