"""Further parties of an open pledge: asking, the owner's answer, and signing the text that the others signed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments import document
from commitments.drafting.parties import Authority
from commitments.models import Actor, JoinRequest, Mail, Notice, Pledge, Signature, SignatureRequest, State, TrailEntry
from commitments.models.rounds import Round
from commitments.people.rate_limits import TooManyAttemptsError, note_attempt
from commitments.signing import joining
from commitments.signing.admission import CannotJoinError
from commitments.signing.answering import note_read, send_code
from commitments.signing.ending import reopen
from commitments.signing.joining import ask, confirm, prove, refuse, waiting
from commitments.signing.objecting import decline, request_changes
from commitments.signing.open_requests import NotOpenError
from commitments.signing.submitting import submit
from commitments.text.articles import in_list
from commitments.text.days import end_of, in_english
from commitments.text.limits import TextRefusedError
from commitments.trail.record import verify
from tests.factories import (
    add_member,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    mailed_code,
    make_member,
    make_ready,
    make_user,
    opened,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db
RUTH = "ruth@example.org"


def state(code: str = "UG") -> State:
    return State.objects.get(iso2=code)


def ask_for(found, who=None, **said) -> JoinRequest:
    return ask(found.revision, who or state(), **{"name": "Ruth Okello", "title": "Minister", "email": RUTH, **said})


def owner(found) -> Actor:
    return Actor(user=make_member("drafter", found.revision.pledge.organisation), origin="192.0.2.7")


def kinds(found) -> list[str]:
    return [each.kind for each in found.revision.pledge.trail.order_by("number")]


def last_day_over(found) -> None:
    Pledge.objects.update(open_until=timezone.now().date() - timedelta(days=2))
    found.revision.pledge.refresh_from_db()


def test_further_party_asks_is_confirmed_and_signs_the_same_text():
    found = opened()
    pledge, before = found.revision.pledge, document.build(found.revision.pledge)
    signature_request = confirm(asked_to_join(found), by=owner(found))
    assert (signature_request.is_later, signature_request.is_open, signature_request.circulation) == (
        True,
        True,
        found.circulation,
    )
    signature = give_signature(the_round(pledge).signature_requests[-1])
    assert (signature.revision, signature.digest) == (found.revision, found.revision.digest)
    pledge.refresh_from_db()
    assert pledge.status == "submitted"
    after = document.build(pledge)
    assert [each.party for each in after.seal.later] == ["Government of Uganda"]
    assert document.freeze(after) == document.freeze(before)
    assert kinds(found)[-6:] == ["submitted", "asked-to-join", "admitted", "turn", "read", "signed"]
    assert list(verify(pledge)) == []
    assert Mail.objects.get(signed=found.revision, to=RUTH)


def test_who_asks_is_named_in_the_trail_with_where_from():
    found = opened()
    asked_to_join(found)
    entry = TrailEntry.objects.get(kind="asked-to-join")
    assert (entry.who, entry.email, entry.party, entry.revision) == ("Ruth Okello", RUTH, "Government of Uganda", 1)
    assert entry.origin.address == "192.0.2.10"


def test_nobody_hears_of_a_request_before_its_address_is_proven():
    found = opened()
    notices, entries = Notice.objects.count(), kinds(found)
    request = ask_for(found, email="Ruth@Example.org")
    assert waiting(found.revision.pledge) == 0
    assert (Notice.objects.count(), kinds(found)) == (notices, entries)
    assert Mail.objects.latest("pk").to == RUTH
    right = mailed_code(RUTH)
    assert not prove(request, "000000" if right != "000000" else "000001")
    assert waiting(found.revision.pledge) == 0
    assert prove(request, right)
    assert waiting(found.revision.pledge) == 1
    assert not prove(request, right), "a code is good once"


def test_drafters_are_told_who_asks():
    found = opened()
    asked_to_join(found)
    said = "Ruth Okello asks to sign “Protect all migrants” for the Government of Uganda. Confirm it, or refuse."
    told = Notice.objects.filter(kind="join")
    assert [(each.text, each.user.memberships.get().role) for each in told] == [(said, "drafter")] * told.count()
    assert {each.user.memberships.get().organisation for each in told} == {found.revision.pledge.organisation}


def test_code_for_one_request_is_no_code_for_another():
    found = opened()
    first = ask_for(found)
    code = mailed_code(RUTH)
    second = ask_for(found, state("RW"))
    assert not prove(second, code)
    assert prove(first, code)


@pytest.mark.parametrize("place", [0, 1])
def test_new_code_leaves_the_one_before_good(place):
    found = opened()
    request = ask_for(found)
    sent = [mailed_code(RUTH)]
    joining.send_code(request)
    sent.append(mailed_code(RUTH))
    assert prove(request, sent[place])
    assert not prove(request, sent[1 - place])


@pytest.mark.parametrize(
    ("who", "party"),
    [
        (lambda: state("KE"), "Government of Kenya"),
        (lambda: state("KE").national_society, "Kenya Red Cross Society"),
        (lambda: "KENYA  red cross society", "KENYA  red cross society"),
    ],
)
def test_no_party_joins_twice(who, party):
    with pytest.raises(CannotJoinError, match=f"{party} is a party of this pledge already") as refused:
        ask_for(opened(), who())
    assert refused.value.field == "party"
    assert not JoinRequest.objects.exists()


def test_party_that_the_pledge_calls_otherwise_does_not_join_either():
    found = opened()
    found.revision.pledge.parties.filter(kind="state").update(name="The Republic")
    SignatureRequest.objects.filter(party="Government of Kenya").update(party="The Republic")
    with pytest.raises(CannotJoinError, match="already"):
        ask_for(found, state("KE"))


def ministry(code: str = "KE", name: str = "Ministry of Health") -> Authority:
    return Authority(state(code), name)


def with_a_ministry() -> Round:
    """A submitted pledge that is open, for which Kenya's Ministry of Health signed, and not its Government."""
    pledge = make_ready(openness="open")
    pledge.parties.filter(kind="state").update(name="Ministry of Health")
    agreed(pledge)
    pledge.refresh_from_db()
    submit(pledge, on=timezone.now().date(), by=Actor(user=make_member("drafter", pledge.organisation)))
    return the_round(pledge)


