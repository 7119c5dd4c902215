"""Frameworks of an organisation stand beside the shipped one, and a version never changes."""

from __future__ import annotations

import pytest

from reviewapp.actions.framework_words import comparison_lines
from reviewapp.actions.frameworks import (
    compare_frameworks,
    ensure_shipped_framework,
    export_framework,
    import_framework,
    keep_framework,
    read_framework_file,
)
from reviewapp.actions.queries import all_frameworks, competency_names
from reviewapp.actions.vaults import unlock_vault
from reviewapp.domain.errors import EnvironmentFault, NotFound, UsageError
from reviewapp.domain.framework import NOT_VALIDATED
from reviewapp.domain.observation import CompetencyTag
from reviewapp.paths import resource
from tests.conftest import PASSPHRASE
from tests.helpers.acts import dump


@pytest.fixture
def shipped():
    return resource("frameworks", "judgment-1.toml").read_text("utf-8")


def written(tmp_path, text, name="own.toml", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_the_shipped_one_is_there_once_however_often_it_is_opened(vault):
    ensure_shipped_framework(vault)
    folder = vault.folder
    vault.close()
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as again:
        found = all_frameworks(again)
    assert [(one.key, one.version) for _id, one in found] == [("judgment", "1")]
    assert found[0][1].ids == {f"J{number}" for number in range(1, 12)}
    assert found[0][1].status == NOT_VALIDATED


def test_versions_stand_side_by_side(vault, tmp_path, shipped):
    second = written(tmp_path, shipped.replace('version = "1"', 'version = "2"', 1))
    own = written(tmp_path, shipped.replace('key = "judgment"', 'key = "wards"', 1), "wards.toml")
    made = [import_framework(vault, path=path).id for path in (second, own)]
    found = {one_id: (one.key, one.version) for one_id, one in all_frameworks(vault)}
    assert [found[one_id] for one_id in made] == [("judgment", "2"), ("wards", "1")]
    assert len(found) == 3


def test_the_same_file_again_adds_nothing(vault, tmp_path, shipped):
    known = all_frameworks(vault)[0][0]
    for encoding in ("utf-8", "utf-8-sig"):
        assert import_framework(vault, path=written(tmp_path, shipped, encoding=encoding)).ids == (known,)
    commented = written(tmp_path, "# a remark\r\n" + shipped.replace("\n", "\r\n"))
    assert import_framework(vault, path=commented).undo is None
    assert len(all_frameworks(vault)) == 1


def test_the_same_version_with_other_words_is_refused(vault, tmp_path, shipped):
    assert shipped.count('\ntitle = "') == 1
    changed = written(tmp_path, shipped.replace('\ntitle = "', '\ntitle = "Other ', 1))
    with pytest.raises(UsageError, match="with other words"):
        import_framework(vault, path=changed)
    assert len(all_frameworks(vault)) == 1


def test_a_competency_is_called_what_its_own_version_calls_it(vault, tmp_path, shipped):
    name = all_frameworks(vault)[0][1].competency("J1").name
    text = shipped.replace('version = "1"', 'version = "2"', 1).replace(f'"{name}"', '"Another name"', 1)
    import_framework(vault, path=written(tmp_path, text))
    names = competency_names(vault.connection)
    assert [names[CompetencyTag("judgment", version, "J1")] for version in ("1", "2")] == [name, "Another name"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00" * 100, b"%PDF-1.7", b"[[[[", b"a = 1", b"\xff\xfea\x00", b"x" * 2_000_000, b"[competency]\n" * 1000,
     b"a = " + b"[" * 50_000, "key = \"ü\"".encode("cp1252"), b"PK\x03\x04"],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_framework_is_refused_in_a_sentence(vault, tmp_path, data):
    path = tmp_path / "file.toml"
    path.write_bytes(data)
    with pytest.raises(UsageError) as refused:
        import_framework(vault, path=path)
    assert refused.value.sentence.endswith(".") and refused.value.next_step
    assert len(all_frameworks(vault)) == 1


def test_a_file_that_is_not_there(vault, tmp_path):
    for path in (tmp_path / "none.toml", tmp_path, tmp_path / ("n" * 300)):
        with pytest.raises(NotFound if path.name == "none.toml" else EnvironmentFault):
            import_framework(vault, path=path)


def test_a_file_is_looked_at_before_it_is_kept(vault, tmp_path, shipped):
    before = dump(vault)
    second = written(tmp_path, shipped.replace('version = "1"', 'version = "2"', 1).replace('"J4"', '"J12"', 1))
    read = read_framework_file(vault, path=second)
    assert dump(vault) == before and not read.known_id
    assert [one.after.id for one in read.beside.counterparts if one.after and not one.before] == ["J12"]
    assert [one.before[0].id for one in read.beside.counterparts if one.after is None] == ["J4"]
    kept = keep_framework(vault, source=read.source)
    assert read_framework_file(vault, path=second).known_id == kept.id
    # Another key stands alone.
    own = written(tmp_path, shipped.replace('key = "judgment"', 'key = "wards"', 1), "wards.toml")
    assert read_framework_file(vault, path=own).beside is None
    with pytest.raises(UsageError, match="with other words"):
        read_framework_file(vault, path=written(tmp_path, shipped.replace('title = "', 'title = "Other ', 1)))


def test_what_was_added_is_saved_letter_for_letter(vault, tmp_path, shipped):
    text = "# our own remark\n" + shipped.replace('version = "1"', 'version = "2"', 1)
    added = import_framework(vault, path=written(tmp_path, text)).id
    saved = tmp_path / "saved.toml"
    export_framework(vault, framework_id=added, path=saved)
    assert saved.read_text("utf-8") == text
    assert import_framework(vault, path=saved).ids == (added,)
    for act in (export_framework, compare_frameworks):
        with pytest.raises(NotFound, match="There is no framework 77"):
            if act is export_framework:
                export_framework(vault, framework_id=77, path=saved)
            else:
                compare_frameworks(vault, before_id=added, after_id=77)


def test_two_versions_are_compared_in_lines(vault, tmp_path, shipped):
    name = all_frameworks(vault)[0][1].competency("J1").name
    text = shipped.replace('version = "1"', 'version = "2"', 1).replace(f'"{name}"', '"Another name"', 1)
    second = import_framework(vault, path=written(tmp_path, text)).id
    lines = list(comparison_lines(compare_frameworks(vault, before_id=1, after_id=second)))
    assert f"    - {name}" in lines and "    + Another name" in lines
    assert sum(line.strip() == "Unchanged." for line in lines) == 10
    assert list(comparison_lines(compare_frameworks(vault, before_id=1, after_id=1)))[-1] == "No words differ."
