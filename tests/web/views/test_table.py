"""The negotiation table's pages: who comes in, what each side reads, and that nothing private is anywhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from commitments.drafting import comments, negotiating
from commitments.exports.registry import FORMATS
from commitments.models import (
    Actor,
    Cell,
    Draft,
    Invitation,
    Item,
    Mail,
    NegotiationTable,
    Notice,
    Pledge,
    Seat,
    Side,
    TrailEntry,
    User,
)
from commitments.people.mail.digests import gather_digests
from commitments.people.mail.sending import send_due
from commitments.text.marks import mark_of
from commitments.web.errand import Errand
from tests import edits
from tests.factories import add_party, make_guest, make_member, make_organisation, make_pledge, make_user, pick, write
from tests.test_access_matrix import ROWS, as_guest, as_user
from tests.web.views.pages import Page, count_queries, read, refused
from tests.web.views.test_comments import visiting

pytestmark = pytest.mark.django_db
STATE, UGANDA = "party-state", "party-uganda"
CLAUSE, OWN = "a-safety-dignity-rights", "own-wells"
OURS, THEIRS = "Zebrafinch wells of ours", "Nightjar wells of theirs"
WORDINGS = ["Dig <four> wells & more.", "حفر أربع آبار.", "打四口井。\n再打两口。", "Вырыть четыре\nколодца."]


@pytest.fixture
def amina(pledge) -> User:
    return make_member("drafter", pledge.organisation, "amina@example.org")


@pytest.fixture
def jonas(pledge) -> Invitation:
    return make_guest(pledge, party_key=STATE)


@pytest.fixture
def table(pledge, amina, jonas) -> NegotiationTable:
    add_party(pledge, "state", "KE", key=STATE)
    add_party(pledge, "state", "UG", key=UGANDA)
    pick(pledge, CLAUSE)
    write(pledge, "objective", "Dig three wells.", key=OWN)
    table = negotiating.open_table(pledge, STATE, by=amina)
    Notice.objects.all().delete()
    return table


@pytest.fixture
def url(pledge, table) -> str:
    return f"/pledges/{pledge.reference}/table/{STATE}/"


@pytest.fixture
def ours(amina) -> Client:
    return as_user(amina)


@pytest.fixture
def theirs(jonas) -> Client:
    return visiting(jonas)


def press(client: Client, url: str, verb: str, key: str = "", **typed: str):
    """Open the page, type, and press a button; return the answer."""
    fields = {name: values[0] for name, values in read(client, url).fields.items()}
    fields.pop("csrfmiddlewaretoken", None)
    return client.post(url, {**fields, **{name.replace("_", "-", 1): text for name, text in typed.items()}, verb: key})


def press_and_follow(client: Client, url: str, verb: str, key: str = "", **typed: str):
    return read(client, press(client, url, verb, key, **typed).url)


def put(client: Client, url: str, text: str, key: str = OWN):
    return press(client, url, "save", key, **{f"wording_{key}": text})


def text(key: str = OWN) -> str:
    return Item.objects.get(key=key).text


def shown(client: Client, url: str) -> str:
    return read(client, url).html


# Who comes in


@pytest.mark.parametrize(
    ("who", "status", "posted"),
    [
        ("anonymous", 302, 401),
        ("stranger", 404, 404),
        ("secretariat", 404, 404),
        ("superuser", 404, 404),
        ("viewer", 200, 403),
        ("signatory", 200, 302),
        ("administrator", 200, 302),
        ("guest", 200, 302),
        ("guest of another party", 404, 404),
        ("guest of no party", 404, 404),
        ("guest of another pledge", 404, 404),
        ("guest who did not confirm", 302, 401),
    ],
)
def test_table_is_for_its_two_sides(pledge, url, who, status, posted):
    client = visitors(pledge)[who]()
    assert client.get(url).status_code == status
    side = "party" if who == "guest" else "drafters"
    fields = {"side": side, f"seen-{OWN}": "", f"wording-{OWN}": "Dig.", f"base-{OWN}": ""}
    assert client.post(url, {**fields, "save": OWN}).status_code == (409 if posted == 302 else posted)
    assert client.post(url, {"side": side, "save": ""}).status_code == posted
    assert not Cell.objects.exists()


def visitors(pledge: Pledge) -> dict[str, Callable[[], Client]]:
    def member(role: str) -> Callable[[], Client]:
        return lambda: as_user(make_member(role, pledge.organisation))

    def guest(**fields: Any) -> Callable[[], Client]:
        return lambda: as_guest(make_guest(pledge, **fields))

    return {
        "anonymous": Client,
        "stranger": lambda: as_user(make_member("administrator")),
        "secretariat": lambda: as_user(make_member("administrator", make_organisation(kind="secretariat"))),
        "superuser": lambda: as_user(make_user(is_staff=True, is_superuser=True)),
        "viewer": member("viewer"),
        "signatory": member("signatory"),
        "administrator": member("administrator"),
        "guest": guest(party_key=STATE),
        "guest of another party": guest(party_key=UGANDA),
        "guest of no party": guest(),
        "guest of another pledge": lambda: as_guest(make_guest(make_pledge(), party_key=STATE)),
        "guest who did not confirm": guest(party_key=STATE, confirmed_at=None),
    }


def test_guest_is_led_to_the_table_of_their_party_and_hears_of_no_other(pledge, table, theirs, url):
    assert theirs.get(f"/pledges/{pledge.reference}/table/").url == url
    other = visiting(make_guest(pledge, party_key=UGANDA))
    page = read(other, f"/pledges/{pledge.reference}/table/")
    assert "No table is open for your party" in page.html
    assert [link for link in page.links if link.startswith("/pledges/") and "/table/" in link] == []
    assert f"/pledges/{pledge.reference}/table/" not in read(other, f"/pledges/{pledge.reference}/comments/").links
    assert f"/pledges/{pledge.reference}/table/" in read(theirs, f"/pledges/{pledge.reference}/comments/").links


def test_guest_finds_the_table_at_the_end_of_every_page_while_a_row_of_it_is_open(pledge, url, ours, theirs):
    document, leads = f"/pledges/{pledge.reference}/read/", f"{url}#table"
    other = visiting(make_guest(pledge, party_key=UGANDA))
    assert leads in read(theirs, document).links
    assert leads in read(theirs, f"/pledges/{pledge.reference}/comments/").links
    assert leads not in read(other, document).links
    at_the_table = "You can read it, comment on it, and agree on it at the negotiation table"
    assert [at_the_table in read(guest, "/").html for guest in (theirs, other)] == [True, False]
    for side in (ours, theirs):
        press(side, url, "agree-rest")
    assert leads not in read(theirs, document).links


def test_drafters_open_a_table_and_find_the_others(pledge, table, ours, url):
    there = f"/pledges/{pledge.reference}/table/"
    page = read(ours, there)
    assert page.buttons == [f"open-table={UGANDA}"]
    assert "2 rows open" in page.html
    assert url in page.links
    answer = ours.post(there, {"open-table": UGANDA})
    assert answer.url == f"{there}{UGANDA}/"
    page = read(ours, url)
    assert [link for link in page.links if link.startswith(there)] == [url, f"{there}{UGANDA}/", there]


@pytest.mark.parametrize("key", ["", "party-nobody", "\0", "x" * 400])
def test_no_table_is_opened_with_nobody(pledge, table, ours, key):
    there = f"/pledges/{pledge.reference}/table/"
    assert ours.post(there, {"open-table": key}).url == there
    assert NegotiationTable.objects.count() == 1
    assert "not another party" in shown(ours, there)


@pytest.mark.parametrize("who", ["viewer", "guest of another party"])
def test_who_does_not_draft_opens_no_table(pledge, table, who):
    client = visitors(pledge)[who]()
    assert client.post(f"/pledges/{pledge.reference}/table/", {"open-table": UGANDA}).status_code == 403
    assert NegotiationTable.objects.count() == 1


def test_viewer_reads_the_own_side_s_column_and_has_no_button(pledge, url, ours):
    put(ours, url, OURS)
    page = read(visitors(pledge)["viewer"](), url)
    assert "ebrafinch" in page.html
    assert page.buttons == []


def test_pledge_without_items_or_parties_says_so(pledge, amina):
    client = as_user(amina)
    assert "no other party yet" in shown(client, f"/pledges/{pledge.reference}/table/")
    add_party(pledge, "state", "KE", key=STATE)
    negotiating.open_table(pledge, STATE, by=amina)
    assert "no item yet" in shown(client, f"/pledges/{pledge.reference}/table/{STATE}/")


# What each side reads


def plain(html: str) -> str:
    """A page without what is another one each time it is drawn."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


