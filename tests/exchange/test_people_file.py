"""People lists in four languages, and what their notes column may add."""

from __future__ import annotations

from datetime import date

import pytest

from reviewapp.domain.errors import UsageError
from reviewapp.exchange.people_remarks import read_absence, read_aliases, says_me
from reviewapp.exchange.reading import read_people, what_is

SAVED_ON = date(2026, 11, 20)


def read(text, encoding="utf-8"):
    return read_people(text.encode(encoding), saved_on=SAVED_ON)


def test_german_list_from_an_old_spreadsheet():
    people = read(
        "Name;Vorname;Funktion;Eintrittsdatum;Führungskraft;Abteilung;Bemerkungen\r\n"
        "Müller;Jürgen;Prüfer;1.9.2020;;Qualität;ich\r\n"
        "Groß;Änne;Sachbearbeiterin;3. März 2021;Jürgen Müller;Qualität;genannt Anni, Urlaub 3.8.2026 – 14.8.2026\r\n",
        "cp1252",
    )
    assert (people.encoding, people.delimiter) == ("cp1252", ";")
    first, second = people.rows
    assert (first.name, first.is_me, first.started.day) == ("Jürgen Müller", True, date(2020, 9, 1))
    assert (second.name, second.role, second.team) == ("Änne Groß", "Sachbearbeiterin", "Qualität")
    assert second.aliases == ("Anni",)
    assert (second.away_from, second.away_to) == (date(2026, 8, 3), date(2026, 8, 14))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nom;Prénom;Fonction\nLefèvre;Zoé;pharmacienne\n", "Zoé Lefèvre"),
        ("Nombre;Apellidos;Puesto\nInés;Carvalho Ruiz;farmacéutica\n", "Inés Carvalho Ruiz"),
        ("First name,Last name,Job title\nTom , Hesketh,x\n", "Tom Hesketh"),
        ('Name,Role\n"Hesketh, Tom",x\n', "Tom Hesketh"),
        ('Name,Role\n"Tom Hesketh, PhD",x\n', "Tom Hesketh, PhD"),
        ("Full name\tTeam\nTom \u00a0 Hesketh\tx\n", "Tom Hesketh"),
        ("Name\nTom Hesketh\n", "Tom Hesketh"),
        ("Staff list 2026,,\n\nName,Role,Team\nTom Hesketh,x,y\n", "Tom Hesketh"),
    ],
)
def test_names_from_any_columns(text, name):
    assert [row.name for row in read(text).rows] == [name]
    assert what_is(text.encode(), "list.csv") == "people"


def test_the_order_of_a_column_settles_only_when_all_clear_dates_agree():
    agreed = read("Name,Start date\nA B,14/10/2019\nC D,03/08/2026\n").rows[1].started
    assert (agreed.day, agreed.reason) == (date(2026, 8, 3), "same_column")
    american = read("Name,Start date\nA B,10/14/2019\nC D,03/08/2026\n").rows[1].started
    assert american.day == date(2026, 3, 8)
    mixed = read("Name,Start date\nA B,14/10/2019\nE F,10/14/2019\nC D,03/08/2026\n").rows[2]
    assert (mixed.started.day, mixed.started.reason) == (None, "ambiguous")
    assert [item.id for item in mixed.cautions] == ["start_open"]
    alone = read("Name,Start date\nC D,03/08/2026\n").rows[0].started
    assert alone.day is None


def test_the_manager_of_all_the_others_is_me():
    people = read("Name,Manager\nRuth Ansell,\nTom H,ruth ansell\nOlu A,\"Ruth Ansell, Farida Noor\"\n")
    assert [row.is_me for row in people.rows] == [True, False, False]
    assert [item.id for item in people.rows[0].cautions] == ["taken_as_me"]
    assert people.rows[2].managers == ("Ruth Ansell", "Farida Noor")


def test_a_manager_written_surname_first_is_one_person():
    assert read('Name,Manager\nTom H,"Ansell, Ruth"\n').rows[0].managers == ("Ruth Ansell",)


def test_hostile_cells_are_read_at_once():
    remark = "on leave " + "'a" * 100_000 + " on leave " * 20_000
    people = read(f'Name,Role,Notes\n"{"N" * 5000}",x,"{remark}"\nTom H,x,"' + "y\n" * 30 + '"\n')
    assert len(people.rows[0].name) == 200
    assert [item.id for item in people.rows[0].cautions] == ["long_name", "long_remark", "away_not_read"]
    assert [item.id for item in people.rows[1].cautions] == ["swallowed_lines"]


