"""Saving while typing against deleting and re-creating the rows; and the difference of two long pledges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from commitments import access, document
from commitments.document import Objective, PledgeDocument
from commitments.document.comparison import compare
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import ItemField
from commitments.models import Item, Pledge
from tests.bench.measure import Table, cpu
from tests.bench.objectives import queries
from tests.bench.site import Site

THEME = "b-rescue-and-services"
ROUNDS = 100
RATIO_LIMIT, QUERY_LIMIT, DIFFERENCE_LIMIT = 0.6, 10, 50
WORDS = 5_000


def naive(request: HttpRequest, reference: str) -> HttpResponse:
    """The page's address of the other side."""
    with transaction.atomic():
        pledge = access.locked_pledge(request, reference)
        units = {name.removesuffix("-responsible"): str(text) for name, text in request.POST.items()}
        recreate(pledge, units)
    return JsonResponse({"version": 0})


def recreate(pledge: Pledge, units: Mapping[str, str]) -> None:
    """What a save is held against: every action of the section deleted and created anew."""
    rows = list(pledge.items.filter(kind=Item.Kind.ACTION))
    for row in rows:
        row.pk, row.responsible = None, units.get(row.key, row.responsible)
    pledge.items.filter(kind=Item.Kind.ACTION).delete()
    Item.objects.bulk_create(rows)
    Pledge.objects.filter(pk=pledge.pk).update(updated_at=timezone.now())


class Saver:
    """Saves what every action of a pledge says, one of them changed, as the two sides do it: without the request."""

    def __init__(self, site: Site, pledge: Pledge) -> None:
        self.by, self.pk, self.turn = site.user, pledge.pk, 0
        self.keys = list(pledge.items.filter(kind=Item.Kind.ACTION).values_list("key", flat=True))

    def _next(self) -> tuple[Pledge, dict[str, str]]:
        self.turn += 1
        pledge = Pledge.objects.select_related("model_text").get(pk=self.pk)
        return pledge, {key: f"Unit {self.turn if key == self.keys[0] else 0}" for key in self.keys}

    def save(self) -> None:
        pledge, units = self._next()
        edits = [Edit(ItemField(key, "responsible"), text) for key, text in units.items()]
        save(pledge, "actions", edits, by=self.by)

    def recreate(self) -> None:
        pledge, units = self._next()
        with transaction.atomic():
            Pledge.objects.locked().get(pk=pledge.pk)
            recreate(pledge, units)


class Typist:
    """Somebody who types in one field of an action, as the page's script saves it."""

    def __init__(self, site: Site, pledge: Pledge, path: str) -> None:
        self.site, self.path = site, path
        self.action = pledge.items.filter(kind=Item.Kind.ACTION, theme__slug=THEME).first().key
        self.party = pledge.parties.first().key
        self.version, self.turn = Pledge.objects.get(pk=pledge.pk).version_of("actions"), 0

    def type(self) -> bytes:
        """Save another text."""
        return self._save()

    def type_and_tick(self) -> bytes:
        """Save another text, and tick or untick who leads."""
        box = f"{self.action}-leads"
        return self._save(box, self.party, is_ticked=bool(self.turn % 2))

    def _save(self, box: str = "", value: str = "", *, is_ticked: bool = False) -> bytes:
        self.turn += 1
        field = f"{self.action}-responsible"
        sent = [(field, f"Unit {self.turn}"), *([(box, value)] if is_ticked else [])]
        for name, one in ((field, ""), *([(box, value)] if box else [])):
            sent += [("changed", name), ("changed-box", one), ("changed-version", str(self.version))]
        answer = self.site.autosave(self.path, urlencode(sent).encode())
        self.version = json.loads(answer)["version"]
        return answer


def measure(table: Table, site: Site, few: Pledge, every_one: Pledge) -> None:
    """Add the figures of saving; `few` has a few actions picked, `every_one` all of the model text."""
    count = every_one.items.filter(kind=Item.Kind.ACTION).count()
    saver = Saver(site, every_one)
    saved, created = cpu([saver.save, saver.recreate], ROUNDS)
    name = f"saving {count} actions, one of them changed"
    table.ratio(f"{name}: CPU / deleting and re-creating the rows", saved / created, at_most=RATIO_LIMIT)
    ours = Typist(site, every_one, f"/pledges/{every_one.reference}/actions/{THEME}/")
    theirs = Typist(site, every_one, f"/naive/{every_one.reference}/")
    saved, created = cpu([ours.type, theirs.type], ROUNDS)
    name = f"autosave, all {count} actions picked"
    table.ratio(f"{name}: CPU of the whole request / the same that deletes and re-creates", saved / created)
    table.count(f"{name}: queries", queries(ours.type), at_most=QUERY_LIMIT)
    table.count(f"{name}: queries, text and who leads", queries(ours.type_and_tick), at_most=QUERY_LIMIT)
    other = Typist(site, few, f"/pledges/{few.reference}/actions/{THEME}/")
    other.type()
    name = f"autosave, {few.items.filter(kind=Item.Kind.ACTION).count()} actions picked"
    table.count(f"{name}: queries", queries(other.type), at_most=QUERY_LIMIT)


def measure_difference(table: Table, pledge: Pledge) -> None:
    """Add how long comparing two pledges of 5,000 words takes."""
    before, after = _long(document.build(pledge), "signatories"), _long(document.build(pledge), "parties")
    (seconds,) = cpu([lambda: _pieces(before, after)], 20)
    name = f"difference of two pledges of {before.words:,} words: ms"
    table.count(name, round(seconds * 1000), at_most=DIFFERENCE_LIMIT)


def _long(pledge: PledgeDocument, word: str) -> PledgeDocument:
    """Return the pledge with objectives of its own until it has 5,000 words; every fifth word or so is `word`."""
    sentence = f"Work with the {word} to protect, assist and include every {word} of the region by the end of 2023."
    objectives = list(pledge.objectives)
    while replace(pledge, objectives=tuple(objectives)).words < WORDS:
        number = len(objectives)
        text = f"In place {number}. " + " ".join([sentence] * 6)
        objectives.append(Objective(f"own-{number}", None, "", text, "own", (), ""))
    return replace(pledge, objectives=tuple(objectives))


def _pieces(before: PledgeDocument, after: PledgeDocument) -> int:
    return sum(len(passage.pieces) for chapter in compare(before, after) for passage in chapter.passages)
