"""The public page of a signed text, and what it says of a file."""

from __future__ import annotations

import io
import json
import re
import zlib
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.document.signature_fields import ABOUT_SIGNATURES
from commitments.exports import signature_blocks
from commitments.exports.kept import as_file, signed_copy
from commitments.exports.pdf import pages
from commitments.exports.pdf.renderer import RENDERER
from commitments.exports.registry import FORMATS
from commitments.models import (
    Actor,
    Attempt,
    Circulation,
    Pledge,
    Revision,
    Signature,
    SignatureRequest,
    SignedCopy,
    State,
    TrailEntry,
    rounds,
)
from commitments.models.sql import append_only
from commitments.people.at_once import at_once
from commitments.people.domains import confirm_domain, withdraw_domain
from commitments.signing.answering import note_read, sign
from commitments.signing.ending import reopen, withdraw
from commitments.signing.joining import confirm
from commitments.signing.publishing import allow_publication, take_back_consent
from commitments.signing.replacing import Successor, replace_signatory
from commitments.signing.submitting import publish
from commitments.trail import entries
from commitments.web.views import verify
from tests.exports.reading import text_of
from tests.factories import (
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_member,
    make_organisation,
    make_ready,
    opened,
    signatory,
    write,
)
from tests.web.views.pages import Page, read, refused

pytestmark = pytest.mark.django_db

DATA_FOLDER = Path(__file__).parents[2] / "data"

SAME, OTHER = "This is exactly the text that was signed.", "This is not the text that was signed."
ANNEXED = "This is the signed text, with an annex."
DATA = "The data in it is what was signed; the pages may have been changed."
FALSE = "The text is what was signed; the signatures in it are not."
EARLIER = "The text is what was signed; the signatures in it are of an earlier round, and void."
LATER = "The text is what was signed; the signatures in it are of a later round."
VERDICTS = (EARLIER, LATER, SAME, OTHER, ANNEXED, DATA, FALSE)
NONE_IN_IT, ALL_IN_IT = "No signatures are in it", "All of today’s signatures are in it."
OBJECTIVE = "Protect all migrants in Kenya, whatever their status."


@pytest.fixture
def found():
    return agreed(may_publish=True)


@pytest.fixture
def pledge(found):
    return Pledge.objects.get(pk=found.revision.pledge_id)


@pytest.fixture
def url(found):
    return address(found.revision)


def address(revision: Revision) -> str:
    return f"/v/{revision.code}/"


def a_drafter(pledge: Pledge) -> Actor:
    return Actor(user=make_member("drafter", pledge.organisation))


def upload(client: Client, url: str, content: bytes, name: str = "pledge.pdf"):
    return client.post(url, {"file": SimpleUploadedFile(name, content)})


def said(response) -> str:
    """What the page says of the file: one thing, in its title and as a heading."""
    assert response.status_code == 200
    html = response.content.decode()
    (verdict,) = [each for each in VERDICTS if each in html]
    assert html.count(verdict) == 2
    return verdict


def join_later(found, name: str = "Robert Kato") -> Signature:
    """The signature of one further party more."""
    number = len(rounds.of_revision(found.revision).signature_requests)
    signature_request = SignatureRequest.objects.create(
        circulation=found.circulation,
        position=number,
        party_key=f"later-{number}",
        party="Uganda Red Cross Society",
        name=name,
        email=f"later-{number}@example.org",
        is_later=True,
        answer="signed",
        answered_at=timezone.now(),
        may_publish=True,
    )
    return Signature.objects.create(
        revision=found.revision,
        signature_request=signature_request,
        party_key=signature_request.party_key,
        party=signature_request.party,
        name=signature_request.name,
        email=signature_request.email,
        statement="I agree.",
        digest=found.revision.digest,
        method="code",
    )


def export(pledge: Pledge, slug: str) -> bytes:
    return FORMATS[slug].render(document.build(Pledge.objects.get(pk=pledge.pk)))


# The page


def test_page_says_what_was_signed_by_whom_and_when(client, found, pledge, url):
    page = read(client, url)
    for words in ("Signed by every party", "Protect all migrants", "Government of Kenya", "Kenya Red Cross Society"):
        assert words in page.html
    for words in ("Jonas Weber", "Minister", "Sara Said", "Secretary General", pledge.reference):
        assert words in page.html
    assert found.revision.digest[:8] in page.html
    for signature_request in found.signature_requests:
        assert f"Signed on {signature_request.signature.at:%-d %B %Y, %H:%M} UTC" in page.html


def test_page_needs_no_sign_in_and_is_in_no_search_engine(url):
    response = Client().get(url)
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_page_shows_no_text_before_it_is_published(client, pledge, url):
    page = read(client, url)
    assert OBJECTIVE not in page.html
    assert "have not published the text" in page.html
    assert f"{url}pdf/" not in page.links
    assert client.get(f"{url}pdf/").status_code == 404
    assert not SignedCopy.objects.exists()


def test_published_text_is_shown_with_its_pdf(client, pledge, url):
    publish(pledge, by=a_drafter(pledge))
    page = read(client, url)
    assert OBJECTIVE in page.html
    assert f"{url}pdf/" in page.links
    response = client.get(f"{url}pdf/")
    assert response.content == bytes(SignedCopy.objects.get().content)
    assert response["Content-Disposition"] == 'attachment; filename="protect-all-migrants-signed.pdf"'
    assert response["X-Robots-Tag"] == "noindex"
    assert OBJECTIVE in text_of(response.content)


