"""Anyone can read the model texts."""

import html
import re

import pytest
from django.urls import reverse

from commitments.library.outline import outline
from commitments.models import ModelText, Theme

pytestmark = pytest.mark.django_db
LIST = "/model-texts/"
DETAIL = "/model-texts/migration-2019/"
DOCUMENTS = "/model-texts/migration-2019/documents/"


def read(client, address):
    """The page as a person reads it: no tags, no runs of white space."""
    content = client.get(address).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", content)).split())


def entry(client, slug):
    content = client.get(DETAIL).content.decode()
    return content[content.index(f'<li class="entry" id="{slug}">') :].split('<li class="entry"')[1]


def test_addresses_are_those_that_readme_and_design_name():
    assert reverse("model_text_list") == LIST
    assert reverse("model_text_detail", args=["migration-2019"]) == DETAIL


def test_list_names_every_model_text(client):
    page = read(client, LIST)
    assert "Migration, 2019–2023" in page
    assert "33rd International Conference of the Red Cross and Red Crescent" in page
    assert "66 clauses" in page


def test_list_counts_no_retired_clause(client, model_text):
    model_text.clauses.filter(slug="c-partnerships").update(retired=True)
    assert "65 clauses" in read(client, LIST)


def test_list_of_an_empty_library_says_what_to_do(client):
    ModelText.objects.all().delete()
    assert "No model text is loaded yet." in read(client, LIST)


def test_page_holds_the_whole_text(client, model_text):
    page = read(client, DETAIL)
    texts = [part.text for part in model_text.passages.all()]
    texts += [theme.heading for theme in model_text.themes.all()]
    texts += [clause.source for clause in model_text.clauses.all()]
    assert [text for text in texts if text not in page] == []


def test_page_gives_every_clause_its_short_title_and_taker(client, model_text):
    page = read(client, DETAIL)
    for clause in model_text.clauses.all():
        assert f"{clause.number} {clause.title}" in page
        assert clause.relevance_reason in page
    assert "Mostly the National Society" in page
    assert "Not for observers." in page


def test_page_marks_brackets_by_kind(client):
    content = client.get(DETAIL).content.decode()
    opening = (
        'We, the <span class="bracket choice">[Government/National Society]</span> / The '
        '<span class="bracket plural">Government[s]</span> and '
        '<span class="bracket plural">National Society[ies]</span> of '
        '<span class="bracket blank">[COUNTRY/REGION]</span> jointly pledge to undertake measures to uphold the rights '
        'of all migrants <span class="bracket note">[States and National Societies can tailor'
    )
    assert opening in content


def test_page_tells_documents_named_from_documents_close(client):
    names, close = entry(client, "b-rescue-and-services-information-points").split('class="close"')
    assert 'href="documents/#GCM-03"' in names
    assert 'href="documents/#GCM-15"' in close
    assert 'href="documents/#GCM-03"' not in close


def test_additions_stand_under_their_objective(model_text):
    objectives = next(block for block in outline(model_text).boxes[1].blocks if block.entries)
    nested = {entry.clause.number: len(entry.additions) for entry in objectives.entries if entry.additions}
    assert nested == {"12": 1, "13": 6}
    assert len(objectives.entries) == 14
    assert objectives.entries[12].lead_in == "(potential additions: including"


def test_retired_clause_is_not_shown(client, model_text):
    model_text.clauses.filter(slug="c-partnerships").update(retired=True)
    assert "Partnerships are developed" not in read(client, DETAIL)


def test_paragraph_between_clauses_stays_between_them(model_text):
    model_text.passages.create(slug="note", kind="guidance", box="C", text="Measure well.", position=0)
    clauses = list(model_text.clauses.filter(kind="indicator"))
    model_text.passages.filter(slug="note").update(position=clauses[1].position)
    model_text.clauses.filter(slug__in=[clause.slug for clause in clauses[1:]]).update(
        position=clauses[-1].position + 1
    )
    box = next(box for box in outline(model_text).boxes if box.letter == "C")
    assert [len(block.entries) for block in box.blocks] == [1, 0, 4]
    assert box.blocks[1].passage.text == "Measure well."


def test_documents_page_explains_every_code_of_the_page(client):
    codes = set(re.findall(r'href="documents/#([^"]+)"', client.get(DETAIL).content.decode()))
    explained = set(re.findall(r' id="([^"]+)"', client.get(DOCUMENTS).content.decode()))
    assert len(codes) == 70
    assert codes <= explained


def test_documents_page_says_what_is_a_paraphrase_and_what_is_not_checked(client):
    page = read(client, DOCUMENTS)
    assert "Global Compact on Refugees" in page
    assert "Access of National Societies to all migrants In short: Requests States" in page
    assert "FP-1 Humanity Wording not checked" in page
    assert "GCM-07 Address and reduce vulnerabilities in migration GCM-08" in page


@pytest.mark.parametrize("address", [LIST, DETAIL, DOCUMENTS])
def test_pages_take_few_queries_whatever_the_number_of_clauses(
    client, model_text, address, django_assert_max_num_queries
):
    theme = Theme.objects.first()
    for number in range(20):
        model_text.clauses.create(
            slug=f"more-{number}", kind="action", theme=theme, number="9", title="More", text="More.", position=500
        )
    with django_assert_max_num_queries(8):
        client.get(address)


@pytest.mark.parametrize("address", ["/model-texts/trees-1999/", "/model-texts/trees-1999/documents/"])
def test_unknown_text_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [LIST, DETAIL, DOCUMENTS])
def test_pages_are_only_read(client, address):
    assert client.post(address).status_code == 405
