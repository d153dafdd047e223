"""The resources page: free text and lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commitments.models import Pledge
from commitments.web.views.resources import KEY
from tests.edits import line, remove_line, save
from tests.factories import add_resource, make_pledge, make_user
from tests.web.views.pages import Page, count_queries, read, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/resources/"


NEW = "line-0123456789"
LINE = {
    "kind": "financial",
    "description": "Three Service Points",
    "amount": "120000.50",
    "currency": "chf",
    "provider": "Government of Kenya",
}


def new_line(**changes: str) -> dict[str, str]:
    """What a page sends of the line that is being written on it."""
    return {"new_line": NEW, **{f"{NEW}-{name}": value for name, value in {**LINE, **changes}.items()}}


def descriptions(pledge) -> list[str]:
    return [line.description for line in pledge.resource_lines.all()]


def test_text_and_a_line_are_saved_and_the_next_section_opens(drafter, pledge, url):
    [key] = read(drafter, url).fields["new_line"]
    assert KEY.fullmatch(key)
    typed = {f"{key}-{name}": value for name, value in LINE.items()}
    response = send(drafter, url, {**typed, "new_line": key, "resources_text": "Joint\r\nfunding", "go": "next"})
    assert response.url == f"/pledges/{pledge.reference}/check/"
    pledge.refresh_from_db()
    assert pledge.resources_text == "Joint\nfunding"
    line = pledge.resource_lines.get()
    assert (line.key, line.kind, line.amount, line.currency) == (key, "financial", Decimal("120000.50"), "CHF")
    assert (line.description, line.provider) == ("Three Service Points", "Government of Kenya")
    page = read(drafter, url)
    assert page.fields[f"{key}-description"] == ["Three Service Points"]
    [another] = page.fields["new_line"]
    assert another != key
    assert page.fields[f"{another}-description"] == [""]
    assert f"id_{key}-description" in page.ids


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,200,000", "1200000"),
        ("1 200 000.50", "1200000.50"),
        ("12\u202f000", "12000"),
        ("12'000", "12000"),
        ("1.200.000,50", "1200000.50"),
        ("1,5", "1.50"),
        ("١٢٠٠٠", "12000"),
        ("12,00,000", "1200000"),
        ("2 million", "2000000"),
        ("CHF 500", "500"),
        (" 0.5 ", "0.50"),
        ("0", "0"),
        ("", None),
    ],
)
def test_amount_is_read_as_people_write_it(drafter, pledge, url, typed, amount):
    send(drafter, url, new_line(amount=typed))
    assert pledge.resource_lines.get().amount == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("typed", "box", "stored"),
    [
        ("500 €", "", (500, "EUR")),
        ("CHF 1’000’000.50", "", (Decimal("1000000.50"), "CHF")),
        ("2 millions de francs suisses", "", (2_000_000, "CHF")),
        ("$500", "aud", (500, "AUD")),
        ("500", "Swiss francs", (500, "CHF")),
        ("500", "€", (500, "EUR")),
        ("500", "xyz", (500, "XYZ")),
    ],
)
def test_currency_typed_with_the_amount_fills_its_box(drafter, pledge, url, typed, box, stored):
    assert send(drafter, url, new_line(amount=typed, currency=box)).status_code == 302
    line = pledge.resource_lines.get()
    assert (line.amount, line.currency) == stored


def test_currency_typed_with_the_amount_takes_the_place_of_the_older_one(drafter, pledge, url):
    key = add_resource(pledge, description="A", amount=5, currency="CHF").key
    send(drafter, url, {f"{key}-amount": "7 €"})
    line = pledge.resource_lines.get()
    assert (line.amount, line.currency) == (7, "EUR")


def test_what_can_be_read_in_two_ways_is_asked_with_a_button_for_each(drafter, pledge, url):
    page = refused(send(drafter, url, new_line(amount="1.000")))
    assert {f"{NEW}-amount=1000", f"{NEW}-amount=1"} <= set(page.buttons)
    assert page.fields[f"{NEW}-amount"] == ["1.000"]
    assert not pledge.resource_lines.exists()
    # A browser sends the button behind the box: of two values of one name the later one holds.
    answered = {**page.fields, f"{NEW}-amount": ["1.000", "1000"]}
    del answered["csrfmiddlewaretoken"]
    assert drafter.post(url, answered).status_code == 302
    assert pledge.resource_lines.get().amount == 1000


@pytest.mark.parametrize(("language", "shown"), [("en", "1\u00a0234\u00a0567.50"), ("fr", "1\u00a0234\u00a0567,50")])
def test_amount_stands_in_its_box_as_the_language_writes_it_and_comes_back_the_same(
    drafter, pledge, url, language, shown
):
    Pledge.objects.update(language=language)
    key = add_resource(pledge, description="A", amount=Decimal("1234567.50"), currency="CHF").key
    page = read(drafter, url)
    assert page.fields[f"{key}-amount"] == [shown]
    send(drafter, url, {f"{key}-description": "B"})
    line = pledge.resource_lines.get()
    assert (line.description, line.amount) == ("B", Decimal("1234567.50"))


def test_line_untouched_is_not_saved(drafter, pledge, url):
    send(drafter, url, resources_text="Words")
    assert not pledge.resource_lines.exists()


def test_line_is_changed_moved_and_removed(drafter, pledge, url):
    a, b, c = (add_resource(pledge, description=name).key for name in "ABC")
    moved = send(drafter, url, {f"{b}-description": "Second"}, **{"move-up": b})
    assert moved.url == f"{url}#{b}-up"
    page = read(drafter, url)
    assert {f"{b}-up", f"{c}-down"} <= set(page.ids)
    assert page.html.count('aria-disabled="true"') == 2
    assert descriptions(pledge) == ["Second", "A", "C"]
    send(drafter, url, {f"{b}-remove": "on"}, **{"move-up": c})
    assert descriptions(pledge) == ["C", "A"]
    send(drafter, url, **{"move-up": c})
    assert descriptions(pledge) == ["C", "A"]
    assert send(drafter, url, place=a, position="1").url == f"{url}#{a}"
    assert descriptions(pledge) == ["A", "C"]


@pytest.mark.parametrize(
    "command",
    [
        {"move-up": NEW},
        {"move-up": "x"},
        {"move-sideways": "KEY"},
        {"move-up": ""},
        {"move-up": "²"},
        {"move-up": "\0"},
        {"junk": "KEY"},
        {"place": "KEY"},
        {"place": "KEY", "position": "0"},
        {"place": "KEY", "position": "²"},
        {"place": "KEY", "position": "9" * 5000},
        {"place": NEW, "position": "1"},
    ],
)
def test_command_that_makes_no_sense_just_saves(drafter, pledge, url, command):
    add_resource(pledge, description="A")
    key = add_resource(pledge, description="B").key
    pressed = {name: value.replace("KEY", key) for name, value in command.items()}
    assert send(drafter, url, pressed).url.partition("#")[0] == url
    assert descriptions(pledge) == ["A", "B"]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("currency", "$", "Several currencies are called that: USD, AUD, CAD"),
        ("currency", "C1F", "three letters"),
        ("currency", "чфр", "three letters"),
        ("amount", "-5", "zero or more"),
        ("amount", "a lot", "Enter a number"),
        ("amount", "1,200 000", "without separators"),
        ("amount", "NaN", "Enter a number"),
        ("amount", "Infinity", "Enter a number"),
        ("amount", "1e500", "several numbers"),
        ("amount", "9" * 40, "no more than 13 digits"),
        ("amount", "1.2345", "no more than 2 decimals"),
        ("amount", "1.000", "can be read as 1\u00a0000 or as 1.00"),
        ("amount", "$500", "several currencies"),
        ("amount", "€500", "in EUR, and its currency says CHF"),
        ("kind", "magic", "Select a valid choice"),
        ("description", "word " * 101, "characters long"),
        ("description", "two\nlines", "line break"),
        ("provider", "a\u202eb", "can reorder words"),
        ("provider", "x" * 101, "without a space"),
        ("resources_text", "word " * 801, "characters long"),
        ("resources_text", "a\x00b", "control character"),
    ],
)
@pytest.mark.parametrize("is_stored", [False, True])
def test_bad_input_comes_back_as_typed(drafter, pledge, url, name, value, says, is_stored):
    if is_stored:
        add_resource(pledge, key=NEW, description="Before")
    field = name if name == "resources_text" else f"{NEW}-{name}"
    typed = {"resources_text": "Kept words", **new_line(), field: value}
    if is_stored:
        del typed["new_line"]
    page = refused(send(drafter, url, {**typed, "go": "next"}))
    assert says in page.html
    assert f"id_{field}" in page.anchors
    for each, words in typed.items():
        if each == f"{NEW}-kind" or "\n" in words or "\x00" in words:
            continue
        assert page.fields[each] == [words]
    assert descriptions(pledge) == (["Before"] if is_stored else [])


def test_every_error_shows_at_once(drafter, url):
    page = refused(send(drafter, url, {**new_line(amount="x", currency="y"), "resources_text": "a\x07"}))
    assert {"id_resources_text", f"id_{NEW}-amount", f"id_{NEW}-currency"} <= set(page.anchors)


def test_too_much_text_comes_back_as_typed(drafter, pledge, url):
    pledge.introduction = "word " * 19_800
    pledge.save(update_fields=["introduction"])
    page = refused(send(drafter, url, {**new_line(), "resources_text": "long " * 700}))
    assert "bytes of text" in page.html
    assert page.fields["resources_text"] == ["long " * 700]
    assert page.fields[f"{NEW}-description"] == ["Three Service Points"]
    assert not pledge.resource_lines.exists()


@pytest.mark.parametrize("name", ["", "x", "line-0", "line-GGGGGGGGGG", "line-" + "0" * 300, "\0", "line-0123456789 "])
def test_name_of_a_new_line_that_was_tampered_with_names_nothing(drafter, pledge, url, name):
    response = send(drafter, url, {"new_line": name, f"{name}-description": "Forged", "resources_text": "Kept words"})
    assert response.status_code in (302, 422)
    pledge.refresh_from_db()
    assert pledge.resources_text == "Kept words" or refused(response).fields["resources_text"] == ["Kept words"]
    assert not pledge.resource_lines.exists()


def test_lines_by_the_thousand_are_not_taken(drafter, pledge, url):
    forged = {f"line-{number:010x}-description": "Forged" for number in range(900)}
    assert drafter.post(url, {**forged, "resources_text": "Words"}).status_code in (302, 422)
    assert not pledge.resource_lines.exists()


@pytest.mark.parametrize("is_new", [False, True])
def test_line_of_another_pledge_is_not_touched(drafter, pledge, url, is_new):
    theirs = add_resource(make_pledge(), description="Theirs")
    add_resource(pledge, description="Ours")
    typed = {f"{theirs.key}-description": "Changed", f"{theirs.key}-remove": "on", f"{theirs.key}-kind": "human"}
    if is_new:
        del typed[f"{theirs.key}-remove"]
        typed["new_line"] = theirs.key
    assert send(drafter, url, typed).status_code == 302
    send(drafter, url, **{"move-down": theirs.key})
    theirs.refresh_from_db()
    assert (theirs.description, theirs.kind) == ("Theirs", "financial")
    assert theirs.pledge != pledge
    assert descriptions(pledge) == (["Ours", "Changed"] if is_new else ["Ours"])


def test_line_added_elsewhere_meanwhile_stays(drafter, pledge, url):
    fields = read(drafter, url).fields
    save(pledge, "resources", *line(NEW, is_new=True, description="Added elsewhere"), by=make_user())
    response = drafter.post(url, {**fields, "resources_text": "Words"})
    assert response.status_code == 302
    pledge.refresh_from_db()
    assert (descriptions(pledge), pledge.resources_text) == (["Added elsewhere"], "Words")


def test_line_sent_twice_is_one_line(drafter, pledge, url):
    fields = {**read(drafter, url).fields, **new_line()}
    for _ in range(2):
        assert drafter.post(url, fields).status_code == 302
    assert descriptions(pledge) == ["Three Service Points"]


def asked(client, url, fields) -> Page:
    """What a save asks about, as fields that can be sent again."""
    response = client.post(url, fields)
    assert response.status_code == 409
    page = Page(response.content.decode())
    del page.fields["csrfmiddlewaretoken"]
    return page


def test_line_taken_out_elsewhere_meanwhile_comes_back_only_with_what_was_typed_into_it(drafter, pledge, url):
    for name in "AB":
        add_resource(pledge, key=f"line-000000000{name.lower()}", description=name, amount=5, currency="CHF")
    fields = read(drafter, url).fields
    for name in "ab":
        save(pledge, "resources", remove_line(f"line-000000000{name}"), by=make_user())
    page = asked(drafter, url, {**fields, "line-000000000b-description": "B, longer"})
    assert page.fields["take-1"] == ["back"]
    assert drafter.post(url, page.fields).status_code == 302
    [kept] = pledge.resource_lines.all()
    assert (kept.key, kept.description) == ("line-000000000b", "B, longer")
    assert (kept.amount, kept.currency) == (Decimal(5), "CHF")


def test_line_taken_out_elsewhere_is_shown_again_where_something_else_is_refused(drafter, pledge, url):
    key = add_resource(pledge, description="A").key
    fields = read(drafter, url).fields
    save(pledge, "resources", remove_line(key), by=make_user())
    page = refused(drafter.post(url, {**fields, f"{key}-description": "A, longer", "resources_text": "a\x07"}))
    assert page.fields[f"{key}-description"] == ["A, longer"]
    del page.fields["csrfmiddlewaretoken"]
    page = asked(drafter, url, {**page.fields, "resources_text": "Words"})
    assert drafter.post(url, page.fields).status_code == 302
    assert descriptions(pledge) == ["A, longer"]


def test_line_that_two_people_changed_is_settled(drafter, pledge, url):
    key = add_resource(pledge, description="A").key
    fields = read(drafter, url).fields
    save(pledge, "resources", *line(key, description="Theirs"), by=make_user(name="Joseph Otieno"))
    response = drafter.post(url, {**fields, f"{key}-description": "Ours", f"{key}-provider": "Us", "go": "next"})
    assert response.status_code == 409
    page = Page(response.content.decode())
    assert "Take what Joseph Otieno wrote" in page.html
    assert (descriptions(pledge), pledge.resource_lines.get().provider) == (["Theirs"], "Us")
    del page.fields["csrfmiddlewaretoken"]
    settled = drafter.post(url, {**page.fields, "take-1": "third", "third-1": "Both"})
    assert settled.url == f"/pledges/{pledge.reference}/check/"
    assert descriptions(pledge) == ["Both"]


def test_line_that_was_changed_meanwhile_is_taken_out_only_when_asked_again(drafter, pledge, url):
    key = add_resource(pledge, description="A").key
    fields = read(drafter, url).fields
    save(pledge, "resources", *line(key, description="Theirs"), by=make_user())
    response = drafter.post(url, {**fields, f"{key}-remove": "on"})
    assert response.status_code == 409
    assert descriptions(pledge) == ["Theirs"]
    page = Page(response.content.decode())
    del page.fields["csrfmiddlewaretoken"]
    assert drafter.post(url, {**page.fields, "take-1": "theirs"}).status_code == 302
    assert descriptions(pledge) == ["Theirs"]
    assert drafter.post(url, page.fields).status_code == 302
    assert descriptions(pledge) == []


def test_pledge_with_many_imported_lines_can_be_saved(drafter, pledge, url):
    for number in range(150):
        add_resource(pledge, description=f"Line {number}")
    assert send(drafter, url, go="next").status_code == 302
    assert pledge.resource_lines.count() == 150
    page = refused(send(drafter, url, {**new_line(), "resources_text": "Kept words"}))
    assert "at most 150 resource lines" in page.html
    assert (page.fields["resources_text"], page.fields[f"{NEW}-provider"]) == (["Kept words"], ["Government of Kenya"])
    assert pledge.resource_lines.count() == 150


def test_page_takes_the_same_queries_for_one_line_and_three(drafter, pledge, url):
    counts = []
    for _ in range(3):
        add_resource(pledge, description="Line")
        counts.append(count_queries(drafter, url))
    assert counts[0] == counts[2] <= 6


def test_line_that_was_written_is_said_once(drafter, pledge, url):
    sent = {"new_line": "line-0123456789", "line-0123456789-kind": "material", "line-0123456789-description": "Шатры"}
    page = Page(drafter.post(url, {**sent, "add": "line"}, follow=True).text)
    assert "Added: Шатры" in page.html
    page = Page(drafter.post(url, {"new_line": "line-9876543210", "add": "line"}, follow=True).text)
    assert "Added:" not in page.html
    assert pledge.resource_lines.count() == 1