def test_page_of_the_other_side_is_the_same_whatever_is_private(url, ours, theirs):
    for one, other, wording in ((ours, theirs, OURS), (theirs, ours, THEIRS)):
        before = plain(shown(other, url))
        put(one, url, wording)
        read(one, url)  # what it was told
        assert plain(shown(other, url)) == before
        assert wording in re.sub(r"</?(?:ins|del|span)[^>]*>|added: |removed: ", "", shown(one, url))


@pytest.mark.parametrize("wording", WORDINGS)
def test_wording_goes_from_one_side_to_the_other_and_into_the_pledge(url, ours, theirs, wording):
    answer = put(ours, url, wording.replace("\n", "\r\n"))
    assert answer.url == f"{url}#row-{OWN}"
    assert "Only your side sees this" in shown(ours, url)
    press(ours, url, "show-wording", OWN)
    assert (Cell.objects.get().shown, text()) == (wording, "Dig three wells.")
    assert f"agree-other={OWN}" in read(theirs, url).buttons
    press(theirs, url, "agree-other", OWN)
    assert "They agree on yours." in shown(ours, url)
    assert text() == "Dig three wells."
    press(ours, url, "agree-own", OWN)
    assert text() == wording
    page = read(theirs, url)
    assert "<b>1</b> of 2 rows is open" in page.html
    assert f"wording-{OWN}" not in page.fields
    assert "Agreed by Jonas Weber and amina@example.org" in page.html