def test_authority_of_a_state_joins_beside_its_government():
    found = opened()
    request = ask_for(found, ministry(name="the Ministry of Health"))
    assert (request.kind, request.party, request.named) == ("state", "Ministry of Health", "the Ministry of Health")
    assert (request.in_sentence, request.is_authority) == ("the Ministry of Health", True)
    assert prove(request, mailed_code(RUTH))
    request.refresh_from_db()
    signature = give_signature(confirm(request, by=owner(found)))
    assert signature.party == "Ministry of Health"
    assert signature.signature_request.in_sentence == "the Ministry of Health"
    assert list(verify(found.revision.pledge)) == []
    with pytest.raises(CannotJoinError, match="already"):
        confirm_another(found, ministry(name="Ministry of  health"))
    assert ask_for(found, ministry("UG"), email="else@example.org").party == "Ministry of Health"


def confirm_another(found, who) -> SignatureRequest:
    """Confirm what a second person asked at the same time as the first."""
    request = JoinRequest.objects.create(
        pledge=found.revision.pledge,
        kind="state" if isinstance(who, Authority) else "observer",
        state=who.state if isinstance(who, Authority) else None,
        party=in_list(who.name if isinstance(who, Authority) else who, is_own_name=True),
        named=who.name if isinstance(who, Authority) else who,
        name="Amina Odhiambo",
        email="amina@example.org",
        confirmed_at=timezone.now(),
    )
    return confirm(request, by=owner(found))


def test_government_joins_where_only_an_authority_of_its_state_is_a_party():
    found = with_a_ministry()
    assert ask_for(found, state("KE")).party == "Government of Kenya"
    with pytest.raises(CannotJoinError, match=r"^The Ministry of Health is a party of this pledge already"):
        ask_for(found, ministry())
    assert ask_for(found, ministry(name="Ministry of Water"), email="w@example.org").party == "Ministry of Water"