def test_published_text_is_gone_from_its_page_once_it_is_reopened(client, pledge, url):
    publish(pledge, by=a_drafter(pledge))
    reopen(pledge, reason="A wrong year", by=a_drafter(pledge))
    assert OBJECTIVE not in read(client, url).html
    gone = client.get(f"{url}pdf/")
    assert gone.status_code == 410
    assert "This text was reopened on" in " ".join(gone.content.decode().split())
    assert OBJECTIVE not in gone.content.decode()
    Pledge.objects.update(published_at=timezone.now())  # a newer text is published, the older one is not
    assert OBJECTIVE not in read(client, url).html


def test_reopened_text_says_that_its_signatures_are_void(client, pledge, url):
    reopen(pledge, reason="A secret reason", by=a_drafter(pledge))
    ended = Circulation.objects.get().ended_at
    page = read(client, url)
    assert f"This text was reopened on {ended:%-d %B %Y, %H:%M} UTC; its signatures are void." in page.html
    assert page.html.count("Void</span>") == 2
    assert "Jonas Weber" in page.html
    assert "A secret reason" not in page.html


def test_newer_text_has_an_address_of_its_own(client, pledge, url):
    reopen(pledge, reason="A wrong year", by=a_drafter(pledge))
    newer = agreed(pledge).revision
    assert "Signed by every party" in read(client, address(newer)).html
    assert "its signatures are void" in read(client, url).html


def test_withdrawn_pledge_says_so(client, pledge, url):
    withdraw(pledge, reason="A secret reason", by=a_drafter(pledge))
    page = read(client, url)
    assert "This pledge was withdrawn on" in page.html
    assert "A secret reason" not in page.html


@pytest.mark.parametrize(
    ("verb", "words"), [(None, "in circulation"), (reopen, "reopened on"), (withdraw, "withdrawn")]
)
def test_text_that_not_every_party_has_signed_shows_nothing_but_that(client, verb, words):
    found = circulated()
    pledge = found.revision.pledge
    give_signature(found.signature_requests[0])
    if verb:
        verb(Pledge.objects.get(), reason="Why not", by=a_drafter(pledge))
    Pledge.objects.update(published_at=timezone.now())
    page = read(client, address(found.revision))
    assert words in page.html
    for hidden in ("Protect all migrants", "Jonas Weber", "Government of Kenya", found.revision.digest[:8]):
        assert hidden not in page.html
    answer = upload(client, address(found.revision), found.revision.content.encode(), "pledge.json")
    assert SAME not in answer.content.decode()
    assert OTHER not in answer.content.decode()
    assert client.get(f"{address(found.revision)}pdf/").status_code == 404


def test_further_party_is_told_apart(client, found, url):
    join_later(found)
    page = read(client, url)
    assert "Robert Kato" in page.html
    assert page.html.count("Further party, signed later") == 1


@pytest.mark.parametrize("path", ["/v/UNKNWNCDE234/", "/v/x/", "/v/UNKNWNCDE234/pdf/"])
def test_unknown_address_says_so_in_plain_words(path):
    response = Client().get(path)
    assert response.status_code == 404
    assert response["X-Robots-Tag"] == "noindex"
    assert "Compare the address with the one that is printed" in response.content.decode()


def test_address_typed_in_small_letters_works(client, found):
    assert "Signed by every party" in read(client, f"/v/{found.revision.code.lower()}/").html


# A file


def test_signed_pdf_is_exactly_the_text(client, pledge, url):
    response = upload(client, url, bytes(signed_copy(pledge).content))
    assert said(response) == SAME
    assert "The file was compared and not kept." in response.content.decode()


def test_machine_that_is_busy_is_said_to_be_so(client, pledge, url, monkeypatch):
    publish(pledge, by=a_drafter(pledge))
    monkeypatch.setattr(RENDERER, "seconds", 0)
    response = client.get(f"{url}pdf/")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Try again in a minute" in response.content.decode()


def test_pdf_of_which_one_byte_differs_is_not_the_signed_one(client, pledge, url):
    content = bytes(signed_copy(pledge).content)
    (data,) = re.finditer(rb"/Type\s*/EmbeddedFile\b.{0,1000}?\bstream\r?\n", content, re.DOTALL)
    for place, verdict in ((10, DATA), (data.end() + 50, OTHER)):
        changed = bytearray(content)
        changed[place] ^= 1
        assert said(upload(client, url, bytes(changed))) == verdict


def test_pdf_with_something_behind_it_has_the_data_alone(client, pledge, url):
    assert said(upload(client, url, bytes(signed_copy(pledge).content) + b"\n%%EOF")) == DATA


def test_pdf_that_another_program_saved_again_has_the_data_alone(client, pledge, url):
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(signed_copy(pledge).content))) as file:
        file.save(saved)
    response = upload(client, url, saved.getvalue())
    assert said(response) == DATA
    assert ALL_IN_IT in response.content.decode()


def test_pdf_whose_data_differs_is_not_the_text(client, pledge, url):
    data = export(pledge, "json").replace(b"Protect all", b"Protect few")
    forged = RENDERER.render(pages.page(document.build(pledge)), data)
    assert said(upload(client, url, forged)) == OTHER


def test_pdf_over_the_right_data_with_a_false_signature_is_said_to_have_the_data_and_no_signatures(client, pledge, url):
    signed_copy(pledge)
    content = json.loads(export(pledge, "json"))
    content["signatures"][0]["name"] = "Somebody else"
    forged = RENDERER.render(pages.page(document.build(pledge)), json.dumps(content).encode())
    response = upload(client, url, forged)
    assert said(response) == DATA
    assert ALL_IN_IT not in response.content.decode()
    assert "What it says of the signatures was changed, or made up" in response.content.decode()


