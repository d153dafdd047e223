"""Two browsers change the same section a hundred times, in a random order: no word is ever lost."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest

from commitments.models import Change, Pledge
from tests.e2e.visit import Visit
from tests.factories import add_member, make_pledge, make_user, pick

pytestmark = [pytest.mark.e2e, pytest.mark.long]
THEME = "b-rescue-and-services"
ACTIONS = [
    f"{THEME}-humanitarian-service-points",
    f"{THEME}-information-points",
    f"{THEME}-barriers-to-services",
    f"{THEME}-prevent-deaths",
]
PAGES = {
    f"actions/{THEME}": ("actions", [f"{key}-responsible" for key in ACTIONS], 70),
    "introduction": ("introduction", ["introduction", "opening"], 30),
}
"""By page: its section, the fields that both write, and how many rounds"""
CHOICES = {"theirs": "Take what", "mine": "Take what you wrote", "third": "Write a third wording"}
# What a page's script sent, and what came back.
LISTEN = """
    window.answers = [];
    const real = window.fetch;
    window.fetch = async (...all) => {
        const answer = await real(...all);
        if (all[1]?.headers?.Accept) answers.push([`${all[1].body}`, await answer.clone().json()]);
        return answer;
    };
"""


@dataclass(frozen=True)
class Write:
    """A value that the server said it has."""

    field: str
    value: str
    base: int
    """The version on which it was based"""
    version: int
    """Of the section, after the save"""


@dataclass
class Writer:
    """One person's browser."""

    window: Visit
    address: str
    writes: list[Write] = field(default_factory=list)
    conflicts: int = 0

    def open(self) -> None:
        self.window.go(self.address)

    def type(self, words: dict[str, str]) -> None:
        for name, value in words.items():
            self.window.page.locator(f'[name="{name}"]').fill(value)

    def start(self) -> None:
        """Begin to save, and go on."""
        self.window.page.evaluate("void document.querySelector('form[data-js-person]').keep()")

    def finish(self) -> list[str]:
        """Wait until all is answered, and note what the server took; return the fields that are in conflict."""
        self.window.keep()
        conflicts: list[str] = []
        for body, said in self.window.page.evaluate("answers.splice(0)"):
            conflicts += self.note(parse_qs(body, keep_blank_values=True), said)
        return conflicts

    def note(self, sent: dict[str, list[str]], said: dict[str, Any]) -> list[str]:
        assert said["refused"] == {}
        for name, based_on in zip(sent["changed"], sent["changed-version"], strict=True):
            if name not in said["conflicts"]:
                self.writes.append(Write(name, sent[name][0], int(based_on), said["version"]))
        return said["conflicts"]

    def settle(self, names: list[str], words: dict[str, str], now: dict[str, str], choice: str) -> None:
        """Look at both texts of each conflict, and take one."""
        page = self.window.page
        self.conflicts += len(names)
        self.window.follow(self.window.button("Compare the two texts"))
        assert self.window.status == 409
        version = int(page.locator("form[data-js-settles] [name=version]").input_value())
        assert sorted(
            each.get_attribute("data-js-field") or "" for each in page.locator("[data-js-field]").all()
        ) == sorted(names)
        taken = {}
        for name in names:
            both = page.locator(f'[data-js-field="{name}"]')
            texts = " ".join(both.locator("ins").all_inner_texts())
            assert words[name] in texts
            assert now[name] in texts
            taken[name] = {"theirs": now[name], "mine": words[name], "third": words[name] + "3"}[choice]
            both.locator(f'[value="{choice}"]').check()
            both.locator("textarea.input").fill(words[name] + "3")
        self.window.follow(self.window.button("Save what I chose"))
        assert self.window.status == 200
        if choice != "theirs":
            self.writes += [Write(name, value, version, version + 1) for name, value in taken.items()]


@pytest.fixture
def pledge(live_server):
    pledge = make_pledge(introduction="first-introduction", opening="first-opening")
    for key in ACTIONS:
        pick(pledge, key, responsible=f"first-{key}")
    return pledge


def values(pledge: Pledge, names: list[str]) -> dict[str, str]:
    """What stands in the fields now."""
    if not names[0].endswith("-responsible"):
        return Pledge.objects.filter(pk=pledge.pk).values(*names)[0]
    items = dict(pledge.items.values_list("key", "responsible"))
    return {name: items[name.removesuffix("-responsible")] for name in names}


def history(pledge: Pledge, section: str, name: str) -> list[tuple[int, str]]:
    """What stood in a field, one after the other, and since which version."""
    row, column = ("pledge", name) if section == "introduction" else (f"item:{name.rsplit('-', 1)[0]}", "responsible")
    changes = [
        each for each in Change.objects.filter(section=section, row=row).order_by("pk") if column in (each.before or {})
    ]
    since = [0, *(change.version for change in changes)]
    return list(zip(since, [*(each.before[column] for each in changes), values(pledge, [name])[name]], strict=True))


def play(rng: random.Random, number: int, writers: list[Writer], pledge: Pledge, names: list[str]) -> None:
    """One round: both type into a field or two, and save one before the other, or both at once."""
    words = []
    for place, writer in enumerate(writers):
        if rng.random() < 0.2:  # else the page is as old as it is
            writer.open()
        chosen = rng.sample(names, rng.choice([1, 1, 1, 2]))
        words.append({name: f"round{number}writer{place}field{names.index(name)}" for name in chosen})
        writer.type(words[-1])
    order = rng.sample([0, 1], 2)
    is_at_once = rng.random() < 0.5
    if is_at_once:
        for place in order:
            writers[place].start()
    found = {place: writers[place].finish() for place in order}
    for place, conflicts in found.items():
        if conflicts:
            writers[place].settle(conflicts, words[place], values(pledge, names), rng.choice(list(CHOICES)))


def test_two_browsers_a_hundred_times(visit, pledge):
    rng = random.Random(20261124)  # noqa: S311  the same lots each time
    rounds = conflicts = 0
    for page, (section, names, count) in PAGES.items():
        writers = []
        for name in ("Amina", "Joseph"):
            user = make_user(name=f"{name} of {section}")
            add_member(pledge.organisation, user)
            window = visit(user)
            window.context.add_init_script(LISTEN)
            writers.append(Writer(window, f"/pledges/{pledge.reference}/{page}/"))
            writers[-1].open()
        for number in range(count):
            play(rng, number, writers, pledge, names)
            rounds += 1
        writes = [write for writer in writers for write in writer.writes]
        conflicts += sum(writer.conflicts for writer in writers)
        # Then every value that the server took stands there, or in the history
        for name in names:
            stood = history(pledge, section, name)
            for write in (write for write in writes if write.field == name):
                [place] = [place for place, (_since, value) in enumerate(stood) if value == write.value]
                # And whoever wrote it had seen what stood there before
                assert stood[place][0] == write.version
                assert stood[place - 1][0] <= write.base
            assert len(stood) == 1 + len([write for write in writes if write.field == name])
        # And what was saved at once was written at once, one version after the other
        changes = Change.objects.filter(section=section)
        versions = sorted(set(changes.values_list("version", flat=True)))
        assert versions == list(range(1, Pledge.objects.get().version_of(section) + 1))
        for version in versions:
            assert changes.filter(version=version).count() in (1, 2)
    assert rounds == 100
    print(conflicts)
    assert conflicts > 20
