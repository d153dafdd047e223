"""Loading the library: again, with changes, and beside pledges that use it."""

import json

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from commitments.library.loading import FixtureError, load_library
from commitments.models import Bracket, Clause, ClauseLink, Item, ModelText, Passage, State, Theme, menu
from tests.conftest import LIBRARY
from tests.factories import make_pledge, pick

pytestmark = pytest.mark.django_db
FIXTURES = settings.FIXTURE_DIRS[0]


@pytest.fixture
def rows():
    """The fixture of the model text on migration, to be changed and loaded."""
    return json.loads((FIXTURES / "model_text_migration_2019.json").read_text(encoding="utf-8"))


@pytest.fixture
def load(tmp_path):
    """Load rows as the only fixture of a folder."""

    def load_rows(rows):
        (tmp_path / "changed.json").write_text(json.dumps(rows), encoding="utf-8")
        return load_library(tmp_path)

    return load_rows


def everything():
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in LIBRARY}


def fields(rows, model, slug):
    return next(
        row["fields"] for row in rows if row["model"] == f"commitments.{model}" and row["fields"]["slug"] == slug
    )


def without(rows, *slugs):
    """Take clauses out, and what names them: links, suggestions."""
    kept = []
    for row in rows:
        values = row["fields"]
        if values.get("slug") in slugs or (values.get("clause") or [None, None])[1] in slugs:
            continue
        if "suggested" in values:
            values["suggested"] = [key for key in values["suggested"] if key[1] not in slugs]
        kept.append(row)
    return kept


def test_load_again_changes_nothing():
    before = everything()
    loaded = load_library(FIXTURES)
    assert everything() == before
    assert (loaded.removed, loaded.retired) == (0, 0)
    assert loaded.counts == {
        "commitments.state": 196,
        "commitments.nationalsociety": 192,
        "commitments.regionalgroup": 67,
        "commitments.component": 2,
        "commitments.framework": 7,
        "commitments.frameworkitem": 103,
        "commitments.modeltext": 1,
        "commitments.conference": 15,
        "commitments.resolution": 1,
        "commitments.misnomer": 19,
        "commitments.choice": 7,
        "commitments.overlap": 10,
        "commitments.bracket": 6,
        "commitments.passage": 22,
        "commitments.theme": 7,
        "commitments.clause": 66,
        "commitments.clauselink": 265,
    }


def test_load_into_an_empty_database_gives_the_same_rows():
    before = {label: len(values) for label, values in everything().items()}
    for model in reversed(LIBRARY):
        model._base_manager.all().delete()
    load_library(FIXTURES)
    assert {label: len(values) for label, values in everything().items()} == before


def test_load_updates_in_place(rows, load, model_text):
    clause = model_text.clauses.get(slug="a-sustained-financing")
    item = pick(make_pledge(), "a-sustained-financing")
    fields(rows, "clause", "a-sustained-financing")["text"] = "Pay for the work."
    rows[0]["fields"]["name"] = "Migration and displacement"
    load(rows)
    changed = model_text.clauses.get(slug="a-sustained-financing")
    assert (changed.pk, changed.text) == (clause.pk, "Pay for the work.")
    assert ModelText.objects.get().name == "Migration and displacement"
    item.refresh_from_db()
    assert (item.clause, item.text) == (clause, clause.text)


def test_load_gives_a_new_edition_only_for_other_content(rows, load, model_text):
    assert len(model_text.edition) == 64
    assert len(menu(model_text).offered) == 66
    load(rows)
    assert ModelText.objects.get().edition == model_text.edition
    load(without(rows, "c-partnerships"))
    changed = ModelText.objects.get()
    assert changed.edition != model_text.edition
    assert len(menu(changed).offered) == 65


def test_clause_that_nobody_uses_goes_with_its_links(rows, load, model_text):
    loaded = load(without(rows, "c-partnerships"))
    assert not Clause.objects.filter(slug="c-partnerships").exists()
    assert not ClauseLink.objects.filter(clause__slug="c-partnerships").exists()
    assert (loaded.removed, loaded.retired) == (1 + 5, 0)


def test_clause_that_a_pledge_uses_is_retired_and_comes_back(rows, load):
    item = pick(make_pledge(), "c-partnerships")
    loaded = load(without(json.loads(json.dumps(rows)), "c-partnerships"))
    assert (loaded.removed, loaded.retired) == (5, 1)
    item.refresh_from_db()
    assert item.clause.retired
    load(rows)
    item.refresh_from_db()
    assert not item.clause.retired
    assert item.clause.links.count() == 5