def test_column_that_was_typed_just_now_is_shown_with_it(url, ours, theirs):
    put(ours, url, "Work.", CLAUSE)
    press(ours, url, "show-column", **{f"wording_{OWN}": "Dig four wells."})
    assert {cell.shown for cell in Cell.objects.all()} == {"Work.", "Dig four wells."}
    assert "no side shows another" not in shown(theirs, url)


def test_agreeing_on_what_is_typed_just_now_shows_and_agrees_on_it(url, ours, theirs):
    put(ours, url, "Dig four wells.")
    press(ours, url, "agree-own", OWN, **{f"wording_{OWN}": "Dig five wells."})
    press(theirs, url, "agree-other", OWN)
    assert text() == "Dig five wells."


def test_third_wording_is_offered_to_the_other_side(url, ours, theirs):
    press(theirs, url, "agree-third", OWN, **{f"third_{OWN}": "Dig three good wells."})
    page = read(ours, url)
    assert "They would agree on this" in page.html
    press(ours, url, "agree-proposed", OWN)
    assert text() == "Dig three good wells."


def test_rest_is_agreed_on_by_each_side_with_one_button(url, ours, theirs):
    put(ours, url, "Dig four wells.")
    press(ours, url, "agree-rest")
    press(theirs, url, "agree-rest")
    page = read(ours, url)
    assert "<b>1</b> of 2 rows is open" in page.html
    press(ours, url, "take-back-agreement", CLAUSE)
    assert "<b>2</b> of 2 rows are open" in shown(ours, url)


