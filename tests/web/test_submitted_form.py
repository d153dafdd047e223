"""What a page sent: which fields, each with its version; and what a form is bound to."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from commitments.drafting.editing.merge import Edit
from commitments.models import Pledge
from commitments.web.submitted_form import UNKNOWN, Sent


def query(**fields: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def sent(fields: dict[str, Any] | None = None, *, section_version: int = 7, accept: str = "text/html") -> Sent:
    """What comes of a POST to a section that changed seven times."""
    request = RequestFactory().post("/", fields or {}, headers={"accept": accept})
    found = Sent.of(request, Pledge(sections={"actions": {"version": section_version}}), "actions")
    assert found is not None
    return found


def edit(field: str) -> Edit:
    return Edit(field, "pledge", "title", "x")


@pytest.mark.parametrize("method", ["get", "head", "put"])
def test_other_requests_sent_nothing(method):
    request = getattr(RequestFactory(), method)("/?version=3&changed=3:title")
    assert Sent.of(request, Pledge(), "actions") is None


# Versions


def test_page_without_scripts_sends_every_field_on_one_version():
    found = sent({"version": "3", "title": "Wells", "pick": ["a", "b"]})
    assert (found.version, found.changed, found.is_autosave) == (3, None, False)
    assert found.includes("anything")
    assert found.touches("anything")
    assert found.version_of(edit("title")) == 3
    assert found.unknown([]) == []
    assert found.data.getlist("pick") == ["a", "b"]


@pytest.mark.parametrize("fields", [{}, {"version": ""}])
def test_page_without_a_version_is_based_on_what_stands_there(fields):
    assert sent(fields).version == 7
    assert sent(fields, section_version=0).version == 0


FORGED = ["-1", "+1", "1.0", "1e3", " 1", "x", "²", "٣", "0x1", "1_0", "\0", "9" * 10, "9" * 5000, "null"]


@pytest.mark.parametrize("forged", FORGED)
def test_forged_version_is_one_that_there_never_was(forged):
    assert sent({"version": forged}).version == UNKNOWN
    found = sent({"version": "3", "changed": [f"{forged}:title"], "title": "Wells"})
    assert found.changed == {"title": UNKNOWN}
    assert found.version_of(edit("title")) == UNKNOWN


def test_longest_version_is_read():
    assert sent({"version": "999999999"}).version == 999_999_999
    assert sent({"version": "0007"}).version == 7


def test_page_with_scripts_sends_what_changed_each_on_its_version():
    found = sent(
        {"version": "3", "changed": ["", "5:title", "2:pick=own-1", "4:x-end"], "title": "Wells"},
        accept="application/json",
    )
    assert found.is_autosave
    assert found.changed == {"title": 5, "pick=own-1": 2, "x-end": 4}
    assert [found.includes(name) for name in ("title", "pick=own-1", "pick", "other")] == [True, True, False, False]
    assert [found.touches(prefix) for prefix in ("x", "title", "x-end", "y")] == [True, False, False, False]
    assert found.version_of(edit("pick=own-1")) == 2
    assert found.version_of(edit("other")) == 3
    assert found.unknown(["title", "x-end", "more"]) == ["pick=own-1"]


@pytest.mark.parametrize(("entry", "name"), [("5:a:b", "a:b"), ("5:pick=a=b", "pick=a=b"), ("5:[x]: y", "[x]: y")])
def test_name_of_a_field_is_all_that_follows_its_version(entry, name):
    assert sent({"changed": [entry]}).changed == {name: 5}


@pytest.mark.parametrize("entries", [[""], ["5:"], ["5"], [":"], [""] * 3])
def test_page_on_which_nothing_changed_sends_no_field(entries):
    found = sent({"changed": entries, "title": "Wells"})
    assert found.changed == {}
    assert not found.includes("title")
    assert found.over({"title": "Stored"})["title"] == "Stored"


@pytest.mark.parametrize(
    ("accept", "is_autosave"), [("application/json", True), ("text/html,application/json", False), ("", False)]
)
def test_script_s_save_asks_for_json(accept, is_autosave):
    assert sent({}, accept=accept).is_autosave is is_autosave


@pytest.mark.parametrize(
    ("named", "page"),
    [("0123456789abcdef", "0123456789abcdef"), ("", ""), ("0123456789ABCDEF", ""), ("0" * 15, ""), ("0" * 17, "")],
)
def test_page_is_named_by_its_script(named, page):
    assert sent({"page": named}).page == page
    assert sent().page == ""


# Settling a conflict


@pytest.mark.parametrize(
    ("take", "value"), [("mine", "What I wrote"), ("third", "A third wording"), ("theirs", None), ("all", None)]
)
def test_conflict_is_settled_by_the_text_that_was_chosen(take, value):
    found = sent(
        {
            "version": "6",
            "take:title": take,
            "mine:title": "What I wrote",
            "third:title": "A third wording",
        }
    )
    assert found.changed == ({"title": 6} if value else {})
    assert found.data.get("title") == value
    assert found.over({"title": "Theirs", "other": "Stored"}).dict().items() >= {
        ("title", value or "Theirs"),
        ("other", "Stored"),
    }


def test_each_conflict_is_settled_by_itself_and_a_text_that_is_missing_is_empty():
    found = sent({"version": "6", "take:a": "mine", "mine:a": "A", "take:b": "theirs", "take:c": "third", "do": "x"})
    assert found.changed == {"a": 6, "c": 6}
    assert (found.data["a"], found.data["c"], found.data["do"]) == ("A", "", "x")


def test_texts_of_a_conflict_that_nobody_chose_are_no_fields():
    found = sent({"version": "6", "mine:title": "What I wrote", "title": "Wells"})
    assert found.changed is None
    assert found.data["title"] == "Wells"


def test_forged_version_of_a_settled_conflict_is_one_that_there_never_was():
    assert sent({"version": "x", "take:title": "mine", "mine:title": "A"}).changed == {"title": UNKNOWN}


# What a form is bound to


def partial(changed: dict[str, int], **fields: str | list[str]) -> Sent:
    return Sent(query(**fields), version=3, is_autosave=True, changed=changed)


def test_whole_page_is_bound_as_it_was_sent():
    whole = Sent(query(title="Wells"), version=3, is_autosave=False)
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
    found = partial({f"pick={key}": 3 for key in changed}, pick=ticked)
    assert found.over({"pick": stored}, ["pick"]).getlist("pick") == bound
    assert found.data.getlist("pick") == ticked  # what was sent stays as it is


def test_value_is_put_as_if_it_had_been_typed():
    found = partial({"text": 2}, text="Half-typed", other="x")
    found.put("text", "Official")
    found.put("opening", "")
    assert (found.data["text"], found.data["opening"]) == ("Official", "")
    assert found.changed == {"text": 2, "opening": 3}
    whole = Sent(query(text="Half-typed"), version=3, is_autosave=False)
    whole.put("text", "Official")
    assert (whole.data["text"], whole.changed) == ("Official", None)