def test_an_open_quote_in_a_people_list_is_said():
    assert [item.id for item in read('Name,Role\nTom H,"x\nOlu A,y\n').cautions] == ["open_quote"]


def test_nobody_is_me_when_two_could_be():
    people = read("Name,Manager\nRuth Ansell,\nFarida Noor,\nTom H,Ruth Ansell\n")
    assert not any(row.is_me for row in people.rows)


def test_rows_without_a_name_are_reported():
    people = read("Name,Role\nTom H,x\n,y\n,\n")
    assert (people.nameless_rows, people.blank_rows) == ((2,), (3,))
    assert "Row 2 has no name" in people.cautions[0].sentence


def test_two_rows_of_one_name_are_two_people_with_a_caution():
    people = read("Name,Role\nAnna Weber,x\nAnna Weber,y\n")
    assert [[item.id for item in row.cautions] for row in people.rows] == [["same_name"], ["same_name"]]


def test_only_a_header_is_no_error_but_is_said():
    people = read("Name,Role,Team\n")
    assert people.rows == ()
    assert [item.id for item in people.cautions] == ["no_rows"]


def test_an_unknown_header_is_refused_with_the_columns_needed():
    with pytest.raises(UsageError) as caught:
        read("Foo,Bar\n1,2\n")
    assert "Foo, Bar" in caught.value.sentence
    assert "Name" in caught.value.next_step


def test_unknown_columns_are_named():
    assert read("Name,Role,Shoe size\nTom H,x,9\n").unknown_columns == ("Shoe size",)


@pytest.mark.parametrize(
    ("remark", "first", "last"),
    [
        ("on leave 14 Sept - 10 Jan, back 11 Jan 2027", "2026-09-14", "2027-01-10"),
        ("away 3 Aug 2026 to 14 Aug 2026", "2026-08-03", "2026-08-14"),
        ("parental leave 1 Dec – 10 Jan, back 11 Jan 2027", "2026-12-01", "2027-01-10"),
        ("absent since 3 March", "2026-03-03", None),
        ("Elternzeit 1.2.2026 bis 30.9.2026", "2026-02-01", "2026-09-30"),
        ("en congé du 3 mars au 10 mars 2026", "2026-03-03", "2026-03-10"),
        ("de baja 3 de marzo 2026 al 10 de abril 2026", "2026-03-03", "2026-04-10"),
        ("on leave since 14 Sept, back 11 Jan 2027", "2026-09-14", "2027-01-10"),
    ],
)
def test_absences(remark, first, last):
    absence = read_absence(remark, SAVED_ON)
    assert (absence.first and absence.first.isoformat(), absence.last and absence.last.isoformat()) == (first, last)
    assert [item.id for item in absence.cautions] == ["away_read"]


@pytest.mark.parametrize(
    "remark", ["on leave", "on leave 05/06/2026 - 07/08/2026", "away some time in May", "away 10 Aug 2026 - 3 Aug 2026"]
)
def test_an_absence_that_is_not_clear_is_asked_for(remark):
    absence = read_absence(remark, SAVED_ON)
    assert (absence.first, absence.last) == (None, None)
    assert [item.id for item in absence.cautions] == ["away_not_read"]


def test_the_reason_of_an_absence_is_not_kept():
    people = read('Name,Role,Notes\nTom H,x,"sick leave after surgery 3 Aug 2026 - 14 Aug 2026"\n')
    assert people.rows[0].away_from == date(2026, 8, 3)
    assert "surgery" not in repr(people)
    assert "sick" not in repr(people)


def test_no_absence_is_read_into_other_remarks():
    assert read_absence("leaves early on Fridays; tutor: Olu", SAVED_ON).cautions == ()


@pytest.mark.parametrize(
    ("remark", "aliases"),
    [
        ("goes by Olu", ("Olu",)), ('"Maggie" to some, ask first', ("Maggie",)), ("known as Jon.", ("Jon",)),
        ("genannt Anni", ("Anni",)), ("dite Zaza", ("Zaza",)), ("conocida como Lola", ("Lola",)),
        ("tutor: Olu", ()), ("no accent", ()), ("goes by bus", ()), ('says "No" to some', ("No",)),
        ("called in sick", ()), ("goes by “Kit”", ("Kit",)),
    ],
)
def test_aliases(remark, aliases):
    assert read_aliases(remark, "Some Body") == aliases


def test_me_in_four_languages():
    assert all(map(says_me, ["me", "Me!", "ich", "moi", "yo", "4B; me", "that’s me"]))
    assert not any(map(says_me, ["", "meets me weekly", "ich-bezogen", "name"]))
