"""``--competency`` means the framework of the person; the lists keep printing ids alone."""

from __future__ import annotations

import pytest

from reviewapp.actions.people import agree_role_profile
from reviewapp.actions.queries import cards
from reviewapp.actions.vaults import unlock_vault
from tests.conftest import PASSPHRASE
from tests.helpers.acts import FOCUS, somebody
from tests.helpers.own_framework import add_own_framework


@pytest.fixture
def two(folder):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        somebody(vault, "Tom Hesketh")
        ada = somebody(vault, "Ada Quill")
        agree_role_profile(vault, person_id=ada, focus=FOCUS, framework_id=add_own_framework(vault))
    return folder


def names(folder, *ids):
    with unlock_vault(folder=folder, passphrase=PASSPHRASE) as vault:
        return [[name for _id, name in card.competencies] for card in cards(vault, ids=list(ids))]


def test_a_competency_is_the_one_of_the_persons_framework(command, two):
    for arguments in (("Tom",), ("Ada",), ("Ada", "--with", "Tom"), ("Tom", "--with", "Ada", "--competency", "wards/J4")):
        who, *more = arguments
        assert command("note", who, "Checked it.", *more, "--competency", "J5").code == 0
    assert names(two, 1, 2, 3, 4) == [
        ["Critical assessment"], ["Ward J5"], ["Ward J5"], ["Ward J4", "Critical assessment"],
    ]
    listed = {one["id"]: one["competencies"] for one in command("notes", "--json").json}
    assert listed == {1: ["J5"], 2: ["J5"], 3: ["J5"], 4: ["J4", "J5"]}
    assert command("amend", 1, "--competency", "wards/J5").code == 0
    assert names(two, 1) == [["Ward J5"]]
    refused = command("note", "Tom", "x", "--competency", "wards/J12")
    assert refused.code == 2 and "No framework here has a competency wards/J12." in refused.err