def test_rows_say_which_side_has_agreed_and_the_next_step_waits_for_the_other(pledge, url, ours, theirs):
    name = str(pledge.organisation)
    press(ours, url, "agree-rest")
    page = shown(ours, url)
    assert page.count("You agree, Government of Kenya not yet") == 2
    assert "You agree on 2, Government of Kenya not yet" in page
    own, other = Errand(Draft(pledge), Actor(user=User.objects.get(email="amina@example.org"))), jonas_of(pledge)
    (table,) = own.tables
    assert (table.party_key, table.rows, table.own_rows) == (STATE, 2, 0)
    assert other.next_step.heading == f"Next: Agree with {pledge.organisation.in_sentence} on 2 rows of the table"
    assert (shown(theirs, url).count("Your turn"), name in shown(theirs, url)) == (2, True)

    press(theirs, url, "agree-third", OWN, **{f"third_{OWN}": "Dig three good wells."})
    assert shown(theirs, url).count("Your turn") == 2, "two wordings: either side can agree to the other's"
    press(ours, url, "take-back-agreement", OWN)
    (table,) = jonas_of(pledge).tables_of_guest
    assert (table.rows, table.own_rows) == (2, 1)
    press(ours, url, "take-back-agreement", CLAUSE)
    press(theirs, url, "agree-rest")
    waiting = jonas_of(pledge).next_step
    assert waiting.heading == f"Waiting for {pledge.organisation.in_sentence} to agree on 2 rows"
    assert not waiting.is_mine
    assert shown(theirs, url).count(f"You agree, {name} not yet") == 2


def test_other_party_is_to_be_invited_as_long_as_somebody_is_not(pledge, url, ours):
    tables, invite = reverse("pledge_tables", args=[pledge.reference]), "Invite the other party"
    assert invite in shown(ours, tables), "nobody is there of Uganda"
    make_guest(pledge, party_key=UGANDA, email="ruth@example.org")
    assert invite not in shown(ours, tables)


def jonas_of(pledge: Pledge) -> Errand:
    return Errand(Draft(Pledge.objects.get(pk=pledge.pk)), Actor(guest=Invitation.objects.get()))


def test_wordings_are_compared_with_the_model_text_and_official_ones_are_in_its_language(pledge, url, ours):
    put(ours, url, text(CLAUSE).replace("safety", "security"), CLAUSE)
    html = shown(ours, url)
    assert re.search(r"<del><span[^>]*>removed: </span>safety</del>", html)
    assert re.search(r"<ins><span[^>]*>added: </span>security</ins>", html)
    Pledge.objects.update(language="ar")
    html = shown(ours, url)
    assert 'class="wording" lang="en" dir="ltr"' in html
    assert 'lang="ar" dir="auto"' in html


def test_number_of_queries_does_not_grow_with_the_table(pledge, url, ours, theirs):
    before = count_queries(ours, url), count_queries(theirs, url)
    for number in range(20):
        write(pledge, "action", f"Dig well {number}.", key=f"own-{number}")
        put(ours, url, f"Dig deep well {number}.", f"own-{number}")
    assert (count_queries(ours, url), count_queries(theirs, url)) == before


def test_pages_without_a_table_take_no_query_more(pledge, amina, ours, theirs, table):
    pages = [f"/pledges/{pledge.reference}/{page}" for page in ("", "comments/", "check/")]
    negotiating.close_table(table, by=amina)
    closed = [count_queries(ours, page) for page in pages]
    NegotiationTable.objects.all().delete()
    assert [count_queries(ours, page) for page in pages] == closed


# What can't be done


@pytest.mark.parametrize(
    ("verb", "says"),
    [
        ("agree-own", "no wording there"),
        ("agree-other", "no wording there"),
        ("agree-proposed", "no wording there"),
        ("agree-third", "no wording there"),
        ("show-wording", "nothing that your side has written"),
        ("show-column", "nothing that your side has written"),
    ],
)
def test_button_of_an_older_page_says_why_it_did_nothing(url, ours, verb, says):
    page = refused(press(ours, url, verb, OWN))
    assert says in page.html
    assert "#row-own-wells" in page.links or verb in ("show-column", "agree-third")


