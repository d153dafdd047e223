"""Every address of the site by every kind of visitor: the status of a GET, and of an empty POST.

ROWS is the whole table. An address that is new fails `test_every_address_has_a_row`, which says what to add. What
machines ask stands before all addresses: see tests/web/test_health.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from commitments import document
from commitments.models import Circulation, Invitation, Pledge, Revision, User
from tests.factories import add_member, add_party, make_member, make_organisation, make_pledge, make_user, pick

pytestmark = pytest.mark.django_db

VISITORS = "anonymous stranger viewer drafter signatory administrator guest expired secretariat"
"""In the order of a row's columns. A guest has a confirmed invitation to the pledge; `expired`, one that ran out"""

# What a row says, visitor by visitor: GET/POST, or one number for both.
KINDS = {
    # --------------- anonymous stranger viewer  drafter signatory admin   guest   expired secretariat
    "public":         "200/405  200/405  200/405 200/405 200/405   200/405 200/405 200/405 200/405",
    "anybody’s":      "200/302  200/302  200/302 200/302 200/302   200/302 200/302 200/302 200/302",
    "home":           "200/405  302/405  302/405 302/405 302/405   302/405 200/405 200/405 302/405",
    "signed in":      "302/401  200/302  200/302 200/302 200/302   200/302 302/401 302/401 200/302",
    "people, read":   "302/401  200/405  200/405 200/405 200/405   200/405 302/401 302/401 200/405",
    "start":          "302/401  200/422  403     200/422 200/422   200/422 302/401 302/401 200/422",
    "secretariat":    "302/401  404/405  404/405 404/405 404/405   404/405 302/401 302/401 200/405",
    "desk, record":   "302/401  404      404     404     404       404     302/401 302/401 200/422",
    "none there":     "302/401  404      404     404     404       404     302/401 302/401 404",
    "superuser":      "302/401  404      404     404     404       404     302/401 302/401 404",
    "pledge, read":   "302/401  404/405  200/405 200/405 200/405   200/405 302/401 302/401 404/405",
    "download":       "302/401  404/405  200/405 200/405 200/405   200/405 404/405 302/401 404/405",
    "pledge, save":   "302/401  404      200/403 200/302 200/302   200/302 302/401 302/401 404",
    "pledge, refuse": "302/401  404      200/403 200/422 200/422   200/422 302/401 302/401 404",
    "never went round": "302/401 404   404/403 404     404       404     302/401 302/401 404",
    "put away":       "405/401  405/404  405/403 405/302 405/302   405/302 405/401 405/401 405/404",
    "copy":           "302/401  404      403     200/422 200/422   200/422 302/401 302/401 404",
    "sign in":        "200/422  302      302     302     302       302     200/422 200/422 302",
    "sign out":       "302      200/302  200/302 200/302 200/302   200/302 302     302     200/302",
    "sign up":        "200      302      302     302     302       302     200     200     302",
    "code":           "302      302      302     302     302       302     302     302     302",
    "change":         "302      302      302     302     302       302     302     302     302",
    "set":            "302      200/422  200/422 200/422 200/422   200/422 302     302     200/422",
    "reset":          "200/422  200/422  200/422 200/422 200/422   200/422 200/422 200/422 200/422",
    "old link":       "200      200      200     200     200       200     200     200     200",
    "organisation":   "302/401  404      200/403 200/403 200/403   200/302 302/401 302/401 404",
    "comments":       "302/401  404      200/404 200/404 200/404   200/404 200/404 302/401 404",
    "suggest":        "302/401  404      200/422 200/422 200/422   200/422 200/422 302/401 404",
    "suggestions":    "302/401  404      200/403 200/422 200/422   200/422 302/401 302/401 404",
    "read":           "302/401  404/405  200/405 200/405 200/405   200/405 200/405 302/401 404/405",
    "tables":         "302/401  404      200/403 200/302 200/302   200/302 200/403 302/401 404",
    "no table":       "302/401  404      404     404     404       404     404     302/401 404",
    "answer":         "302/401  404      403     403     403       403     403     302/401 404",
    "signatures":     "302/401  404      200/403 200/404 200/404   200/404 200/403 302/401 404",
    "nobody asked":   "302/401  404      404/403 404     404       404     302/401 302/401 404",
    "public form":    "200/422  200/422  200/422 200/422 200/422   200/422 200/422 200/422 200/422",
    "unpublished":    "404/405  404/405  404/405 404/405 404/405   404/405 404/405 404/405 404/405",
    "link":           "302/405  302/405  302/405 302/405 302/405   302/405 302/405 302/405 302/405",
    "no link opened": "410      410      410     410     410       410     410     410     410",
    "guests only":    "404      404      404     404     404       404     200/422 404     404",
    "asked of them":  "404      200/302  200/302 200/302 200/302   200/302 200/302 404     200/302",
    "leave":          "405/302  405/302  405/302 405/302 405/302   405/302 405/302 405/302 405/302",
    "no second step": "302      403      403     403     403       403     302     302     403",
    "none to change": "302      404      404     404     404       404     302     302     404",
    "no codes yet":   "302      404/405  404/405 404/405 404/405   404/405 302     302     404/405",
    "own, read":      "302      200/405  200/405 200/405 200/405   200/405 302     302     200/405",
    "own, add":       "302      200/422  200/422 200/422 200/422   200/422 302     302     200/422",
    "own, end":       "302      200/302  200/302 200/302 200/302   200/302 302     302     200/302",
    "not here":       "404      404      404     404     404       404     404     404     404",
    "admin":          "302      302      302     302     302       302     302     302     302",
}  # fmt: skip
"""“not here”: with DEBUG alone, or with what the environment sets.

An empty POST is refused with 422 where a form has a field that must be filled in, and saved with 302 elsewhere"""