@pytest.mark.parametrize("name", ["Republic of Kenya", "the Government of Kenya", "Kenia", "The Republic"])
def test_government_under_a_name_of_its_state_does_not_join_again(name):
    found = opened()
    found.revision.pledge.parties.filter(kind="state").update(name=name)
    with pytest.raises(CannotJoinError, match=r"^The Government of Kenya is a party of this pledge already"):
        ask_for(found, state("KE"))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Uganda Red Cross Society", "The Uganda Red Cross Society"),
        ("Government of Uganda", "Uganda"),
        ("the Republic of Uganda", "Uganda"),
        ("ICRC", "International Committee of the Red Cross"),
        ("la Cruz Roja Mexicana", "Mexican Red Cross"),
    ],
)
def test_observer_bears_no_name_of_the_directory(name, known):
    with pytest.raises(CannotJoinError, match=f"is in the directory: {known}") as refused:
        ask_for(opened(), name)
    assert refused.value.field == "party"


@pytest.mark.parametrize("name", ["Government of Uganda", "Uganda", "la République de l’Ouganda", "L’État", "حكومة"])
def test_authority_bears_no_name_of_its_state(name):
    with pytest.raises(CannotJoinError, match="is the Government itself"):
        ask_for(opened(), ministry("UG", name))


def test_authority_bears_no_name_of_a_society_and_may_have_that_of_another_state():
    found = opened()
    with pytest.raises(CannotJoinError, match="is in the directory: The Uganda Red Cross Society"):
        ask_for(found, ministry("UG", "the Uganda Red Cross"))
    assert ask_for(found, ministry("US", "Georgia")).party == "Georgia"


def test_observer_keeps_the_article_that_was_typed_and_joins_once():
    found = opened()
    request = ask_for(found, "the Salvation Army")
    assert (request.party, request.in_sentence) == ("Salvation Army", "the Salvation Army")
    assert prove(request, mailed_code(RUTH))
    signature_request = confirm(JoinRequest.objects.get(pk=request.pk), by=owner(found))
    assert signature_request.in_sentence == "the Salvation Army"
    with pytest.raises(CannotJoinError, match="The Salvation Army is a party of this pledge already"):
        confirm_another(found, "The Salvation Army")


def test_request_of_an_earlier_release_is_called_as_it_was():
    kept = JoinRequest(kind="observer", party="Example Relief", name="Ruth")
    assert (kept.in_sentence, kept.as_party.name, kept.is_authority) == ("Example Relief", "Example Relief", False)


def test_two_ask_for_one_party_and_one_is_confirmed():
    found = opened()
    first, second = asked_to_join(found), asked_to_join(found, email="paul@example.org", name="Paul Otim")
    by = owner(found)
    confirm(first, by=by)
    with pytest.raises(CannotJoinError, match="is a party of this pledge already"):
        confirm(second, by=by)
    assert SignatureRequest.objects.filter(is_later=True).count() == 1
    assert asked_to_join(found, email="third@example.org"), "nobody is told in public who joins"
    refuse(second, reason="Ruth Okello signs.", by=by)


def test_who_waits_already_does_not_ask_again():
    found = opened()
    asked_to_join(found)
    again = ask_for(found)
    with pytest.raises(CannotJoinError, match="You have asked for the Government of Uganda already"):
        prove(again, mailed_code(RUTH))
    assert waiting(found.revision.pledge) == 1


@pytest.mark.parametrize("may_publish", [True, False])
def test_further_party_is_named_to_who_asks_only_with_its_consent(may_publish):
    found = opened()
    by = owner(found)
    give_signature(confirm(asked_to_join(found), by=by), may_publish=may_publish)
    if may_publish:
        with pytest.raises(CannotJoinError, match="Government of Uganda is a party of this pledge already"):
            ask_for(found, email="paul@example.org")
        return
    request = asked_to_join(found, email="paul@example.org", name="Paul Otim")
    with pytest.raises(CannotJoinError, match="Government of Uganda is a party of this pledge already"):
        confirm(request, by=by)


