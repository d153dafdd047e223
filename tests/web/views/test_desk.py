"""The secretariat's desk: what it shows and lacks, its files, what is recorded there, and how one comes to it first."""

from __future__ import annotations

import csv
import hashlib
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from commitments import access
from commitments.exports import bundle as bundling
from commitments.exports import xlsx
from commitments.exports.kept import signed_copy
from commitments.models import Actor, Attempt, Mail, Membership, Notice, Organisation, Pledge, Submission, User
from commitments.people.organisations import begin_desk
from commitments.signing import joining, submitting
from commitments.text.limits import TextRefusedError
from commitments.trail.audit import verify
from commitments.web import paging
from tests.factories import (
    add_member,
    add_party,
    agreed,
    asked_to_join,
    give_signature,
    make_member,
    make_organisation,
    make_pledge,
    make_ready,
    make_user,
    opened,
    the_round,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db
DESK = "/pledges/all/"


@pytest.fixture
def desk() -> Organisation:
    return make_organisation("Conference secretariat", kind="secretariat")


@pytest.fixture
def secretary(desk) -> Client:
    return signed_in(make_member("drafter", desk, "nina@secretariat.example"))


def submitted(title: str = "Wells", reference: str = "", **fields) -> Pledge:
    pledge = make_ready(title=title, **fields)
    agreed(pledge)
    pledge.refresh_from_db()
    by = Actor(user=make_member("drafter", pledge.organisation), origin="192.0.2.7")
    submitting.submit(pledge, on=timezone.now().date(), conference_reference=reference, by=by)
    pledge.refresh_from_db()
    return pledge


def published(title: str) -> Pledge:
    pledge = make_ready(title=title)
    agreed(pledge, may_publish=True)
    pledge.refresh_from_db()
    submitting.publish(pledge, by=Actor(user=make_member("drafter", pledge.organisation)))
    pledge.refresh_from_db()
    return pledge


def with_contact(pledge: Pledge, email: str = "focal@example.org") -> Pledge:
    party = pledge.parties.all()[0]
    party.focal_name, party.focal_email = "Nadia Focal", email
    party.save(update_fields=["focal_name", "focal_email"])
    return pledge


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{DESK}as/csv/{query}")
    assert response.status_code == 200
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"), newline="")))


def titles(client: Client, query: str = "") -> list[str]:
    return [row["Title"] for row in table(client, query)]


def test_desk_shows_what_was_submitted_or_published(secretary):
    submitted("Wells")
    published("Roads")
    make_pledge(title="Unfinished")
    agreed(make_ready(title="Agreed alone"))
    assert titles(secretary) == ["Roads", "Wells"]
    page = read(secretary, DESK).html
    assert "Wells" in page
    assert "Roads" in page
    assert "Unfinished" not in page
    assert "Agreed alone" not in page


@pytest.mark.both
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=submitted", ["Known", "Old", "New"]),
        ("?state=published", ["Public"]),
        ("?state=unpublished", ["Known", "Old", "New"]),
        ("?look=new", ["Known", "New"]),
        ("?look=no-reference", ["Old", "New"]),
        ("?look=no-contact", ["Public", "Old", "New"]),
        ("?look=no-contact&state=published", ["Public"]),
        ("?look=x", []),
        ("?state=x", []),
        ("?region=africa", ["Known", "Public", "Old", "New"]),
        ("?region=mena", []),
        ("?q=%00&state=published", ["Public"]),
    ],
)
def test_filters_stand_in_the_address(secretary, query, found):
    submitted("New")
    old = submitted("Old")
    Submission.objects.filter(pledge=old).update(at=timezone.now() - timedelta(days=8))
    published("Public")
    with_contact(submitted("Known", reference="OP/1"))
    assert titles(secretary, query) == found
    page = read(secretary, DESK + query).html
    assert [title for title in ("Known", "Public", "Old", "New") if f">{title}</bdi>" in page] == found


def test_tallies_say_how_many_and_lead_to_them(secretary):
    submitted("New")
    with_contact(submitted("Known", reference="OP/1"))
    page = secretary.get(DESK).content.decode()
    counts = [line.strip() for line in page.splitlines() if line.strip().startswith("<b>")]
    assert counts[:3] == [
        "<b>2</b> <span>Submitted in the last seven days</span>",
        "<b>1</b> <span>Waiting for the Conference’s reference</span>",
        "<b>1</b> <span>Without a contact</span>",
    ]
    for look in ("new", "no-reference", "no-contact"):
        assert f'href="{DESK}?look={look}"' in page


