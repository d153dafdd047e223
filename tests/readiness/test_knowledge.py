"""What the rules know of the world: loaded from a fixture, pruned with it, read once an edition."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from commitments import document
from commitments.library.loading import KNOWLEDGE, load_library
from commitments.models import ClauseLink, ModelText, NationalSociety
from commitments.models.knowledge import Choice, Conference, Misnomer, Overlap, Resolution
from commitments.readiness.knowledge import Knowledge, knowledge_for
from commitments.readiness.report import report_on
from tests.factories import make_pledge, write
from tests.readiness.findings import TODAY

pytestmark = pytest.mark.django_db
FIXTURES = settings.FIXTURE_DIRS[0]


@pytest.fixture
def rows():
    """The fixture of what the rules know, to be changed and loaded."""
    return json.loads((FIXTURES / "readiness.json").read_text(encoding="utf-8"))


@pytest.fixture
def load(tmp_path):
    """Load rows as the only fixture of a folder."""

    def load_rows(rows):
        (tmp_path / "changed.json").write_text(json.dumps(rows), encoding="utf-8")
        return load_library(tmp_path)

    return load_rows


def known() -> Knowledge:
    """What the rules know now, as a request finds out: the model text comes from the database."""
    return knowledge_for(ModelText.objects.get(slug="migration-2019"))


def stored() -> dict[str, list]:
    return {name: sorted(map(str, model._base_manager.values_list())) for name, model in KNOWLEDGE.items()}


def without(rows, **fields):
    return [row for row in rows if not all(row["fields"].get(name) == value for name, value in fields.items())]


def test_fixture_is_loaded_with_the_library(rows):
    held = Counter(row["model"] for row in rows)
    assert {name: model._base_manager.count() for name, model in KNOWLEDGE.items()} == held
    assert Conference.objects.get(number=33).year == 2019
    assert Misnomer.objects.get(wrong="RLF").right == "RFL"
    assert Resolution.objects.get().conference == 31


def test_rules_know_what_is_stored():
    knowledge = known()
    assert knowledge.conferences[34] == 2024
    assert {each.wrong for each in knowledge.wrong_names} >= {"RLF", "Red Cross and Red Cross Movement"}
    assert "State/National Society" in knowledge.choices
    assert knowledge.society_names["Danish RC"] == "Danish Red Cross"
    assert "Kenya Red Cross Society" in knowledge.official_names
    assert len(knowledge.official_names) == NationalSociety.objects.recognised().count()
    assert not set(knowledge.society_names) & knowledge.official_names
    assert len(knowledge.official) == 66
    assert "a-gcr-humanitarian-objectives" in knowledge.refugee_clauses
    assert "a-gcm-humanitarian-objectives" not in knowledge.refugee_clauses


def test_loading_again_changes_nothing(rows, load):
    before, edition = stored(), ModelText.objects.get().edition
    loaded = load(rows)
    assert stored() == before
    assert loaded.removed == 0
    assert ModelText.objects.get().edition == edition
    assert load_library(FIXTURES).removed == 0
    assert (stored(), ModelText.objects.get().edition) == (before, edition)


@pytest.mark.both
@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Choice, {"words": "review/assess"}),
        (Misnomer, {"wrong": "RLF"}),
        (Conference, {"number": 33}),
        (Overlap, {"one": "b-detention-gcm-objective-13", "other": "b-detention-alternatives-to-detention"}),
    ],
)
def test_row_that_leaves_the_fixture_goes(rows, load, model, fields):
    assert model._base_manager.filter(**fields).count() == 1
    others = model._base_manager.count() - 1
    assert load(without(rows, **fields)).removed == 1
    assert not model._base_manager.filter(**fields).exists()
    assert model._base_manager.count() == others


def test_fixture_without_a_kind_leaves_that_kind_alone(rows, load):
    load([row for row in rows if row["model"] != "commitments.misnomer"])
    assert Misnomer.objects.filter(wrong="RLF").exists()


def test_row_is_updated_in_place(rows, load):
    pk = Conference.objects.get(number=34).pk
    for row in rows:
        if row["fields"].get("number") == 34:
            row["fields"]["year"] = 2025
    load(rows)
    assert (Conference.objects.get(number=34).pk, Conference.objects.get(number=34).year) == (pk, 2025)


def test_new_edition_is_known_at_once(rows, load):
    """Without a restart: the edition of the model text names what is in memory."""
    pledge = make_pledge(title="Wells")
    write(pledge, "objective", "Report to the 36th International Conference in 2032, and adapt/adopt.")

    def sentences():
        fresh = type(pledge).objects.select_related("model_text").get(pk=pledge.pk)
        return [each.sentence for each in report_on(fresh, document.build(fresh), today=TODAY).findings]

    assert "There has been no 36th International Conference. Check the number." in sentences()
    load(
        [
            *rows,
            {"model": "commitments.conference", "fields": {"number": 35, "year": 2027}},
            {"model": "commitments.conference", "fields": {"number": 36, "year": 2031}},
            {"model": "commitments.choice", "fields": {"words": "adapt/adopt"}},
        ]
    )
    assert "The 36th International Conference was held in 2031, not in 2032. Check number and year." in sentences()
    assert "“adapt/adopt” leaves a choice open. Write the one that you mean." in sentences()
    load(rows)
    assert "There has been no 36th International Conference. Check the number." in sentences()


def test_edition_follows_links_and_suggestions_too(rows, load):
    """They are in memory with the clauses."""
    edition = ModelText.objects.get().edition
    ClauseLink.objects.filter(clause__slug="c-partnerships").delete()
    load(rows)
    linked = ModelText.objects.get().edition
    ModelText.objects.get().clauses.get(slug="c-partnerships").suggested.clear()
    load(rows)
    assert len({edition, linked, ModelText.objects.get().edition}) == 3
    load_library(FIXTURES)
    assert ModelText.objects.get().clauses.get(slug="c-partnerships").suggested.exists()


def test_another_text_may_have_clauses_of_the_same_names(rows, load):
    other = ModelText.objects.create(slug="migration-2024", name="Migration", period_start=2024, period_end=2027)
    rows.append(json.loads(json.dumps(next(row for row in rows if row["model"] == "commitments.overlap"))))
    rows[-1]["fields"]["model_text"] = ["migration-2024"]
    load(rows)
    assert Overlap.objects.filter(model_text=other).count() == 1
    assert len(knowledge_for(ModelText.objects.get(slug="migration-2024")).overlaps) == 1
    assert len(known().overlaps) == 10
    load([row for row in rows if row["fields"].get("model_text") != ["migration-2024"]])
    assert not Overlap.objects.filter(model_text=other).exists()


def test_nothing_is_asked_twice(django_assert_num_queries):
    text = ModelText.objects.get()
    first = knowledge_for(text)
    with django_assert_num_queries(0):
        assert knowledge_for(text) is first
        assert knowledge_for(ModelText(pk=text.pk, edition=text.edition)) is first
    text.edition = "one that nobody read yet"
    with CaptureQueriesContext(connection) as queries:
        assert knowledge_for(text) is not first
    assert len(queries) > 0


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Conference, {"number": 33, "year": 2020}),
        (Resolution, {"conference": 31, "number": "3", "title": "Another"}),
        (Misnomer, {"wrong": "RLF", "right": "other"}),
        (Choice, {"words": "review/assess"}),
    ],
)
def test_fact_stands_once(model, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        model._base_manager.create(**fields)


@pytest.mark.both
@pytest.mark.parametrize("model", KNOWLEDGE.values())
def test_fact_is_found_by_what_names_it(model):
    row = model._base_manager.first()
    assert model.objects.get_by_natural_key(*row.natural_key()) == row
    assert str(row)