def test_objective_of_a_retired_addition_is_kept_too(rows, load):
    item = pick(make_pledge(), "a-gcm-implementation-plans")
    load(without(rows, "a-gcm-implementation-plans", "a-gcm-humanitarian-objectives"))
    item.refresh_from_db()
    assert item.clause.retired
    assert item.clause.parent.retired


def test_theme_goes_unless_a_pledge_needs_it(rows, load, model_text):
    actions = list(model_text.clauses.filter(theme__slug__in=["b-trafficking", "b-detention", "b-social-inclusion"]))
    pledge = make_pledge()
    pick(pledge, "b-detention-monitoring-visits")
    own = model_text.themes.get(slug="b-social-inclusion")
    Item.objects.create(pledge=pledge, kind=Clause.Kind.ACTION, position=9, text="Sing together.", theme=own)
    gone = [action.slug for action in actions]
    load(without(rows, "b-trafficking", "b-detention", "b-social-inclusion", *gone))
    assert not Theme.objects.filter(slug="b-trafficking").exists()
    assert Theme.objects.filter(slug__in=["b-detention", "b-social-inclusion"]).count() == 2
    assert list(Clause.objects.filter(slug__in=gone).values_list("slug", "retired")) == [
        ("b-detention-monitoring-visits", True)
    ]


def test_passages_brackets_and_links_that_are_gone_go(rows, load):
    dropped = [
        row
        for row in rows
        if row["fields"].get("slug") == "contact-icrc"
        or row["fields"].get("token") == "[COUNTRY/REGION]"
        or (row["model"].endswith("clauselink") and row["fields"]["item"] == ["FP-7"])
    ]
    loaded = load([row for row in rows if row not in dropped])
    assert (len(dropped), loaded.removed) == (3, 3)
    assert not Passage.objects.filter(slug="contact-icrc").exists()
    assert not Bracket.objects.filter(token="[COUNTRY/REGION]").exists()
    assert not ClauseLink.objects.filter(item__code="FP-7").exists()


def test_directory_only_grows(load):
    state = json.loads((FIXTURES / "directory.json").read_text(encoding="utf-8"))[0]
    state["fields"].update(iso2="XX", iso3="XXX", short_name_en="Examplia")
    load([state])
    assert State.objects.count() == 197


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "changed.json is not a fixture: changed.json, line 1, column 2"),
        ('{"a": 1}', "changed.json: It is not a list of rows."),
        (
            '[{"model": "commitments.clause", "fields": {}}]',
            "changed.json, row 1, clause: the field “model_text” is missing.",
        ),
        ('[{"model": "commitments.tree", "fields": {}}]', "Invalid model identifier: commitments.tree"),
        (
            '[{"model": "commitments.regionalgroup", "fields": {"slug": "x", "members": [["ZZ"]]}}]',
            "State matching query does not exist.",
        ),
        ('[{"model": "commitments.state", "fields": {"iso2": "XX", "short_name_en": null}}]', "Could not load"),
    ],
)
def test_bad_fixture_is_named_and_nothing_changes(tmp_path, content, message):
    before = everything()
    (tmp_path / "changed.json").write_text(content, encoding="utf-8")
    with pytest.raises(FixtureError) as raised:
        load_library(tmp_path)
    assert message in str(raised.value)
    assert all(
        line.startswith("changed.json") or line == str(raised.value) for line in str(raised.value).splitlines()
    ), "one fault a line"
    assert everything() == before


def test_demo_is_no_part_of_the_library(tmp_path):
    (tmp_path / "demo.json").write_text("{", encoding="utf-8")
    with pytest.raises(FixtureError, match="There is no fixture to load"):
        load_library(tmp_path)


def test_command_prints_a_line_a_kind(capsys):
    call_command("load_library")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["states: 196", "national societies: 192", "regional groups: 67"]
    assert len(lines) == len({apps.get_model(line) for line in everything() if "_" not in line})


def test_command_says_what_left_the_library(rows, tmp_path, capsys):
    pick(make_pledge(), "c-partnerships")
    (tmp_path / "changed.json").write_text(json.dumps(without(rows, "c-partnerships")), encoding="utf-8")
    call_command("load_library", tmp_path)
    assert capsys.readouterr().out.splitlines()[-1] == "no longer in the library: 5 removed, 1 retired"


def test_command_refuses_a_bad_fixture_in_one_line(tmp_path):
    (tmp_path / "changed.json").write_text("[", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^The library was not loaded, nothing is changed\. changed\.json is not"):
        call_command("load_library", tmp_path)
