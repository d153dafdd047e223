"""The indicators page, each indicator with what it takes to be measured."""

from __future__ import annotations

import pytest

from commitments.models import menu
from tests.factories import add_party, link, pick, write
from tests.web.views.pages import count_queries, read, refused, send

pytestmark = pytest.mark.django_db

POINTS = "c-humanitarian-service-points"
PARTNERSHIPS = "c-partnerships"
ACTION = "b-rescue-and-services-humanitarian-service-points"
OTHER_ACTION = "b-detention-draw-on-expertise"


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/indicators/"


def chosen(pledge) -> list[str]:
    return [item.key for item in pledge.items.filter(kind="indicator", chosen=True)]


def test_indicators_are_saved_with_their_details(drafter, pledge, url):
    pick(pledge, ACTION)
    pick(pledge, OTHER_ACTION)
    typed = {
        f"{POINTS}-baseline": "2 in 2019",
        f"{POINTS}-target": "12 by the end of 2023",
        f"{POINTS}-verification": "Annual report",
        f"{POINTS}-linked": [OTHER_ACTION],
    }
    response = send(drafter, url, {"pick": [POINTS], **typed, "go": "next"})
    assert response.url == f"/pledges/{pledge.reference}/resources/"
    item = pledge.items.get(key=POINTS)
    assert (item.baseline, item.target, item.verification) == ("2 in 2019", "12 by the end of 2023", "Annual report")
    assert item.linked == [OTHER_ACTION]
    page = read(drafter, url)
    for name, value in typed.items():
        assert page.fields[name] == (value if isinstance(value, list) else [value])
    assert "Measures action 3.1" in page.html or "action 3.1" in page.html


def test_every_indicator_of_the_menu_is_listed(drafter, url, model_text):
    page = read(drafter, url)
    assert page.html.count('name="pick"') == len(menu(model_text).indicators) == 5


def test_own_indicator_is_written_taken_out_and_comes_back(drafter, pledge, url):
    send(drafter, url, own="Number of wells", own_theme="Ignored")
    own = pledge.items.get()
    assert (own.kind, own.wording, own.theme_name) == ("indicator", "own", "")
    send(drafter, url, {"pick": [], f"{own.key}-target": "40"})
    own.refresh_from_db()
    assert (own.chosen, own.target) == (False, "40")
    send(drafter, url, pick=[own.key])
    own.refresh_from_db()
    assert (own.chosen, own.target) == (True, "40")


def test_buttons_that_move_an_own_indicator_name_it(drafter, pledge, url):
    own = write(pledge, "indicator", "Number of wells")
    html = read(drafter, url).html
    assert "Move up: Number of wells" in html
    assert f": {own.key}<" not in html


def test_indicators_move(drafter, pledge, url):
    pick(pledge, POINTS)
    pick(pledge, PARTNERSHIPS)
    assert send(drafter, url, **{"move-up": PARTNERSHIPS}).url == f"{url}#paper-{PARTNERSHIPS}"
    assert chosen(pledge) == [PARTNERSHIPS, POINTS]


def test_link_to_an_action_comes_back_with_it(drafter, pledge, url):
    gone, item = pick(pledge, ACTION, chosen=False), pick(pledge, POINTS)
    link(item, linked=[gone])
    send(drafter, url, {f"{POINTS}-target": "12"})
    item.refresh_from_db()
    assert (item.target, item.linked) == ("12", [gone.key])


@pytest.mark.parametrize("field", ["baseline", "target", "verification"])
@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("word " * 101, "characters long"),
        ("x" * 101, "without a space"),
        ("two\nlines", "line break"),
        ("a\u202bb", "can reorder words"),
        ("a\x1bb", "control character"),
    ],
)
def test_bad_details_come_back_as_typed(drafter, pledge, url, field, value, says):
    typed = {f"{POINTS}-{name}": f"Kept {name}" for name in ("baseline", "target", "verification")}
    typed[f"{PARTNERSHIPS}-target"] = "Kept too"
    page = refused(send(drafter, url, {"pick": [POINTS], "own": "Own", **typed, f"{POINTS}-{field}": value}))
    assert says in page.html
    assert f"{POINTS}-{field}" in page.anchors
    assert page.fields["pick"] == [POINTS]
    assert page.fields["own"] == ["Own"]
    for name, words in typed.items():
        if name != f"{POINTS}-{field}":
            assert page.fields[name] == [words]
    assert not pledge.items.exists()


def test_page_takes_the_same_queries_for_one_indicator_and_three(drafter, pledge, url):
    counts = []
    for number, slug in enumerate((POINTS, PARTNERSHIPS, "c-laws-and-policies")):
        action = write(pledge, "action", f"Action {number}", theme_name="Own")
        link(pick(pledge, slug), linked=[action])
        add_party(pledge, "observer", name=f"Observer {number}")
        counts.append(count_queries(drafter, url))
    assert counts[0] == counts[2] <= 6