def test_every_earlier_party_gets_the_new_signed_pdf():
    found = opened()
    by = owner(found)
    give_signature(confirm(asked_to_join(found), by=by), may_publish=True)
    first = Mail.objects.filter(subject="A further party has signed: Protect all migrants")
    assert sorted(mail.to for mail in first) == ["jonas@example.org", "sara@example.org"]
    assert {mail.signed for mail in first} == {found.revision}
    named = f"“Protect all migrants” ({found.revision.pledge.reference})"
    assert f"Ruth Okello has signed the pledge {named} for the Government of Uganda." in first[0].body
    assert "named publicly" not in first[0].body
    before = Mail.objects.latest("pk").pk
    second = asked_to_join(found, code="RW", email="diane@example.org", name="Diane Uwase")
    give_signature(confirm(second, by=by))
    told = Mail.objects.filter(pk__gt=before, subject__startswith="A further party has signed")
    assert sorted(mail.to for mail in told) == ["jonas@example.org", RUTH, "sara@example.org"]
    assert "Government of Rwanda has not agreed to be named publicly: keep the file to yourselves." in told[0].body


@pytest.mark.parametrize("may_publish", [False, True])
def test_further_party_gets_a_receipt_of_its_own_with_the_signed_pdf(may_publish):
    found = opened()
    asked = confirm(asked_to_join(found), by=owner(found))
    before = Mail.objects.latest("pk").pk
    signature = give_signature(asked, may_publish=may_publish)
    receipt = Mail.objects.filter(pk__gt=before, to=RUTH).order_by("pk")[1:].get()  # after the code
    assert (receipt.subject, receipt.signed) == ("Your signature: Protect all migrants", found.revision)
    assert "You have signed the pledge “Protect all migrants”" in receipt.body
    assert f"The SHA-256 of its trail up to here: {document.agreed_heads(found.revision)[-1]}" in receipt.body
    assert f"What you confirmed: “{signature.statement}”" in receipt.body
    says = "You have not agreed that the Government of Uganda is named publicly: keep the file among the parties."
    assert (says in receipt.body) is not may_publish
    assert "Ruth Okello has signed" not in receipt.body
    assert "Once every party has signed" not in receipt.body


def test_party_that_declined_may_ask_again_by_somebody_else():
    found = opened()
    by = owner(found)
    signature_request = confirm(asked_to_join(found), by=by)
    ruth = signatory(signature_request)
    note_read(signature_request, seen=found.revision.digest, by=ruth)
    decline(signature_request, seen=found.revision.digest, reason="Not now", by=ruth)
    with pytest.raises(CannotJoinError, match="was asked to sign this pledge already"):
        asked_to_join(found, code="RW")
    give_signature(confirm(asked_to_join(found, email="paul@example.org", name="Paul Otim"), by=by))
    assert [each.name for each in document.build(found.revision.pledge).seal.later] == ["Paul Otim"]


@pytest.mark.parametrize("role", ["viewer", "drafter", "signatory", "administrator"])
def test_nobody_of_the_owner_admits_themselves(role):
    found = opened()
    add_member(found.revision.pledge.organisation, make_user(RUTH), role)
    request = ask_for(found)
    with pytest.raises(CannotJoinError, match="Somebody of the new party must ask") as refused:
        prove(request, mailed_code(RUTH))
    assert refused.value.field == "email"
    assert waiting(found.revision.pledge) == 0


def test_who_came_to_the_owner_after_asking_is_not_confirmed():
    found = opened()
    request = asked_to_join(found)
    add_member(found.revision.pledge.organisation, make_user(RUTH), "signatory")
    with pytest.raises(CannotJoinError, match="Somebody of the new party must ask"):
        confirm(request, by=owner(found))
    assert not SignatureRequest.objects.filter(is_later=True).exists()


def test_signatory_of_one_party_does_not_sign_for_another():
    found = opened()
    request = ask_for(found, email="jonas@example.org")
    with pytest.raises(CannotJoinError, match="Each party has its own signatory"):
        prove(request, mailed_code("jonas@example.org"))


