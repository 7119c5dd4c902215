"""``make evidence-docs``: write ``docs/evidence-check.md`` from the rules, so that it says what they do."""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path

from reviewapp.actions.checking import check_lines, checker_with, label_name
from reviewapp.actions.evidence_guide import WORD_LANGUAGES, guide, label_entries, word_groups
from reviewapp.actions.quality import shipped_lists
from reviewapp.domain.errors import RuleRefused
from reviewapp.domain.evidence_quality import CHECK_IDS, Draft, Episode, checks, quota_wording
from reviewapp.domain.observation import Observation, Subject, refuse_missed_on_hearsay
from reviewapp.wording import LANGUAGES, identifiers, load_checker
from reviewapp.wording.pattern import lines_of
from reviewapp.wording.tokens import tokenise

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = Path(__file__).with_suffix(".md")
DOCUMENT = ROOT / "docs" / "evidence-check.md"
NAMES = {"common": "Every language", "en": "English", "de": "German", "fr": "French", "es": "Spanish"}

MEETING_FILES = ("usage.toml", "usage_wide.toml")
# The identifiers whose check digit is computed in `wording.identifiers`.
CHECK_DIGITS = {
    "iban": "bank accounts (IBAN)", "luhn": "payment cards", "nhs": "NHS numbers of England",
    "steuer_id": "German tax numbers", "nir": "French social security numbers", "dni": "Spanish identity numbers",
}
BORDERLINE = (
    "Not that we score it, but she's had 2,000 messages with the bot.",
    "Found the wrong dose. 17 bot queries this month.",
    "Ran the menu through it once before printing.",
    "Has tried the assistant once since May.",
    "The target is ten chats a week.",
    "The target is ten chats a week; Imran managed three.",
    "Sent back 3 of the 12 generated floor plans because the doors opened inwards.",
    "Ivo never opens the assistant.",
    "Hardly opens the assistant.",
    "We leave prompt counts out of this.",
    "Superb with AI tools, 45 prompts a day.",
    "Closed the valve before the model's alarm came.",
    "Promptly told the lab that the model had swapped two sample numbers.",
)
GOALS = (
    "Use the assistant for every ticket.",
    "At least 20 prompts a week.",
    "Check every draft by the assistant against the chart.",
    "Try a first draft by AI for the shift report, and note what had to be corrected.",
)
OWN_FILE = 'language = "en"\nabout = "Names of our own tools"\n\n[classes]\nAIX = "heinzelmann draftbot+s"'
OWN_TEXT = "Hardly uses Heinzelmann."
TRIED = "She is a natural: 64 prompts last week."


def document() -> str:
    """The whole page."""
    parts = {
        "languages": ", ".join(NAMES[one] for one in LANGUAGES if one != "en"), "label_table": _label_table(),
        "labels": _labels(), "borderline": _borderline(), "checks": _checks(), "hearsay": _hearsay(),
        "quotas": _quotas(), "own_file": OWN_FILE, "own_result": _own_result(), "console": _console(),
        "meetings": _meetings(), "rule_lines": _rule_lines(), "rule_files": _rule_files(), "words": _words(),
    }
    page = TEMPLATE.read_text("utf-8")
    assert set(re.findall(r"\{\{(\w+)\}\}", page)) == set(parts)
    return re.sub(r"\{\{(\w+)\}\}", lambda place: parts[place[1]], page).rstrip() + "\n"


def _label_table() -> str:
    spoken = {
        language: {load_checker().families[name].label for name in _files(language, "find")} for language in LANGUAGES
    }
    # Identifiers are found by their shape, whatever the language.
    rows = [
        (
            f"[{_title(one.label)}](#{_anchor(one.label)})", one.guide.meaning,
            ", ".join(NAMES[language] for language in LANGUAGES if one.label in spoken[language] | {"personal_data"}),
        )
        for one in label_entries()
    ]
    return _table(("Label", "What it marks", "Languages"), rows)