ROWS = {
    "home": ({}, "home"),
    "model_text_list": ({}, "public"),
    "model_text_detail": ({"slug": "migration-2019"}, "public"),
    "model_text_documents": ({"slug": "migration-2019"}, "public"),
    "model_text_plain": ({"slug": "migration-2019"}, "public"),
    "model_text_box": ({"slug": "migration-2019", "letter": "a"}, "public"),
    "profile": ({}, "signed in"),
    "appearance": ({}, "anybody’s"),
    "help": ({}, "public"),
    "contact": ({}, "public"),
    "privacy": ({}, "public"),
    "robots": ({}, "public"),
    "register": ({}, "public"),
    "register_picture": ({}, "public"),
    "register_feed": ({}, "public"),
    "register_data": ({}, "public"),
    "register_text": ({"reference": "SUBMITTED"}, "unpublished"),
    "register_text_data": ({"reference": "SUBMITTED"}, "unpublished"),
    "register_text_pdf": ({"reference": "SUBMITTED"}, "unpublished"),
    "directory": ({}, "people, read"),
    "pledge_list": ({}, "signed in"),
    "find": ({}, "people, read"),
    "pledge_start": ({}, "start"),
    "pledge_import": ({}, "start"),
    "all_pledges": ({}, "secretariat"),
    "submitted_pledge": ({"reference": "SUBMITTED"}, "desk, record"),
    "desk_library": ({}, "desk, record"),
    "desk_begin": ({}, "superuser"),
    "desk_directory": ({}, "secretariat"),
    "desk_entry": ({"kind": "state", "code": "KE"}, "desk, record"),
    "desk_confirm": ({"kind": "state", "code": "KE"}, "desk, record"),
    "desk_domains": ({}, "secretariat"),
    "desk_domain": ({"number": "1"}, "none there"),
    "desk_file": ({"kind": "csv"}, "secretariat"),
    "pledge_list_file": ({"kind": "csv"}, "people, read"),
    "pledge_plan_file": ({"reference": "PLEDGE", "kind": "csv"}, "read"),
    "pledge_detail": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_parties": ({"reference": "PLEDGE"}, "pledge, refuse"),
    "pledge_party": ({"reference": "PLEDGE", "key": "PARTY"}, "pledge, save"),
    "pledge_authority": ({"reference": "PLEDGE", "code": "KE"}, "pledge, refuse"),
    "pledge_introduction": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_objectives": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_actions": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_theme": ({"reference": "PLEDGE", "slug": "b-detention"}, "pledge, save"),
    "pledge_indicators": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_resources": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_item": ({"reference": "PLEDGE", "key": "ITEM"}, "pledge, refuse"),
    "pledge_blanks": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_check": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_pictures": ({"reference": "PLEDGE"}, "pledge, read"),
    "pledge_history": ({"reference": "PLEDGE"}, "pledge, refuse"),
    "pledge_compare": ({"reference": "PLEDGE"}, "pledge, read"),
    "pledge_archive": ({"reference": "PLEDGE"}, "put away"),
    "pledge_copy": ({"reference": "PLEDGE"}, "copy"),
    "pledge_export": ({"reference": "PLEDGE"}, "pledge, read"),
    "pledge_download": ({"reference": "PLEDGE", "slug": "text"}, "download"),
    "pledge_comments": ({"reference": "PLEDGE"}, "comments"),
    "pledge_read": ({"reference": "PLEDGE"}, "read"),
    "pledge_suggest": ({"reference": "PLEDGE", "what": "objective"}, "suggest"),
    "pledge_suggestions": ({"reference": "PLEDGE"}, "suggestions"),
    "pledge_tables": ({"reference": "PLEDGE"}, "tables"),
    "pledge_table": ({"reference": "PLEDGE", "key": "PARTY"}, "no table"),
    "pledge_invitations": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_circulate": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_answer": ({"reference": "PLEDGE"}, "answer"),
    "pledge_hand_over": ({"reference": "PLEDGE"}, "answer"),
    "pledge_replace": ({"reference": "PLEDGE", "key": "PARTY", "place": "0"}, "nobody asked"),
    "pledge_signatures": ({"reference": "PLEDGE"}, "signatures"),
    "pledge_address": ({"reference": "PLEDGE", "key": "PARTY", "place": "0"}, "never went round"),
    "pledge_trail": ({"reference": "PLEDGE"}, "pledge, read"),
    "pledge_reopen": ({"reference": "PLEDGE"}, "pledge, refuse"),
    "pledge_withdraw": ({"reference": "PLEDGE"}, "pledge, refuse"),
    "pledge_submit": ({"reference": "PLEDGE"}, "pledge, refuse"),
    "pledge_publish": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_joining": ({"reference": "PLEDGE"}, "pledge, save"),
    "pledge_closing": ({"reference": "PLEDGE"}, "pledge, save"),
    "join": ({"code": "SIGNED"}, "public form"),
    "verify_find": ({}, "public"),
    "verify": ({"code": "SIGNED"}, "public form"),
    "verify_pdf": ({"code": "SIGNED"}, "unpublished"),
    "invitation_link": ({"token": "guessed"}, "link"),
    "invitation": ({}, "no link opened"),
    "invitation_asked": ({}, "asked of them"),
    "invitation_forward": ({}, "guests only"),
    "invitation_leave": ({}, "leave"),
    "organisation_list": ({}, "people, read"),
    "organisation_detail": ({"slug": "ORGANISATION"}, "organisation"),
    "account_reauthenticate": ({}, "no second step"),
    "mfa_reauthenticate": ({}, "no second step"),
    "mfa_reauthenticate_webauthn": ({}, "no second step"),
    "mfa_login_webauthn": ({}, "code"),
    "mfa_authenticate": ({}, "code"),
    "mfa_index": ({}, "own, read"),
    "mfa_activate_totp": ({}, "own, add"),
    "mfa_deactivate_totp": ({}, "none to change"),
    "mfa_add_webauthn": ({}, "own, add"),
    "mfa_edit_webauthn": ({"pk": "1"}, "none to change"),
    "mfa_remove_webauthn": ({"pk": "1"}, "none to change"),
    "mfa_view_recovery_codes": ({}, "no codes yet"),
    "mfa_generate_recovery_codes": ({}, "own, add"),
    "usersessions_list": ({}, "own, end"),
    "socialaccount_login_cancelled": ({}, "code"),
    "openid_connect_login": ({"provider_id": "sso"}, "not here"),
    "openid_connect_callback": ({"provider_id": "sso"}, "not here"),
    "account_login": ({}, "sign in"),
    "account_request_login_code": ({}, "sign in"),
    "account_confirm_login_code": ({}, "code"),
    "account_logout": ({}, "sign out"),
    "account_inactive": ({}, "public"),
    "account_signup": ({}, "sign up"),
    "account_change_password": ({}, "change"),
    "account_set_password": ({}, "set"),
    "account_reset_password": ({}, "reset"),
    "account_reset_password_done": ({}, "public"),
    "account_reset_password_from_key": ({"uidb36": "1", "key": "x-y"}, "old link"),
    "account_reset_password_from_key_done": ({}, "public"),
    "demo_sign_in": ({}, "not here"),
    "admin:index": ({}, "admin"),
}
"""Each address by its name, with what fills it in (words in capitals stand for the world's), and a kind
of KINDS"""


