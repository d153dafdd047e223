"""What somebody would try with replacements who wants a signature that is worth more than it is, and what goes wrong
by chance: long names, the same person twice, mailboxes that many share, very many mails.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from commitments import document
from commitments.exports.signature_blocks import blocks
from commitments.models import Actor, Mail, NationalSociety, Party, Pledge, SignatureRequest, State
from commitments.models.rounds import Round
from commitments.people.domains import confirm_domain
from commitments.people.invitations import INVITATIONS_A_DAY
from commitments.people.rate_limits import TooManyAttemptsError, note_attempt
from commitments.signing import joining
from commitments.signing.circulating import CannotCirculateError
from commitments.signing.correcting import CannotCorrectError, correct_address
from commitments.signing.ending import reopen
from commitments.signing.proposing import PROPOSALS_A_DAY, confirm, propose
from commitments.signing.replacing import CannotReplaceError, Successor, replace_signatory, take_deputy
from commitments.signing.signatories import deputies_of
from commitments.trail.record import verify
from tests.factories import (
    add_member,
    add_party,
    asked_to_join,
    circulated,
    give_signature,
    make_pledge,
    make_ready,
    make_user,
    name_signatories,
    opened,
    signatory,
    the_round,
    write,
)

pytestmark = pytest.mark.django_db

JONAS, AYA, FATOU, SARA = (f"{name}@example.org" for name in ("jonas", "aya", "fatou", "sara"))
BIA = Successor("Bia Otieno", "Permanent Secretary", "bia@example.org")


@pytest.fixture
def found() -> Round:
    """Kenya has three signatories, of whom two must sign, and a deputy; its National Society has one."""
    pledge = make_ready()
    state = pledge.parties.get(kind="state")
    name_signatories(state, "Aya Koné", "Fatou Diop", needed=2, deputies=("Ousmane Ba",))
    return circulated(pledge)


def of(found: Round, email: str) -> SignatureRequest:
    asked = the_round(found.revision.pledge).signature_request_of(email)
    assert asked
    return asked


def drafter(found: Round) -> Actor:
    return Actor(user=found.revision.by, origin="192.0.2.7")


def named(found: Round, email: str, successor: Successor = BIA) -> SignatureRequest:
    return replace_signatory(of(found, email), successor, reason="They leave.", by=drafter(found))


# What does not fit


def test_who_signs_by_delegation_for_a_party_of_the_longest_name_is_asked():
    """Within a sentence its name has an article more than what is kept of it."""
    name = f"{('Ministry of Health and Sanitation and ' * 9)[:199]}e"
    pledge = make_ready()
    Party.objects.filter(pledge=pledge, kind="state").update(name=name)
    found = circulated(pledge)
    new = named(found, JONAS, replace(BIA, signs_by="delegation"))
    for field in ("name", "title", "party", "signs_for", "email"):
        assert len(getattr(new, field)) <= (SignatureRequest._meta.get_field(field).max_length or 0)
    text = document.of_revision(found.revision, status="in-circulation")
    block = blocks(text)[0]
    assert block.lines[1] == (
        "Title",
        f"Permanent Secretary, by delegation for {name}, in place of Jonas Weber, named in the text",
    )


# The same person twice


@pytest.mark.parametrize("name", ["Aya Koné", "AYA KONE", "Dr. Aya Koné", "H.E. Ms Aya Kone"])
def test_nobody_is_two_signatories_of_one_party(found, name):
    with pytest.raises(CannotReplaceError, match="is named twice for the Government of Kenya") as refused:
        named(found, JONAS, replace(BIA, name=name))
    assert refused.value.field == "name"
    with pytest.raises(CannotReplaceError, match="is named twice"):
        propose(of(found, FATOU), replace(BIA, name=name), reason="I leave.", by=signatory(of(found, FATOU)))


def test_person_of_one_party_may_have_the_name_of_one_of_another(found):
    assert named(found, SARA, replace(BIA, name="Aya Koné")).name == "Aya Koné"


def test_who_left_one_place_may_take_another_one_of_the_party(found):
    named(found, AYA)
    new = named(found, FATOU, Successor("Aya Koné", "Director", AYA))
    assert (new.place, new.in_place_of) == (2, "Fatou Diop")
    for email in (JONAS, AYA, SARA):
        give_signature(of(found, email))
    pledge = Pledge.objects.get(pk=found.revision.pledge_id)
    assert (pledge.status, verify(pledge)) == ("agreed", [])


@pytest.mark.parametrize("second", ["Jonas Weber", "Dr Jonas WEBER"])
def test_text_in_which_one_person_signs_twice_for_a_party_does_not_go_round(second):
    pledge = make_ready()
    state = pledge.parties.get(kind="state")
    state.further_signatories = {"second": {"name": second, "email": "weber@example.org"}}
    state.save(update_fields=["further_signatories"])
    with pytest.raises(CannotCirculateError, match=f"{second} is named twice for the Government of Kenya"):
        circulated(pledge)


# Whose people sign


def test_own_people_sign_for_one_party_even_one_after_the_other():
    """Where the directory doesn't tell which party is their own, it is the first for which one of them was named."""
    pledge = make_pledge(title="Protect all migrants", introduction="")
    write(pledge, "objective", "Protect all migrants.")
    people = (("KE", "Olu Own", "own@example.org"), ("UG", "Ruth Okello", "ruth@example.org"))
    for code, name, email in people:
        add_party(pledge, "state", code, signatory_name=name, signatory_email=email)
    add_member(pledge.organisation, make_user("own@example.org"), "signatory")
    found = circulated(pledge)
    named(found, "own@example.org")
    with pytest.raises(
        CannotReplaceError, match="is in your organisation, and can’t sign for the Government of Uganda"
    ):
        named(found, "ruth@example.org", Successor("Olu Own", "", "own@example.org"))
    assert named(found, "bia@example.org", Successor("Olu Own", "", "own@example.org")).invitation is None


