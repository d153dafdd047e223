"""Every form of the site, sent twice from the same page: it makes one thing, and is answered as the first time.

CASES and BY_NATURE are the whole table. An address that takes a POST, or a button, that is new fails
`test_every_address_that_takes_a_form_is_named` or `test_every_button_is_named`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import messages
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.access import GUEST
from commitments.drafting import negotiating
from commitments.drafting.comments import say
from commitments.drafting.negotiating import Typed
from commitments.drafting.parties import add_parties, remove_party
from commitments.drafting.rewordable import wording
from commitments.drafting.suggesting import suggest
from commitments.drafting.taking import take
from commitments.exports import json as as_json
from commitments.models import (
    Actor,
    Comment,
    Draft,
    Invitation,
    JoinRequest,
    Membership,
    Pledge,
    Seat,
    SentForm,
    Side,
    Signature,
    SignatureRequest,
    State,
    User,
)
from commitments.people.domains import confirm_domain
from commitments.people.invitations import invite_colleague, invite_party, withdraw
from commitments.signing import proposing
from commitments.signing.circulating import text_mark
from commitments.signing.objecting import decline
from commitments.signing.replacing import Successor
from commitments.signing.submitting import publish as publish_text
from commitments.text.marks import mark_of
from commitments.web.command import VERBS
from tests.factories import (
    add_party,
    agreed,
    asked_to_join,
    circulated,
    mailed_code,
    make_guest,
    make_member,
    make_organisation,
    make_pledge,
    make_ready,
    make_user,
    name_signatories,
    opened,
    pick,
    signatory,
    the_round,
)
from tests.people.test_invitations import token as link_token
from tests.test_access_matrix import KINDS, ROWS
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db

PASSWORD = "three plain words and a comma"


@dataclass
class Form:
    """A form as a browser has it before it is sent: whose browser, where to, and what it holds."""

    client: Client
    url: str
    typed: dict[str, Any] = field(default_factory=dict)
    page: str = ""
    """Where the form stands, if not at `url`"""

    def token(self) -> str:
        return str(read(self.client, self.page or self.url).fields["csrfmiddlewaretoken"][0])


def of_drafter(pledge: Pledge, page: str, **typed: Any) -> Form:
    return Form(signed_in(make_member("drafter", pledge.organisation)), f"/pledges/{pledge.reference}/{page}/", typed)


def button(verb: str, key: object = "", **typed: Any) -> dict[str, Any]:
    return {verb: str(key), **typed}


def visiting(guest: Invitation) -> Client:
    client = Client()
    session = client.session
    session[GUEST] = [guest.pk, guest.token_hash]
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client


# Drafting


def start() -> Form:
    pledge = make_pledge()
    form = of_drafter(pledge, "")
    form.url = "/pledges/start/"
    form.typed = {
        "model_text": pledge.model_text.slug,
        "organisation": pledge.organisation.slug,
        "title": "Roads",
        "language": "en",
        "together": "alone",
    }
    return form


def copy() -> Form:
    return whole(make_pledge(title="Wells"), "copy")


def with_parties() -> Pledge:
    pledge = make_pledge(title="Wells")
    for code in ("KE", "UG", "NO"):
        add_party(pledge, "state", code)
    return pledge


def whole(pledge: Pledge, page: str, **typed: Any) -> Form:
    """A form with everything that its page has."""
    form = of_drafter(pledge, page)
    fields = read(form.client, form.url).fields
    kept = {name: values[0] for name, values in fields.items() if values and name != "csrfmiddlewaretoken"}
    form.typed = {**kept, **typed}
    return form


def parties(verb: str, key: str = "", **typed: Any) -> Callable[[], Form]:
    return lambda: whole(with_parties(), "parties", **button(verb, key), **typed)


def of_second_party(verb: str) -> Callable[[], Form]:
    def form() -> Form:
        pledge = with_parties()
        return whole(pledge, "parties", **button(verb, pledge.parties.order_by("position")[1].key))

    return form


def authority() -> Form:
    return of_drafter(with_parties(), "parties/of/KE", name="Ministry of Interior")


def add_clause() -> Form:
    pledge = with_parties()
    return of_drafter(pledge, "indicators", **button("add", "c-laws-and-policies"))


def name_version() -> Form:
    return of_drafter(make_pledge(title="Wells"), "history", name="Before the meeting")


def restore() -> Form:
    pledge = with_parties()
    drafter = make_member("drafter", pledge.organisation)
    add_parties(pledge, [State.objects.get(iso2="FI")], by=drafter)
    return of_drafter(pledge, "history", **button("restore", pledge.changes.newest() - 1))


def undo() -> Form:
    pledge = with_parties()
    drafter, gone = make_member("drafter", pledge.organisation), pledge.parties.all()[1]
    remove_party(gone, by=drafter)
    return of_drafter(pledge, "history", **button("undo", f"parties-{gone.pledge.version_of('parties')}"))


# Comments and invitations


def signed_in_as(client: Client) -> Actor:
    return Actor(user=User.objects.get(pk=client.session["_auth_user_id"]))


def comment(verb: str) -> Callable[[], Form]:
    def form() -> Form:
        pledge = make_pledge(title="Wells")
        item = pick(pledge, "b-detention-draw-on-expertise")
        form = of_drafter(pledge, "comments")
        author = make_member("drafter", pledge.organisation)
        actor = Actor(user=author)
        row = f"item:{item.key}"
        text = {"text": "Which wells?", "readers": "everybody"}
        if verb == "take" and (now := wording(Draft(pledge), row)):
            text["seen"] = now.mark
        if verb in ("say", "suggest"):
            return of_drafter(pledge, "comments", **button(verb, row), **text)
        if verb in ("take", "decline", "untake"):
            about = suggest(pledge, actor, row, "Draw on whoever knows.", is_shared=True)
        elif verb in ("take-back", "say-again"):
            about = say(pledge, signed_in_as(form.client), row, "Is this new?", is_shared=True)
        else:
            about = say(pledge, actor, row, "Is this new?", is_shared=True)
        if verb == "reopen":
            Comment.objects.filter(pk=about.pk).update(settled_at=timezone.now(), settled_by="Amina")
        if verb == "untake":
            take(about, seen=mark_of(item.text), by=author)
        if verb == "say-again":
            Comment.objects.filter(pk=about.pk).update(taken_back_at=timezone.now())
        return Form(form.client, form.url, {**button(verb, about.pk), **text})

    return form


def suggesting(what: str, **typed: Any) -> Callable[[], Form]:
    def form() -> Form:
        pledge = make_pledge(title="Wells")
        item = pick(pledge, "b-detention-draw-on-expertise")
        address = (
            f"suggest/{what}/" if what in ("objective", "action", "indicator") else f"suggest/{what}/?item={item.key}"
        )
        of = of_drafter(pledge, "")
        url = f"/pledges/{pledge.reference}/{address}"
        return Form(of.client, url, {"readers": "everybody", **typed}, page=url)

    return form


def imported(*, is_confirmed: bool = False) -> Form:
    pledge = make_pledge(title="Wells")
    add_party(pledge, "national_society", "KE")
    content = as_json.render(document.build(pledge))
    file: Any = SimpleUploadedFile("pledge.json", content)
    typed = {"make": "draft", "content": content.decode()} if is_confirmed else {"file": file}
    return Form(of_drafter(pledge, "").client, "/pledges/import/", typed)


def suggested(verb: str, *, is_ticked: bool = False) -> Callable[[], Form]:
    def form() -> Form:
        pledge = make_pledge(title="Wells")
        item = pick(pledge, "b-detention-draw-on-expertise")
        author = make_member("drafter", pledge.organisation)
        about = suggest(pledge, Actor(user=author), f"item:{item.key}", "Draw on whoever knows.", is_shared=True)
        mark = mark_of(item.text)
        if verb == "untake":
            take(about, seen=mark, by=author)
        typed = {**button(verb, "ticked" if is_ticked else about.pk), f"seen-{about.pk}": mark, "tick": str(about.pk)}
        return of_drafter(pledge, "suggestions", **typed)

    return form


# The negotiation table


def negotiated(verb: str) -> Callable[[], Form]:
    """A table at which each side has written a wording, and the other party has shown and agreed on its own."""

    def form() -> Form:
        pledge = with_parties()
        item = pick(pledge, "b-detention-draw-on-expertise")
        party = pledge.parties.order_by("position")[0].key
        if verb == "open-table":
            return of_drafter(pledge, "table", **button(verb, party))
        drafter = make_member("drafter", pledge.organisation)
        table = negotiating.open_table(pledge, party, by=drafter)
        ours = Seat(table, Actor(user=drafter), Side.DRAFTERS, may_write=True)
        theirs = Seat(table, Actor(guest=make_guest(pledge, party_key=party)), Side.PARTY, may_write=True)
        if verb != "agree-rest":
            for seat, text in ((ours, "Ours."), (theirs, "Theirs.")):
                negotiating.write(seat, {item.key: Typed(text, mark_of(item.text))})
            negotiating.agree(theirs, item.key, "own", seen=mark_of(item.text, "", ""))
        if verb == "take-back-agreement":
            negotiating.agree(ours, item.key, "pledge", seen=mark_of(item.text, "Theirs.", "Theirs."))
        typed = {f"third-{item.key}": "A third."} if verb == "agree-third" else {"sure": "on"}
        key = "" if verb in ("show-column", "agree-rest", "close-table") else item.key
        return whole(pledge, f"table/{party}", **button(verb, key), **typed)

    return form


TABLE = (
    *("show-column", "show-wording", "agree-own", "agree-other", "agree-pledge", "agree-proposed", "agree-third"),
    *("agree-rest", "take-back-agreement", "close-table"),
)


def invite() -> Form:
    typed = {"email": "fatuma@example.org", "name": "Fatuma", "party": "", "message": "Please read"}
    return of_drafter(make_pledge(title="Wells"), "invitations", **button("invite"), **typed)


def invited(verb: str) -> Callable[[], Form]:
    def form() -> Form:
        pledge = make_pledge(title="Wells")
        sent = invite_party(pledge, "fatuma@example.org", name="Fatuma", by=make_member("drafter", pledge.organisation))
        if verb == "hold-again":
            withdraw(sent)
        return of_drafter(pledge, "invitations", **button(verb, sent.pk))

    return form


def colleague(verb: str) -> Callable[[], Form]:
    def form() -> Form:
        administrator = make_member("administrator")
        organisation = Membership.objects.get(user=administrator).organisation
        typed = button(verb)
        if verb == "invite":
            typed |= {"email": "new@example.org", "name": "Neema", "role": "drafter"}
        elif verb == "remove":
            typed["person"] = make_member("viewer", organisation).email
        elif verb == "leave":
            make_member("administrator", organisation)
        else:
            sent = invite_colleague(organisation, "new@example.org", "viewer", by=administrator)
            if verb == "hold-again":
                withdraw(sent)
            typed = button(verb, sent.pk)
        page = f"/organisations/{organisation.slug}/"
        return Form(signed_in(administrator), page, typed)

    return form


def opened_link(*, is_confirming: bool, to_organisation: bool = False) -> Callable[[], Form]:
    def form() -> Form:
        pledge = make_pledge(title="Wells")
        by = make_member("administrator", pledge.organisation)
        if to_organisation:
            invite_colleague(pledge.organisation, "new@example.org", "viewer", name="Neema", by=by)
        else:
            invite_party(pledge, "new@example.org", name="Neema", by=by)
        client = Client()
        client.get(f"/invitations/{link_token()}/")
        if not is_confirming:
            return Form(client, "/invitation/", button("send-code"))
        client.post("/invitation/", button("send-code"))
        return Form(client, "/invitation/", {"code": mailed_code("new@example.org")})

    return form


def forward() -> Form:
    guest = make_guest(make_pledge(title="Wells"))
    return Form(visiting(guest), "/invitation/forward/", {"email": "grace@example.org", "name": "Grace"})


# Signing


def circulate() -> Form:
    pledge = make_ready()
    seen = text_mark(document.build(pledge))
    return whole(pledge, "circulate", **button("circulate", message="As we <i>agreed</i>", seen=seen))


def answer(verb: str, **typed: str) -> Callable[[], Form]:
    def form() -> Form:
        found = agreed() if verb in ("allow-publication", "take-back-consent") else circulated()
        asked = found.signature_requests[0]
        SignatureRequest.objects.filter(pk=asked.pk).update(may_publish=verb == "take-back-consent")
        actor = signatory(asked)
        assert actor.guest
        client, url = visiting(actor.guest), f"/pledges/{found.revision.pledge.reference}/answer/"
        seen = {"seen": found.revision.digest}
        if verb != "read":
            client.post(url, {"read": "", **seen})
        if verb == "take-back-decline":
            decline(asked, reason="No mandate", by=actor, **seen)
        signed = {"name": asked.name, "title": asked.title, "agrees": "on"}
        if verb == "sign":
            client.post(url, {"send-code": "", **signed, **seen})
            signed["code"] = mailed_code(asked.email)
        return Form(client, url, {**button(verb), **(signed if verb in ("sign", "send-code") else typed), **seen})

    return form


def remind() -> Form:
    found = circulated()
    return of_drafter(found.revision.pledge, "signatures", **button("send-again", found.signature_requests[0].slot))


SUCCESSOR = {
    "name": "Aya Kone",
    "title": "Minister",
    "email": "aya@example.org",
    "signs_by": "office",
    "reason": "Ill.",
}


def replace(verb: str) -> Callable[[], Form]:
    def form() -> Form:
        pledge = make_ready()
        name_signatories(pledge.parties.get(kind="state"), deputies=("Ousmane Ba",))
        asked = circulated(pledge).signature_requests[0]
        keys: dict[str, object] = {"take-deputy": "deputy"}
        typed = SUCCESSOR if verb == "name-signatory" else {"why_not": "Who is that?"}
        if verb in ("confirm-signatory", "refuse-signatory"):
            aya = Successor("Aya Kone", "Minister", "aya@example.org")
            keys[verb] = proposing.propose(asked, aya, reason="Ill.", by=signatory(asked)).pk
        page = f"signatures/{asked.party_key}/0"
        return of_drafter(pledge, page, **button(verb, keys.get(verb, "")), seen=str(asked.pk), **typed)

    return form


def propose() -> Form:
    found = circulated()
    actor = signatory(found.signature_requests[0])
    assert actor.guest
    url = f"/pledges/{found.revision.pledge.reference}/answer/somebody-else/"
    return Form(visiting(actor.guest), url, {**button("name-signatory"), **SUCCESSOR})


def correct() -> Form:
    found = circulated()
    key = found.signature_requests[0].party_key
    return of_drafter(found.revision.pledge, f"signatures/{key}/0/address", email="right@example.org")


def take_back(page: str) -> Callable[[], Form]:
    return lambda: of_drafter(circulated().revision.pledge, page, reason="A party changed")


def submit() -> Form:
    return of_drafter(agreed().revision.pledge, "submit", on=timezone.now().date().isoformat())


def publish(verb: str) -> Callable[[], Form]:
    def form() -> Form:
        pledge = agreed(may_publish=True).revision.pledge
        found = of_drafter(pledge, "publish", **button(verb))
        if verb == "unpublish":
            publish_text(Pledge.objects.get(pk=pledge.pk), by=Actor(user=make_member("drafter", pledge.organisation)))
        return found

    return form


# Further parties


def close() -> Form:
    return of_drafter(opened().revision.pledge, "joining/until", **button("close"))


def change_day() -> Form:
    day = timezone.now().date() + timedelta(days=60)
    return of_drafter(opened().revision.pledge, "joining/until", **button("change-day"), until=day.isoformat())


def admission(verb: str) -> Callable[[], Form]:
    def form() -> Form:
        found = opened()
        asked = asked_to_join(found)
        typed = button(verb, asked.pk, **{f"r{asked.pk}-reason": "Not now", "reason": "Not now"})
        return of_drafter(found.revision.pledge, "joining", **typed)

    return form


RUTH = {"kind": "state", "country": "UG", "name": "Ruth Okello", "title": "", "email": "ruth@example.org"}


def join(verb: str) -> Callable[[], Form]:
    def form() -> Form:
        client, url = Client(), f"/v/{opened().revision.code}/join/"
        if verb == "ask":
            return Form(client, url, {**button(verb), **RUTH})
        client.post(url, RUTH)
        return Form(client, url, button(verb, code=mailed_code("ruth@example.org")))

    return form


# Accounts


def with_password() -> Client:
    user = make_user("amina@example.org", name="Amina")
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def login_code() -> Form:
    return Form(Client(), "/accounts/login/code/", {"email": make_user("amina@example.org").email})


def confirm_login() -> Form:
    asked = login_code()
    asked.client.post(asked.url, asked.typed)
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    return Form(asked.client, "/accounts/login/code/confirm/", {"code": code[1]})


def reset() -> Form:
    with_password()
    return Form(Client(), "/accounts/password/reset/", {"email": "amina@example.org"})


def change_password() -> Form:
    typed = {"oldpassword": PASSWORD, "password1": "one long enough password", "password2": "one long enough password"}
    return Form(with_password(), "/accounts/password/change/", typed)


def record_reference() -> Form:
    found = opened()
    client = signed_in(make_member("drafter", make_organisation(kind="secretariat")))
    return Form(client, f"/pledges/all/{found.revision.pledge.reference}/", {"reference": "OP/7"})


def begin_at_the_desk() -> Form:
    return Form(signed_in(make_user(is_superuser=True)), "/pledges/all/begin/", {"name": "Secretariat"})


def at_the_desk() -> Client:
    return signed_in(make_member("drafter", make_organisation(kind="secretariat")))


def confirm_a_domain() -> Form:
    return Form(at_the_desk(), "/pledges/all/directory/state/KE/domain/", {"domain": "interior.go.ke"})


def withdraw_a_domain() -> Form:
    row = confirm_domain(State.objects.get(iso2="KE"), "interior.go.ke", by=make_user())
    return Form(at_the_desk(), f"/pledges/all/domains/{row.pk}/", {"why": "A mistake"})


CASES: dict[str, list[Callable[[], Form]]] = {
    "pledge_start": [start],
    "pledge_copy": [copy],
    "pledge_parties": [
        parties("add-state", "FI"),
        parties("add-society", "FI"),
        parties("add-both", "FI"),
        parties("add-component", "IFRC"),
        parties("add-observer", q="Norwegian Refugee Council"),
        parties("add-region", "nordic"),
        parties("add-region-societies", "nordic"),
        parties("name-region", "nordic"),
        parties("order-by-name"),
        of_second_party("remove"),
    ],
    "pledge_authority": [authority],
    "pledge_indicators": [add_clause],
    "pledge_history": [name_version, restore, undo],
    "pledge_comments": [
        comment(verb)
        for verb in (
            *("say", "suggest", "reply", "settle", "reopen", "take", "decline"),
            *("untake", "take-back", "say-again"),
        )
    ],
    "pledge_suggest": [
        suggesting("removal", reason="It is done."),
        suggesting("plan", end="2021-03"),
        suggesting("objective", text="Dig wells."),
        suggesting("action", text="Dig wells.", heading="theme:b-detention"),
        suggesting("indicator", text="Wells that were dug."),
    ],
    "pledge_tables": [negotiated("open-table")],
    "pledge_table": [negotiated(verb) for verb in TABLE],
    "pledge_import": [imported, lambda: imported(is_confirmed=True)],
    "pledge_suggestions": [
        *(suggested(verb) for verb in ("take", "decline", "untake")),
        *(suggested(verb, is_ticked=True) for verb in ("take", "decline")),
    ],
    "pledge_invitations": [invite, *(invited(verb) for verb in ("send-again", "withdraw", "hold-again"))],
    "organisation_detail": [
        colleague(verb) for verb in ("invite", "send-again", "withdraw", "hold-again", "remove", "leave")
    ],
    "invitation": [
        opened_link(is_confirming=False),
        opened_link(is_confirming=True),
        opened_link(is_confirming=True, to_organisation=True),
    ],
    "invitation_forward": [forward],
    "pledge_circulate": [circulate],
    "pledge_answer": [
        answer("read"),
        answer("send-code"),
        answer("sign"),
        answer("request-changes", changes="Say <b>when</b>"),
        answer("confirm-decline", reason="No mandate", sure="on"),
        answer("take-back-decline"),
        answer("allow-publication"),
        answer("take-back-consent"),
    ],
    "pledge_signatures": [remind],
    "pledge_replace": [
        replace(f"{verb}-{whom}")
        for verb, whom in (("name", "signatory"), ("take", "deputy"), ("confirm", "signatory"), ("refuse", "signatory"))
    ],
    "pledge_hand_over": [propose],
    "pledge_address": [correct],
    "pledge_reopen": [take_back("reopen")],
    "pledge_withdraw": [take_back("withdraw")],
    "pledge_submit": [submit],
    "pledge_publish": [publish("publish"), publish("unpublish")],
    "submitted_pledge": [record_reference],
    "desk_begin": [begin_at_the_desk],
    "desk_confirm": [confirm_a_domain],
    "desk_domain": [withdraw_a_domain],
    "pledge_closing": [close, change_day],
    "pledge_joining": [admission("confirm"), admission("refuse")],
    "join": [join("ask"), join("prove"), join("send-again")],
    "account_request_login_code": [login_code],
    "account_confirm_login_code": [confirm_login],
    "account_reset_password": [reset],
    "account_change_password": [change_password],
}
"""By its name, each address whose forms make something, send a mail or move something: one case for each button"""

SAVES = "saves what is typed, which is the same twice; its other buttons are as those of the other sections"
STEP = "its code or key is good once: a second answer is kept by AnsweredAlike, as that of the first"
BY_NATURE = {
    "profile": "says how something is to be, the same twice",
    "appearance": "says how pages are to look, the same twice",
    "desk_library": "loads a model text, which is the same twice",
    "desk_entry": "says what is written of an entry, the same twice",
    "pledge_list": "notes that notices were seen",
    "pledge_detail": "says whether a section is ready",
    "pledge_party": SAVES,
    "pledge_introduction": SAVES,
    "pledge_objectives": SAVES,
    "pledge_theme": SAVES,
    "pledge_actions": SAVES,
    "pledge_item": SAVES,
    "pledge_resources": SAVES,
    "pledge_blanks": SAVES,
    "pledge_check": SAVES,
    "pledge_archive": "says where a pledge stands, which is the same twice",
    "verify": "compares a file, and keeps nothing",
    "invitation_asked": "begins a visit, which has begun then",
    "invitation_leave": "ends a visit, which is over then",
    "account_login": "signs in, again if it is sent again",
    "account_logout": "signs out, which is done then",
    "account_signup": "is closed",
    "account_set_password": STEP,
    "account_reset_password_from_key": STEP,
    "account_reauthenticate": "asks for the password, which is right again",
    "mfa_reauthenticate": STEP,
    "mfa_reauthenticate_webauthn": "a passkey signs a question once; nothing is made",
    "mfa_login_webauthn": "a passkey signs a question once; nothing is made",
    "mfa_authenticate": STEP,
    "mfa_activate_totp": STEP,
    "mfa_deactivate_totp": STEP,
    "mfa_add_webauthn": STEP,
    "mfa_edit_webauthn": "gives the same name",
    "mfa_remove_webauthn": STEP,
    "mfa_generate_recovery_codes": STEP,
    "usersessions_list": "ends a session, which is over then",
    "demo_sign_in": "signs in, again if it is sent again",
    "openid_connect_login": "leads to another site",
    "openid_connect_callback": "takes what another site sends, which is good once",
    "socialaccount_login_cancelled": "says that nothing was done",
    "account_inactive": "says that nothing was done",
    "admin:index": "Django's own pages; of what hangs on a pledge nothing is made there",
}
"""Why a form makes no second thing by itself"""

SAME = "says how something is to be, the same twice"
LEADS = "leads to a page, and writes nothing"
AGAIN = "moves a row one place on each time: the page's script asks for it again and again, from the same page"
ROUND = "goes the way of every button of a section, in section_page"
VERBS_BY_NATURE = {
    "desk_library": "loads a model text, which is the same twice",
    "find": LEADS,
    "filter": LEADS,
    "go": LEADS,
    "change": LEADS,
    "add-authority": LEADS,
    "reconsider": LEADS,
    "visit": LEADS,
    "start-over": LEADS,
    "save": SAME,
    "change-role": SAME,
    "order-own-first": SAME,
    "set-aside": SAME,
    "take-up": SAME,
    "stays": SAME,
    "stays-not": SAME,
    "delete": SAME,
    "archive": SAME,
    "bring-back": SAME,
    "official": ROUND,
    "reword": ROUND,
    "split": ROUND,
    "unsplit": ROUND,
    "place": AGAIN,
    "move-up": AGAIN,
    "move-down": AGAIN,
}
FORMS = {f"{name}-{number}": case for name, cases in CASES.items() for number, case in enumerate(cases)}
KEPT_OF_FORMS = {"sentform", "attempt", "session", "usersession"}


@pytest.fixture(autouse=True)
def _no_tries_so_far(db):
    cache.clear()


def made() -> dict[str, list[int | str]]:
    """Every row there is, by its table, and how many mails allauth sent."""
    tables = [model for model in apps.get_models() if model._meta.model_name not in KEPT_OF_FORMS]
    rows = {model._meta.label: sorted(model._default_manager.values_list("pk", flat=True)) for model in tables}
    return {**rows, "mails": list(range(len(mail.outbox)))}


def told(response: Any) -> list[tuple[int, str]]:
    """What the next page will say after an answer."""
    return [(message.level, str(message)) for message in messages.get_messages(response.wsgi_request)]


@pytest.mark.parametrize("has_first_answer", [True, False], ids=["reload", "double click"])
@pytest.mark.parametrize("name", FORMS)
def test_form_that_is_sent_twice_makes_one_thing_and_is_answered_alike(name, has_first_answer):
    form = FORMS[name]()
    typed = {**form.typed, "csrfmiddlewaretoken": form.token()}
    read(form.client, form.page or form.url)  # what was said before is read
    before, cookies = made(), {key: morsel.value for key, morsel in form.client.cookies.items()}
    first = form.client.post(form.url, typed)
    for file in (each for each in typed.values() if isinstance(each, SimpleUploadedFile)):
        file.seek(0)
    assert first.status_code in (200, 302)
    after = made()
    twin = form.client
    if not has_first_answer:
        twin = Client()
        twin.cookies.load(cookies)
    second = twin.post(form.url, typed)
    assert (second.status_code, second.get("Location")) == (first.status_code, first.get("Location"))
    assert made() == after
    said = told(second)
    assert not [text for level, text in said if level >= messages.ERROR]
    assert len(said) == len(set(said))
    assert (after == before) == (name in NO_ROWS)
    if "Location" in second:
        assert twin.get(second["Location"]).status_code == 200


NO_ROWS = {
    "desk_domain-0",
    "pledge_comments-3",
    "pledge_comments-4",
    "pledge_comments-8",
    "pledge_comments-9",
    "organisation_detail-2",
    "pledge_invitations-2",
    "pledge_table-8",
    "account_change_password-0",
    "account_confirm_login_code-0",
}
"""What only changes a row"""


def test_form_that_was_refused_is_no_form_that_was_sent():
    """What is corrected elsewhere is done when the same form is sent again."""
    form = submit()
    pledge = Pledge.objects.get()
    Pledge.objects.update(status=Pledge.Status.IN_CIRCULATION)
    typed = {**form.typed, "csrfmiddlewaretoken": "t" * 64}
    assert form.client.post(form.url, typed).status_code == 422
    Pledge.objects.update(status=Pledge.Status.AGREED)
    assert form.client.post(form.url, typed).status_code == 302
    pledge.refresh_from_db()
    assert pledge.status == Pledge.Status.SUBMITTED


@pytest.mark.parametrize("make", [login_code, confirm_login])
def test_very_long_way_on_is_taken_and_not_kept(make):
    form = make()
    typed = {**form.typed, "next": f"/model-texts/?q={'x' * 600}", "csrfmiddlewaretoken": form.token()}
    before = SentForm.objects.count()
    assert len(form.client.post(form.url, typed)["Location"]) > 600
    assert SentForm.objects.count() == before


def test_what_is_done_and_undone_by_turns_is_done_each_time_from_a_page_of_its_own():
    form = publish("publish")()
    for verb in ("publish", "unpublish", "publish"):
        typed = {verb: "", "csrfmiddlewaretoken": form.token()}
        assert form.client.post(form.url, typed).status_code == 302
        assert bool(Pledge.objects.get().published_at) == (verb == "publish")


def test_code_of_the_first_mail_is_good_for_who_never_got_the_first_answer():
    form = join("ask")()
    typed = {**form.typed, "csrfmiddlewaretoken": form.token()}
    twin = Client()
    twin.cookies.load({key: morsel.value for key, morsel in form.client.cookies.items()})
    form.client.post(form.url, typed)
    twin.post(form.url, typed)
    assert twin.post(form.url, button("prove", code=mailed_code("ruth@example.org"))).status_code == 302
    assert JoinRequest.objects.get().confirmed_at


def test_visit_that_was_left_does_not_begin_again():
    """On a computer that people share, who goes back and sends the form of a code again is not let in."""
    form = opened_link(is_confirming=True)()
    typed = {**form.typed, "csrfmiddlewaretoken": form.token()}
    before = Client()
    before.cookies.load({key: morsel.value for key, morsel in form.client.cookies.items()})
    first = form.client.post(form.url, typed)
    for file in (each for each in typed.values() if isinstance(each, SimpleUploadedFile)):
        file.seek(0)
    after = Client()
    after.cookies.load({key: morsel.value for key, morsel in form.client.cookies.items()})
    assert form.client.post("/invitation/leave/").status_code == 302
    for client in (form.client, before, after):
        assert client.post(form.url, typed).status_code == 410
        assert client.get(first["Location"]).status_code == 302


def test_wrong_code_stays_counted_however_often_the_form_is_sent():
    form = answer("sign")()
    typed = {**form.typed, "code": "000000", "csrfmiddlewaretoken": form.token()}
    statuses = [form.client.post(form.url, typed).status_code for _try in range(6)]
    assert statuses == [422] * 5 + [429]
    assert not Signature.objects.exists()


def test_two_guests_with_the_same_words_are_two():
    found = circulated()
    url = f"/pledges/{found.revision.pledge.reference}/answer/"
    for asked in found.signature_requests:
        actor = signatory(asked)
        client = visiting(actor.guest) if actor.guest else signed_in(actor.user)
        typed = button("request-changes", changes="When?", seen=found.revision.digest, csrfmiddlewaretoken="t" * 64)
        assert client.post(url, typed).status_code == 302
    answers = {asked.answer for asked in the_round(found.revision.pledge).signature_requests}
    assert answers == {SignatureRequest.Answer.CHANGES}


def takes_a_form(name: str) -> bool:
    """Whether an address takes a POST at all: none that it doesn't let in is told that there is no such thing."""
    return not any(cell.endswith("/405") for cell in KINDS[ROWS[name][1]].split())


def test_every_address_that_takes_a_form_is_named():
    missing = [name for name in ROWS if takes_a_form(name) and name not in {**CASES, **BY_NATURE}]
    assert not missing, (
        f"Not in tests/test_sent_twice.py: {', '.join(missing)}. Where its form makes something, sends a mail or moves "
        "something, decorate the view with `sent_once` of web/once.py and add a case to CASES, one for each button; "
        "else say in BY_NATURE why it is the same however often it is sent."
    )
    assert not set(CASES) & set(BY_NATURE)
    assert {*CASES, *BY_NATURE} <= set(ROWS), "without an address: take it out"


def test_every_button_is_named():
    pressed = {verb for case in FORMS.values() for verb in set(_typed(case)) & set(VERBS)}
    missing = sorted(set(VERBS) - pressed - set(VERBS_BY_NATURE))
    assert not missing, f"Buttons without a case in CASES of tests/test_sent_twice.py: {', '.join(missing)}"
    assert not pressed & set(VERBS_BY_NATURE)


def _typed(case: Callable[[], Form]) -> dict[str, Any]:
    """What a case types, on a site of its own."""
    with transaction.atomic():
        typed = case().typed
        transaction.set_rollback(True)
    return typed
