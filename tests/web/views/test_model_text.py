"""Anyone can read the model texts."""

import gzip
import html
import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse

from commitments.library.outline import outline
from commitments.models import ModelText, Theme
from tests.markup import squeezed

pytestmark = pytest.mark.django_db
LIST = "/model-texts/"
DETAIL = "/model-texts/migration-2019/"
BOXES = [f"{DETAIL}{letter}/" for letter in "abcd"]
DOCUMENTS = f"{DETAIL}documents/"
PLAIN = f"{DETAIL}text/"
PAGES = [LIST, DETAIL, *BOXES, DOCUMENTS]
KB = 1000


def read(client, address):
    """The page as a person reads it: no tags, no runs of white space."""
    content = client.get(address).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", content)).split())


def read_all(client):
    return " ".join(read(client, address) for address in (DETAIL, *BOXES))


def entry(client, address, number):
    content = client.get(address).content.decode()
    return content[content.index(f'<li class="entry" id="{number}">') :].split('<li class="entry"')[1]


def files_named_by(content):
    """The style sheets, icons and images that a page names, as bytes."""
    for path in sorted(set(re.findall(r'"/static/([^"#?]+)', content))):
        yield Path(finders.find(path) or path).read_bytes()


def compressed(content):
    return len(gzip.compress(content, 6))


def test_addresses_are_those_that_readme_and_design_name():
    assert reverse("model_text_list") == LIST
    assert reverse("model_text_detail", args=["migration-2019"]) == DETAIL
    assert reverse("model_text_box", args=["migration-2019", "a"]) == BOXES[0]
    assert reverse("model_text_plain", args=["migration-2019"]) == PLAIN


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


def test_front_holds_what_belongs_to_no_box(client, model_text):
    page = read(client, DETAIL)
    kinds = ["title", "subtitle", "period", "contact"]
    texts = [part.text for part in model_text.passages.filter(kind__in=kinds) | model_text.passages.filter(box="")]
    assert len(texts) == 12
    assert [text for text in texts if text not in page] == []


def test_front_leads_to_every_box_and_theme(client, model_text):
    links = re.findall(r'href="([^"]+)"', client.get(DETAIL).content.decode())
    themes = [f"{BOXES[1]}#{theme.slug}" for theme in model_text.themes.all()]
    contents = [BOXES[0], BOXES[1], *themes, BOXES[2], BOXES[3], DOCUMENTS, PLAIN]
    assert [link for link in links if link.startswith(DETAIL)] == contents
    anchors = re.findall(r' id="([^"]+)"', client.get(BOXES[1]).content.decode())
    assert {theme.slug for theme in model_text.themes.all()} <= set(anchors)


@pytest.mark.parametrize("letter", ["A", "B", "C", "D"])
def test_box_holds_its_own_part_of_the_text(client, model_text, letter):
    page = read(client, f"{DETAIL}{letter.lower()}/")
    kinds = {"A": ["objective", "addition"], "B": ["action"], "C": ["indicator"], "D": []}
    inside = [part.text for part in model_text.passages.filter(box=letter).exclude(kind="contact")]
    inside += [clause.source for clause in model_text.clauses.filter(kind__in=kinds[letter])]
    outside = [clause.source for clause in model_text.clauses.exclude(kind__in=kinds[letter])]
    if letter == "B":
        inside += [theme.heading for theme in model_text.themes.all()]
    assert inside
    assert [text for text in inside if text not in page] == []
    assert [text for text in outside if text in page] == []


def test_pages_hold_the_whole_text(client, model_text):
    pages = read_all(client)
    texts = [part.text for part in model_text.passages.all()]
    texts += [theme.heading for theme in model_text.themes.all()]
    texts += [clause.source for clause in model_text.clauses.all()]
    assert len(texts) == 22 + 7 + 66
    assert [text for text in texts if text not in pages] == []


def test_box_says_where_one_is(client):
    content = squeezed(client.get(BOXES[1]).content.decode())
    assert "<title>B. Suggested action plans – Migration, 2019–2023 – Pledgebuilder</title>" in content
    assert f'<a class="back" href="{DETAIL}">Migration, 2019–2023</a>' in content
    assert re.findall(r'href="([^"]+)" lang="en" aria-current="page"', content) == [BOXES[1]]


@pytest.mark.parametrize(
    ("place", "around"), [(0, [BOXES[1]]), (1, [BOXES[0], BOXES[2]]), (2, [BOXES[1], BOXES[3]]), (3, [BOXES[2]])]
)
def test_box_leads_to_the_others(client, place, around):
    content = client.get(BOXES[place]).content.decode()
    boxes, foot = content.split('<nav class="boxes"')[1].split('<nav class="form-foot"')
    links = [re.findall(r'href="(/[^"]+)"', part.split("</nav>")[0]) for part in (boxes, foot)]
    assert links == [BOXES, around]