@pytest.mark.parametrize("wrong", ["x" * 101, "a\u202eb"])
def test_words_that_are_refused_are_still_there_and_the_others_kept(url, ours, wrong):
    typed = {f"wording_{OWN}": wrong, f"wording_{CLAUSE}": "Work."}
    page = refused(press(ours, url, "agree-pledge", OWN, **typed))
    assert page.fields[f"wording-{OWN}"] == [wrong]
    assert Cell.objects.get().text == "Work."
    page = refused(press(ours, url, "agree-third", OWN, **{f"third_{OWN}": wrong}))
    assert page.fields[f"third-{OWN}"] == [wrong]
    assert f"#third-{OWN}" in page.links


def test_two_of_one_side_who_write_one_cell_see_both_wordings(pledge, url, ours):
    fields = {name: values[0] for name, values in read(ours, url).fields.items()}
    put(as_user(make_member("drafter", pledge.organisation)), url, "Dig four wells.")
    answer = ours.post(url, {**fields, f"wording-{OWN}": "Dig five wells.", "agree-own": OWN})
    assert answer.status_code == 409
    page = Page(answer.content.decode())
    assert "somebody of your side has written there meanwhile" in page.html
    assert page.fields[f"wording-{OWN}"] == ["Dig five wells."]
    assert "A colleague has written this meanwhile" in page.html
    fields = {name: values[0] for name, values in page.fields.items()}
    assert ours.post(url, {**fields, "save": OWN}).status_code == 302
    assert Cell.objects.get().text == "Dig five wells."


def test_third_wording_that_was_begun_in_another_row_is_still_there(url, ours):
    typed = {f"third_{CLAUSE}": "Work together.", f"wording_{OWN}": "Dig four wells."}
    answer = press(ours, url, "save", OWN, **typed)
    assert answer.status_code == 200
    page = Page(answer.content.decode())
    assert page.fields[f"third-{CLAUSE}"] == ["Work together."]
    assert "Saved. Only your side sees it" in page.html
    assert Cell.objects.get().text == "Dig four wells."


@pytest.mark.parametrize("what", ["closed", "circulated", "removed", "agreed"])
def test_what_was_typed_is_on_the_page_though_it_can_not_be_kept(pledge, table, amina, url, ours, theirs, what):
    fields = {name: values[0] for name, values in read(theirs, url).fields.items()}
    if what == "closed":
        negotiating.close_table(table, by=amina)
    elif what == "circulated":
        Pledge.objects.update(status="in-circulation")
    elif what == "removed":
        edits.tick(pledge, CLAUSE, by=amina)
    else:
        press(ours, url, "agree-pledge", OWN)
        press(theirs, url, "agree-pledge", OWN)
    typed = {f"wording-{OWN}": "Dig four wells.", f"third-{OWN}": "Dig seven wells."}
    answer = theirs.post(url, {**fields, **typed, "agree-third": OWN})
    page = refused(answer)
    assert "What you typed and is not kept" in page.html
    assert "Dig seven wells." in page.html
    assert ("Dig four wells." in page.html) == (what != "agreed")
    assert text() == "Dig three wells."


def test_closed_table_is_read_and_opened_again(pledge, table, url, ours, theirs):
    put(theirs, url, THEIRS)
    assert "Rows are open. Tick" in refused(press(ours, url, "close-table")).html
    press(ours, url, "close-table", sure="on")
    for client in (ours, theirs):
        page = read(client, url)
        assert "This table is closed" in page.html
        assert page.buttons == []
    assert "ightjar" in shown(theirs, url)
    ours.post(f"/pledges/{pledge.reference}/table/", {"open-table": STATE})
    assert f"save={OWN}" in read(theirs, url).buttons


def test_table_of_a_party_that_left_can_be_read_and_closed(pledge, url, ours):
    pledge.parties.get(key=STATE).delete()
    assert "no longer in the pledge" in shown(ours, url)
    assert press(ours, url, "close-table").status_code == 302