def test_tallies_stop_counting_at_what_a_list_counts(secretary, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 1)
    submitted("One")
    submitted("Two")
    page = secretary.get(DESK).content.decode()
    assert "<b>1+</b> <span>Without a contact</span>" in page


def test_the_list_is_read_in_its_order_from_an_index_of_its_own():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table whole, whatever indexes it has")
    for number in range(3):
        submitted(str(number))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = access.submitted_pledges().order_by(*paging.ORDER)[: paging.PAGE + 1].explain()
    assert "pledges_of_the_desk" in plan
    assert "TEMP B-TREE" not in plan


def test_where_no_contact_is_named_who_recorded_the_submission_is(secretary):
    pledge = submitted("Wells")
    by = Submission.objects.get(pledge=pledge).by
    User.objects.filter(pk=by.pk).update(name="Amina <Wanjiru>")
    pages, mail = (DESK, f"{DESK}{pledge.reference}/"), f'href="mailto:{by.email}"'
    for url in pages:
        html = read(secretary, url).html
        assert "Who recorded the submission:" in html
        assert "<bdi>Amina &lt;Wanjiru&gt;</bdi>" in html
        assert mail in html
    [row] = table(secretary)
    assert row["Contacts"] == ""
    assert row["Where none is named: submission recorded by"] == f"Amina <Wanjiru> <{by.email}>"
    with_contact(pledge)
    assert [mail in read(secretary, url).html for url in pages] == [False, False]


def test_table_says_all_of_a_pledge(secretary):
    pledge = with_contact(submitted("=Wells", reference="OP/1"))
    [row] = table(secretary)
    assert row["Reference"] == pledge.reference
    del row["Reference"], row["Started by"]
    assert row == {
        "Title": "'=Wells",
        "State": "Submitted",
        "Parties": "Government of Kenya; Kenya Red Cross Society",
        "Regions": "Africa",
        "Themes": "",
        "Language": "en",
        "First year": "2019",
        "Last year": "2023",
        "Conference": "33rd International Conference of the Red Cross and Red Crescent",
        "Model text": "Migration",
        "Submitted on": f"{timezone.now():%Y-%m-%d}",
        "The Conference’s reference": "OP/1",
        "Published on (UTC)": "",
        "Contacts": "Nadia Focal <focal@example.org>",
        "Where none is named: submission recorded by": "",
        "Address": f"http://localhost:8000{DESK}{pledge.reference}/",
    }


def test_excel_has_the_same_pledges(secretary, monkeypatch):
    submitted("Wells")
    response = secretary.get(f"{DESK}as/xlsx/")
    assert response["Content-Type"] == xlsx.XLSX_TYPE
    assert response["Content-Disposition"] == f'attachment; filename="pledges-{timezone.now():%Y-%m-%d}.xlsx"'
    with ZipFile(BytesIO(response.content)) as book:
        assert b"Wells" in book.read("xl/sharedStrings.xml")
    assert "as/xlsx/" in read(secretary, DESK).html
    monkeypatch.setattr(xlsx, "xlsxwriter", None)
    assert "as/xlsx/" not in read(secretary, DESK).html
    refused = secretary.get(f"{DESK}as/xlsx/")
    assert refused.status_code == 422
    assert "Take CSV" in refused.content.decode()


def test_zip_holds_what_it_says(secretary):
    pledge, other = submitted("Wells"), published("Roads")
    signed_copy(pledge)
    response = secretary.get(f"{DESK}as/zip/")
    assert response["Cache-Control"] == "no-store"
    with ZipFile(BytesIO(b"".join(response))) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    assert list(files) == [
        "pledges.csv",
        *(f"{pledge.reference}/wells.{end}" for end in ("json", "txt", "html")),
        f"{pledge.reference}/wells-signed.pdf",
        *(f"{other.reference}/roads.{end}" for end in ("json", "txt", "html")),
        "contents.csv",
    ]
    listed = list(csv.reader(StringIO(files["contents.csv"].decode("utf-8-sig"), newline="")))[1:]
    assert listed == [
        [name, str(len(content)), hashlib.sha256(content).hexdigest()]
        for name, content in files.items()
        if name != "contents.csv"
    ]
    assert b"Protect all migrants in Kenya" in files[f"{pledge.reference}/wells.txt"]


def test_same_pledges_give_the_same_zip(secretary):
    submitted("Wells")
    first, second = (b"".join(secretary.get(f"{DESK}as/zip/")) for _ in range(2))
    assert first == second


def test_zip_follows_the_filters(secretary):
    submitted("Wells")
    other = published("Roads")
    with ZipFile(BytesIO(b"".join(secretary.get(f"{DESK}as/zip/?state=published")))) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {
            "pledges.csv",
            other.reference,
            "contents.csv",
        }


