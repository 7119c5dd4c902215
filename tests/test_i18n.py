"""Sentences can be translated: the catalogue is complete, and pseudo-languages show what is not."""

from __future__ import annotations

import ast
import inspect
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import reviewapp
from reviewapp import i18n
from reviewapp.actions.frameworks import import_framework
from reviewapp.actions.importing import import_file
from reviewapp.actions.people import find_person
from reviewapp.actions.reviews import cite, problems, refused_citations
from reviewapp.actions.sentences import in_one_line, in_words
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain import errors
from reviewapp.domain.errors import N_, NotFound, ReviewAppError, RuleRefused, UsageError, VaultLocked, Words
from reviewapp.vault import reviews
from tests.helpers import catalogue
from tests.helpers.acts import draft, somebody, whole

ERRORS = {name for name, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, ReviewAppError)}


def test_the_catalogue_holds_every_sentence_of_the_program() -> None:
    now = {str(message.id) for message in catalogue.collected() if message.id}
    kept = {str(message.id) for message in catalogue.kept() if message.id}
    assert not now - kept, "run: make catalogue"
    assert not kept - now, "run: make catalogue"


def test_pseudo_languages_lengthen_and_mark_but_keep_places() -> None:
    i18n.use_language("xx-long")
    assert i18n._("Saved {name}").startswith("[Sävéd {name}")
    assert len(i18n._("Observation")) >= 1.4 * len("Observation")
    assert not i18n.is_rtl()
    i18n.use_language("xx-rtl")
    assert i18n.is_rtl() and i18n._("Save").startswith("\u200f[")


def test_an_unknown_language_falls_back_to_english() -> None:
    i18n.use_language("tlh")
    assert i18n._("Save") == "Save"
    assert i18n.ngettext("one", "many", 1) == "one" and i18n.ngettext("one", "many", 3) == "many"