def test_guest_does_not_close_a_table(url, theirs):
    assert theirs.post(url, {"side": "party", "close-table": "", "sure": "on"}).status_code == 403
    assert NegotiationTable.objects.get().is_open


@pytest.mark.parametrize("verb", ["sign", "agree-rest", "agree-other", "show-wording", "take-back-agreement"])
@pytest.mark.parametrize("key", ["", "own-nothing", "\0", "x" * 300, "²"])
def test_nonsense_is_never_an_error_of_ours(url, ours, verb, key):
    answer = ours.post(
        url, {"side": "drafters", verb: key, f"wording-{key}": "x", f"seen-{key}": key, f"base-{OWN}": "x"}
    )
    assert answer.status_code in (400, 404, 422)
    assert not Cell.objects.exclude(text="").exists()


def test_page_that_was_drawn_for_the_other_side_writes_nothing(url, ours, theirs):
    """On a computer that people share: what a drafter typed in private is not to stand in the guest's column."""
    fields = {name: values[0] for name, values in read(ours, url).fields.items()}
    page = refused(theirs.post(url, {**fields, f"wording-{OWN}": OURS, "save": OWN}))
    assert "another side" in page.html
    assert OURS in page.html
    assert not Cell.objects.exists()
    stranger_here = {**fields, "person": "0" * 16}
    assert ours.post(url, {**stranger_here, f"wording-{OWN}": OURS, "save": OWN}).status_code == 403


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_table_of_what_is_no_draft_is_read_and_not_written(url, ours, theirs, status):
    Pledge.objects.update(status=status)
    for client in (ours, theirs):
        page = read(client, url)
        assert page.buttons == []
        assert "no longer a draft" in page.html


# Nothing private is anywhere else


@pytest.fixture
def secrets(pledge, table, amina, jonas) -> dict[str, str]:
    """A private cell on each side, one that was changed since it was shown, and a comment beside it."""
    ours = Seat(table, Actor(user=amina), Side.DRAFTERS, may_write=True)
    theirs = Seat(table, Actor(guest=jonas), Side.PARTY, may_write=True)
    for seat, wording in ((ours, OURS), (theirs, THEIRS)):
        base = mark_of("Dig three wells.")
        negotiating.write(seat, {OWN: negotiating.Typed("Dig what all may read.", base)})
        negotiating.show(seat, key=OWN, seen={OWN: mark_of("Dig what all may read.")})
        base = mark_of("Dig what all may read.")
        negotiating.write(seat, {OWN: negotiating.Typed(wording, base)})
    comments.say(pledge, Actor(user=amina), "pledge", "Let us talk.", is_shared=True)
    return {"drafters": "ebrafinch", "party": "ightjar"}