def _labels() -> str:
    out = []
    for one in label_entries():
        out += [f"### {_title(one.label)}", "", one.guide.meaning, "", f"**Why it is there.** {one.guide.reason}", ""]
        out += ["**Marked**", "", *(f"- {line}" for line in one.guide.marked), ""]
        out += ["**Left alone**", "", *(f"- {line}" for line in one.guide.clear), ""]
        families = [(family.title, family.why, family.ask) for family, _example in one.families]
        out += [_table(("What is looked for", "What the mark says", "What is asked instead"), families), ""]
        examples = [(f"“{example.marked}”", f"“{example.clean}”") for _family, example in one.families]
        out += [_table(("Marked, for example", "A look-alike that is left alone"), examples), ""]
        ways = dict.fromkeys(way.replace("_", " ") for family, _example in one.families for way in family.resolve)
        dismissed = [] if one.label == "usage_metric" else ["dismiss with a reason"]
        out += [f"**How to settle it:** {', '.join([*ways, *dismissed])}.", ""]
        if one.label == "personal_data":
            out += [f"A number counts when a word beside it says what it is, or when its check digit is right: {_numbers()}.", ""]
    return "\n".join(out).rstrip()


def _numbers() -> str:
    computed = {name.removesuffix("_is_right") for name in vars(identifiers) if name.endswith("_is_right")}
    assert computed == set(CHECK_DIGITS)
    return ", ".join(CHECK_DIGITS.values())


def _borderline() -> str:
    rows = []
    for text in BORDERLINE:
        found = load_checker().check(text, "en")
        said = "; ".join(f"{label_name(one.label)}: “{one.span}”" for one in found)
        rows.append((f"“{text}”", said or "nothing"))
    return _table(("Sentence", "What is marked"), rows)


def _checks() -> str:
    asked = {one.id: one for one in checks(worst_draft(), shipped_lists())}
    assert set(asked) == set(CHECK_IDS)
    out = []
    for check_id in CHECK_IDS:
        said, one = guide().checks[check_id], asked[check_id]
        out += [f"### {said.title}", "", f"**Asked when:** {said.when}", ""]
        out += [f"> {one.sentence.format(**one.values)} *{one.question}*", ""]
        out += [f"**Why.** {said.reason}", "", f"**What to do.** {said.settle}", ""]
    return "\n".join(out).rstrip()


def worst_draft() -> Draft:
    """An invented draft that raises every question once."""

    def episode(number: int, title: str, day: int) -> Episode:
        return Episode(
            uid=f"u{number}", observation_id=number, title=title, observed_on=date(2026, 11, day), competencies=("J5",),
            anchor="missed", concern=True, known_when="found_later", conditions=("no_training",) if number == 1 else (),
            is_checked=False, texts={"behaviour": title, "who_was_told": "Dr Ana Reyes" if number == 2 else ""},
        )

    return Draft(
        period_from=date(2026, 1, 1), period_to=date(2026, 11, 30),
        focus=(("J5", "Critical assessment"), ("J9", "Curiosity and adaptation")),
        texts={
            "strength/J5": "Works faster now.", "summary": "Saved 5 hours a week.", "concern/J5": "Slower than the others."
        },
        episodes=(episode(1, "Sent the price list unread", 9), episode(2, "Sent the second list unread", 16)),
        not_noted=("Ana Reyes",),
    )


def _hearsay() -> str:
    heard = Observation(
        1, "u", None, date(2026, 1, 1), (Subject(1, "A", closest_anchor="missed"),), choices={"basis": "told_by_other"}
    )
    try:
        refuse_missed_on_hearsay(heard)
    except RuleRefused as refused:
        return f"“{refused.sentence} {refused.next_step}”"
    raise AssertionError("Missed on hearsay is accepted")


def _quotas() -> str:
    rows = [(f"“{goal}”", "refused" if quota_wording(goal, shipped_lists()) else "stands") for goal in GOALS]
    return _table(("Goal", "What happens"), rows)


def _own_result() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "our-words.toml"
        path.write_text(OWN_FILE, "utf-8")
        found = checker_with(path).check(OWN_TEXT, "en")
    assert found and not load_checker().check(OWN_TEXT, "en")
    return f"With this file the sentence “{OWN_TEXT}” is marked as a {label_name(found[0].label)}; without it, it is not."


def _console() -> str:
    out = [f'$ echo "{TRIED}" | reviewapp check -']
    for checked in check_lines([TRIED.encode()]):
        out += checked.lines()
    return "\n".join(out)