def test_the_system_language_is_read_from_the_environment(monkeypatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert i18n.system_language() == "de"
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert i18n.system_language() == "en"


def marked(sentence: str) -> bool:
    """True for a sentence that went through the pseudo-language once, and only once."""
    return sentence.startswith("[") and sentence.endswith("·]") and not sentence.startswith("[[")


def test_a_refused_citation_comes_out_translated_with_its_values(vault) -> None:
    tom = somebody(vault)
    told_on = "2026-11-15"
    episode, review = whole(vault, tom, concern=True, told_ago=5), draft(vault, tom)
    i18n.use_language("xx-long")
    with pytest.raises(RuleRefused) as refused:
        cite(vault, review_id=review, observation_id=episode)
    sentence, next_step = in_words(refused.value)
    assert marked(sentence) and told_on in sentence and "14" in sentence
    assert marked(next_step) and "2026-11-29" in next_step
    # The error itself speaks English still: for scripts, for logs, for tests.
    assert refused.value.sentence == f"This concern was shared on {told_on}; there are 14 days to answer it."
    assert str(refused.value) == f"{refused.value.sentence} It can stand in a review from 2026-11-29."


def test_what_stops_a_review_is_translated_once(vault) -> None:
    tom = somebody(vault)
    text = "Sent it {unread}, 100 % sure."
    episode, review = whole(vault, tom, text=text, concern=True, told_ago=20), draft(vault, tom)
    with vault.write() as transaction:
        reviews.cite(transaction, review, episode)
    i18n.use_language("xx-long")
    on = vault.today.replace(day=1)
    [problem], [refusal] = problems(vault, review_id=review, on=on), refused_citations(vault, review_id=review, on=on)
    assert (problem.sentence, problem.next_step) == in_words(refusal)
    assert text in problem.sentence and marked(problem.sentence) and marked(problem.next_step)
    assert problem.sentence.count("[") == 2  # the frame with the episode's words, and the rule's sentence in it


def test_a_wrong_passphrase_comes_out_translated(folder) -> None:
    i18n.use_language("xx-long")
    with pytest.raises(VaultLocked) as refused:
        unlock_vault(folder=folder, passphrase="another sentence")
    assert all(marked(part) for part in in_words(refused.value))
    assert refused.value.sentence == "The passphrase is not the right one for this vault."


def test_an_unknown_person_comes_out_translated_with_the_name_as_typed(vault) -> None:
    i18n.use_language("xx-long")
    with pytest.raises(NotFound) as refused:
        find_person(vault, name="Zoë {x} O'Neil")
    sentence, next_step = in_words(refused.value)
    assert marked(sentence) and marked(next_step)
    assert "Zoë {x} O'Neil" in sentence and '"Zoë {x} O\'Neil"' in next_step


def test_a_vault_that_is_not_there_is_named_as_it_is(tmp_path) -> None:
    i18n.use_language("xx-long")
    with pytest.raises(NotFound) as refused:
        unlock_vault(folder=tmp_path / "no {where}", passphrase="a sentence")
    assert f" {tmp_path / 'no {where}'}." in in_words(refused.value)[0]
    assert refused.value.sentence == f"There is no vault in {tmp_path / 'no {where}'}."


def test_a_refused_framework_translates_the_place_too(vault, tmp_path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('key = "own"\nversion = "1"\ntitle = ""\n', "utf-8")
    i18n.use_language("xx-long")
    with pytest.raises(UsageError) as refused:
        import_framework(vault, path=file)
    assert refused.value.sentence == "The file has an empty text for title."
    assert in_words(refused.value)[0].startswith("[[Thé fïlé·") and " title." in in_words(refused.value)[0]


def test_cautions_of_an_import_come_out_translated(vault, tmp_path) -> None:
    somebody(vault)
    sheet, team = tmp_path / "notes.csv", tmp_path / "people.csv"
    sheet.write_text("Date,Who,What happened,Told them?\n2026-11-02,Tom Hesketh,Checked it,{perhaps}\n", "utf-8")
    team.write_text("Name,Role,Start date\nAnn Lee,Nurse,the {spring}\n", "utf-8")
    i18n.use_language("xx-long")
    [told] = import_file(vault, path=sheet, saved_on=date(2026, 11, 20)).rows[0].remarks
    assert marked(told) and '("{perhaps}")' in told
    [start] = import_file(vault, path=team, saved_on=date(2026, 11, 20)).rows[0].remarks
    assert marked(start) and '"the {spring}"' in start and start.count("[") == 2, "the reason is translated as well"


def test_texts_that_are_no_templates_are_taken_as_they_are() -> None:
    error = UsageError("Said {once}.", "Use {this}.", once="never")
    assert (error.sentence, error.next_step) == ("Said {once}.", "Use {this}.") == in_words(error)
    error = UsageError(N_("No place {here} without values."))
    assert error.sentence == str(error) == "No place {here} without values." == in_one_line(error)
    error = NotFound(N_("{where} has no {name}."), where=Words(N_("Part {n}"), {"n": 2}), name="{n}")
    assert error.sentence == in_one_line(error) == "Part 2 has no {n}."
    assert (error.template, error.next_template, set(error.values)) == ("{where} has no {name}.", "", {"where", "name"})


def test_no_error_is_raised_with_a_sentence_nobody_can_translate() -> None:
    """Each sentence goes through ``_`` (filled there) or ``N_`` (filled by the values beside it)."""
    for path in sorted(Path(reviewapp.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in ERRORS:
                continue
            bare = [one for one in node.args if isinstance(one, (ast.Constant, ast.JoinedStr))]
            assert not [one for one in bare if ast.unparse(one) != "''"], f"{path}:{node.lineno}"
            given = {keyword.arg for keyword in node.keywords}
            templates = [one for call in node.args for one in _templates(call)]
            wanted = {name for text in templates for name in _places(text)}
            if templates and None not in given:  # values handed on from another error are tried where they are used
                assert wanted <= given, f"{path}:{node.lineno} {wanted - given}"


def _templates(argument: ast.expr) -> list[str]:
    return [
        str(call.args[0].value) for call in ast.walk(argument)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "N_" and isinstance(call.args[0], ast.Constant)
    ]


def _places(text: str) -> set[str]:
    return {name for _before, name, _spec, _conversion in Formatter().parse(text) if name}
