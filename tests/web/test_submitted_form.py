"""What a page sent: which fields, each with its version; and what a form is bound to."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from commitments.drafting.editing.edit import Edit, PageField
from commitments.drafting.editing.target import PledgeField
from commitments.web.command import Command
from commitments.web.submitted_form import UNKNOWN, SubmittedForm
from tests.web.views.pages import changed


def query(**fields: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def submitted(fields: dict[str, Any] | None = None, *, accept: str = "text/html") -> SubmittedForm:
    """What comes of a POST."""
    request = RequestFactory().post("/", fields or {}, headers={"accept": accept})
    form = SubmittedForm.of(request)
    assert form is not None
    return form


TITLE = PageField("title")


@pytest.mark.parametrize("method", ["get", "head", "put"])
def test_other_requests_submit_nothing(method):
    request = getattr(RequestFactory(), method)("/?version=3&changed=title&changed-version=3")
    assert SubmittedForm.of(request) is None


# Versions


def test_page_without_scripts_sends_every_field_on_one_version():
    found = submitted({"version": "3", "title": "Wells", "pick": ["a", "b"]})
    assert (found.version, found.changed, found.is_autosave) == (3, None, False)
    assert found.includes("anything")
    assert found.touches("anything")
    assert found.based_on("title") == 3
    assert found.edit(PledgeField("title"), "Wells", "title") == Edit(PledgeField("title"), "Wells", 3, TITLE)
    assert found.unknown([]) == []
    assert found.data.getlist("pick") == ["a", "b"]


@pytest.mark.parametrize("fields", [{}, {"version": ""}])
def test_page_without_a_version_is_based_on_the_pledge_as_it_was_read(fields):
    assert submitted(fields).version is None
    assert submitted(fields).based_on("title") is None


FORGED = ["-1", "+1", "1.0", "1e3", " 1", "x", "²", "٣", "0x1", "1_0", "\0", "9" * 10, "9" * 5000, "null"]


@pytest.mark.parametrize("forged", FORGED)
def test_forged_version_is_one_that_there_never_was(forged):
    assert submitted({"version": forged}).version == UNKNOWN
    found = submitted({"version": "3", "title": "Wells", **changed("title", version=forged)})
    assert found.changed == {TITLE: UNKNOWN}
    assert found.based_on("title") == UNKNOWN


def test_longest_version_is_read():
    assert submitted({"version": "999999999"}).version == 999_999_999
    assert submitted({"version": "0007"}).version == 7


def test_page_with_scripts_sends_what_changed_each_on_its_version():
    found = submitted(
        {
            "version": "3",
            "title": "Wells",
            "changed": ["title", "pick", "x-end"],
            "changed-box": ["", "own-1", ""],
            "changed-version": ["5", "2", "4"],
        },
        accept="application/json",
    )
    assert found.is_autosave
    assert found.changed == {TITLE: 5, PageField("pick", "own-1"): 2, PageField("x-end"): 4}
    assert [found.includes(name) for name in ("title", "pick", "other")] == [True, False, False]
    assert [found.includes("pick", box) for box in ("own-1", "own-2")] == [True, False]
    assert [found.touches(prefix) for prefix in ("x", "title", "x-end", "y")] == [True, False, False, False]
    assert found.based_on("pick", "own-1") == 2
    assert found.based_on("other") == 3
    assert found.unknown([TITLE, PageField("x-end"), PageField("more")]) == ["pick"]


@pytest.mark.parametrize(
    ("names", "boxes", "versions", "fields"),
    [
        (["a:b"], [""], ["5"], {PageField("a:b"): 5}),
        (["pick"], ["a=b"], ["5"], {PageField("pick", "a=b"): 5}),
        (["a", "b"], [], ["5"], {PageField("a"): 5, PageField("b"): UNKNOWN}),
        (["a"], ["", "x"], ["5", "6"], {PageField("a"): 5}),
        ([""], [], [], {}),
        ([""] * 3, [], ["5"], {}),
    ],
)
def test_names_boxes_and_versions_come_in_step(names, boxes, versions, fields):
    assert submitted({"changed": names, "changed-box": boxes, "changed-version": versions}).changed == fields


def test_page_on_which_nothing_changed_sends_no_field():
    found = submitted({"title": "Wells", **changed()})
    assert found.changed == {}
    assert not found.includes("title")
    assert found.over({"title": "Stored"})["title"] == "Stored"


@pytest.mark.parametrize(
    ("accept", "is_autosave"), [("application/json", True), ("text/html,application/json", False), ("", False)]
)
def test_script_s_save_asks_for_json(accept, is_autosave):
    assert submitted({}, accept=accept).is_autosave is is_autosave


@pytest.mark.parametrize(
    ("named", "page"),
    [("0123456789abcdef", "0123456789abcdef"), ("", ""), ("0123456789ABCDEF", ""), ("0" * 15, ""), ("0" * 17, "")],
)
def test_page_is_named_by_its_script(named, page):
    assert submitted({"page": named}).page == page
    assert submitted().page == ""


@pytest.mark.parametrize(
    ("asked", "ready", "is_ready"), [(None, None, None), (None, "1", None), ("1", None, False), ("1", "1", True)]
)
def test_section_is_ready_or_not_where_the_page_asks(asked, ready, is_ready):
    fields = {"ready_asked": asked, "ready": ready}
    assert submitted({name: value for name, value in fields.items() if value}).is_ready is is_ready


# Settling a conflict


@pytest.mark.parametrize(
    ("take", "value"), [("mine", "What I wrote"), ("third", "A third wording"), ("theirs", None), ("all", None)]
)
def test_conflict_is_settled_by_the_text_that_was_chosen(take, value):
    found = submitted(
        {
            "version": "6",
            "conflict": "title",
            "take-1": take,
            "mine-1": "What I wrote",
            "third-1": "A third wording",
        }
    )
    assert found.is_settling
    assert found.changed == ({TITLE: 6} if value else {})
    assert found.data.get("title") == value
    assert found.over({"title": "Theirs", "other": "Stored"}).dict().items() >= {
        ("title", value or "Theirs"),
        ("other", "Stored"),
    }


def test_each_conflict_is_settled_by_itself_and_a_text_that_is_missing_is_empty():
    taken = {"take-1": "mine", "mine-1": "A", "take-2": "theirs", "take-3": "third"}
    found = submitted({"version": "6", "conflict": ["a", "b", "c"], **taken, "move-up": "x"})
    assert found.changed == {PageField("a"): 6, PageField("c"): 6}
    assert (found.data["a"], found.data["c"], found.command) == ("A", "", Command("move-up", "x"))


def test_conflict_of_which_nothing_was_chosen_stays_theirs():
    assert submitted({"version": "6", "conflict": "title", "mine-1": "What I wrote"}).changed == {}


def test_texts_of_a_conflict_that_nobody_chose_are_no_fields():
    found = submitted({"version": "6", "mine-1": "What I wrote", "title": "Wells"})
    assert (found.changed, found.is_settling) == (None, False)
    assert found.data["title"] == "Wells"


def test_forged_version_of_a_settled_conflict_is_one_that_there_never_was():
    found = submitted({"version": "x", "conflict": "title", "take-1": "mine", "mine-1": "A"})
    assert found.changed == {TITLE: UNKNOWN}


# What a form is bound to


def partial(versions: dict[str, int], **fields: str | list[str]) -> SubmittedForm:
    changed: dict[PageField, int | None] = {PageField(name): version for name, version in versions.items()}
    return SubmittedForm(query(**fields), version=3, is_autosave=True, changed=changed)


def test_whole_page_is_bound_as_it_was_sent():
    whole = SubmittedForm(query(title="Wells"), version=3, is_autosave=False)
    assert whole.over({"title": "Stored", "other": "Stored"}, ["pick"]) is whole.data


@pytest.mark.parametrize(
    ("stored", "bound"),
    [
        ("Stored", "Stored"),
        ("", ""),
        (2019, "2019"),
        (0, "0"),
        ("0", "0"),
        (True, "on"),
        (False, None),
        (None, None),
    ],
)
def test_field_that_was_not_sent_is_bound_as_it_is_stored(stored, bound):
    found = partial({"title": 3}, title="Wells", other="Forged").over({"title": "Stored", "other": stored})
    assert (found.get("other"), found["title"]) == (bound, "Wells")


@pytest.mark.parametrize("stored", [True, False])
def test_box_that_was_sent_is_bound_as_it_was_sent(stored):
    assert partial({"full": 3}, full="on").over({"full": stored}).get("full") == "on"
    assert partial({"full": 3}).over({"full": stored}).get("full") is None


@pytest.mark.parametrize(
    ("stored", "changed", "ticked", "bound"),
    [
        (["a", "b"], [], [], ["a", "b"]),
        (["a", "b"], [], ["c"], ["a", "b"]),  # not said to have changed
        (["a", "b"], ["a"], [], ["b"]),
        (["a", "b"], ["c"], ["c"], ["a", "b", "c"]),
        (["a", "b"], ["a", "c", "d"], ["c", "a"], ["b", "a", "c"]),
        ([], ["a"], ["a"], ["a"]),
        ([], ["a"], [], []),
    ],
)
def test_box_among_several_is_bound_as_it_was_sent_and_the_others_as_they_are_stored(stored, changed, ticked, bound):
    boxes: dict[PageField, int | None] = {PageField("pick", key): 3 for key in changed}
    found = SubmittedForm(query(pick=ticked), version=3, is_autosave=True, changed=boxes)
    assert found.over({"pick": stored}, ["pick"]).getlist("pick") == bound
    assert found.data.getlist("pick") == ticked  # what was sent stays as it is


def test_value_is_put_as_if_it_had_been_typed():
    found = partial({"text": 2}, text="Half-typed", other="x")
    found.put("text", "Official")
    found.put("opening", "")
    assert (found.data["text"], found.data["opening"]) == ("Official", "")
    assert found.changed == {PageField("text"): 2, PageField("opening"): 3}
    whole = SubmittedForm(query(text="Half-typed"), version=3, is_autosave=False)
    whole.put("text", "Official")
    assert (whole.data["text"], whole.changed) == ("Official", None)


def test_box_is_ticked_as_if_it_had_been_sent():
    found = partial({"text": 2}, pick=["a"])
    found.tick("pick", "b")
    assert found.over({"pick": ["c"]}, ["pick"]).getlist("pick") == ["c", "b"]
    assert found.changed == {PageField("text"): 2, PageField("pick", "b"): 3}
    whole = SubmittedForm(query(pick=["a"]), version=3, is_autosave=False)
    whole.tick("pick", "b")
    assert (whole.data.getlist("pick"), whole.changed) == (["a", "b"], None)
