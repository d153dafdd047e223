"""One optional text of a party after the other, from the form through everything that says it, and back."""

from __future__ import annotations

import io
import json

import pytest
from django.test import Client
from docx import Document

from commitments import document
from commitments.document import freeze, thaw
from commitments.document.comparison import compare
from commitments.document.fields import PARTY
from commitments.drafting.importing.pledges import import_pledge
from commitments.exports import docx, html
from commitments.exports.json import render
from commitments.models import Pledge
from commitments.text.vocabulary.headings import ENGLISH
from tests.factories import add_party, make_member, make_pledge
from tests.web.views.pages import send

OPTIONAL = [field for field in PARTY.fields if field.heading]

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("field", OPTIONAL, ids=lambda field: field.name)]


@pytest.fixture
def value(field):
    return "water@example.org" if field.value.format == "email" else "Ministry of Water"


@pytest.fixture
def pledge(db):
    pledge = make_pledge()
    add_party(pledge, "state", "KE")
    return pledge


@pytest.fixture
def drafter(pledge):
    return make_member("drafter", pledge.organisation)


@pytest.fixture
def printed(pledge, drafter, field, value):
    """The document after the field was typed and saved."""
    client = Client()
    client.force_login(drafter)
    [party] = pledge.parties.all()
    response = send(client, f"/pledges/{pledge.reference}/parties/{party.key}/", {field.column: value})
    assert response.status_code == 302
    return document.build(Pledge.objects.get())


def test_text_of_a_party_is_in_the_document_and_frozen(printed, field, value):
    assert getattr(printed.parties[0], field.name) == value
    assert json.loads(freeze(printed))["parties"][0][field.name] == value
    assert thaw(freeze(printed), status=printed.status) == printed


def test_text_of_a_party_is_exported_and_imported(printed, field, value, drafter):
    data = render(printed)
    assert field.read(json.loads(data)["parties"][0]) == value
    [party] = import_pledge(data, owner=drafter).parties.all()
    assert getattr(party, field.column) == value


def test_text_of_a_party_is_printed(printed, field, value):
    assert value in html.render(printed).decode()
    texts = [paragraph.text for paragraph in Document(io.BytesIO(docx.render(printed))).paragraphs]
    heading = getattr(ENGLISH, field.heading)
    assert f"{heading}: {value}" in texts


def test_text_of_a_party_is_compared(pledge, field, value, request):
    before = document.build(pledge)
    after = request.getfixturevalue("printed")
    changed = [passage for chapter in compare(before, after) for passage in chapter.passages if passage.kind != "same"]
    assert [value in (passage.after or "") for passage in changed] == [True]
    assert [value in (passage.before or "") for passage in changed] == [False]