@pytest.mark.parametrize(("query", "behind"), [("1", "its pictures"), ("trail", "who did what when")])
def test_signed_pdf_with_an_annex_is_known_by_its_digest(client, pledge, url, query, behind):
    member = Client()
    member.force_login(make_member("viewer", pledge.organisation))
    given = member.get(f"/pledges/{pledge.reference}/export/pdf/?annex={query}").content
    response = upload(client, url, given)
    assert said(response) == ANNEXED
    assert behind in response.content.decode()
    assert ALL_IN_IT in response.content.decode()
    assert said(upload(client, url, given + b"\n%%EOF")) == DATA


def test_annexed_pdf_of_another_text_is_told_apart(client, pledge, url):
    given = as_file(pledge, document.build(pledge), FORMATS["pdf"], trail=entries.trail(pledge))
    reopen(pledge, reason="A wrong year", by=a_drafter(pledge))
    Pledge.objects.filter(pk=pledge.pk).update(title="Protect migrants")
    newer = agreed(Pledge.objects.get(pk=pledge.pk)).revision
    response = upload(client, address(newer), given)
    assert said(response) == OTHER
    assert "another revision of this pledge, number 1" in response.content.decode()
    response = upload(client, url, given)
    assert said(response) == ANNEXED
    assert "But its signatures are void" in response.content.decode()


def test_files_with_fewer_signatures_than_there_are_today_say_how_many(client, found, pledge, url):
    Pledge.objects.update(openness="open")
    pledge.refresh_from_db()
    older = {name: export(pledge, name) for name in ("json", "pdf")} | {"copy": bytes(signed_copy(pledge).content)}
    trail = as_file(pledge, document.build(pledge), FORMATS["pdf"], trail=entries.trail(pledge))
    join_later(found)
    join_later(found, "Grace Auma")
    fewer = "2 of today’s 4 signatures are in it; the others may have been given since."
    for file, verdict in ((older["json"], SAME), (older["copy"], SAME), (trail, ANNEXED)):
        response = upload(client, url, file)
        assert said(response) == verdict
        assert fewer in response.content.decode()
    for file in (export(pledge, "json"), bytes(signed_copy(pledge).content)):
        response = upload(client, url, file)
        assert said(response) == SAME
        assert ALL_IN_IT in response.content.decode()
    content = json.loads(export(pledge, "json"))
    content["signatures"] = content["signatures"][3:]
    one = upload(client, url, json.dumps(content).encode(), "pledge.json")
    assert said(one) == SAME
    assert "1 of today’s 4 signatures is in it" in one.content.decode()


def test_pdf_made_before_every_party_had_signed_says_what_it_may_be(client):
    found = circulated()
    early = export(found.revision.pledge, "pdf")
    for signature_request in found.signature_requests:
        give_signature(signature_request)
    response = upload(client, address(found.revision), early)
    assert said(response) == DATA
    assert "made before every party had signed" in response.content.decode()
    assert NONE_IN_IT in response.content.decode()


def test_pdf_that_shows_other_words_over_the_right_data_is_not_said_to_be_the_text(client, pledge, url):
    signed_copy(pledge)
    shown = pages.page(document.build(pledge)).replace("Protect all migrants in Kenya", "Protect no migrants in Kenya")
    forged = RENDERER.render(shown, export(pledge, "json"))
    assert "Protect no migrants" in text_of(forged)
    response = upload(client, url, forged)
    assert said(response) == DATA
    assert "do not rely on what they show" in response.content.decode()


def test_pdf_with_fewer_signatures_is_the_text_as_well(client, found, pledge, url):
    SignedCopy.objects.create(
        revision=found.revision, signatures=1, content=b"x", digest=document.digest(b"%PDF-x%%EOF")
    )
    response = upload(client, url, b"%PDF-x%%EOF")
    assert said(response) == SAME
    assert "1 of today’s 2 signatures is in it" in response.content.decode()


def test_signed_pdf_of_an_older_text_is_told_by_its_number(client, pledge, url):
    older = bytes(signed_copy(pledge).content)
    reopen(pledge, reason="A wrong year", by=a_drafter(pledge))
    Pledge.objects.filter(pk=pledge.pk).update(title="Protect migrants")
    newer = agreed(Pledge.objects.get(pk=pledge.pk)).revision
    response = upload(client, address(newer), older)
    assert said(response) == OTHER
    assert "another revision of this pledge, number 1" in response.content.decode()
    response = upload(client, url, older)
    assert said(response) == SAME
    assert "But its signatures are void" in response.content.decode()


def given_out(client: Client, pledge: Pledge) -> dict[str, bytes]:
    """Every kind of file that is given out of a signed text."""
    member = Client()
    member.force_login(make_member("viewer", pledge.organisation))
    annexed = {query: member.get(f"/pledges/{pledge.reference}/export/pdf/?annex={query}") for query in ("1", "trail")}
    return {
        "signed": bytes(signed_copy(pledge).content),
        "json": export(pledge, "json"),
        **{query: response.content for query, response in annexed.items()},
    }


