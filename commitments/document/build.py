"""From a pledge to its document."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from commitments import models
from commitments.document.fields import ACTION, ADDITION, INDICATOR, OBJECTIVE, PLEDGE, RESOURCE_LINE
from commitments.document.kept import current, of_revision
from commitments.document.nouns import Noun
from commitments.document.parties import party_of
from commitments.document.shape import (
    Action,
    Addition,
    Indicator,
    Objective,
    PledgeDocument,
    ResourceLine,
    Theme,
)
from commitments.document.who_signs import Party
from commitments.text import blanks, opening
from commitments.text.additions import OWN_LEAD_IN, printed_objective
from commitments.text.amounts import digits
from commitments.text.mail_domains import domain_of, is_web_mail
from commitments.text.region_names import is_of_many
from commitments.text.sameness import same_wording

Kind = models.Item.Kind


def build(pledge: models.Pledge | models.Draft, *, is_public: bool = False) -> PledgeDocument:
    """Return the document of a pledge: what is chosen, blanks filled, parties named. A fixed number of queries.

    Of a Draft, it is the document of what stands in memory. A pledge that was circulated, and not reopened since, is
    what was frozen then, whatever became of the library; `is_public`: without the signatures of further parties that
    have not agreed to be named publicly.
    """
    draft = pledge if isinstance(pledge, models.Draft) else models.Draft(pledge)
    pledge = draft.pledge
    revision = None if draft.is_past else current(pledge)
    if revision:
        return of_revision(revision, status=pledge.status, is_public=is_public)
    menu = models.menu(pledge.model_text)
    rows = sorted(draft.parties.values(), key=lambda party: party.position)
    parties = tuple(party_of(row, pledge) for row in rows)
    filled = fillings(pledge, parties)
    chosen = [item for item in draft.in_order() if item.chosen]
    links = Links(rows, chosen)
    return PledgeDocument(
        **_copied(PLEDGE, pledge, filled),
        reference=pledge.reference,
        status=pledge.status,
        model_text=pledge.model_text.slug,
        conference=pledge.model_text.conference,
        clause_language=pledge.model_text.language,
        period=(pledge.period_start, pledge.period_end),
        open_until=pledge.open_until.isoformat() if pledge.open_until and pledge.openness == "open" else None,
        region=pledge.regional_group.slug if pledge.regional_group else pledge.region,
        region_name=region_name(pledge),
        parties=parties,
        opening=blanks.fill(pledge.opening or generated_opening(pledge, parties), filled),
        opening_is_generated=not pledge.opening,
        objectives=_objectives(chosen, menu, filled),
        themes=_themes(chosen, menu, filled, links),
        indicators=tuple(_indicator(item, menu, filled, links) for item in chosen if item.kind == Kind.INDICATOR),
        resource_lines=_resource_lines(draft, filled),
        fillings=filled,
        **_introduction(pledge, menu, filled),
        **_looked_at(pledge, rows),
    )


def _introduction(pledge: models.Pledge, menu: models.Menu, filled: dict[str, str]) -> dict[str, Any]:
    """Return the paragraphs of the introduction, and whether they are the model text's own: fields of the document."""
    paragraphs = tuple(filter(None, map(str.strip, pledge.introduction.split("\n\n"))))
    return {
        "introduction": tuple(blanks.fill(paragraph, filled) for paragraph in paragraphs),
        "introduction_is_official": same_wording("\n\n".join(paragraphs), "\n\n".join(menu.introduction)),
    }


def _looked_at(pledge: models.Pledge, rows: Iterable[models.Party]) -> dict[str, Any]:
    """Return how the texts of a draft are looked at, which is no part of them: the fields of the document."""
    people = ((row.key, person) for row in rows for person in (*row.signatories, *row.deputies) if person.email)
    domains = ((key, domain_of(person.email), person.slot) for key, person in people)
    return {
        "staying": tuple(sorted({entry["text"] for entry in pledge.staying.values()})),
        "web_mail": tuple(found for found in domains if is_web_mail(found[1])),
    }


