"""Invitations: what the link and the code open, for whom, how often and how long."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.models import Attempt, Invitation, Mail, Membership, NamedVersion, Notice, User
from commitments.people import invitations
from commitments.people.codes import hashed
from commitments.people.invitations import CannotInviteError, confirm, forward, invite_colleague, invite_party
from commitments.people.rate_limits import TooManyAttemptsError, note_attempt
from tests.factories import make_member, make_pledge, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    return make_pledge(title="Wells")


@pytest.fixture
def by(pledge) -> User:
    return make_member("drafter", pledge.organisation)


@pytest.fixture
def invitation(pledge, by) -> Invitation:
    return invite_party(pledge, "Fatuma@Example.org", name="Fatuma", message="Please read", by=by)


def token(mail: Mail | None = None) -> str:
    """The token in a mail; in the last one that holds any."""
    bodies = [mail.body] if mail else [each.body for each in Mail.objects.order_by("-pk")]
    return next(found[1] for body in bodies if (found := re.search(r"/invitations/([^/\s]+)/", body)))


def code() -> str:
    """The code in the last mail."""
    return re.search(r"\d{6}", Mail.objects.order_by("-pk")[0].body)[0]


def wrong(right: str) -> str:
    return "000000" if right != "000000" else "000001"


def by_token(token: str) -> Invitation | None:
    return Invitation.of_link(hashed(token)).first()


def test_mail_says_who_sends_it_what_it_is_and_holds_the_link(invitation, by):
    mail = Mail.objects.get()
    assert mail.to == "fatuma@example.org"
    for words in (str(by), "Wells", "Please read", "http://localhost:8000/invitations/", "good until"):
        assert words in mail.body
    assert by_token(token()) == invitation
    assert len(token()) >= 22  # 128 bits and more, in base64


def test_token_is_stored_as_its_hash_alone(invitation):
    secret = token()
    Mail.objects.update(body="")
    for model in (Invitation, Mail, NamedVersion, Notice):
        for row in model.objects.values():
            assert secret not in str(row)


def test_version_that_was_sent_has_a_name(invitation, pledge):
    assert pledge.named_versions.get().name == "Sent to Fatuma"


def test_unknown_token_opens_nothing(invitation):
    assert by_token("") is None
    assert by_token(invitation.token_hash) is None


def test_right_code_confirms_once(invitation, by):
    invitations.send_code(invitation)
    assert not confirm(invitation, wrong(code()))
    assert confirm(invitation, code())
    assert not confirm(invitation, code())
    assert Invitation.objects.get().state == "confirmed"
    assert Notice.objects.get(user=by).text == "Fatuma confirmed the invitation."


def test_code_of_another_invitation_is_none_of_this(invitation, pledge, by):
    other = invite_party(pledge, "other@example.org", name="Other", by=by)
    invitations.send_code(invitation)
    invitations.send_code(other)
    assert not confirm(invitation, code())
    assert confirm(other, code())


@pytest.mark.parametrize("is_first", [True, False])
def test_code_that_was_just_sent_stays_good_beside_the_newest_and_none_is_not_one(invitation, is_first):
    invitations.send_code(invitation)
    first = code()
    invitations.send_code(invitation)
    assert not confirm(invitation, "")
    assert confirm(invitation, first if is_first else code())


def test_old_code_is_none(invitation):
    invitations.send_code(invitation)
    Invitation.objects.update(code_expires_at=timezone.now() - timedelta(seconds=1))
    assert not confirm(invitation, code())


@pytest.mark.parametrize("column", ["withdrawn_at", "expires_at"])
def test_code_of_a_dead_invitation_confirms_nothing(invitation, column):
    invitations.send_code(invitation)
    Invitation.objects.update(**{column: timezone.now()})
    assert not confirm(invitation, code())
    assert not Invitation.objects.get().is_alive


def test_sixth_try_in_fifteen_minutes_is_refused_though_right(invitation):
    invitations.send_code(invitation)
    for _time in range(5):
        assert not confirm(invitation, wrong(code()))
    with pytest.raises(TooManyAttemptsError):
        confirm(invitation, code())
    assert Invitation.objects.get().confirmed_at is None


def test_sixth_code_in_an_hour_is_not_sent(invitation):
    for _time in range(5):
        invitations.send_code(invitation)
    count = Mail.objects.count()
    with pytest.raises(TooManyAttemptsError):
        invitations.send_code(invitation)
    assert Mail.objects.count() == count


def test_tries_are_counted_within_their_time_only():
    for _time in range(3):
        note_attempt("this", 1, limit=3, within=timedelta(hours=1))
    note_attempt("that", 1, limit=3, within=timedelta(hours=1))
    Attempt.objects.update(at=timezone.now() - timedelta(hours=1))
    note_attempt("this", 1, limit=1, within=timedelta(hours=1))
    with pytest.raises(TooManyAttemptsError):
        note_attempt("this", 1, limit=1, within=timedelta(hours=1))


def test_sent_again_the_old_link_dies_and_the_visit_with_it(invitation, by):
    old = token()
    Invitation.objects.update(expires_at=timezone.now())
    invitations.send_again(Invitation.objects.get(), by=by)
    assert by_token(old) is None
    again = by_token(token())
    assert again == invitation
    assert again.is_alive


def test_withdrawn_is_over(invitation, by):
    invitations.withdraw(invitation)
    found = Invitation.objects.get()
    assert (found.state, found.is_alive) == ("withdrawn", False)
    with pytest.raises(CannotInviteError, match="withdrawn"):
        invitations.send_again(found, by=by)


def test_link_that_is_sent_again_ends_the_codes_of_the_one_before(invitation, by):
    sent = []
    for _time in range(2):
        invitations.send_code(invitation)
        sent.append(code())
    invitations.send_again(invitation, by=by)
    assert not any(confirm(invitation, each) for each in sent)


def test_colleague_gets_an_account_and_the_role_once(by, pledge):
    admin = make_member("administrator", pledge.organisation)
    invitation = invite_colleague(pledge.organisation, "New@example.org", "drafter", name="Neema", by=admin)
    invitations.send_code(invitation)
    assert confirm(invitation, code())
    user = User.objects.get(email="new@example.org")
    assert (user.name, user.memberships.get().role) == ("Neema", "drafter")
    assert not user.has_usable_password()
    Membership.objects.filter(user=user).update(role="viewer")
    invitations.send_code(invitation)
    assert confirm(invitation, code())
    assert user.memberships.get().role == "viewer"


def test_colleague_who_has_an_account_keeps_it(pledge, by):
    user = make_user("known@example.org", name="Known")
    invitation = invite_colleague(pledge.organisation, "known@example.org", "viewer", name="Other", by=by)
    invitations.send_code(invitation)
    confirm(invitation, code())
    assert [(each.organisation, each.role) for each in user.memberships.all()] == [(pledge.organisation, "viewer")]
    user.refresh_from_db()
    assert user.name == "Known"


def test_who_belongs_already_is_not_invited_and_a_newer_invitation_replaces_the_older(pledge, by):
    with pytest.raises(CannotInviteError, match="belongs to"):
        invite_colleague(pledge.organisation, by.email.upper(), "viewer", by=by)
    first = invite_colleague(pledge.organisation, "new@example.org", "viewer", by=by)
    invite_colleague(pledge.organisation, "new@example.org", "drafter", by=by)
    first.refresh_from_db()
    assert first.state == "withdrawn"


def test_forwarded_within_the_domain_both_stay_and_the_inviter_is_told(invitation, by):
    new = forward(invitation, "Grace@example.org", "Grace")
    assert (new.pledge, new.forwarded_from, new.email) == (invitation.pledge, invitation, "grace@example.org")
    assert new.token_hash != invitation.token_hash
    assert by_token(token()) == new
    assert Invitation.objects.get(pk=invitation.pk).is_alive
    assert "Fatuma forwarded the invitation to Grace" in Notice.objects.get(user=by).text
    assert "Fatuma passed this on to you." in Mail.objects.order_by("-pk")[0].body


@pytest.mark.parametrize(
    ("email", "says"),
    [
        ("a@other.org", "must end in @example.org"),
        ("a@sub.example.org", "must end"),
        ("Fatuma@example.org", "your own"),
    ],
)
def test_forwarded_elsewhere_is_refused(invitation, email, says):
    with pytest.raises(CannotInviteError, match=says):
        forward(invitation, email, "A")
    assert Invitation.objects.count() == 1


def test_nobody_fills_mailboxes(pledge, by, monkeypatch):
    monkeypatch.setattr(invitations, "INVITATIONS_A_DAY", 2)
    for number in range(2):
        invite_party(pledge, f"a{number}@example.org", by=by)
    with pytest.raises(TooManyAttemptsError):
        invite_party(pledge, "a3@example.org", by=by)


def test_withdrawing_ends_what_was_passed_on_and_mails_that_wait(invitation):
    passed_on = forward(invitation, "grace@example.org", "Grace")
    further = forward(passed_on, "ann@example.org", "Ann")
    assert further.expires_at == passed_on.expires_at == invitation.expires_at
    invitations.withdraw(Invitation.objects.get(pk=invitation.pk))
    assert {each.state for each in Invitation.objects.all()} == {"withdrawn"}
    assert not Mail.objects.filter(given_up_at=None).exists()
    assert not Mail.objects.exclude(body="").exists()


def test_invitation_withdrawn_meanwhile_is_not_sent_again(invitation, by):
    stale = Invitation.objects.get()
    invitations.withdraw(invitation)
    with pytest.raises(CannotInviteError, match="withdrawn"):
        invitations.send_again(stale, by=by)
    assert Invitation.objects.get().state == "withdrawn"


def test_newer_mail_replaces_one_that_waits(invitation, by):
    invitations.send_again(invitation, by=by)
    first, second = Mail.objects.order_by("pk")
    assert (first.body, bool(first.given_up_at)) == ("", True)
    assert second.body


def test_who_left_is_told_nothing_of_whom_they_invited(invitation, by):
    by.memberships.all().delete()
    invitations.send_code(invitation)
    assert confirm(invitation, code())
    forward(invitation, "grace@example.org", "Grace")
    assert not Notice.objects.exists()


def test_guests_of_a_pledge_pass_it_on_to_ten_people_a_day(invitation):
    for number in range(10):
        forward(invitation, f"a{number}@example.org", "A")
    with pytest.raises(TooManyAttemptsError):
        forward(Invitation.objects.get(email="a0@example.org"), "late@example.org", "Late")


def test_try_that_is_refused_does_not_shut_out_for_longer():
    for _time in range(9):
        with suppress(TooManyAttemptsError):
            note_attempt("this", limit=3, within=timedelta(hours=1))
    assert Attempt.objects.count() == 3