@dataclass(frozen=True)
class World:
    """A draft with a party and an item, a submitted pledge of the same organisation, open, and who visits."""

    pledge: Pledge
    submitted: Pledge
    visitors: dict[str, Callable[[], Client]]

    def kwargs(self, given: dict[str, str]) -> dict[str, str]:
        there = {
            "PLEDGE": self.pledge.reference,
            "SUBMITTED": self.submitted.reference,
            "SIGNED": self.submitted.revisions.all()[0].code,
            "ORGANISATION": self.pledge.organisation.slug,
            "PARTY": self.pledge.parties.all()[0].key,
            "ITEM": self.pledge.items.all()[0].key,
        }
        return {name: there.get(value, value) for name, value in given.items()}


@pytest.fixture
def world(db) -> World:
    pledge = make_pledge(title="Wells")
    add_party(pledge, "state", "KE")
    pick(pledge, "b-detention-draw-on-expertise")
    submitted = make_pledge(pledge.organisation, title="Roads", status="submitted", openness="open")
    member = {role: make_member(role, pledge.organisation) for role in VISITORS.split()[2:6]}
    people = {
        **member,
        "stranger": make_member("administrator"),
        "secretariat": make_member("administrator", make_organisation(kind="secretariat")),
    }
    add_member(make_organisation(), people["secretariat"], "viewer")
    sign(submitted, by=member["drafter"])
    visitors: dict[str, Callable[[], Client]] = {
        **{name: partial(as_user, user) for name, user in people.items()},
        "anonymous": Client,
        "guest": lambda: as_guest(invitation(pledge, days=30)),
        "expired": lambda: as_guest(invitation(pledge, days=-1)),
    }
    return World(pledge, submitted, visitors)