def test_files_of_an_earlier_round_of_the_same_text_are_known_and_their_signatures_are_void(client, pledge, found, url):
    older = given_out(client, pledge)
    reopen(pledge, reason="A wrong year, which was right", by=a_drafter(pledge))
    again = agreed(Pledge.objects.get(pk=pledge.pk))
    assert again.revision.digest == found.revision.digest
    newer = given_out(client, Pledge.objects.get(pk=pledge.pk))
    for kind, file in older.items():
        response = upload(client, address(again.revision), file, "pledge.json" if kind == "json" else "pledge.pdf")
        assert (kind, said(response)) == (kind, EARLIER)
        assert "on revision 1, and void; who signed revision 2 is said below" in response.content.decode()
        assert ALL_IN_IT not in response.content.decode()
    for kind, file in newer.items():
        response = upload(client, url, file, "pledge.json" if kind == "json" else "pledge.pdf")
        assert (kind, said(response)) == (kind, LATER)
        assert "those on revision 2 of the pledge" in response.content.decode()
    resaved = upload(client, address(again.revision), older["signed"] + b"\n%%EOF")
    assert said(resaved) == DATA
    assert "on revision 1, and void" in resaved.content.decode()


def test_signatures_made_up_are_false_though_an_earlier_round_was_about_the_same_text(client, pledge, found):
    older = json.loads(export(pledge, "json"))
    reopen(pledge, reason="A wrong year, which was right", by=a_drafter(pledge))
    again = agreed(Pledge.objects.get(pk=pledge.pk)).revision
    for mixed in (
        older | {"revision": 2},
        older | {"signatures": [older["signatures"][0] | {"name": "Eve Roe"}]},
        older | {"address": f"https://evil.example/v/{found.revision.code}/"},
    ):
        assert said(upload(client, address(again), json.dumps(mixed).encode(), "pledge.json")) == FALSE


def test_signed_pdf_of_another_pledge_is_not_named(client, pledge, url):
    other = agreed(make_ready(title="Wells")).revision.pledge
    response = upload(client, url, bytes(signed_copy(other).content))
    assert said(response) == OTHER
    assert "another pledge" in response.content.decode()
    assert "Wells" not in response.content.decode()


def test_exported_json_is_exactly_the_text_however_it_is_spaced(client, pledge, url):
    content = export(pledge, "json")
    response = upload(client, url, content, "pledge.json")
    assert said(response) == SAME
    assert ALL_IN_IT in response.content.decode()
    assert said(upload(client, url, json.dumps(json.loads(content)).encode(), "pledge.json")) == SAME
    assert said(upload(client, url, b"\xef\xbb\xbf" + content, "pledge.json")) == SAME


def test_json_as_it_was_frozen_is_exactly_the_text(client, found, url):
    response = upload(client, url, found.revision.content.encode(), "revision.json")
    assert said(response) == SAME
    assert NONE_IN_IT in response.content.decode()


def without_what_is_of_the_signatures(pledge: Pledge, **told: object) -> dict[str, object]:
    content = json.loads(export(pledge, "json"))
    return {name: value for name, value in content.items() if name not in ABOUT_SIGNATURES} | told


@pytest.mark.parametrize("told", [{}, {"signatures": []}], ids=str)
def test_json_that_an_earlier_release_wrote_is_exactly_the_text(client, pledge, url, told):
    old = json.dumps(without_what_is_of_the_signatures(pledge, **told)).encode()
    response = upload(client, url, old, "pledge.json")
    assert said(response) == SAME
    assert NONE_IN_IT in response.content.decode()


def test_json_of_a_text_that_an_earlier_release_froze_and_exported_is_exactly_the_text(client, pledge, found):
    """Its file was written when there was no word of signatures in it."""
    content = (DATA_FOLDER / "revisions" / "pledgebuilder-revision-1.json").read_text("utf-8")
    reopen(pledge, reason="A wrong year", by=a_drafter(pledge))
    older = Revision.objects.create(
        pledge=pledge, number=2, content=content, digest=document.digest(content), by=found.revision.by
    )
    Circulation.objects.create(revision=older, in_turn=False, asked_for=timezone.now().date())
    Pledge.objects.update(status="agreed")
    file = (DATA_FOLDER / "files" / "of-revision-1.json").read_bytes()
    assert said(upload(client, address(older), file, "pledge.json")) == SAME
    assert said(upload(client, address(older), content.encode(), "pledge.json")) == SAME
    assert said(upload(client, address(older), file.replace(b"2023", b"2024"), "pledge.json")) == OTHER


def test_json_from_before_its_pledge_was_signed_is_the_text_and_has_no_signatures(client):
    found = circulated()
    early = export(found.revision.pledge, "json")
    for signature_request in found.signature_requests:
        give_signature(signature_request)
    response = upload(client, address(found.revision), early, "pledge.json")
    assert said(response) == SAME
    assert NONE_IN_IT in response.content.decode()


def test_json_of_a_text_that_was_reopened_since_says_that_its_signatures_are_void(client, pledge, url):
    signed = export(pledge, "json")
    reopen(pledge, reason="A wrong year", by=a_drafter(pledge))
    response = upload(client, url, signed, "pledge.json")
    assert said(response) == SAME
    assert "But its signatures are void" in response.content.decode()
    assert ALL_IN_IT not in response.content.decode()


def test_json_of_a_site_that_had_another_name_is_exactly_the_text(client, pledge, url, settings):
    content = export(pledge, "json")
    settings.FORMER_SITE_URLS = ["https://old.example.org", settings.SITE_URL]
    settings.SITE_URL = "https://pledges.example.org"
    assert said(upload(client, url, content, "pledge.json")) == SAME
    settings.FORMER_SITE_URLS = []
    assert said(upload(client, url, content, "pledge.json")) == FALSE