@pytest.mark.parametrize(("name", "value"), [("MOST_PLEDGES", 1), ("MOST_BYTES", 1_000)])
def test_zip_of_too_much_is_refused(secretary, monkeypatch, name, value):
    submitted("Wells")
    submitted("Roads")
    monkeypatch.setattr(bundling, name, value)
    refused = secretary.get(f"{DESK}as/zip/")
    assert refused.status_code == 422
    assert "Choose a filter." in refused.content.decode()


def test_one_zip_is_made_at_a_time(secretary):
    submitted("Wells")
    key = hashlib.sha256(b"at once\0desk zip").hexdigest()  # as people/at_once.py names it
    Attempt.objects.create(key=key, at=timezone.now())
    assert secretary.get(f"{DESK}as/zip/").status_code == 503
    assert secretary.get(f"{DESK}as/csv/").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx", "zip"])
def test_files_are_for_the_secretariat_alone(drafter, stranger, secretary, kind):
    for other in (drafter, stranger):
        assert other.get(f"{DESK}as/{kind}/").status_code == 404
    assert Client().get(f"{DESK}as/{kind}/").status_code == 302
    assert secretary.get(f"{DESK}as/{kind}/").status_code == 200
    assert secretary.get(f"{DESK}as/pdf/").status_code == 404


def test_further_party_without_consent_is_nowhere_on_the_desk(secretary):
    found = opened(may_publish=True, title="Wells")
    pledge = found.revision.pledge
    ruth = asked_to_join(found)
    joining.confirm(ruth, by=Actor(user=make_member("drafter", pledge.organisation)))
    give_signature(the_round(pledge).later[0])
    signed_copy(pledge)
    pages = [secretary.get(url).content for url in (DESK, f"{DESK}{pledge.reference}/", f"{DESK}as/csv/")]
    with ZipFile(BytesIO(b"".join(secretary.get(f"{DESK}as/zip/")))) as archive:
        names = archive.namelist()
        pages += [archive.read(name) for name in names]
    assert not [name for name in names if name.endswith(".pdf")], "the kept PDF names her"
    for page in pages:
        assert b"Uganda" not in page
        assert b"Okello" not in page


def test_reference_is_recorded_there(secretary):
    pledge = submitted("Wells")
    drafter = pledge.submission.by
    Notice.objects.all().delete()
    url = f"{DESK}{pledge.reference}/"
    assert secretary.post(url, {"reference": "  OP/7 "}).status_code == 302
    assert "OP/7" in read(secretary, url).html
    pledge = Pledge.objects.get(pk=pledge.pk)
    assert pledge.submission.conference_reference == "OP/7"
    entry = pledge.trail.order_by("-number")[0]
    assert (entry.kind, entry.words, entry.email) == ("referenced", "OP/7", "nina@secretariat.example")
    assert verify(pledge) == []
    assert Notice.objects.get(user=drafter).text.endswith("recorded what “Wells” is called at the Conference: OP/7.")


def test_reference_that_was_recorded_is_corrected_and_the_same_is_not_told_again(secretary):
    pledge = submitted("Wells", reference="OP/1")
    url = f"{DESK}{pledge.reference}/"
    count = pledge.trail.count()
    secretary.post(url, {"reference": "OP/1"})
    assert pledge.trail.count() == count
    secretary.post(url, {"reference": "OP/2"})
    secretary.post(url, {"reference": "OP/3"})
    pledge = Pledge.objects.get(pk=pledge.pk)
    assert pledge.submission.conference_reference == "OP/3"
    assert verify(pledge) == []


def test_reference_that_nobody_recorded_is_found_by_the_audit(secretary):
    pledge = submitted("Wells", reference="OP/1")
    secretary.post(f"{DESK}{pledge.reference}/", {"reference": "OP/2"})
    Submission.objects.update(conference_reference="OP/9")
    said = "The record of the submission is not what the trail says."
    assert set(verify(Pledge.objects.get(pk=pledge.pk))) == {said}


@pytest.mark.parametrize("typed", ["", " ", "[x]", "a\nb", "x" * 101, "\u202eOP"])
def test_reference_that_is_none_is_refused_with_what_was_typed(secretary, typed):
    pledge = submitted("Wells")
    response = secretary.post(f"{DESK}{pledge.reference}/", {"reference": typed})
    assert response.status_code == 422
    assert Pledge.objects.get(pk=pledge.pk).submission.conference_reference == ""