def _rule_lines() -> str:
    out = []
    grammar, families = load_checker().grammar("en"), load_checker().families
    for name, example in guide().families.items():
        spoke = [hit.line for hit in grammar.hits(tokenise(example.marked)) if hit.family == name]
        if spoke:
            out += [f"**{families[name].title}** — “{example.marked}”", "", "```text", spoke[0], "```", ""]
    return "\n".join(out).rstrip()


def _meetings() -> str:
    """The lines of [meet] in words: what must come together, and what keeps the rule silent."""
    files = [tomllib.loads((ROOT / "resources/wording/en" / name).read_text("utf-8")) for name in MEETING_FILES]
    means, families = {name: said for data in files for name, said in data["means"].items()}, load_checker().families
    rows = []
    for family, line in ((name, line) for data in files for name, block in data["meet"].items() for line in lines_of(block)):
        nowhere, near = re.findall(r"!&(\w+)", line), re.sub(r"!&\w+", "", line)
        anywhere = re.findall(r"&(\w+)", near)
        wanted, silent = re.sub(r"&\w+|~\S+", "", near), re.findall(r"!\(([^)]*)\)|!(\S+)", near)
        groups = re.findall(r"\(([^)]*)\)|(\S+)", re.sub(r"!\([^)]*\)|!\S+", "", wanted))
        said = " + ".join(_either(one or other, means) for one, other in groups)
        said += "".join(f", and in the text {_either(one, means)}" for one in anywhere)
        quiet = [_either(one or other, means) for one, other in silent]
        quiet += [f"anywhere in the text: {_either(one, means)}" for one in nowhere]
        rows.append((families[family].title, said, "; ".join(quiet)))
    return _table(("Family", "What comes together in one clause", "Silent when one of these is near"), rows)


def _either(names: str, means: dict[str, str]) -> str:
    return ", or ".join(means.get(name.strip(), f"“{name.strip()}”") for name in names.split("|"))


def _rule_files() -> str:
    links = []
    for language in LANGUAGES:
        files = sorted((ROOT / "resources" / "wording" / language).glob("*.toml"))
        listed = ", ".join(f"[{path.stem}](../resources/wording/{language}/{path.name})" for path in files)
        links.append(f"{NAMES[language]} ({listed})")
    return "; ".join(links)


def _words() -> str:
    out = []
    for language in WORD_LANGUAGES:
        out += ["<details>", f"<summary>{NAMES[language]}: words of the labels</summary>", ""]
        for group in word_groups(language):
            out += [f"**{group.about}** ([{group.file}](../resources/wording/{group.file}))", ""]
            out += [f"- `{name}`: {_plain(', '.join(words))}" for name, words in group.classes]
            out += [""]
        out += ["</details>", ""]
    data = tomllib.loads((ROOT / "resources" / "quality" / "phrases.toml").read_text("utf-8"))
    out += ["<details>", "<summary>All languages: phrases of the questions about evidence and of quotas</summary>", ""]
    out += ["`*` means that the word may go on, `…` up to four words between, `#` a number.", ""]
    for section, blocks in data.items():
        for name, block in blocks.items():
            out += [f"- `{section}`, `{name}`: {_plain(', '.join(line for line in _phrases(block)))}"]
    return "\n".join([*out, "", "</details>"])


def _phrases(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]


def _files(language: str, table: str) -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "resources" / "wording" / language).glob("*.toml"):
        found |= {name for name, block in tomllib.loads(path.read_text("utf-8")).get(table, {}).items() if lines_of(block)}
    return found


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(_plain(cell) for cell in line) + " |" for line in lines)


def _plain(text: str) -> str:
    """Characters that Markdown would take for its own, as they are."""
    return text.replace("*", r"\*").replace("<", "&lt;").replace("|", r"\|").replace("$", r"\$")


def _title(label: str) -> str:
    name = label_name(label)
    return name[:1].upper() + name[1:]


def _anchor(label: str) -> str:
    return re.sub(r"[^\w-]", "", label_name(label).replace(" ", "-"))


def main() -> int:
    """Write the page."""
    DOCUMENT.write_text(document(), "utf-8")
    sys.stdout.write(f"{DOCUMENT}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