def sign(pledge: Pledge, by: User) -> Revision:
    """The text of a pledge, as if it had been sent round."""
    content = document.freeze(document.build(pledge))
    revision = Revision.objects.create(pledge=pledge, number=1, content=content, digest=document.digest(content), by=by)
    Circulation.objects.create(revision=revision, in_turn=False, asked_for=timezone.now().date())
    return revision


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def as_guest(link: Invitation) -> Client:
    client = Client()
    session = client.session
    session["guest"] = [link.pk, link.token_hash]
    session.save()
    return client


def invitation(pledge: Pledge, *, days: int) -> Invitation:
    """An invitation to a pledge that was confirmed, and runs out in some days."""
    number = Invitation.objects.count()
    return Invitation.objects.create(
        token_hash=sha256(str(number).encode()).hexdigest(),
        email=f"guest{number}@example.org",
        pledge=pledge,
        party_key=pledge.parties.all()[0].key,
        invited_by=make_user(),
        expires_at=timezone.now() + timedelta(days=days),
        confirmed_at=timezone.now(),
    )


def addresses() -> Iterator[str]:
    """Yield the name of every address of the resolver; of the administration, that of its index alone."""
    yield from _names(get_resolver().url_patterns, "")


def _names(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from ["admin:index"] if pattern.namespace == "admin" else _names(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}"


def cells(kind: str) -> list[tuple[int, int]]:
    """Return what each visitor gets: the status of a GET and that of a POST."""
    found = [cell.partition("/") for cell in KINDS[kind].split()]
    return [(int(get), int(post or get)) for get, _slash, post in found]


def test_every_address_has_a_row():
    missing = [name for name in addresses() if name not in ROWS]
    assert not missing, (
        f"Without a row in ROWS of tests/test_access_matrix.py: {', '.join(missing)}. Add for each of them a line "
        f'"name": ({{what fills the address in}}, "a kind of KINDS"). If no kind fits, add one: a cell GET/POST for '
        f"each of {VISITORS}."
    )
    assert sorted(ROWS) == sorted(set(addresses())), "a row without an address: take it out"


def test_every_row_has_a_cell_for_every_visitor():
    assert {kind: len(cells(kind)) for kind in KINDS} == dict.fromkeys(KINDS, len(VISITORS.split()))
    assert {kind for _kwargs, kind in ROWS.values()} == set(KINDS), "a kind that no row has, or the other way round"


@pytest.mark.parametrize("name", ROWS)
def test_every_visitor_gets_what_the_table_says(world, name):
    given, row = ROWS[name]
    url = reverse(name, kwargs=world.kwargs(given))
    found = {}
    for visitor in VISITORS.split():
        statuses = []
        for method in ("get", "post"):
            cache.clear()  # how often somebody tried to sign in
            client = world.visitors[visitor]()
            statuses.append(getattr(client, method)(url).status_code)
        found[visitor] = tuple(statuses)
    assert found == dict(zip(VISITORS.split(), cells(row), strict=True)), url


def test_nobody_outside_reads_a_word_of_the_pledge(world):
    for name, (given, _row) in ROWS.items():
        if "PLEDGE" in given.values():
            for visitor in ("anonymous", "stranger", "expired", "secretariat"):
                answer = world.visitors[visitor]().get(reverse(name, kwargs=world.kwargs(given)))
                assert b"Wells" not in b"".join(answer), (visitor, name)