def test_refused_is_told_why_and_may_ask_again():
    found = opened()
    request, by = asked_to_join(found), owner(found)
    refuse(request, reason="Please ask through your ministry.", by=by)
    mail = Mail.objects.latest("pk")
    assert (mail.to, mail.subject) == (RUTH, "You can’t sign this pledge: Protect all migrants")
    assert f"{found.revision.pledge.organisation} writes:\n\n> Please ask through your ministry.\n" in mail.body
    assert (TrailEntry.objects.latest("pk").kind, TrailEntry.objects.latest("pk").who) == ("refused", str(by))
    assert not SignatureRequest.objects.filter(is_later=True).exists()
    request.refresh_from_db()
    assert (request.answer, request.answered_by) == ("refused", by.user)
    asked_to_join(found)
    assert waiting(found.revision.pledge) == 1


@pytest.mark.parametrize("reason", ["", "  ", "x " * 600, "hid\u202eden"])
def test_refusing_takes_a_reason(reason):
    found = opened()
    request = asked_to_join(found)
    with pytest.raises(TextRefusedError):
        refuse(request, reason=reason, by=owner(found))
    assert waiting(found.revision.pledge) == 1


@pytest.mark.parametrize("first", ["confirm", "refuse"])
def test_request_is_answered_once(first):
    found = opened()
    request, by = asked_to_join(found), owner(found)
    confirm(request, by=by) if first == "confirm" else refuse(request, reason="No", by=by)
    with pytest.raises(CannotJoinError, match="answered meanwhile"):
        confirm(request, by=by)
    with pytest.raises(CannotJoinError, match="answered meanwhile"):
        refuse(request, reason="No", by=by)


def test_request_whose_address_is_not_proven_is_not_confirmed():
    found = opened()
    with pytest.raises(CannotJoinError):
        confirm(ask_for(found), by=owner(found))


@pytest.mark.parametrize(
    "said",
    [{"name": ""}, {"name": " "}, {"name": "…"}, {"name": "A\nB"}, {"name": "A\u202eB"}, {"title": "x" * 300}],
)
def test_what_can_not_be_printed_is_refused(said):
    with pytest.raises(TextRefusedError):
        ask_for(opened(), **said)
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize("name", ["", "?!", "A\0B", "x" * 201])
def test_observer_has_a_name(name):
    found = opened()
    with pytest.raises(TextRefusedError):
        ask_for(found, name) if name else ask(found.revision, "", name="Ruth", email=RUTH)


def test_specific_pledge_is_closed():
    found = agreed(make_ready())
    with pytest.raises(CannotJoinError, match="This pledge is specific"):
        ask_for(found)


def test_open_pledge_takes_nobody_before_it_is_submitted():
    found = agreed(make_ready(openness="open", open_until=timezone.now().date() + timedelta(days=9)))
    with pytest.raises(CannotJoinError, match="once it was handed to the Conference"):
        ask_for(found)


def test_text_that_was_taken_back_takes_nobody():
    found = circulated(make_ready(openness="open"))
    reopen(found.revision.pledge, reason="Other words", by=owner(found))
    with pytest.raises(CannotJoinError, match="taken back"):
        ask_for(found)


def test_pledge_is_open_on_its_last_day_and_closed_on_the_next():
    found = opened(until=0)
    request, late = asked_to_join(found), ask_for(found, email="late@example.org")
    last_day_over(found)
    closed = "was open for further parties until"
    with pytest.raises(CannotJoinError, match=closed):
        ask_for(found)
    with pytest.raises(CannotJoinError, match=closed):
        prove(late, mailed_code("late@example.org"))
    with pytest.raises(CannotJoinError, match=closed):
        joining.send_code(late)
    with pytest.raises(CannotJoinError, match=closed):
        confirm(request, by=owner(found))
    refuse(request, reason="Too late, sorry.", by=owner(found))


