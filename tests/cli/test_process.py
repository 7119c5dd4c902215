"""What only a real process shows: pipes that break, Ctrl+C, foreign encodings, nothing left behind."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from reviewapp.actions.reviews import cite, finish_review
from reviewapp.actions.vaults import unlock_vault
from reviewapp.paths import config_dir
from reviewapp.settings import Settings, save_settings
from tests.conftest import PASSPHRASE
from tests.helpers.acts import draft, jot, somebody, whole
from tests.helpers.signed import PINS, both

RUN = [sys.executable, "-m", "reviewapp"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of Unix")


@pytest.fixture
def environment(folder):
    return {**os.environ, "REVIEWAPP_PASSPHRASE": PASSPHRASE, "PYTHONWARNINGS": "error"}


@pytest.fixture
def filled(folder):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        person_id = somebody(vault)
        for number in range(300):
            jot(vault, person_id, text=f"{number} " + "Compared the dose with the book, Siân. " * 20)
    return folder


def run(*arguments, environment, **how):
    return subprocess.run([*RUN, *arguments], env=environment, check=False, **{"capture_output": True, **how})


@pytest.mark.parametrize("arguments", [["notes"], ["notes", "--json"]], ids=str)
def test_a_reader_that_has_seen_enough_is_no_error(filled, environment, arguments):
    """``reviewapp notes | head -1``"""
    with subprocess.Popen([*RUN, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
    assert run("notes", environment=environment).returncode == 0


def test_a_review_is_the_same_bytes_from_any_process(folder, environment, tmp_path):
    """In one language and on one paper: not its seed, its place on earth or the encoding it was started with."""
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        person_id = somebody(vault, "Siân Ødegård")
        seen = whole(vault, person_id)
        review_id = draft(vault, person_id)
        cite(vault, review_id=review_id, observation_id=seen)
        finish_review(vault, review_id=review_id, talked_on=vault.today)
    written = []
    for seed, zone, locale in (("1", "Pacific/Kiritimati", "en_GB.UTF-8"), ("2", "Pacific/Midway", "C"), ("3", "UTC", "en_IE.ISO-8859-1")):
        out = tmp_path / seed
        surroundings = {**environment, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": locale, "LC_ALL": locale, "PYTHONUTF8": "0"}
        done = run("export", str(review_id), "--out", str(out), environment=surroundings)
        assert done.returncode == 0, done.stderr
        written += [path.read_bytes() for path in out.iterdir()]
    assert len(written) == 3 and len(set(written)) == 1


def test_a_full_device_is_said(filled, environment):
    with open("/dev/full", "wb") as full:
        done = run("notes", environment=environment, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3 and b"Traceback" not in done.stderr and b"fault in" not in done.stderr, done
    assert done.stderr.count(b"\n") == 1


def test_ctrl_c_ends_in_a_sentence_and_frees_the_vault(filled, environment):
    """While it waits for standard input with the vault open."""
    with subprocess.Popen(
        [*RUN, "note", "Tom Hesketh", "-"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that starts the tests in the background lets its children ignore the key.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.default_int_handler),
    ) as process:
        until = time.monotonic() + 30
        while not (filled / "vault.db-wal").exists():
            assert time.monotonic() < until and process.poll() is None
        process.send_signal(signal.SIGINT)
        process.wait(60)  # with its input still open: an end of input is something else
        out, err = process.communicate()
    assert process.returncode == 130 and out == b""
    assert b"Traceback" not in err and b"saved before stays saved" in err
    unlock_vault(folder=filled, passphrase=PASSPHRASE).close()


@pytest.mark.parametrize("language", ["C", "C.UTF-8", "POSIX"])
def test_every_character_survives_any_locale(folder, environment, language):
    text = "Siân — „geprüft“ ☕ 检查 \U0001f9ea"
    settings = {**environment, "LC_ALL": language}
    assert run("person", "add", "Siân Ägäis", environment=settings).returncode == 0
    done = run("note", "Siân Ägäis", text, environment=settings)
    assert done.returncode == 0 and done.stdout == b"1\n", done
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        row = vault.connection.execute("SELECT body FROM revision").fetchone()
        assert row[0] == text
    for more in ([], ["--json"]):
        shown = run("notes", *more, environment=settings)
        assert shown.returncode == 0 and shown.stderr == b"", shown


def test_bytes_that_are_no_text_are_kept_as_a_question_mark(folder, environment):
    assert run("person", "add", b"M\xfcller", environment=environment).returncode == 0
    done = run("note", b"M\xfcller", b"Gr\xfc\xdfe", environment=environment)
    assert done.returncode == 0, done
    shown = run("notes", environment=environment)
    assert shown.returncode == 0 and b"Gr??e" in shown.stdout
    assert b"Traceback" not in run("search", b"\xff\xfe", environment=environment).stderr


def test_only_the_vault_is_written(folder, environment, tmp_path):
    """No history, cache, log or settings anywhere in the home; and a note is only in the vault and its backups."""
    home = tmp_path / "home"
    home.mkdir()
    settings = {**environment, "HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in [name for name in settings if name.startswith("XDG_")]:
        del settings[name]
    assert run("person", "add", "Tom", environment=settings, cwd=home).returncode == 0
    assert run("note", "Tom", "Zeppelinwurst", environment=settings, cwd=home).returncode == 0
    assert run("search", "Zepp", environment=settings, cwd=home).stdout.count(b"Zeppelinwurst") == 1
    assert list(home.rglob("*")) == []
    made = {path.name for path in folder.iterdir()}
    assert made == {"vault.db", "vault.keys", "vault.lock", "vault.backups", "backups"}


def test_the_id_is_printed_only_after_the_commit(folder, environment):
    """Whoever reads the id and kills the process at once finds the note."""
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        somebody(vault)
    with subprocess.Popen(
        [*RUN, "note", "Tom Hesketh", "Kept."], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        printed = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        assert vault.connection.execute("SELECT id FROM observation").fetchone()[0] == int(printed)


def test_the_passphrase_is_on_no_command_line(folder):
    from reviewapp.cli import cli

    def options(group):
        for one in group.commands.values():
            yield from (name for parameter in one.params for name in parameter.opts)
            if hasattr(one, "commands"):
                yield from options(one)

    assert not [name for name in options(cli) if "pass" in name or "key" in name or "code" in name]




def test_commands_speak_the_language_of_the_settings(folder, environment):
    """Every sentence a command says itself; the marks of the pseudo-language show which went through the catalogue."""
    save_settings(Settings(language="xx-long"), config_dir())
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        somebody(vault)
        jot(vault, somebody(vault, "Ann Lee", notice=False))
    sheet = folder.parent / "notes.csv"
    sheet.write_text("Date,Who,What happened\n2026-03-02,Tom Hesketh,Checked it\n,,\n", "utf-8")
    doctor = run("doctor", environment=environment).stdout.decode()
    assert len(doctor.splitlines()) == 10
    for line in doctor.splitlines():
        (mark, _name), sentence = line.partition(": ")[0].split(maxsplit=1), line.partition(": ")[2]
        assert mark == "[ök·]" and (sentence.startswith("[") or "SQLCipher" in sentence), line
    assert "[ñö ñötïçé ýét·" in run("people", environment=environment).stdout.decode()
    report = run("import", str(sheet), environment=environment).stdout.decode()
    assert "[röw 1" in report and "[äddéd" in report and "[bläñk·" in report
    begun = run("review", "new", "Tom Hesketh", "--from", "2026-01-01", "--to", "2026-02-01", environment=environment)
    assert begun.stdout.strip().isdigit() and begun.stderr.decode().startswith("[Nö föçüš")
    assert run("notice", "Ann Lee", environment=environment).stderr.decode().startswith("[Nötïçé")
    refused = run("people", environment={**environment, "REVIEWAPP_PASSPHRASE": "wrong"})
    assert refused.returncode == 4 and refused.stderr.decode().startswith("[Thé päššphräšé")


def test_commands_follow_the_language_of_the_system(folder, environment):
    assert run("people", environment={**environment, "LANG": "xx-rtl.UTF-8"}).returncode == 0
    refused = run("people", environment={**environment, "LANG": "xx-rtl.UTF-8", "REVIEWAPP_PASSPHRASE": "wrong"})
    assert refused.stderr.decode().startswith("\u200f[")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_folder_whose_checking_was_cut_short_is_gone_on_with(tmp_path, environment, sent):
    """By Ctrl+C, and by the hardest end there is, in the middle of a line of the list."""
    place, report, pins, count = tmp_path / "in", tmp_path / "list.csv", tmp_path / "pins", 60
    place.mkdir()
    for number in range(count):
        (place / f"{number:03}.pdf").write_bytes(both() + (b"" if number % 3 else str(number).encode()))
    pins.write_text("".join(f"{figures}  {name}\n" for figures, name in PINS.items()), "utf-8")
    asked = ["verify", str(place), "--pins", str(pins), "--csv", str(report)]
    with subprocess.Popen(
        [*RUN, *asked], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.default_int_handler),
    ) as process:
        until = time.monotonic() + 60
        while not report.exists() or report.read_bytes().count(b"\n") < 6:
            assert time.monotonic() < until and process.poll() is None
        process.send_signal(sent)
        _out, said = process.communicate(timeout=60)
    assert b"Traceback" not in said and process.returncode != 0
    before = rows_of(report)
    assert 5 <= len(before) < count
    report.write_bytes(report.read_bytes()[:-40])  # as if it had died while it wrote
    done = run(*asked, environment=environment)
    assert done.returncode == 1 and b"40 of 60 files hold." in done.stderr, done.stderr
    after = rows_of(report)
    assert [row["file"] for row in after] == [str(place / f"{number:03}.pdf") for number in range(count)]
    assert [row["findings"] for row in after] == ["" if number % 3 else "after_end" for number in range(count)]
    assert after[: len(before) - 1] == before[:-1]


def rows_of(report):
    with report.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
