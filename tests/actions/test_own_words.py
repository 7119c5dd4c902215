"""An organisation's own words: checked on the way in, kept in the vault, in force wherever text is checked."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reviewapp.actions.changes import take_back
from reviewapp.actions.evidence_check import answer_finding, open_findings
from reviewapp.actions.own_words import check_of, import_words, own_words, remove_words
from reviewapp.actions.quality import quota_goal
from reviewapp.actions.reviews import finish_review, problems, write_section
from reviewapp.actions.rule_cost import has_more_ways
from reviewapp.actions.text_check import findings_of
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import EnvironmentFault, NotFound, RuleRefused, UsageError
from reviewapp.domain.review import SectionKey
from reviewapp.wording import load_checker
from reviewapp.wording.pattern import PatternError, expand, pieces_of
from tests.conftest import PASSPHRASE
from tests.helpers.acts import draft, dump, somebody

TOOL = 'language = "en"\nabout = "Our drafting tool"\n[classes]\nAIX = "heinzelmann"\n'
TAPS = (
    'language = "en"\n[find]\nkiosk = "[NUM kiosk taps]"\n[families.kiosk]\nlabel = "usage_metric"\ntitle = "Taps"\n'
    'why = "Taps count activity."\nask = "What came of it?"\nresolve = ["rewrite", "remove"]\n'
)
TEXT = "Hardly uses Heinzelmann."
SUMMARY = SectionKey("summary")


def written(folder, text, name="our.toml"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def spans(vault, text):
    return [one.span for one in check_of(vault).check(text, "en")]


def test_words_are_in_force_after_import_and_gone_after_removal(vault, tmp_path):
    assert spans(vault, TEXT) == []
    made = import_words(vault, path=written(tmp_path, TOOL))
    assert made.kinds == {"words"} and spans(vault, TEXT) == ["Hardly uses Heinzelmann"]
    shown = own_words(vault)[0]
    assert (shown.name, shown.about, shown.language) == ("our.toml", "Our drafting tool", "en")
    assert shown.words == (("AIX", ("heinzelmann",)),)
    remove_words(vault, word_file_id=made.id)
    assert spans(vault, TEXT) == [] and own_words(vault) == []
    with pytest.raises(NotFound):
        remove_words(vault, word_file_id=made.id)


def test_the_vault_keeps_them(vault, tmp_path):
    path = written(tmp_path, TOOL)
    import_words(vault, path=path)
    path.unlink()
    folder = vault.folder
    vault.close()
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as again:
        assert spans(again, TEXT) == ["Hardly uses Heinzelmann"]


def test_each_act_can_be_undone_and_done_again(vault, tmp_path):
    states = [dump(vault)]
    for act in (
        lambda: import_words(vault, path=written(tmp_path, TOOL)),
        lambda: import_words(vault, path=written(tmp_path, TAPS)),
        lambda: remove_words(vault, word_file_id=own_words(vault)[0].id),
    ):
        before, undo = dump(vault), act().undo
        after = dump(vault)
        redo = take_back(vault, undo=undo).undo
        assert dump(vault) == before
        take_back(vault, undo=redo)
        assert dump(vault) == after != before
        states.append(after)
    assert states[-1] == states[0]


def test_a_file_of_the_same_name_takes_the_place_of_the_earlier_one(vault, tmp_path):
    first = import_words(vault, path=written(tmp_path, TOOL))
    assert import_words(vault, path=written(tmp_path, TOOL)).undo is None
    second = import_words(vault, path=written(tmp_path, TAPS))
    assert second.ids == first.ids and spans(vault, TEXT) == []
    assert spans(vault, "She had 40 kiosk taps.") == ["40 kiosk taps"]


def test_files_stand_beside_each_other(vault, tmp_path):
    for name, text in (("a.toml", TOOL), ("b.toml", TAPS)):
        import_words(vault, path=written(tmp_path, text, name))
    assert spans(vault, f"{TEXT} She had 40 kiosk taps.") == ["Hardly uses Heinzelmann", "40 kiosk taps"]
    assert [one.name for one in own_words(vault)] == ["a.toml", "b.toml"]


def test_the_gate_of_a_review_uses_them(vault, tmp_path):
    review = draft(vault, somebody(vault))
    write_section(vault, review_id=review, key=SUMMARY, text=TEXT)
    assert not open_findings(vault, review_id=review)
    import_words(vault, path=written(tmp_path, TOOL))
    with pytest.raises(RuleRefused, match="Heinzelmann"):
        finish_review(vault, review_id=review, talked_on=vault.today)
    found = open_findings(vault, review_id=review)[0]
    with pytest.raises(RuleRefused, match="reason holds"):
        answer_finding(
            vault, record_uid=found.record_uid, field=found.field, label="usage_metric", span=found.finding.span,
            answer="quoted", reason="Said by those who never use Heinzelmann.",
        )
    answer_finding(
        vault, record_uid=found.record_uid, field=found.field, label="usage_metric", span=found.finding.span,
        answer="quoted", reason="From the letter of a customer.",
    )
    finish_review(vault, review_id=review, talked_on=vault.today)


def test_a_goal_that_sets_an_amount_of_our_own_tool_is_refused(vault, tmp_path):
    goal = {"goals": "Use Heinzelmann every day."}
    assert not quota_goal(vault, goal)
    import_words(vault, path=written(tmp_path, TOOL))
    assert quota_goal(vault, goal) == "Use Heinzelmann every day."
    review = draft(vault, somebody(vault))
    write_section(vault, review_id=review, key=SectionKey("goals"), text=goal["goals"])
    assert "goal_quota" in {one.label for one in problems(vault, review_id=review)}


@pytest.mark.parametrize(
    "silencer",
    [
        '[clear]\nall = "[_]"',
        '[unless]\nprompts = "_"\ntokens = "_"',
        '[except]\nprompts = "[_{0,12}]"',
        '[families.prompts]\nlabel = "vague"\ntitle = "T"\nwhy = "W."\nask = "A?"\nresolve = ["rewrite"]',
        '[chunks]\nTOKENS = "[_ _]"',
    ],
)
def test_no_file_silences_what_the_shipped_words_find(vault, tmp_path, silencer):
    text = "Entered 64 prompts last week, and used 80k tokens in June."
    before = {(one.label, one.start, one.end) for one in findings_of(text)}
    assert before
    import_words(vault, path=written(tmp_path, f'language = "en"\n{silencer}\n'))
    assert before <= {(one.label, one.start, one.end) for one in check_of(vault).check(text)}


def test_findings_stay_in_the_order_of_the_text_and_apart(vault, tmp_path):
    import_words(vault, path=written(tmp_path, TAPS + '[classes]\nAIX = "heinzelmann"\n'))
    text = "40 kiosk taps, then 64 prompts last week in Heinzelmann, then 12 kiosk taps."
    found = [one for one in check_of(vault).check(text, "en") if one.label == "usage_metric"]
    assert len(found) == 3
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[one.start : one.end] == one.span for one in found)


def test_words_of_one_language_leave_texts_in_others_alone(vault, tmp_path):
    import_words(vault, path=written(tmp_path, TOOL.replace('"en"', '"de"')))
    assert spans(vault, TEXT) == []
    german = "Nutzt Heinzelmann kaum."
    assert not load_checker().check(german, "de") and check_of(vault).check(german, "de")


BAD = {
    "no TOML": b"not toml [",
    "empty": b"",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "unknown key": b'colour = "red"',
    "unknown language": b'language = "xx"',
    "language is a number": b"language = 3",
    "unknown family": b'[find]\nnobody = "[a b]"',
    "open bracket": b'[find]\nprompts = "[NUM (a"',
    "endless repeat": b'[find]\nprompts = "[NUM WORD{0,99}]"',
    "unknown class": b'[find]\nprompts = "[NUM NOSUCHCLASS]"',
    "open bracket in an exception": b'[except]\nprompts = "[NUM (a"',
    "circle": b'[parts]\nAAA = "BBB"\nBBB = "AAA"\n[find]\nprompts = "[AAA]"',
    "class is a number": b"[classes]\nAIX = 3",
    "find is a number": b"find = 3",
    "families is a text": b'families = "x"',
    "family without a question": b'[families.x]\nlabel = "usage_metric"',
    "family with an odd label": b'[families.x]\nlabel = "x"\ntitle = "T"\nwhy = "W."\nask = "A?"\nresolve = ["rewrite"]',
    "a rule that would hang the check": b'[find]\nprompts = "[((WORD{0,12}){0,12}){0,12} zzz]"',
    "the same hidden in parts": b'[parts]\nAAA = "(WORD? WORD?){0,12}"\n[find]\nprompts = "[AAA zzz]"',
    "the same in a clearing line": b'[clear]\nx = "[(WORD? WORD?){0,12} zzz]"',
    "too large": b"# " + b"x" * 300_000,
    "deep": b"a = " + b"[" * 50_000,
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_in_one_sentence_and_changes_nothing(vault, tmp_path, case):
    import_words(vault, path=written(tmp_path, TOOL, "good.toml"))
    before = dump(vault)
    path = tmp_path / "bad.toml"
    path.write_bytes(BAD[case])
    with pytest.raises(UsageError) as refused:
        import_words(vault, path=path)
    assert "bad.toml" in refused.value.sentence and refused.value.sentence.endswith(".")
    assert "\n" not in refused.value.sentence and refused.value.next_step
    assert dump(vault) == before and spans(vault, TEXT) == ["Hardly uses Heinzelmann"]


def test_a_file_that_is_not_there(vault, tmp_path):
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(NotFound if path.name == "none.toml" else EnvironmentFault):
            import_words(vault, path=path)


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("[NUM kiosk taps]", 1), ("a b? c", 2), ("(a | b | c) d", 1), ("(a b | c d) e", 2), ("WORD{0,3}", 4),
        ("(a (b | c d)){1,2}", 6), ("(a? b?){0,2}", 21), ("^ !x [a]{2,2} $ &x", 1),
    ],
)
def test_the_ways_of_a_line_are_counted(line, most):
    pieces = expand(pieces_of(line), {})
    assert has_more_ways(pieces, most - 1) and not has_more_ways(pieces, most)


@pytest.mark.parametrize("line", ["(a", "a)", "(a | (b)"])
def test_a_line_with_an_open_bracket_has_no_ways(line):
    with pytest.raises(PatternError):
        has_more_ways(expand(pieces_of(line), {}))


def test_a_file_that_no_longer_fits_the_program_is_named_and_can_be_removed(vault, tmp_path):
    """A later program may know other classes; the check then refuses to speak rather than speak without it."""
    made = import_words(vault, path=written(tmp_path, TOOL))
    with vault.write() as transaction:
        transaction.update("word_file", made.id, {"source": '[find]\nprompts = "[GONECLASS]"'})
    with pytest.raises(UsageError, match=r"our\.toml"):
        check_of(vault)
    assert [one.name for one in own_words(vault)] == ["our.toml"]
    remove_words(vault, word_file_id=made.id)
    assert check_of(vault).check("Entered 64 prompts last week.")