def addresses(pledge: Pledge) -> list[str]:
    there = {
        "PLEDGE": pledge.reference,
        "SUBMITTED": pledge.reference,
        "SIGNED": "AAAA",
        "ORGANISATION": pledge.organisation.slug,
        "PARTY": STATE,
        "ITEM": OWN,
    }
    found = [
        reverse(name, kwargs={field: there.get(value, value) for field, value in given.items()})
        for name, (given, _kind) in ROWS.items()
        if name not in ("openid_connect_login", "openid_connect_callback", "demo_sign_in")
    ]
    found += [f"/pledges/{pledge.reference}/export/{slug}/" for slug in FORMATS if slug != "pdf"]
    found += [f"/pledges/{pledge.reference}/{page}" for page in ("history/compare/?from=0&to=now", f"table/{UGANDA}/")]
    lists = [f"{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry]
    return found + [reverse(f"admin:{name}") for name in lists]


def test_pledge_is_not_found_by_a_private_word(pledge, ours, secrets):
    Notice.objects.all().delete()
    for word in ("Zebrafinch", "Nightjar", "read"):
        assert pledge.reference not in shown(ours, f"/pledges/?q={word}")


@pytest.mark.both
@pytest.mark.parametrize(
    "who",
    ["anonymous", "stranger", "secretariat", "superuser", "administrator", "viewer", "guest", "guest of another party"],
)
def test_private_cell_is_on_no_page_but_the_own_side_s_table(pledge, url, secrets, who):
    side = {"administrator": "drafters", "viewer": "drafters", "guest": "party"}.get(who, "")
    found: dict[str, set[str]] = {}
    for address in addresses(pledge):
        cache.clear()
        client = visitors(pledge)[who]() if address != "/" else Client()
        body = b"".join(client.get(address))
        for of, word in secrets.items():
            if word.encode() in body:
                found.setdefault(address, set()).add(of)
    assert found == ({url: {side}} if side else {})


def test_private_cell_is_in_no_other_row_of_the_database(pledge, secrets, settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notice.objects.update(at="2020-01-01T00:00Z")
    gather_digests()
    assert Mail.objects.exists()
    send_due()
    hold = []
    for model in apps.get_models():
        for row in model._default_manager.all():
            values = " ".join(str(getattr(row, field.attname)) for field in model._meta.concrete_fields)
            if any(word in values for word in secrets.values()) or any(word in str(row) for word in secrets.values()):
                hold.append(model.__name__)
    assert sorted(hold) == ["Cell", "Cell"]
    assert not TrailEntry.objects.filter(words__icontains="ebrafinch").exists()


def test_copy_of_a_pledge_has_no_table(pledge, secrets, ours):
    fields = {name: values[0] for name, values in read(ours, f"/pledges/{pledge.reference}/copy/").fields.items()}
    answer = ours.post(f"/pledges/{pledge.reference}/copy/", fields)
    copy = Pledge.objects.exclude(pk=pledge.pk).get()
    assert answer.status_code == 302
    assert (copy.has_open_table, copy.tables.count()) == (False, 0)


def test_digest_leads_drafters_to_the_tables(pledge, table, theirs, url, ours):
    press(theirs, url, "agree-third", OWN, **{f"third_{OWN}": "Dig seven wells."})
    Notice.objects.update(at="2020-01-01T00:00Z")
    gather_digests()
    body = Mail.objects.get(to="amina@example.org").body
    assert f"/pledges/{pledge.reference}/table/" in body
    assert "seven" not in body


def test_finding_leads_to_the_first_open_row(pledge, url, ours):
    page = read(ours, f"/pledges/{pledge.reference}/check/")
    assert "2 rows of the table with the Government of Kenya are open." in page.html
    assert f"{url}#row-{CLAUSE}" in page.links
    assert {f"row-{CLAUSE}", f"row-{OWN}"} <= set(read(ours, url).ids)


@pytest.mark.parametrize("state", ["none", "invited", "visiting"])
def test_drafters_are_told_who_is_at_the_table_and_invite_who_is_missing(pledge, table, ours, state):
    there, at_it = f"/pledges/{pledge.reference}/table/", f"/pledges/{pledge.reference}/table/{UGANDA}/"
    guest = make_guest(pledge, email="ruth@example.org", party_key=UGANDA) if state != "none" else None
    if guest and state == "invited":
        Invitation.objects.filter(pk=guest.pk).update(confirmed_at=None)
    said = {
        "none": "The table is open. Nobody of the other party is invited yet.",
        "invited": "The table is open. Whoever you invited of the other party finds it once they open their link.",
        "visiting": "The table is open. Guests of the other party are told.",
    }
    page = Page(ours.post(there, {"open-table": UGANDA}, follow=True).text)
    assert [message for message in said.values() if message in page.html] == [said[state]]
    invite = f"/pledges/{pledge.reference}/invitations/#invite"
    assert (invite in page.links) == (state == "none")
    assert ("Nobody is invited for the Government of Uganda yet." in page.html) == (state == "none")
    assert ("has not opened their link yet" in page.html) == (state == "invited")
    agreed = press_and_follow(ours, at_it, "agree-pledge", OWN)
    assert ("which is told" in agreed.html) == (state == "visiting")
    closed = press_and_follow(ours, at_it, "close-table", sure="1")
    assert ("the other side is told" in closed.html) == (state == "visiting")
