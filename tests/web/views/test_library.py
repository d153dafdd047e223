"""Where the secretariat keeps the library: a file is checked and loaded, what changed is told, corrections stay."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commitments.library import corrections
from commitments.library.loading import load_library
from commitments.models import LibraryChange, ModelText, State, User
from tests.factories import make_member, make_organisation, make_user
from tests.library.test_checking import NUMBER_OF, ROWS, changed
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db
PAGE = "/pledges/all/library/"


@pytest.fixture
def secretary() -> Client:
    return signed_in(make_member("administrator", make_organisation(kind="secretariat"), "nina@secretariat.example"))


def sent(rows: object, name: str = "water.json", **more: str) -> dict[str, object]:
    content = rows if isinstance(rows, bytes) else json.dumps(rows).encode()
    return {"file": SimpleUploadedFile(name, content, "application/json"), **more}


def test_model_text_is_loaded_and_noted(secretary):
    response = secretary.post(PAGE, sent(ROWS), follow=True)
    assert "Loaded: a model text with 6 clauses." in response.content.decode()
    assert ModelText.objects.filter(slug="water-2024").exists()
    page = read(secretary, PAGE).html
    assert "Water and sanitation, 2024–2028" in page
    assert "commitments.modeltext water-2024" in page
    assert LibraryChange.objects.get().by.email == "nina@secretariat.example"


def test_faults_are_named_and_nothing_changes(secretary):
    response = secretary.post(PAGE, sent(changed("wells-dig", text="")))
    assert response.status_code == 422
    assert (
        f"water.json, row {NUMBER_OF['wells-dig']}, clause 1.1 (wells-dig): text: This field cannot be blank."
        in response.content.decode()
    )
    assert not ModelText.objects.filter(slug="water-2024").exists()


def test_text_of_the_same_name_is_replaced_only_if_that_is_said(secretary):
    secretary.post(PAGE, sent(ROWS))
    other = changed("wells-dig", text="Dig deep.")
    refused = secretary.post(PAGE, sent(other))
    assert refused.status_code == 422
    assert "There is a model text of this name already" in refused.content.decode()
    assert secretary.post(PAGE, sent(other, replaces="on")).status_code == 302
    assert ModelText.objects.get(slug="water-2024").clauses.get(slug="wells-dig").text == "Dig deep."
    assert "<del>Dig wells with [National Society].</del> <ins>Dig deep.</ins>" in read(secretary, PAGE).html


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"[]", b"{}", b"\xff", b"[1]", b'[{"model": "commitments.modeltext", "fields": {}}]', b"[" * 9999],
)
def test_file_that_is_none_is_refused(secretary, content):
    assert secretary.post(PAGE, sent(content)).status_code == 422
    assert secretary.post(PAGE, {}).status_code == 422
    assert ModelText.objects.count() == 1


def test_file_never_makes_an_account(secretary):
    rows = [*ROWS, {"model": "commitments.user", "fields": {"email": "evil@example.org", "is_superuser": True}}]
    assert secretary.post(PAGE, sent(rows)).status_code == 422
    assert not ModelText.objects.filter(slug="water-2024").exists()


def test_file_that_is_too_large_is_refused(secretary, monkeypatch):
    monkeypatch.setattr("commitments.web.forms.desk.LARGEST_FILE", 10)
    assert "too large" in secretary.post(PAGE, sent(ROWS)).content.decode()


def test_only_who_writes_for_the_secretariat_loads(stranger):
    viewer = signed_in(make_member("viewer", make_organisation(kind="secretariat")))
    assert viewer.get(PAGE).status_code == 200
    assert viewer.post(PAGE, sent(ROWS)).status_code == 403
    assert stranger.post(PAGE, sent(ROWS)).status_code == 404
    assert Client().post(PAGE, sent(ROWS)).status_code == 401


# The directory


def correct(**columns: str) -> None:
    state = State.objects.get(iso2="KE")
    for name, words in columns.items():
        setattr(state, name, words)
    by, _is_new = User.objects.get_or_create(email="keeper@example.org")
    corrections.correct(state, seen=None, by=by)


@pytest.fixture
def root() -> Client:
    return signed_in(make_user("root@example.org", is_staff=True, is_superuser=True))


def test_correction_of_the_directory_is_noted_and_stays():
    edition = ModelText.objects.get().edition
    correct(short_name_fr="Kénya")
    change = LibraryChange.objects.get()
    assert (change.table, change.key, change.action) == ("commitments.state", "KE", "changed")
    assert change.columns == {"short_name_fr": ["Kenya", "Kénya"]}
    assert change.by.email == "keeper@example.org"
    assert ModelText.objects.get().edition != edition
    load_library(settings.FIXTURE_DIRS[0])
    assert State.objects.get(iso2="KE").short_name_fr == "Kénya"
    assert LibraryChange.objects.count() == 1


def test_correction_gives_way_to_something_new_in_the_fixture(tmp_path):
    correct(short_name_fr="Kénya")
    rows = json.loads((settings.FIXTURE_DIRS[0] / "directory.json").read_text("utf-8"))
    kenya = deepcopy(next(row for row in rows if row["fields"].get("iso2") == "KE"))
    kenya["fields"]["short_name_fr"] = "Kenia"
    (tmp_path / "directory.json").write_text(json.dumps([kenya]), encoding="utf-8")
    load_library(tmp_path)
    assert State.objects.get(iso2="KE").short_name_fr == "Kenia"
    newest = LibraryChange.objects.latest("pk")
    assert (newest.by, newest.columns) == (None, {"short_name_fr": ["Kénya", "Kenia"]})
    load_library(tmp_path)
    assert State.objects.get(iso2="KE").short_name_fr == "Kenia"


def test_second_correction_stays_as_well():
    correct(short_name_fr="Kénya", note="Asked")
    correct(short_name_fr="Le Kenya")
    correct()
    assert LibraryChange.objects.count() == 2
    load_library(settings.FIXTURE_DIRS[0])
    kenya = State.objects.get(iso2="KE")
    assert (kenya.short_name_fr, kenya.note) == ("Le Kenya", "Asked")


def test_administration_shows_an_entry_and_leads_to_where_it_is_corrected(root):
    """Two people would overwrite each other there."""
    state = State.objects.get(iso2="KE")
    url = f"/admin/commitments/state/{state.pk}/change/"
    page = root.get(url).content.decode()
    assert "Republic of Kenya" in page
    assert f'href="{reverse("desk_entry", args=["state", "KE"])}"' in page
    assert root.post(url, {"short_name_en": "Other"}).status_code == 403
    assert root.post(f"/admin/commitments/state/{state.pk}/delete/", {"post": "yes"}).status_code == 403
    assert root.get("/admin/commitments/state/add/").status_code == 403


@pytest.mark.both
@pytest.mark.parametrize("page", ["state", "nationalsociety", "component", "regionalgroup", "librarychange"])
def test_pages_of_the_directory_open(root, page):
    assert root.get(f"/admin/commitments/{page}/").status_code == 200
    correct(note="x")
    row = LibraryChange.objects.get() if page == "librarychange" else None
    if row:
        assert root.get(f"/admin/commitments/librarychange/{row.pk}/change/").status_code == 200
        assert root.post(f"/admin/commitments/librarychange/{row.pk}/change/", {"key": "x"}).status_code == 403