@pytest.mark.parametrize(
    "site", ["https://evil.example", "", "//evil.example", "https://evil.example/?", "javascript:", "x"]
)
def test_json_whose_address_leads_elsewhere_is_not_what_was_given_out(client, pledge, found, url, site):
    content = json.loads(export(pledge, "json"))
    changed = content | {"address": f"{site}/v/{found.revision.code}/"}
    assert said(upload(client, url, json.dumps(changed).encode(), "pledge.json")) == FALSE


SIGNER = {"party": "Government of Kenya", "name": "Jonas Weber", "title": "Minister"}


@pytest.mark.parametrize(
    "told",
    [
        {"signatures": [{"name": "Somebody else"}]},
        {"signatures": [SIGNER | {"at": "2019-12-09T10:00:00Z"}]},
        {"signatures": [{}]},
        {"signatures": ["Jonas Weber"]},
        {"signatures": {"Jonas Weber": True}},
        {"signatures": 2},
        {"signatures": None},
        {"revision": 2},
        {"seal": "0" * 64},
        {"seal": None},
        {"address": "https://pledges.example.org/v/UNKNWNCDE234/"},
        {"address": None},
    ],
)
def test_json_of_the_text_with_false_signatures_is_said_to_be_that(client, pledge, url, told):
    content = json.loads(export(pledge, "json")) | told
    response = upload(client, url, json.dumps(content).encode(), "pledge.json")
    assert said(response) == FALSE
    assert "nobody gave here" in response.content.decode()
    assert ALL_IN_IT not in response.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Jonas Webber"},
        {"title": "Prime Minister"},
        {"party": "Government of Uganda"},
        {"at": "2026-01-01T00:00:00Z"},
        {"later": True},
        {"method": "passkey"},
        {"domain": "interior.go.ke"},
        {"named_by": "party"},
        {"drafter": "United Nations"},
        {"vouched_by": "domain"},
        {"trail_head": "0" * 64},
        {"trail_head": None},
        {"trail_head": [True]},
        {"title": ["Minister"]},
    ],
)
def test_signature_of_which_anything_was_changed_is_false(client, pledge, url, change):
    content = json.loads(export(pledge, "json"))
    content["signatures"][0] |= change
    assert said(upload(client, url, json.dumps(content).encode(), "pledge.json")) == FALSE


def test_signature_that_stands_twice_is_false(client, pledge, url):
    content = json.loads(export(pledge, "json"))
    content["signatures"] = [content["signatures"][0]] * 2
    assert said(upload(client, url, json.dumps(content).encode(), "pledge.json")) == FALSE
    content["signatures"] = [*content["signatures"], *json.loads(export(pledge, "json"))["signatures"]]
    assert said(upload(client, url, json.dumps(content).encode(), "pledge.json")) == FALSE


def test_order_of_the_signatures_does_not_matter(client, pledge, url):
    content = json.loads(export(pledge, "json"))
    content["signatures"].reverse()
    assert said(upload(client, url, json.dumps(content).encode(), "pledge.json")) == SAME


def test_signatures_beside_a_frozen_text_are_no_part_of_its_format(client, found, url):
    content = json.loads(found.revision.content) | {"signatures": []}
    assert said(upload(client, url, json.dumps(content).encode(), "revision.json")) == OTHER


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Protect some migrants"},
        {"period": {"start": 2019, "end": 2024}},
        {"period": {"start": 2019.0, "end": 2023.0}},
        {"parties": []},
        {"reference": "PB-22222-22222"},
        {"more": True},
    ],
)
def test_json_in_which_anything_differs_is_not_the_text(client, pledge, url, change):
    content = json.loads(export(pledge, "json"))
    assert said(upload(client, url, json.dumps({**content, **change}).encode(), "pledge.json")) == OTHER


def test_frozen_json_in_which_a_letter_differs_is_not_the_text(client, found, url):
    changed = found.revision.content.replace("whatever", "Whatever")
    assert said(upload(client, url, changed.encode(), "revision.json")) == OTHER


def test_json_of_the_text_as_it_is_edited_now_is_not_the_text(client, pledge, url):
    reopen(pledge, reason="A wrong year", by=a_drafter(pledge))
    write(pledge, "objective", "Something new.")
    assert said(upload(client, url, export(pledge, "json"), "pledge.json")) == OTHER


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b" \n ", "The file is empty"),
        (b"PK\x03\x04 a Word file", "neither a PDF nor JSON"),
        (b"\x89PNG\r\n", "neither a PDF nor JSON"),
        (b"%PDF-1.7\n1 0 obj", "The end of this PDF is missing"),
        (b'{"format": ', "be read as JSON"),
        (b'{"format": "pledgebuilder/1", "format": "pledgebuilder/1"}', "be read as JSON"),
        (b'{"n": ' + b"9" * 5000 + b"}", "be read as JSON"),
        (b'{"a":' * 50_000, "be read as JSON"),
        (b"[" * 100_000, "be read as JSON"),
        (b'{"\xff": 1}', "be read as JSON"),
        (b"[]", "no pledge as Pledgebuilder writes it"),
        (b"{}", "no pledge as Pledgebuilder writes it"),
        (b'{"format": ["pledgebuilder/1"]}', "no pledge as Pledgebuilder writes it"),
    ],
)
def test_file_that_cannot_be_checked_is_refused_with_what_to_do(client, url, content, words):
    page = refused(upload(client, url, content, "file"))
    assert words in page.html
    assert "Choose" in page.html or "choose" in page.html or "once more" in page.html
    assert SAME not in page.html
    assert OTHER not in page.html


