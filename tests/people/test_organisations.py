"""Roles in an organisation: who may change them, and that an administrator is always left."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from commitments.models import Invitation, Membership, Notice, Organisation, User
from commitments.people.invitations import invite_colleague, invite_party
from commitments.people.organisations import MembershipError, change_role, leave, remove_member
from tests.factories import add_member, make_member, make_organisation, make_pledge, make_user

pytestmark = pytest.mark.django_db
ROLES = list(Membership.Role)
DRAFTER, ADMINISTRATOR = Membership.Role.DRAFTER, Membership.Role.ADMINISTRATOR


@pytest.fixture
def society() -> Organisation:
    return make_organisation("Kenya Red Cross Society")


@pytest.fixture
def admin(society) -> User:
    return make_member("administrator", society, "peter@example.org")


@pytest.fixture
def amina(society) -> User:
    user = make_user("amina@example.org", name="Amina")
    add_member(society, user)
    return user


def roles(organisation: Organisation) -> dict[str, str]:
    """Who belongs to an organisation, as the database has it: role by address."""
    return dict(organisation.memberships.values_list("user__email", "role"))


@pytest.mark.parametrize("role", [role for role in ROLES if role != DRAFTER])
def test_role_is_changed_and_the_person_told(society, admin, amina, role):
    member = change_role(society, "Amina@Example.org", role, was="drafter", by=admin)
    assert member.role == role
    assert roles(society) == {"peter@example.org": "administrator", "amina@example.org": role}
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.pledge) == (amina, "role", None)
    assert notice.text == (
        "peter@example.org changed your role in the Kenya Red Cross Society. You are now: "
        f"{Membership.Role(role).label}."
    )


def test_same_role_again_tells_nobody(society, admin, amina):
    change_role(society, amina.email, "drafter", by=admin)
    assert roles(society)["amina@example.org"] == "drafter"
    assert not Notice.objects.exists()


def test_own_role_is_no_news(society, admin):
    make_member("administrator", society)
    change_role(society, admin.email, "viewer", by=admin)
    assert roles(society)[admin.email] == "viewer"
    assert not Notice.objects.exists()


def test_role_that_somebody_changed_meanwhile_stays(society, admin, amina):
    other = make_member("administrator", society)
    change_role(society, amina.email, "signatory", was="drafter", by=other)
    with pytest.raises(MembershipError, match="Somebody changed the role of Amina meanwhile, to: Signatory"):
        change_role(society, amina.email, "viewer", was="drafter", by=admin)
    assert roles(society)[amina.email] == "signatory"


@pytest.mark.parametrize("role", [role for role in ROLES if role != ADMINISTRATOR])
def test_last_administrator_is_not_demoted(society, admin, amina, role):
    with pytest.raises(
        MembershipError, match=r"peter@example\.org is the last administrator of Kenya Red Cross Society"
    ):
        change_role(society, admin.email, role, by=admin)
    assert roles(society)[admin.email] == "administrator"


def test_last_administrator_neither_leaves_nor_is_removed(society, admin, amina):
    with pytest.raises(MembershipError, match="the last administrator"):
        leave(society, by=admin)
    with pytest.raises(MembershipError, match="Make somebody else an administrator first"):
        remove_member(society, admin.email, by=admin)
    assert len(roles(society)) == 2


def test_administrator_whose_account_is_closed_does_not_count(society, admin):
    gone = make_member("administrator", society)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(MembershipError, match="the last administrator"):
        leave(society, by=admin)
    remove_member(society, gone.email, by=admin)
    assert roles(society) == {admin.email: "administrator"}


@pytest.mark.parametrize("role", ROLES)
def test_anybody_leaves_when_an_administrator_stays(society, admin, role):
    user = make_member(role, society)
    leave(society, by=user)
    assert roles(society) == {admin.email: "administrator"}
    assert User.objects.filter(pk=user.pk, is_active=True).exists()
    assert not Notice.objects.exists()


def test_who_leaves_one_organisation_stays_in_the_other(society, admin, amina):
    other = make_organisation()
    add_member(other, amina)
    leave(society, by=amina)
    assert roles(other) == {amina.email: "drafter"}


def test_who_is_removed_is_told_and_cannot_come_back_by_an_old_invitation(society, admin):
    elsewhere = make_organisation()
    there = make_member("administrator", elsewhere)
    for organisation, by in ((society, admin), (elsewhere, there)):
        invite_colleague(organisation, "amina@example.org", "drafter", by=by)
    invite_colleague(society, "joseph@example.org", "drafter", by=admin)
    add_member(society, make_user("amina@example.org", name="Amina"))
    assert remove_member(society, "amina@example.org", by=admin).name == "Amina"
    assert roles(society) == {admin.email: "administrator"}
    withdrawn = Invitation.objects.exclude(withdrawn_at=None)
    assert [(each.organisation, each.email) for each in withdrawn] == [(society, "amina@example.org")]
    assert Notice.objects.get().text == "peter@example.org removed you from the Kenya Red Cross Society."


@pytest.mark.parametrize("role", [role for role in ROLES if role != ADMINISTRATOR])
def test_only_an_administrator_changes_and_removes(society, admin, amina, role):
    """Who was one when the page was drawn may not be one now."""
    by = make_member(role, society)
    before = roles(society)
    with pytest.raises(MembershipError, match="You are no longer an administrator of Kenya Red Cross Society"):
        change_role(society, amina.email, "viewer", by=by)
    with pytest.raises(MembershipError, match="Ask one of them"):
        remove_member(society, amina.email, by=by)
    assert roles(society) == before


def test_administrator_of_another_organisation_changes_nothing(society, admin, amina):
    by = make_member("administrator")
    with pytest.raises(MembershipError, match="no longer an administrator"):
        remove_member(society, amina.email, by=by)
    assert len(roles(society)) == 2


@pytest.mark.parametrize("email", ["stranger@example.org", "nobody@example.org", "", "\0"])
def test_who_does_not_belong_has_no_role(society, admin, email):
    elsewhere = make_organisation()
    make_member("drafter", elsewhere, "stranger@example.org")
    with pytest.raises(MembershipError, match="This person does not belong to Kenya Red Cross Society"):
        change_role(society, email, "viewer", by=admin)
    with pytest.raises(MembershipError, match="Maybe somebody removed them meanwhile"):
        remove_member(society, email, by=admin)
    assert roles(elsewhere) == {"stranger@example.org": "drafter"}
    assert not Notice.objects.exists()


def test_who_left_already_cannot_leave(society, admin, amina):
    leave(society, by=amina)
    with pytest.raises(MembershipError, match="does not belong"):
        leave(society, by=amina)


def _demote(each, society):
    change_role(society, each[1].email, "viewer", by=each[0])


def _remove(each, society):
    remove_member(society, each[1].email, by=each[0])


def _leave(each, society):
    leave(society, by=each[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", [_demote, _remove, _leave])
def test_of_two_administrators_who_act_at_once_one_is_left(verb):
    """Each on the other, or both leaving: checked before the lock, both would pass, and nobody would be left."""
    for _ in range(10):
        society = make_organisation()
        pair = [make_member("administrator", society) for _ in range(2)]
        gate = threading.Barrier(2)
        refused: list[Any] = []

        def act(each, society=society, gate=gate, refused=refused):
            gate.wait()
            try:
                verb(each, society)
            except MembershipError as said:
                refused.append(said)
            finally:
                connection.close()

        threads = [threading.Thread(target=act, args=(each,)) for each in (pair, pair[::-1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert len(refused) == 1
        assert list(roles(society).values()).count("administrator") == 1


@pytest.mark.parametrize("end", ["removed", "demoted"])
def test_invitations_of_an_administrator_end_with_the_role(end):
    organisation = make_organisation()
    boss, evil = (make_user(f"{name}@example.org") for name in ("boss", "evil"))
    for user in (boss, evil):
        add_member(organisation, user, "administrator")
    invite_colleague(organisation, "other@example.org", "administrator", by=evil)
    invite_party(make_pledge(organisation), "guest@example.org", by=evil)
    if end == "removed":
        remove_member(organisation, evil.email, by=boss)
    else:
        change_role(organisation, evil.email, "viewer", by=boss)
    states = dict(Invitation.objects.values_list("email", "withdrawn_at"))
    assert states["other@example.org"]
    assert bool(states["guest@example.org"]) == (end == "removed")