def test_pledge_that_is_published_alone_gets_no_reference(secretary):
    pledge = published("Roads")
    url = f"{DESK}{pledge.reference}/"
    assert 'name="reference"' not in read(secretary, url).html
    assert secretary.post(url, {"reference": "OP/1"}).status_code == 422
    with pytest.raises(TextRefusedError):
        submitting.record_reference(pledge, " ", by=Actor(user=make_user()))


def test_viewer_of_the_secretariat_reads_and_records_nothing(desk):
    pledge = submitted("Wells")
    viewer = signed_in(make_member("viewer", desk))
    assert viewer.get(f"{DESK}{pledge.reference}/").status_code == 200
    assert viewer.post(f"{DESK}{pledge.reference}/", {"reference": "OP/1"}).status_code == 403
    assert Pledge.objects.get(pk=pledge.pk).submission.conference_reference == ""


def test_members_of_the_secretariat_get_a_mail_of_each_submission(desk):
    nina = make_member("viewer", desk, "nina@secretariat.example")
    quiet, gone = make_member("drafter", desk, "quiet@secretariat.example"), make_member("drafter", desk)
    quiet.not_mailed = ["submissions"]
    quiet.save(update_fields=["not_mailed"])
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    add_member(make_organisation("Another", kind="secretariat"), nina)
    Mail.objects.all().delete()
    pledge = submitted("Wells", reference="OP/1")
    [told] = Mail.objects.filter(to__endswith="@secretariat.example")
    assert (told.to, told.subject) == (nina.email, "Submitted: Wells")
    assert pledge.reference in told.body
    assert "OP/1" in told.body
    assert f"http://localhost:8000{DESK}{pledge.reference}/" in told.body


# The first superuser


@pytest.fixture
def root() -> Client:
    return signed_in(make_user("root@example.org", is_staff=True, is_superuser=True))


@pytest.mark.parametrize("start", ["/pledges/", DESK])
def test_first_superuser_is_led_to_the_desk_in_one_step(root, start):
    assert root.get(start)["Location"] == f"{DESK}begin/"
    page = read(root, f"{DESK}begin/")
    assert page.fields["name"] == ["Secretariat of the Conference"]
    answer = root.post(f"{DESK}begin/", page.fields)
    assert answer["Location"] == DESK
    assert root.get(DESK).status_code == 200
    made = Membership.objects.get(user__email="root@example.org")
    assert (made.role, made.organisation.kind, made.organisation.name) == (
        "administrator",
        "secretariat",
        "Secretariat of the Conference",
    )
    assert root.get(f"{DESK}begin/").status_code == 404
    assert root.get("/pledges/").status_code == 200


def test_superuser_joins_the_secretariat_that_there_is(root, desk):
    assert "Conference secretariat" in read(root, f"{DESK}begin/").html
    root.post(f"{DESK}begin/")
    assert Organisation.objects.filter(kind="secretariat").count() == 1
    assert Membership.objects.filter(organisation=desk, user__email="root@example.org").count() == 1


def test_superuser_of_an_organisation_comes_to_its_pledges(desk):
    user = make_user(is_superuser=True)
    add_member(make_organisation(), user)
    assert signed_in(user).get("/pledges/").status_code == 200


@pytest.mark.parametrize("name", ["", "  ", "[x]", "y" * 151])
def test_secretariat_without_a_right_name_is_not_made(root, name):
    assert root.post(f"{DESK}begin/", {"name": name}).status_code == 422
    assert not Organisation.objects.filter(kind="secretariat").exists()


def test_only_a_superuser_sets_up_the_desk(drafter, stranger, secretary):
    staff = signed_in(make_user(is_staff=True))
    for other in (drafter, stranger, secretary, staff):
        assert other.get(f"{DESK}begin/").status_code == 404
        assert other.post(f"{DESK}begin/", {"name": "Ours"}).status_code == 404
    assert Organisation.objects.filter(kind="secretariat").count() == 1


def test_secretariat_gets_a_free_name_in_addresses():
    make_organisation(slug="ours")
    assert begin_desk(make_user(), "Ours").slug == "ours-2"
    assert begin_desk(make_user(), "Never mind").slug == "ours-2"


def test_secretariat_needs_a_name():
    with pytest.raises(TextRefusedError, match="Write what the secretariat is called"):
        begin_desk(make_user(), " ")


def test_secretariat_named_in_another_script_has_an_address():
    assert begin_desk(make_user(), "الأمانة").slug == "secretariat"


def test_observer_is_named_on_the_desk(secretary):
    pledge = make_pledge(title="Relief", status="submitted")
    add_party(pledge, "observer", name="Example Relief")
    assert table(secretary)[0]["Parties"] == "Example Relief"
    assert table(secretary)[0]["Regions"] == ""