def test_no_file_is_asked_for(client, url):
    assert "Choose the signed PDF" in refused(client.post(url)).html
    assert "Choose the signed PDF" in refused(client.post(url, {"file": "a word"})).html


def test_file_that_is_too_large_is_refused(client, url):
    assert "larger than 5 MB" in refused(upload(client, url, b"%PDF-" + b"x" * 5_000_000)).html


def test_json_is_read_up_to_512_kb_and_a_pdf_beyond(client, pledge, url):
    content = export(pledge, "json")
    most = content + b" " * (512 * 1024 - len(content))
    assert said(upload(client, url, most, "pledge.json")) == SAME
    assert "larger than 512 kB" in refused(upload(client, url, most + b" ", "pledge.json")).html
    assert said(upload(client, url, b"%PDF-" + b" " * (1024 * 1024) + b"%%EOF")) == OTHER


def test_data_in_a_pdf_is_read_up_to_512_kb(client, pledge, url):
    padded = export(pledge, "json")
    padded += b" " * (512 * 1024 - len(padded))
    for data, verdict in ((padded, DATA), (padded + b" ", OTHER)):
        pdf = b"%PDF-1.7 /Type /EmbeddedFile stream\n" + zlib.compress(data) + b"\nendstream %%EOF"
        assert said(upload(client, url, pdf)) == verdict


def test_pdf_that_carries_far_too_much_is_not_looked_into(client, pledge, url):
    attachment = b"/Type /EmbeddedFile stream\n" + zlib.compress(export(pledge, "json")) + b"\nendstream "
    assert said(upload(client, url, b"%PDF-1.7 " + attachment * 20 + b"%%EOF")) == DATA
    assert said(upload(client, url, b"%PDF-1.7 " + attachment * 21 + b"%%EOF")) == OTHER


def test_body_that_is_far_too_large_is_not_read(client, url, monkeypatch):
    monkeypatch.setattr(verify, "LARGEST_BODY", 1000)
    before = Attempt.objects.count()
    response = upload(client, url, b"%PDF-" + b"x" * 2000)
    assert response.status_code == 413
    assert "larger than 5 MB" in Page(response.content.decode()).html
    assert Attempt.objects.count() == before


def test_many_files_of_one_address_are_slowed_down(client, url, monkeypatch):
    monkeypatch.setattr(verify, "CHECKS", 2)
    answers = [upload(client, url, b"{}", "a.json").status_code for _time in range(3)]
    assert answers == [422, 422, 429]
    assert upload(Client(REMOTE_ADDR="192.0.2.99"), url, b"{}", "a.json").status_code == 422
    assert read(client, url).html
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert upload(client, url, b"{}", "a.json").status_code == 422


def test_visitor_compares_one_file_at_a_time(client, pledge, url):
    file = export(pledge, "json")
    with at_once("verify", "127.0.0.1", limit=1, longest=timedelta(minutes=1)):
        response = upload(client, url, file, "pledge.json")
        assert (response.status_code, response["Retry-After"]) == (503, "60")
        page = Page(response.content.decode())
        assert "Other files are being compared just now. Try again in a minute." in page.html
        assert "file" in page.fields  # it can be sent again from here
        assert said(upload(Client(REMOTE_ADDR="192.0.2.99"), url, file, "pledge.json")) == SAME
        assert read(client, url).html
    assert said(upload(client, url, file, "pledge.json")) == SAME


def test_two_files_are_compared_at_a_time(client, pledge, url):
    file = export(pledge, "json")
    with at_once("verify", limit=2, longest=timedelta(minutes=1)):
        assert said(upload(client, url, file, "pledge.json")) == SAME
        with at_once("verify", limit=2, longest=timedelta(minutes=1)):
            before = Attempt.objects.count()
            assert upload(client, url, file, "pledge.json").status_code == 503
            assert Attempt.objects.count() == before  # and it does not count as one that was compared
            assert read(client, url).html
            assert read(client, "/").html
    assert said(upload(client, url, file, "pledge.json")) == SAME


def test_file_that_fails_to_be_compared_holds_up_no_other(client, pledge, url, monkeypatch):
    file = export(pledge, "json")
    monkeypatch.setattr(verify, "_checked", lambda *_given: 1 / 0)
    for _time in range(3):
        with pytest.raises(ZeroDivisionError):
            upload(client, url, file, "pledge.json")
    monkeypatch.undo()
    assert said(upload(client, url, file, "pledge.json")) == SAME


def test_name_of_a_file_is_shown_as_text(client, pledge, url):
    html = upload(client, url, export(pledge, "json"), "<b>x.json").content.decode()
    assert "&lt;b&gt;x.json" in html
    assert "<b>x" not in html


def test_form_of_another_site_is_not_accepted(pledge, url):
    strict = Client(enforce_csrf_checks=True)
    strict.get(url)
    assert upload(strict, url, b"{}", "a.json").status_code == 403
    token = strict.cookies["csrftoken"].value
    file = SimpleUploadedFile("a.json", export(pledge, "json"))
    assert said(strict.post(url, {"file": file, "csrfmiddlewaretoken": token})) == SAME


