"""Another manager saw somebody at work: what they give to whoever reviews that person, and what it may be used for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviewapp.actions.cards import make_card
from reviewapp.actions.changes import take_back
from reviewapp.actions.contributing import contribute, contribution_body, contribution_offer
from reviewapp.actions.handed import handed, inform, take_over
from reviewapp.actions.handover import hand_over
from reviewapp.actions.observations import get_observation, tell, withdraw_observation
from reviewapp.actions.packets import packet_content, packet_record
from reviewapp.actions.queries import notes
from reviewapp.actions.review_content import review_content
from reviewapp.actions.reviews import cite
from reviewapp.actions.vaults import begin_vault
from reviewapp.domain.errors import RuleRefused, UsageError
from tests.conftest import FAST_KDF, PASSPHRASE
from tests.helpers.acts import draft, dump, jot, somebody, whole
from tests.helpers.two_sides import carry

SEEN, CONCERN = "Led the rota project to its end.", "Published the rota unread."


@pytest.fixture
def nia(tmp_path, clock):
    made, _code = begin_vault(folder=tmp_path / "nia", name="Nia Pugh", passphrase=PASSPHRASE, kdf=FAST_KDF, clock=clock)
    yield made
    made.close()


@pytest.fixture
def tom(nia):
    """Tom as Nia knows him; Ruth reviews him."""
    return somebody(nia, "Tom Hesketh")


@pytest.fixture
def here(vault):
    """Tom as Ruth knows him."""
    return somebody(vault, "Tom Hesketh")


@pytest.fixture
def ruths_card(vault, nia):
    return packet_record(nia, packet_id=carry(vault, make_card(vault).id, nia)).contact_id


def given(nia, tom, card, vault, *ids):
    """Nia gives these to Ruth, who takes the file in: its id there."""
    made = contribute(nia, person_id=tom, contact_id=card, observation_ids=ids, relation="Led the rota project")
    return carry(nia, made.id, vault)


def test_it_comes_read_only_with_its_writer_and_waits_for_whose_it_is(nia, tom, ruths_card, vault, here):
    one = whole(nia, tom, text=SEEN)
    before = dump(nia)["observation_person"]
    came = given(nia, tom, ruths_card, vault, one)
    # Giving it to somebody else tells the person nothing.
    assert dump(nia)["observation_person"] == before
    found = handed(vault, packet_id=came)
    assert (found.kind, found.sender, found.relation) == ("contribution", "Nia Pugh", "Led the rota project")
    assert found.person_id is None and found.namesakes[0].person_id == here and not notes(vault)
    take_over(vault, packet_id=came, person_id=here)
    item = notes(vault)[0]
    assert (item.behaviour, item.written_by, item.status) == (SEEN, "Nia Pugh", "complete") and not item.is_informed


def test_nothing_is_cited_before_the_person_was_told(nia, tom, ruths_card, vault, here):
    came = given(nia, tom, ruths_card, vault, whole(nia, tom, text=SEEN), whole(nia, tom, text=CONCERN, concern=True))
    take_over(vault, packet_id=came, person_id=here)
    review_id = draft(vault, here)
    praise = next(one.id for one in notes(vault) if one.behaviour == SEEN)
    with pytest.raises(RuleRefused, match="does not know yet that Nia Pugh gave this to you"):
        cite(vault, review_id=review_id, observation_id=praise)
    undo = inform(vault, packet_id=came, on=vault.today).undo
    cite(vault, review_id=review_id, observation_id=praise)
    assert [one.written_by for one in review_content(vault, review_id=review_id).episodes] == ["Nia Pugh"]
    concern = next(one for one in notes(vault) if one.behaviour == CONCERN)
    assert concern.subjects[0].told_on == vault.today
    with pytest.raises(RuleRefused, match="days to answer"):
        cite(vault, review_id=review_id, observation_id=concern.id)
    take_back(vault, undo=undo)
    assert review_content(vault, review_id=review_id).episodes == ()


def test_what_was_told_by_its_writer_keeps_its_day(nia, tom, ruths_card, vault, here):
    came = given(nia, tom, ruths_card, vault, whole(nia, tom, text=CONCERN, concern=True, told_ago=20))
    take_over(vault, packet_id=came, person_id=here)
    item = notes(vault)[0]
    assert item.subjects[0].told_on == vault.today - timedelta(days=20) and not item.is_informed
    tell(vault, observation_id=item.id, told_on=vault.today)
    told = get_observation(vault, observation_id=item.id)
    assert told.subjects[0].told_on == vault.today - timedelta(days=20) and told.informed_on == vault.today
    cite(vault, review_id=draft(vault, here), observation_id=item.id)


def test_telling_somebody_needs_a_notice(nia, tom, ruths_card, vault):
    came = given(nia, tom, ruths_card, vault, whole(nia, tom, text=SEEN))
    take_over(vault, packet_id=came, name="Tom Hesketh")
    with pytest.raises(RuleRefused, match="notice"):
        inform(vault, packet_id=came, on=vault.today)


@pytest.mark.parametrize("what", ["jot", "withdrawn", "somebody else's", "none", "another's words", "to the person"])
def test_what_may_not_be_given_leaves_no_trace(what, nia, tom, ruths_card, vault):
    ids, error = (), RuleRefused
    if what == "jot":
        ids = (jot(nia, tom),)
    elif what == "withdrawn":
        ids = (whole(nia, tom),)
        withdraw_observation(nia, observation_id=ids[0], reason="It was Siân.")
    elif what == "somebody else's":
        ids, error = (whole(nia, somebody(nia, "Siân Evans")),), UsageError
    elif what == "none":
        error = UsageError
    elif what == "another's words":
        ruths_tom = somebody(vault, "Tom Hesketh")
        whole(vault, ruths_tom, text=SEEN, told_ago=9)
        nias = packet_record(vault, packet_id=carry(nia, make_card(nia).id, vault)).contact_id
        made = hand_over(vault, person_id=ruths_tom, contact_id=nias, told_on=vault.today)
        take_over(nia, packet_id=carry(vault, made.id, nia), person_id=tom)
        ids = (notes(nia)[0].id,)
    else:
        from reviewapp.actions.cards import give_card_to

        ids = (whole(nia, tom),)
        give_card_to(nia, contact_id=ruths_card, person_id=tom)
    before = dump(nia)
    with pytest.raises(error):
        contribute(nia, person_id=tom, contact_id=ruths_card, observation_ids=ids, relation="")
    assert dump(nia) == before
    if what not in ("somebody else's", "to the person"):
        assert not {row.observation_id for row in contribution_offer(nia, person_id=tom).rows} & set(ids)


def test_the_preview_is_what_travels(nia, tom, ruths_card, vault):
    one = whole(nia, tom, text=SEEN)
    seen = contribution_body(nia, person_id=tom, observation_ids=(one,), relation="Led the rota project", message="As asked.")
    made = contribute(
        nia, person_id=tom, contact_id=ruths_card, observation_ids=(one,), relation="Led the rota project", message="As asked."
    )
    assert made.undo is None
    assert packet_content(vault, packet_id=carry(nia, made.id, vault)).body == seen