def test_guest_of_another_party_takes_no_deputy(found):
    asked = of(found, AYA)
    [deputy] = deputies_of(asked)
    with pytest.raises(CannotReplaceError, match="You may not answer for the Government of Kenya"):
        take_deputy(asked, deputy, by=signatory(of(found, SARA)))
    assert take_deputy(asked, deputy, by=drafter(found)).name == "Ousmane Ba"


# Who named them


def confirmed_for_kenya() -> None:
    confirm_domain(State.objects.get(iso2="KE"), "example.org", by=make_user(is_staff=True))


def signed_by_the_one_who_is_named(found: Round, who: str, left: str = AYA) -> str:
    asked = of(found, left)
    if who == "who left":
        proposed = propose(asked, BIA, reason="I leave.", by=signatory(asked))
        new = confirm(proposed, by=drafter(found))
    elif who == "drafter":
        new = named(found, left)
    else:
        by = signatory(asked) if who == "who left a deputy" else drafter(found)
        new = take_deputy(asked, deputies_of(asked)[0], by=by)
    return give_signature(new).named_by


@pytest.mark.parametrize("who", ["drafter", "who left", "drafter a deputy", "who left a deputy"])
@pytest.mark.parametrize("is_confirmed", [False, True])
def test_party_has_named_whom_one_of_its_own_address_has_named(found, who, is_confirmed):
    """Whom a drafter has named speaks for no party, and neither does whom that one names."""
    if is_confirmed:
        confirmed_for_kenya()
    is_by_party = is_confirmed and who.startswith("who left")
    assert signed_by_the_one_who_is_named(found, who) == ("party" if is_by_party else "drafter")


def test_accomplice_of_a_drafter_makes_nobody_the_party_s_choice(found):
    confirmed_for_kenya()
    named(found, AYA, Successor("An Accomplice", "", "accomplice@gmail.com"))
    asked = of(found, "accomplice@gmail.com")
    minister = Successor("The Minister", "Minister", "minister@gmail.com")
    proposed = propose(asked, minister, reason="I leave.", by=signatory(asked))
    signature = give_signature(confirm(proposed, by=drafter(found)))
    assert (signature.named_by, signature.vouched_by) == ("drafter", "")


def test_domain_of_another_party_makes_nobody_the_party_s_choice(found):
    confirm_domain(NationalSociety.objects.get(state__iso2="KE"), "example.org", by=make_user(is_staff=True))
    confirm_domain(State.objects.get(iso2="UG"), "example.org", by=make_user(is_staff=True))
    assert signed_by_the_one_who_is_named(found, "who left") == "drafter"
    assert signed_by_the_one_who_is_named(found, "who left a deputy", JONAS) == "drafter"


def test_party_that_asked_to_join_names_by_who_asked():
    found = opened()
    joining.confirm(asked_to_join(found), by=drafter(found))
    assert signed_by_the_one_who_is_named(found, "who left", "ruth@example.org") == "asker"


# Mailboxes that several people have


def test_address_of_who_left_is_free_for_another_signatory(found):
    """They share a mailbox, and the one who is asked still had another address by mistake."""
    named(found, JONAS)
    now = correct_address(of(found, AYA), JONAS, by=drafter(found))
    assert now.email == JONAS
    with pytest.raises(CannotCorrectError, match="is asked to sign for the Government of Kenya already"):
        correct_address(of(found, FATOU), JONAS, by=drafter(found))
    reopen(Pledge.objects.get(pk=found.revision.pledge_id), reason="Shorter.", by=drafter(found))
    state = Party.objects.get(pledge=found.revision.pledge_id, kind="state")
    assert [(each.name, each.email) for each in state.signatories] == [
        ("Bia Otieno", "bia@example.org"),
        ("Aya Koné", JONAS),
        ("Fatou Diop", FATOU),
    ]
    assert verify(Pledge.objects.get(pk=found.revision.pledge_id)) == []


def test_address_of_a_deputy_is_still_refused(found):
    named(found, JONAS)
    with pytest.raises(CannotCorrectError, match="asked to sign and named as a deputy"):
        correct_address(of(found, AYA), "ousmane@example.org", by=drafter(found))


# Very many mails


def test_drafter_names_so_many_people_a_day_and_no_more(found):
    by = drafter(found)
    for _time in range(INVITATIONS_A_DAY):
        note_attempt("invite", by.user.pk, limit=INVITATIONS_A_DAY, within=timedelta(days=1))
    before = Mail.objects.count()
    with pytest.raises(TooManyAttemptsError):
        named(found, JONAS)
    asked = of(found, AYA)
    proposed = propose(asked, BIA, reason="I leave.", by=signatory(asked))
    with pytest.raises(TooManyAttemptsError):
        confirm(proposed, by=by)
    assert Mail.objects.filter(to="bia@example.org").count() == 0
    assert Mail.objects.count() == before + 1, "what was proposed, to the drafter"
    assert [each.name for each in the_round(found.revision.pledge).replaced] == []


def test_signatory_proposes_so_often_a_day_and_no_more(found):
    asked = of(found, AYA)
    by = signatory(asked)
    for number in range(PROPOSALS_A_DAY):
        propose(asked, replace(BIA, email=f"bia{number}@example.org"), reason="I leave.", by=by)
    with pytest.raises(TooManyAttemptsError):
        propose(asked, BIA, reason="I leave.", by=by)
    assert [each.email for each in asked.proposed.filter(answer="")] == [f"bia{PROPOSALS_A_DAY - 1}@example.org"]
    propose(of(found, FATOU), BIA, reason="I leave, too.", by=signatory(of(found, FATOU)))