def test_looking_and_comparing_changes_nothing(client, found, pledge, url):
    signed_copy(pledge)
    rows = [list(model.objects.order_by("pk").values()) for model in (Pledge, SignatureRequest, TrailEntry, SignedCopy)]
    client.get(url)
    client.head(url)
    upload(client, url, export(pledge, "json"), "pledge.json")
    assert rows == [
        list(model.objects.order_by("pk").values()) for model in (Pledge, SignatureRequest, TrailEntry, SignedCopy)
    ]


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_not_allowed(client, url, method):
    assert getattr(client, method)(url).status_code == 405


def test_pdf_page_is_only_read(client, url):
    assert client.post(f"{url}pdf/").status_code == 405


def test_page_takes_few_queries(client, found, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get(url)


# Further parties of an open pledge


def join(found, number: int, *, may_publish: bool) -> None:
    """Let a further party sign, by its number."""
    codes, names = ("UG", "RW", "SS"), ("Ruth Okello", "Diane Uwase", "Achol Deng")
    asked = asked_to_join(found, code=codes[number], name=names[number], email=f"further{number}@example.org")
    give_signature(confirm(asked, by=a_drafter(found.revision.pledge)), may_publish=may_publish)


def test_who_joins_without_consent_is_counted_and_not_named(client):
    found = opened()
    url = address(found.revision)
    assert "further part" not in read(client, url).html.partition("Who signed")[2].partition("What was signed")[0]
    join(found, 0, may_publish=False)
    page = read(client, url)
    assert "One further party has signed, and has not agreed to be named publicly." in page.html
    join(found, 1, may_publish=True)
    join(found, 2, may_publish=False)
    for html in (read(client, url).html, read(client, f"{url}join/").html):
        assert "2 further parties" in html
        assert "Rwanda" in html
        for hidden in ("Uganda", "Ruth Okello", "South Sudan", "Achol Deng", "further0@", "further2@"):
            assert hidden not in html.partition("<select")[0] + html.partition("</select>")[2], hidden
    assert "Diane Uwase" in read(client, url).html


def test_public_file_is_the_copy_without_them_and_is_known_as_genuine(client):
    found = opened(may_publish=True)
    pledge, url = Pledge.objects.get(), address(found.revision)
    publish(pledge, by=a_drafter(pledge))
    join(found, 0, may_publish=False)
    join(found, 1, may_publish=True)
    public = client.get(f"{url}pdf/").content
    assert "Diane Uwase" in text_of(public)
    assert "Ruth Okello" not in text_of(public)
    assert "Uganda" not in text_of(public)
    assert public != bytes(signed_copy(pledge).content)
    assert said(upload(client, url, public)) == SAME
    assert "without the names of further parties" in upload(client, url, public).content.decode()
    html = read(client, url).html
    assert OBJECTIVE in html
    assert "Uganda" not in html


# Publication that is taken back


def test_address_of_a_text_that_is_no_longer_published_says_so_and_shows_none(client, found, pledge, url):
    publish(pledge, by=a_drafter(pledge))
    public = client.get(f"{url}pdf/").content
    first = found.signature_requests[0]
    take_back_consent(first, by=signatory(first))
    for path in (url, f"{url}pdf/"):
        response = client.get(path)
        html = response.content.decode()
        assert response.status_code == 410
        assert response["X-Robots-Tag"] == "noindex"
        assert "The publication of this text was taken back on" in html
        assert "Copies that somebody took before can’t be recalled." in html
        assert "Its signatures stand." in " ".join(html.split())
        assert OBJECTIVE not in html
        assert f"{url}pdf/" not in Page(html).links
    assert said(upload(client, url, public)) == SAME
    allow_publication(first, by=signatory(first))
    publish(Pledge.objects.get(pk=pledge.pk), by=a_drafter(pledge))
    assert OBJECTIVE in read(client, url).html
    assert client.get(f"{url}pdf/").content == public


# What a signature is worth


SAID_OF_JONAS = "Identity proven with a one-time code, sent to an address at <bdi>example.org</bdi>."
UNCONFIRMED = "Not confirmed by this party</span>"
CONFIRMED = "Confirmed by this party</span>"


def test_page_says_how_it_was_proven_who_named_the_signatory_and_who_started_the_pledge(client, found, url):
    organisation = found.revision.pledge.organisation
    page = read(client, url)
    assert page.html.count(SAID_OF_JONAS) == 2
    assert page.html.count(f"<bdi>{organisation}</bdi>, which drafted the pledge, named who signs.") == 2
    assert f"<dt>Started by</dt><dd><bdi>{organisation}</bdi></dd>" in page.html
    for address in ("jonas@", "sara@", "jonas%40"):
        assert address not in page.html
    assert (page.html.count(UNCONFIRMED), page.html.count(CONFIRMED)) == (2, 0)


def test_title_in_another_script_leaves_the_words_around_it_in_their_order(client):
    """By itself a browser would turn all of it about: the title begins it."""
    found = circulated(make_ready(make_organisation("Kenya Red Cross Society")))
    omar = Successor("عمر الخطيب", "وزير الصحة", "omar@example.org", "delegation", "the President")
    new = replace_signatory(found.signature_requests[0], omar, reason="He leaves.", by=Actor(user=found.revision.by))
    for asked in (new, found.signature_requests[1]):
        give_signature(asked)
    page = read(client, f"/v/{found.revision.code}/").html
    said = "وزير الصحة, by delegation for the President, in place of Jonas Weber, named in the text"
    assert f'<bdi>عمر الخطيب</bdi>, <bdi dir="ltr">{said}</bdi>' in page
    assert page.count("The Kenya Red Cross Society</bdi>, which drafted the pledge, named who signs.") == 2
    paper = FORMATS["html"].render(document.of_revision(found.revision, status="agreed")).decode()
    assert f'<bdi dir="ltr">{said}</bdi>' in paper


def test_page_says_whom_a_confirmed_domain_vouches_for_and_since_when(client, found, url):
    staff, kenya = make_member(), State.objects.get(iso2="KE")
    row = confirm_domain(kenya, "example.org", by=staff)
    html = read(client, url).html
    assert (html.count(UNCONFIRMED), html.count(CONFIRMED)) == (1, 1)
    day = f"{row.confirmed_at:%-d %B %Y}"
    assert f"Since {day}, when the secretariat confirmed that <bdi>example.org</bdi> is this party’s own." in html
    newer = agreed()
    html = read(client, address(newer.revision)).html
    assert "The secretariat has confirmed that <bdi>example.org</bdi> is this party’s own." in html
    withdraw_domain(row, why="A secret reason", by=staff)
    html = read(client, address(newer.revision)).html
    assert (html.count(UNCONFIRMED), html.count(CONFIRMED)) == (2, 0)
    day = f"{row.withdrawn_at:%-d %B %Y}"
    assert f"on {day} the secretariat withdrew that <bdi>example.org</bdi> is its own." in html
    assert "A secret reason" not in html


def test_page_says_what_is_known_of_a_further_party(client):
    found = opened()
    join(found, 0, may_publish=True)
    html = read(client, address(found.revision)).html
    assert html.count("The person who asked to join for this party named who signs.") == 1
    assert html.count(SAID_OF_JONAS) == 3


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("account", "Identity proven with an account that has an address at <bdi>example.org</bdi>."),
        ("second", "Identity proven in two steps, with an account that has an address at <bdi>example.org</bdi>."),
        ("passkey", "Identity proven with a passkey of an account that has an address at <bdi>example.org</bdi>."),
        ("sso", "Identity proven by single sign-on, with an account that has an address at <bdi>example.org</bdi>."),
    ],
)
def test_page_says_how_an_account_was_proven(client, method, words):
    pledge = make_ready()
    user = make_member("signatory", pledge.organisation, email="sara@example.org")
    found = circulated(pledge)
    by, seen = Actor(user=user), found.revision.digest
    for asked in found.signature_requests:
        if asked.email != user.email:
            give_signature(asked)
            continue
        note_read(asked, seen=seen, by=by)
        sign(asked, seen=seen, name=asked.name, title=asked.title, is_proven=True, proof=method, by=by)
    html = read(client, address(found.revision)).html
    assert words in html
    assert html.count(SAID_OF_JONAS) == 1