@pytest.mark.parametrize("letter", ["e", "A", "ab", "about"])
def test_letter_that_the_text_lacks_is_not_found(client, letter):
    assert client.get(f"{DETAIL}{letter}/").status_code == 404


def test_box_explains_the_brackets_it_shows_and_no_others(client):
    shown = [
        re.findall(r'<dt lang="en"><span class="bracket (\w+)">', squeezed(client.get(box).content.decode()))
        for box in BOXES
    ]
    assert shown == [["blank", "choice", "plural", "plural", "note"], ["blank"], [], []]
    assert "How to read" not in read(client, BOXES[3])


def test_box_has_every_anchor_once(client):
    for box in BOXES:
        anchors = re.findall(r' id="([^"]+)"', client.get(box).content.decode())
        assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("address", PAGES)
def test_page_is_small_enough_for_a_poor_connection(client, address):
    content = client.get(address).content
    page = compressed(content)
    assert page <= 9.5 * KB
    assert page + sum(compressed(file) for file in files_named_by(content.decode())) <= 23 * KB


def test_plain_text_is_what_the_command_prints(client):
    out = StringIO()
    call_command("export_model_text", "migration-2019", stdout=out)
    answer = client.get(PLAIN)
    assert answer.content.decode() == out.getvalue()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Language"] == "en"


def test_pages_give_every_clause_its_short_title_and_taker(client, model_text):
    page = read_all(client)
    for clause in model_text.clauses.all():
        assert f"{clause.number} {clause.title}" in page
        assert clause.relevance_reason in page
    assert "Mostly the National Society" in page
    assert "Not for observers." in page


def test_page_marks_brackets_by_kind(client):
    content = squeezed(client.get(BOXES[0]).content.decode())
    opening = (
        'We, the <span class="bracket choice">[Government/National Society]</span> / The '
        '<span class="bracket plural">Government[s]</span> and '
        '<span class="bracket plural">National Society[ies]</span> of '
        '<span class="bracket blank">[COUNTRY/REGION]</span> jointly pledge to undertake measures to uphold the rights '
        'of all migrants <span class="bracket note">[States and National Societies can tailor'
    )
    assert opening in content


def test_page_tells_documents_named_from_documents_close(client):
    names, close = entry(client, BOXES[1], "1.4").split('class="close"')
    assert 'href="../documents/#GCM-03"' in names
    assert 'href="../documents/#GCM-15"' in close
    assert 'href="../documents/#GCM-03"' not in close


def test_additions_stand_under_their_objective(model_text):
    objectives = next(block for block in outline(model_text).boxes[1].blocks if block.entries)
    nested = {entry.clause.number: len(entry.additions) for entry in objectives.entries if entry.additions}
    assert nested == {"12": 1, "13": 6}
    assert len(objectives.entries) == 14
    assert objectives.entries[12].lead_in == "(potential additions: including"


def test_retired_clause_is_not_shown(client, model_text):
    model_text.clauses.filter(slug="c-partnerships").update(retired=True)
    assert "Partnerships are developed" not in read_all(client)


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


def test_documents_page_explains_every_code_of_the_boxes(client):
    pages = " ".join(client.get(box).content.decode() for box in BOXES)
    codes = set(re.findall(r'href="../documents/#([^"]+)"', pages))
    explained = set(re.findall(r' id="([^"]+)"', client.get(DOCUMENTS).content.decode()))
    assert len(codes) == 70
    assert codes <= explained


def test_documents_page_says_what_is_a_paraphrase_and_what_is_not_checked(client):
    page = read(client, DOCUMENTS)
    assert "Global Compact on Refugees" in page
    assert "Access of National Societies to all migrants In short: Requests States" in page
    assert "FP-1 Humanity Wording not checked" in page
    assert "GCM-07 Address and reduce vulnerabilities in migration GCM-08" in page


@pytest.mark.parametrize("address", [*PAGES, PLAIN])
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


@pytest.mark.parametrize("address", [DETAIL, BOXES[0], DOCUMENTS, PLAIN])
def test_unknown_text_is_not_found(client, address):
    assert client.get(address.replace("migration-2019", "trees-1999")).status_code == 404


@pytest.mark.parametrize("address", [*PAGES, PLAIN])
def test_pages_are_only_read(client, address):
    assert client.post(address).status_code == 405
