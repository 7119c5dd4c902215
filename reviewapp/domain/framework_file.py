"""Reads a framework file (TOML text) strictly, and says in one sentence what is wrong with it.

The format is explained at the top of the shipped ``frameworks/judgment-1.toml``. Pure: text in, `Framework`
out. An organisation writes its own file by hand, so each refusal names the competency, the field and the way on.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping

from reviewapp.domain.errors import N_, UsageError, Words
from reviewapp.domain.framework import Competency, Framework
from reviewapp.domain.observation import ANCHORS

MAX_COMPETENCIES = 40
MAX_FILE_CHARACTERS = 500_000
MAX_TEXT_CHARACTERS = 2_000
MAX_LIST_ITEMS = 30

DEFAULT_ANCHOR_NAMES: dict[str, str] = {
    "missed": "Missed",
    "prompted": "Prompted",
    "independent": "Independent",
    "enabling": "Enabling",
    "not_enough_seen": "Not enough seen",
}

_THE_FILE = Words(N_("The file"))
_TOP_KEYS = ("key", "version", "title", "language", "status", "about", "anchor_names", "competency")
_COMPETENCY_KEYS = (
    "id", "name", "definition", "manager_prompt", "self_prompt", "evidence", "counter_signals", "why",
    "anchors", "crosswalk", "continues",
)

ID_PATTERN = re.compile(r"[A-Z][A-Z0-9_-]{0,7}")
KEY_PATTERN = re.compile(r"[a-z][a-z0-9-]{0,39}")
VERSION_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
_SOURCE = re.compile(rf"{KEY_PATTERN.pattern}/{ID_PATTERN.pattern}")
LANGUAGE_PATTERN = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# "2: …", "(3) …", "1 point – …": an anchor dressed up as a mark.
_MARK = re.compile(r"[(\[]?\d+([.,/]\d+)?\s*(points?|pts)?\s*([)\].:]|[-–—]\s)", re.IGNORECASE)
_COUNTING_KEY = re.compile(
    r"(anchor|competency|max|min|total)?_?"
    r"(points?|pts|scores?|scoring|weights?|weighting|ranks?|ranking|ratings?|levels?|values?|stars?|percent(age)?)"
    r"(_?(missed|prompted|independent|enabling))?"
)


def parse_framework(text: str) -> Framework:
    """The framework written in ``text``, or `UsageError` with one sentence and what to do."""
    return framework_from(_read_toml(text))


def framework_from(table: Mapping[str, object]) -> Framework:
    """The framework in a table of the shape of a file; `UsageError` as `parse_framework`."""
    _check_keys(_THE_FILE, table, _TOP_KEYS)
    framework = Framework(
        key=_matching(table, "key", KEY_PATTERN, N_("Use small letters, figures and hyphens, for example care-homes.")),
        version=_matching(
            table, "version", VERSION_PATTERN, N_('Use a short label in quotation marks, for example "1".')
        ),
        title=_text(_THE_FILE, table, "title"),
        status=_status(table),
        language=_matching(table, "language", LANGUAGE_PATTERN, N_("Use a language code such as en, de or pt-BR.")),
        anchor_names=_anchor_names(table),
        competencies=_competencies(table),
        about=_text(_THE_FILE, table, "about") if "about" in table else "",
    )
    _check_continued(framework)
    return framework


def _check_continued(framework: Framework) -> None:
    """Each source is continued once, and not where its own id still stands: an episode cannot move to two places."""
    taken: dict[str, str] = {}
    for competency in framework.competencies:
        where = Words(N_("Competency {competency}"), {"competency": competency.id})
        for source in competency.continues:
            key, _slash, competency_id = source.partition("/")
            if key == framework.key and competency_id in framework.ids:
                raise UsageError(
                    N_("{where} continues {source}, which stands in this framework itself."),
                    N_("Leave it out: the same id means the same in every version."),
                    where=where, source=source,
                )
            if source in taken:
                raise UsageError(
                    N_("{where} continues {source}, and so does {other}."),
                    N_("Let one of them continue it: an episode cannot move to two places by itself."),
                    where=where, source=source, other=taken[source],
                )
            taken[source] = competency.id


def _read_toml(text: str) -> dict[str, object]:
    if len(text) > MAX_FILE_CHARACTERS:
        raise UsageError(
            N_("This file is far too long for a framework."),
            N_("Choose the framework file itself; a text for each competency fits on a few pages."),
        )
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+)", str(error))
        nowhere = N_("This file cannot be read as TOML.")
        raise UsageError(
            N_("This file cannot be read as TOML near line {line}.") if found else nowhere,
            N_("Look there for a missing quotation mark, equals sign or bracket, or a name given twice."),
            line=found.group(1) if found else "",
        ) from None


def _status(table: Mapping[str, object]) -> str:
    if "status" not in table:
        raise UsageError(
            N_("The file has no status."),
            N_(
                "Say where the wording comes from and whether it was tested, "
                'for example status = "drafted by our team".'
            ),
        )
    return _text(_THE_FILE, table, "status")


def _anchor_names(table: Mapping[str, object]) -> dict[str, str]:
    if "anchor_names" not in table:
        return dict(DEFAULT_ANCHOR_NAMES)
    where = Words(N_("The table anchor_names"))
    names = _table(_THE_FILE, table, "anchor_names")
    _check_keys(where, names, DEFAULT_ANCHOR_NAMES)
    found = {anchor: _text(where, names, anchor) for anchor in DEFAULT_ANCHOR_NAMES}
    for anchor, name in found.items():
        if any(unicodedata.category(character).startswith("N") for character in name):
            raise UsageError(
                N_("{where} gives {anchor} a name with a figure in it."),
                N_("Name it in words: an anchor describes one episode and is not a mark on a scale."),
                where=where, anchor=anchor,
            )
    if len({name.casefold() for name in found.values()}) < len(found):
        raise UsageError(
            N_("{where} uses the same name twice."), N_("Give each anchor a name of its own."), where=where
        )
    return found


def _competencies(table: Mapping[str, object]) -> tuple[Competency, ...]:
    entries = table.get("competency")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise UsageError(
            N_("The file has no competencies."),
            N_("Begin each of them with a line that reads [[competency]], double brackets included."),
        )
    if len(entries) > MAX_COMPETENCIES:
        raise UsageError(
            N_("The file has more than {limit} competencies."),
            N_("Merge or drop some: a role is looked at for four to seven."),
            limit=MAX_COMPETENCIES,
        )
    found: dict[str, Competency] = {}
    for position, entry in enumerate(entries, start=1):
        competency = _competency(position, entry)
        if competency.id in found:
            raise UsageError(
                N_("Competency {competency} stands in the file twice (id)."),
                N_("Give one of the two another id."),
                competency=competency.id,
            )
        found[competency.id] = competency
    return tuple(found.values())


def _competency(position: int, table: Mapping[str, object]) -> Competency:
    competency_id = _competency_id(position, table)
    where = Words(N_("Competency {competency}"), {"competency": competency_id})
    _check_keys(where, table, _COMPETENCY_KEYS)
    return Competency(
        id=competency_id,
        name=_text(where, table, "name"),
        definition=_text(where, table, "definition"),
        anchors=_anchors(where, table),
        manager_prompt=_text(where, table, "manager_prompt"),
        self_prompt=_text(where, table, "self_prompt"),
        evidence=_texts(where, table, "evidence"),
        counter_signals=_texts(where, table, "counter_signals"),
        why=_texts(where, table, "why"),
        crosswalk=_crosswalk(where, table),
        continues=_continues(where, table),
    )


def _continues(where: Words, table: Mapping[str, object]) -> tuple[str, ...]:
    found = _texts(where, table, "continues")
    for source in found:
        if not _SOURCE.fullmatch(source):
            raise UsageError(
                N_("{where} continues something that cannot be found: {value}."),
                N_("Name the framework and the id with a stroke between them, for example judgment/J4."),
                where=where, value=_shown(source),
            )
    return tuple(dict.fromkeys(found))


def _competency_id(position: int, table: Mapping[str, object]) -> str:
    where = Words(N_("Competency number {position} in the file"), {"position": position})
    if "id" not in table:
        raise UsageError(
            N_("{where} has no id."), N_('Add a short one in quotation marks, for example id = "J1".'), where=where
        )
    value = table["id"]
    if not isinstance(value, str) or not ID_PATTERN.fullmatch(value):
        raise UsageError(
            N_("{where} has an id that cannot be used: {value}."),
            N_("Use one capital letter, then at most seven capitals, figures, hyphens or underscores, as in J1."),
            where=where, value=_shown(value),
        )
    return value


def _anchors(where: Words, table: Mapping[str, object]) -> dict[str, str]:
    anchors = _table(where, table, "anchors")
    _check_keys(Words(N_("{where}, anchors,"), {"where": where}), anchors, ANCHORS)
    found = {}
    for anchor in ANCHORS:
        if anchor not in anchors:
            raise UsageError(
                N_("{where} has no anchor {anchor}."),
                N_("Describe in one sentence what such an episode looks like; all four anchors are needed."),
                where=where, anchor=anchor,
            )
        if type(anchors[anchor]) in {int, float}:
            raise _figure_for_anchor(where, anchor)
        sentence = _text(where, anchors, anchor)
        if _MARK.match(sentence) or not any(character.isalpha() for character in sentence):
            raise _figure_for_anchor(where, anchor)
        found[anchor] = sentence
    return found


def _figure_for_anchor(where: Words, anchor: str) -> UsageError:
    return UsageError(
        N_("{where} gives the anchor {anchor} a figure."),
        N_("Describe it in words: no number may stand for a person."),
        where=where, anchor=anchor,
    )


def _crosswalk(where: Words, table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    if "crosswalk" not in table:
        return {}
    crosswalk = _table(where, table, "crosswalk")
    place = Words(N_("{where}, crosswalk,"), {"where": where})
    for name in crosswalk:
        _refuse_counting(place, name)
        if name != " ".join(name.split()) or not name.isprintable() or not 0 < len(name) <= 80 or ":" in name:
            raise UsageError(
                N_("{where} has a name that cannot be used: {value}."),
                N_("Use a short name on one line, without a colon."),
                where=place, value=_shown(name),
            )
    return {name: _texts(place, crosswalk, name) for name in crosswalk}


def _table(where: Words, table: Mapping[str, object], key: str) -> dict[str, object]:
    value = table.get(key)
    if not isinstance(value, dict):
        heading = f"[competency.{key}]" if key != "anchor_names" else "[anchor_names]"
        raise UsageError(
            N_("{where} has no table {key}."),
            N_("Add a line that reads {heading} and its texts below it."),
            where=where, key=key, heading=heading,
        )
    return value


def _check_keys(where: Words, table: Mapping[str, object], allowed: Iterable[str]) -> None:
    known = tuple(allowed)
    for name in table:
        if name in known:
            continue
        _refuse_counting(where, name)
        close = difflib.get_close_matches(name[:60], known, n=1)
        raise UsageError(
            N_("{where} has a field that is not known: {name}."),
            N_("Did you mean {close}?") if close else N_("Remove it; the names used here are {known}."),
            where=where, name=_shown(name), close="".join(close), known=", ".join(known),
        )


def _refuse_counting(where: Words, name: str) -> None:
    if _COUNTING_KEY.fullmatch(name.casefold().replace("-", "_")):
        raise UsageError(
            N_("{where} has a field that would turn words into figures: {name}."),
            N_("Remove it: anchors describe episodes, and nothing here adds them up."),
            where=where, name=_shown(name),
        )


def _matching(table: Mapping[str, object], key: str, pattern: re.Pattern[str], way_on: str) -> str:
    value = _text(_THE_FILE, table, key)
    if not pattern.fullmatch(value):
        raise UsageError(
            N_("{where} has a {key} that cannot be used: {value}."),
            way_on,
            where=_THE_FILE, key=key, value=_shown(value),
        )
    return value


def _texts(where: Words, table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise UsageError(
            N_("{where} needs a list for {key}."),
            N_('Write it in square brackets, for example ["scope note", "decision note"].'),
            where=where, key=_shown(key),
        )
    if len(value) > MAX_LIST_ITEMS:
        raise UsageError(
            N_("{where} lists too much under {key}."),
            N_("Keep the {limit} that matter most."),
            where=where, key=_shown(key), limit=MAX_LIST_ITEMS,
        )
    return tuple(_clean(where, key, item) for item in value)


def _text(where: Words, table: Mapping[str, object], key: str) -> str:
    if key not in table:
        raise UsageError(
            N_("{where} has no {key}."), N_('Add a line that reads {key} = "…" with your text.'), where=where, key=key
        )
    return _clean(where, key, table[key])


def _clean(where: Words, key: str, value: object) -> str:
    """The text on one line; refused when it is no text, empty, too long or unprintable."""
    name = _shown(key)
    if not isinstance(value, str):
        raise UsageError(
            N_("{where} needs a text for {name}."), N_("Put it in quotation marks."), where=where, name=name
        )
    text = " ".join(value.split())
    if not text:
        raise UsageError(
            N_("{where} has an empty text for {name}."),
            N_("Write it, or remove the line if it is optional."),
            where=where, name=name,
        )
    if len(text) > MAX_TEXT_CHARACTERS:
        raise UsageError(
            N_("{where} has a very long text for {name}."), N_("Say it in a few sentences."), where=where, name=name
        )
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise UsageError(
            N_("{where} has a character in {name} that cannot be shown."),
            N_("Type the text again without it."),
            where=where, name=name,
        )
    return text


def _shown(value: object) -> str:
    """A value from the file as it may stand in a sentence: one line, short, printable."""
    text = value if isinstance(value, str) else type(value).__name__
    text = "".join(character if character.isprintable() else "?" for character in text)
    return text if len(text) <= 40 else f"{text[:39]}…"