def test_page_and_paper_say_of_an_old_signature_what_is_known_of_it(client, found, pledge, url):
    """From before it was kept who named its signatory, who drafted, and whether the party was asked for."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        append_only.drop(SimpleNamespace(connection=connection, execute=cursor.execute))  # type: ignore[arg-type]
        cursor.execute("UPDATE commitments_signature SET directory_entry='', named_by='', drafter='', vouched_by=''")
    html = read(client, url).html
    assert (html.count(SAID_OF_JONAS), html.count(UNCONFIRMED)) == (2, 2)
    assert "named who signs" not in html
    assert f"<dt>Started by</dt><dd><bdi>{pledge.organisation}</bdi></dd>" in html
    text = export(pledge, "text").decode()
    assert text.count("Proven with a one-time code to an address at example.org") == 2
    assert [words for words in ("Named as signatory", "onfirmed by this party", "started by") if words in text] == []
    confirm_domain(State.objects.get(iso2="KE"), "example.org", by=make_member())
    html = read(client, url).html
    assert (html.count(UNCONFIRMED), html.count(CONFIRMED)) == (1, 1)


def test_paper_that_was_given_out_stays_as_it_was(client, found, pledge, url):
    before = bytes(signed_copy(pledge).content)
    confirm_domain(State.objects.get(iso2="KE"), "example.org", by=make_member())
    assert bytes(signed_copy(pledge).content) == before
    assert said(upload(client, url, before)) == SAME
    assert export(pledge, "text").decode().count("Not confirmed by this party when it was signed") == 2


def test_page_shows_the_head_of_the_trail_at_the_agreement_and_after_the_last_further_party(client):
    found = opened()
    (agreement,) = document.agreed_heads(found.revision)
    html = read(client, address(found.revision)).html
    assert (html.count("SHA-256 of the trail once"), signature_blocks.grouped(agreement) in html) == (1, True)
    join(found, 0, may_publish=True)
    join(found, 1, may_publish=False)
    heads = document.agreed_heads(found.revision)
    html = read(client, address(found.revision)).html
    assert [signature_blocks.grouped(head) in html for head in heads] == [True, False, True]
    assert html.count("SHA-256 of the trail once") == 2


def test_json_tells_the_head_of_the_trail_and_older_ones_are_right_too(client):
    found = opened()
    pledge = found.revision.pledge
    (agreement,) = document.agreed_heads(found.revision)
    older = export(pledge, "json")
    assert [each.get("trail_head") for each in json.loads(older)["signatures"]] == [None, agreement]
    join(found, 0, may_publish=True)
    last = document.agreed_heads(found.revision)[1]
    assert [each.get("trail_head") for each in json.loads(export(pledge, "json"))["signatures"]] == [None, None, last]
    for content in (older, export(pledge, "json")):
        assert said(upload(client, address(found.revision), content, "pledge.json")) == SAME
