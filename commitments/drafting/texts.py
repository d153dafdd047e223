"""Every text of a pledge as it is stored, and the blanks that stand in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from commitments import document, models
from commitments.document import PledgeDocument
from commitments.document.fields import ACTION, INDICATOR, RESOURCE_LINE
from commitments.drafting.sections import BY_SLUG
from commitments.models import Draft, Item, Pledge
from commitments.text import blanks
from commitments.text.general_blanks import is_general
from commitments.text.limits import MAX_ITEM_CHARACTERS

ITEM_FIELDS = {
    "responsible": (_("unit or person in charge"), ACTION.text("responsible").limit),
    "baseline": (_("baseline"), INDICATOR.text("baseline").limit),
    "target": (_("target"), INDICATOR.text("target").limit),
    "verification": (_("means of verification"), INDICATOR.text("verification").limit),
}
"""What goes with an item: how it is called, and how many characters it may have"""


@dataclass(frozen=True)
class StoredText:
    """One text of a pledge, its blanks open."""

    name: str | Promise
    """What people know it by: the title of its clause, or its first words"""
    part: str | Promise
    """Which part of the item it is, where that is not its wording"""
    address: Callable[[], str]
    """Returns where it is changed: of most texts nobody asks"""
    text: str
    limit: int
    """How many characters it may have"""

    @property
    def url(self) -> str:
        return self.address()


@dataclass(frozen=True)
class Blank:
    token: str
    """As it is printed, brackets included"""
    meaning: str
    """What it is, where the model text's library says so"""
    places: tuple[StoredText, ...]
    """The texts in which it stands, in reading order"""
    given: str
    """What the parties or the region fill it with; or nothing"""
    typed: str
    """What the drafter fills it with, everywhere; or nothing"""

    @property
    def is_open(self) -> bool:
        return not (self.typed or self.given)

    @property
    def can_be_filled(self) -> bool:
        """Whether it is short enough to be kept; a whole sentence in brackets is reworded instead."""
        return len(self.token) <= MAX_BLANK


MAX_BLANK = 250


def blanks_of(draft: Draft, printed: PledgeDocument) -> list[Blank]:
    """Return what is filled once for all: the blanks in reading order, then fillings whose blank stands nowhere now.

    A blank that the model text doesn't have, and whose words say nothing of what belongs there, is written in each
    place: it is left out, unless it was filled before. `printed` is the pledge's document.
    """
    pledge = draft.pledge
    given = document.given(pledge, printed.parties)
    typed = pledge.blank_fillings
    menu = models.menu(pledge.model_text)
    places: dict[str, dict[StoredText, None]] = {}
    for text in texts(draft, printed):
        for token in blanks.find(text.text):
            if token in menu.brackets or token in typed or not is_general(token):
                places.setdefault(token, {})[text] = None
    return [
        Blank(
            token,
            menu.meanings.get(token, ""),
            tuple(places.get(token, ())),
            given.get(token, ""),
            typed.get(token, ""),
        )
        for token in (*places, *sorted(set(typed) - set(places)))
    ]


def texts(draft: Draft, printed: PledgeDocument) -> Iterator[StoredText]:
    """Yield every text that the pledge prints, as it is stored, in the order of its document."""
    pledge = draft.pledge
    section = partial(_in_section, pledge)
    yield StoredText(
        _("Introduction"),
        "",
        section("introduction", "id_introduction"),
        pledge.introduction,
        2 * MAX_ITEM_CHARACTERS,
    )
    opening = pledge.opening or document.generated_opening(pledge, printed.parties)
    # Naming a hundred parties the opening may be longer than any other text.
    limit = max(MAX_ITEM_CHARACTERS, len(opening))
    yield StoredText(_("Opening sentence"), "", section("introduction", "id_opening"), opening, limit)
    clauses = models.menu(pledge.model_text).clauses
    keys = [passage.key for passage in document.passages(printed) if passage.kind in document.ITEMS]
    for item in (draft.items[key] for key in keys):
        title = clauses[item.clause_id].title if item.clause_id else Truncator(item.text).chars(60)
        wording = partial(reverse, "pledge_item", args=[pledge.reference, item.key])
        yield StoredText(title, "", wording, item.text, MAX_ITEM_CHARACTERS)
        for name, (label, most) in ITEM_FIELDS.items():
            if fact := getattr(item, name):
                yield StoredText(title, label, partial(_list_of, pledge, item), fact, most)
    resources = section("resources", "id_resources_text")
    yield StoredText(_("Resources"), "", resources, pledge.resources_text, MAX_ITEM_CHARACTERS)
    for line in draft.lines.values():
        title, of_line = Truncator(line.description).chars(60), section("resources")
        yield StoredText(title, "", of_line, line.description, RESOURCE_LINE.text("description").limit)
        yield StoredText(title, _("who provides it"), of_line, line.provider, RESOURCE_LINE.text("provider").limit)


def _in_section(pledge: Pledge, slug: str, field: str = "") -> Callable[[], str]:
    """Return what makes the address of a field of a section, or of the section."""
    return lambda: BY_SLUG[slug].url(pledge) + (f"#{field}" if field else "")


def _list_of(pledge: Pledge, item: Item) -> str:
    """Return the address at which what goes with an item is changed."""
    if item.kind == Item.Kind.INDICATOR:
        return f"{BY_SLUG['indicators'].url(pledge)}#{item.key}"
    slugs: Mapping[int, str] = {theme.pk: theme.slug for theme in models.menu(pledge.model_text).themes}
    theme = slugs[item.theme_id] if item.theme_id else "own"
    return f"{reverse('pledge_theme', args=[pledge.reference, theme])}#{item.key}"