def _copied(noun: Noun, row: Any, filled: dict[str, str]) -> dict[str, Any]:
    """Return the fields that a document takes from a row as they are, blanks filled."""
    return {
        field.name: blanks.fill(getattr(row, field.column), filled) if field.has_blanks else getattr(row, field.column)
        for field in noun.copied
    }


class Links:
    """Who leads what, and what serves or measures what, for a whole pledge at once."""

    def __init__(self, parties: Iterable[models.Party], chosen: Iterable[models.Item]) -> None:
        self._places = {party.key: place for place, party in enumerate(parties)}
        self._keys = [item.key for item in chosen]

    def leads(self, item: models.Item) -> tuple[int, ...]:
        """Return the places of the parties that lead an action."""
        return tuple(sorted(self._places[key] for key in item.leads if key in self._places))

    def linked(self, item: models.Item) -> tuple[str, ...]:
        """Return the keys of what an item is linked to and the pledge holds, in the pledge's order."""
        return tuple(key for key in self._keys if key in item.linked) if item.linked else ()


def region_name(pledge: models.Pledge) -> str:
    """Return the pledge's region as it stands in a sentence of the model text, or nothing."""
    group = pledge.regional_group
    return models.in_language(group, "name", pledge.model_text.language) if group else pledge.region


def generated_opening(pledge: models.Pledge, parties: tuple[Party, ...]) -> str:
    """Return the opening sentence that the parties make, whatever the drafter wrote instead."""
    pledging = [
        opening.OpeningParty(
            party.kind,
            party.code,
            party.in_sentence,
            party.country,
            renamed=bool(party.named or party.named_in_sentence),
        )
        for party in parties
    ]
    return opening.opening_sentence(
        pledging,
        pledge.model_text.undertaking,
        region=region_name(pledge) if _make_up_the_region(pledge, parties) else "",
        in_full=pledge.name_parties_in_full,
    )


def _make_up_the_region(pledge: models.Pledge, parties: tuple[Party, ...]) -> bool:
    """Whether the parties may be called after the region: all of its National Societies, and all or no Governments.

    Of a region that the directory doesn't know, the drafter knows who belongs to it; but nobody has all of Africa, and
    who belongs to the Balkans is for nobody to say.
    """
    group = pledge.regional_group or (models.group_named(pledge.region) if pledge.region else None)
    if not group:
        return not is_of_many(pledge.region)
    members = set(group.members.values_list("iso2", flat=True))
    known = models.menu(pledge.model_text).societies.values()
    societies = {society.state.iso2 for society in known if society.recognised and society.state.iso2 in members}
    pledging = {kind: {party.code for party in parties if party.kind == kind} for kind in ("state", "national_society")}
    if pledging["national_society"] != societies:
        return False
    return not pledging["state"] or (pledging["state"] == members and not group.other_members)


def fillings(pledge: models.Pledge, parties: tuple[Party, ...]) -> dict[str, str]:
    """Return what fills the blanks of this pledge, by the blank as printed; open ones left out.

    What the drafter typed goes before what the parties give.
    """
    typed: dict[str, str] = pledge.blank_fillings
    return given(pledge, parties) | typed


def given(pledge: models.Pledge, parties: tuple[Party, ...]) -> dict[str, str]:
    """Return what the parties and the region give for the model text's blanks, by the blank as printed.

    `[National Society]` becomes the party's name, with several Societies “the National Societies” (docs/product.md).
    """
    societies = [party for party in parties if party.kind == "national_society"]
    countries = {party.code: party.country for party in parties if party.country}
    fillings = {
        "national_society": societies[0].in_sentence if len(societies) == 1 else "the National Societies",
        "place": region_name(pledge) or "".join(countries.values()),
    }
    if not societies:
        del fillings["national_society"]
    if not (region_name(pledge) or len(countries) == 1):
        del fillings["place"]
    return {
        blank: fillings[fills] for blank, fills in models.menu(pledge.model_text).blanks.items() if fills in fillings
    }


def _title(item: models.Item, menu: models.Menu) -> str:
    return menu.clauses[item.clause_id].title if item.clause_id else ""