def test_further_party_does_not_sign_after_the_closing_date():
    found = opened(until=0)
    signature_request = confirm(asked_to_join(found), by=owner(found))
    ruth, seen = signatory(signature_request), found.revision.digest
    note_read(signature_request, seen=seen, by=ruth)
    send_code(signature_request, seen=seen, by=ruth)
    last_day_over(found)
    with pytest.raises(NotOpenError, match="can’t be signed any more"):
        give_signature(the_round(found.revision.pledge).signature_requests[-1], by=ruth)
    assert Signature.objects.count() == 2


def test_link_of_a_further_party_lives_until_the_closing_date_is_over():
    found = opened(until=3)
    signature_request = confirm(asked_to_join(found), by=owner(found))
    last_day = found.revision.pledge.open_until
    assert last_day
    assert signature_request.invitation.expires_at == end_of(last_day)


def test_open_pledge_without_a_date_takes_further_parties():
    found = opened()
    Pledge.objects.update(open_until=None)
    found = the_round(found.revision.pledge)
    give_signature(confirm(asked_to_join(found), by=owner(found)))
    assert Signature.objects.count() == 3


def test_further_party_asks_for_no_changes():
    found = opened()
    signature_request = confirm(asked_to_join(found), by=owner(found))
    with pytest.raises(NotOpenError, match="it can’t change any more"):
        request_changes(
            signature_request, seen=found.revision.digest, text="Other words", by=signatory(signature_request)
        )
    signature_request.refresh_from_db()
    assert signature_request.answer == ""


def test_mail_to_a_further_party_says_until_when_and_not_what_others_were_told():
    found = opened()
    found.circulation.message = "Dear Jonas, between us"
    found.circulation.save(update_fields=["message"])
    confirm(asked_to_join(found), by=owner(found))
    mail = Mail.objects.latest("pk")
    assert (mail.to, mail.subject) == (RUTH, "You can sign this pledge now: Protect all migrants")
    assert "between us" not in mail.body
    day = found.revision.pledge.open_until
    assert day
    assert f"It can be signed until {in_english(day)} is over everywhere on earth" in mail.body


@pytest.mark.parametrize("field", ["name", "title"])
def test_further_party_does_not_ask_with_what_can_not_be_printed(field):
    found = opened()
    with pytest.raises(TextRefusedError, match=r"No font can print .*U\+0378 UNASSIGNED.*Write it otherwise"):
        ask_for(found, **{field: "Ruth \u0378"})
    assert not JoinRequest.objects.exists()


def test_nobody_fills_a_mailbox():
    found = opened()
    for code in ("UG", "RW", "TZ"):
        ask_for(found, state(code))
    request = ask_for(found, state("SO"))
    joining.send_code(request)
    for send in (lambda: joining.send_code(request), lambda: ask_for(found, state("SS"))):
        with pytest.raises(TooManyAttemptsError):
            send()
    assert Mail.objects.filter(to=RUTH).count() == 5
    ask_for(found, email="other@example.org")


def test_one_network_asks_so_often_and_no_more():
    found = opened()
    for number in range(joining.REQUESTS_AN_HOUR):
        ask_for(found, email=f"a{number}@example.org", origin="192.0.2.66")
    with pytest.raises(TooManyAttemptsError):
        ask_for(found, origin="192.0.2.66")
    ask_for(found, origin="192.0.2.67")


def test_sixth_try_at_a_code_is_refused_and_keeps_nobody_from_signing():
    found = opened()
    request = ask_for(found)
    right = mailed_code(RUTH)
    for _time in range(5):
        assert not prove(request, "x")
    with pytest.raises(TooManyAttemptsError):
        prove(request, right)
    note_attempt("try", RUTH, limit=1, within=timedelta(minutes=15))


def test_request_that_nobody_proved_is_forgotten_after_a_day():
    found = opened()
    request = ask_for(found)
    JoinRequest.objects.update(at=timezone.now() - timedelta(hours=25))
    kept = asked_to_join(found, email="paul@example.org")
    JoinRequest.objects.filter(pk=kept.pk).update(at=timezone.now() - timedelta(days=9))
    ask_for(found, email="third@example.org")
    assert not JoinRequest.objects.filter(pk=request.pk).exists()
    assert JoinRequest.objects.filter(pk=kept.pk).exists()