def _slug(item: models.Item, menu: models.Menu) -> str | None:
    return menu.clauses[item.clause_id].slug if item.clause_id else None


def _objectives(items: list[models.Item], menu: models.Menu, filled: dict[str, str]) -> tuple[Objective, ...]:
    additions: dict[int | None, list[Addition]] = {}
    for item in items:
        if item.kind == Kind.ADDITION:
            kept = _copied(ADDITION, item, filled)
            addition = Addition(**kept, clause=_slug(item, menu), wording=item.wording)
            additions.setdefault(item.parent_id, []).append(addition)
    return tuple(
        _objective(item, tuple(additions.get(item.pk, ())), menu, filled)
        for item in items
        if item.kind == Kind.OBJECTIVE
    )


def _objective(
    item: models.Item, additions: tuple[Addition, ...], menu: models.Menu, filled: dict[str, str]
) -> Objective:
    kept = _copied(OBJECTIVE, item, filled)
    lead_in = menu.clauses[item.clause_id].additions_lead_in if item.clause_id else OWN_LEAD_IN
    texts = [addition.text for addition in additions]
    is_official = item.wording == models.Item.Wording.OFFICIAL
    return Objective(
        **kept,
        clause=_slug(item, menu),
        title=_title(item, menu),
        wording=item.wording,
        additions=additions,
        additions_lead_in=lead_in,
        printed=printed_objective(kept["text"], lead_in, texts, is_official=is_official),
    )


def first_own_number(menu: models.Menu, *, is_beside_the_models: bool) -> int:
    """Return the number of the drafter's first own heading: behind the model's themes, if the plan has any of them."""
    return len(menu.themes) + 1 if is_beside_the_models else 1


def _themes(items: list[models.Item], menu: models.Menu, filled: dict[str, str], links: Links) -> tuple[Theme, ...]:
    """The model's themes in its order, with its numbers; then the drafter's own, numbered on.

    A plan under nothing but headings of the drafter's own is numbered from 1.
    """
    actions = [item for item in items if item.kind == Kind.ACTION]
    slots = [(theme.slug, theme.number, theme.heading) for theme in menu.themes]
    own_names = dict.fromkeys(item.theme_name for item in actions if not item.theme_id)
    first = first_own_number(menu, is_beside_the_models=any(item.theme_id for item in actions))
    slots += [("", number, name) for number, name in enumerate(own_names, start=first)]
    slug_of = {theme.pk: theme.slug for theme in menu.themes}
    under: dict[tuple[str, str], list[models.Item]] = {}
    for item in actions:
        heading = (slug_of[item.theme_id], "") if item.theme_id else ("", item.theme_name)
        under.setdefault(heading, []).append(item)
    themes = []
    for slug, number, name in slots:
        here = under.get((slug, "" if slug else name), ())
        numbered = (_action(item, menu, filled, links, f"{number}.{n}") for n, item in enumerate(here, start=1))
        if here:
            themes.append(Theme(slug, number, name, tuple(numbered)))
    return tuple(themes)


def _action(item: models.Item, menu: models.Menu, filled: dict[str, str], links: Links, number: str) -> Action:
    return Action(
        **_copied(ACTION, item, filled),
        clause=_slug(item, menu),
        number=number,
        title=_title(item, menu),
        wording=item.wording,
        leads=links.leads(item),
        serves=links.linked(item),
    )


def _indicator(item: models.Item, menu: models.Menu, filled: dict[str, str], links: Links) -> Indicator:
    return Indicator(
        **_copied(INDICATOR, item, filled),
        clause=_slug(item, menu),
        title=_title(item, menu),
        wording=item.wording,
        measures=links.linked(item),
    )


def _resource_lines(draft: models.Draft, filled: dict[str, str]) -> tuple[ResourceLine, ...]:
    lines = sorted(draft.lines.values(), key=lambda line: line.position)
    return tuple(ResourceLine(**_copied(RESOURCE_LINE, line, filled), amount=_amount(line.amount)) for line in lines)


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else digits(amount)
