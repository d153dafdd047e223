"""Importing a pledge from the JSON that other programs write and `export_pledge` exports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commitments import document
from commitments.access import writable_organisations
from commitments.document.fields import PARTY, PLEDGE, RESOURCE_LINE
from commitments.document.values import INTRODUCTION
from commitments.drafting.importing import files
from commitments.drafting.importing.fillings import drafters_fillings
from commitments.drafting.importing.items import add_items, printed
from commitments.drafting.importing.refusal import ImportRefusedError, shown
from commitments.drafting.importing.sense import check_sense, is_slug
from commitments.drafting.naming import twins
from commitments.drafting.search_words import index
from commitments.models import (
    Component,
    Draft,
    ModelText,
    NationalSociety,
    Organisation,
    Party,
    PartyKind,
    Pledge,
    RegionalGroup,
    ResourceLine,
    State,
    User,
    menu,
)
from commitments.text.limits import MAX_PLEDGE_BYTES, TextRefusedError, check_size
from commitments.text.sameness import same_wording

__all__ = ["ImportRefusedError", "import_pledge"]


def import_pledge(data: bytes, *, owner: User, organisation: Organisation | None = None) -> Pledge:
    """Write the pledge that `data` describes as a new draft, and return it.

    `data` is JSON (`pledgebuilder/1`), or a PDF exported here, which carries it.

    It belongs to the `organisation`, one where the person may write; else to the first of these by name. A text that
    prints like the official one is kept as that, its blanks open. The file's reference and signatures are ignored.
    Raises ImportRefusedError, which names the field; then nothing is written. The number of queries does not grow with
    the number of items, but for the database's limit on the size of one INSERT.
    """
    content = files.read(data)
    check_sense(content)
    organisation = organisation or writable_organisations(owner).first()
    if organisation is None:
        message = _("{person} may not write for any organisation. Ask its administrator for the role of drafter.")
        raise ImportRefusedError("owner", message.format(person=owner.email))
    with transaction.atomic():
        pledge = _add_pledge(content, organisation, owner)
        parties = _add_parties(pledge, content["parties"])
        draft = document.build(pledge)
        given = document.fillings(pledge, draft.parties)
        pledge.blank_fillings = drafters_fillings(content, menu(pledge.model_text), given)
        filled = given | pledge.blank_fillings
        texts = _add_frame(pledge, content, draft.opening, filled)
        texts += add_items(pledge, content, parties, filled)
        texts += _add_resources(pledge, content.get("resources", {}))
        _check_size(texts)
        index(Draft(pledge))
        pledge.save(update_fields=["search_text"])
    return pledge


def _add_pledge(content: Mapping[str, Any], organisation: Organisation, owner: User) -> Pledge:
    model_text = ModelText.objects.filter(slug=content["model_text"]).first()
    if model_text is None:
        message = _("There is no model text “{slug}”. Write one of: {known}.")
        known = ", ".join(ModelText.objects.values_list("slug", flat=True)) or _("none is loaded; run load_library")
        raise ImportRefusedError("model_text", message.format(slug=shown(content["model_text"]), known=known))
    region = content.get("region") or ""
    group = RegionalGroup.objects.filter(slug=region).first() if is_slug(region) else None
    if is_slug(region) and group is None:
        message = _("There is no regional group “{slug}”. Correct it, or write the region's name as in a sentence.")
        raise ImportRefusedError("region", message.format(slug=shown(region)))
    period = content.get("period", {"start": model_text.period_start, "end": model_text.period_end})
    return Pledge.objects.create(
        **files.columns(PLEDGE, content),
        model_text=model_text,
        organisation=organisation,
        created_by=owner,
        period_start=int(period["start"]),
        period_end=int(period["end"]),
        open_until=date.fromisoformat(content["open_until"]) if content.get("open_until") else None,
        regional_group=group,
        region="" if group else region,
    )


def _add_parties(pledge: Pledge, parties: list[dict[str, Any]]) -> list[Party]:
    codes = {party["code"] for party in parties if "code" in party}
    states = {state.iso2: state for state in State.objects.filter(iso2__in=codes)}
    societies = {
        society.state.iso2: society
        for society in NationalSociety.objects.select_related("state").filter(state__iso2__in=codes)
    }
    components = {component.code: component for component in Component.objects.filter(code__in=codes)}
    rows = []
    for place, party in enumerate(parties):
        row = Party(pledge=pledge, position=place, **files.columns(PARTY, party))
        if row.kind == PartyKind.STATE:
            row.state = _state(states, party["code"], f"parties[{place}].code")
        elif row.kind == PartyKind.NATIONAL_SOCIETY:
            _state(states, party["code"], f"parties[{place}].code")
            row.national_society = _society(societies, party["code"], f"parties[{place}].code")
        elif row.kind == PartyKind.COMPONENT:
            row.component = _component(components, party["code"], f"parties[{place}].code")
        rows.append(row)
    for row, other in twins(rows):
        field = f"parties[{row.position}].name"
        message = _("This party is called like another one, at {other}. Give one of them another name.")
        raise ImportRefusedError(field, message.format(other=f"parties[{other.position}]"))
    return Party.objects.bulk_create(rows)


def _state(states: Mapping[str, State], code: str, field: str) -> State:
    if code not in states:
        message = _("No State party to the Geneva Conventions has the code {code}. Correct it.")
        raise ImportRefusedError(field, message.format(code=code))
    return states[code]


def _component(components: Mapping[str, Component], code: str, field: str) -> Component:
    if code not in components:
        message = _("No component of the Movement has the code {code}. Write ICRC or IFRC.")
        raise ImportRefusedError(field, message.format(code=code))
    return components[code]


def _society(societies: Mapping[str, NationalSociety], code: str, field: str) -> NationalSociety:
    if code not in societies:
        raise ImportRefusedError(field, _("{code} has no National Society. Take the party out.").format(code=code))
    society = societies[code]
    if not society.recognised:
        message = _("{name} is not recognised as a National Society ({status}). Take the party out.")
        raise ImportRefusedError(field, message.format(name=society, status=society.status or code))
    return society


def _add_frame(
    pledge: Pledge, content: Mapping[str, Any], generated: str, filled: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Write introduction and opening: the model's own where they are left out or say the same."""
    official = menu(pledge.model_text).introduction
    parts = [part for text in content.get("introduction", official) for part in text.split("\n\n") if part.strip()]
    paragraphs = [part.strip() for part in parts]
    as_printed = [printed(part, filled) for part in paragraphs]
    if same_wording("\n\n".join(as_printed), "\n\n".join(printed(part, filled) for part in official)):
        paragraphs = list(official)
    pledge.introduction = "\n\n".join(paragraphs)
    files.kept_text("\n\n".join(as_printed), "introduction", INTRODUCTION)
    opening = content.get("opening") or ""
    printed_opening = files.kept_text(printed(opening, filled), "opening", PLEDGE.text("opening"))
    pledge.opening = "" if same_wording(printed_opening, generated) else opening
    pledge.save(update_fields=["introduction", "opening", "blank_fillings"])
    return [("introduction", "\n\n".join(as_printed)), ("opening", printed_opening)]


def _add_resources(pledge: Pledge, resources: Mapping[str, Any]) -> list[tuple[str, str]]:
    lines = [
        ResourceLine(
            pledge=pledge,
            position=place,
            amount=Decimal(line["amount"]) if "amount" in line else None,
            **files.columns(RESOURCE_LINE, line),
        )
        for place, line in enumerate(resources.get("lines", ()))
    ]
    ResourceLine.objects.bulk_create(lines)
    pledge.line_bytes = sum(len((line.description + line.provider).encode()) for line in lines)
    pledge.save(update_fields=["line_bytes"])
    texts = [("resources.text", pledge.resources_text)]
    texts += [(f"resources.lines[{line.position}]", line.description + line.provider) for line in lines]
    return texts


def _check_size(texts: list[tuple[str, str]]) -> None:
    """Refuse more than 100 kB of text, naming the field where the sum goes over. Items were counted in the file."""
    try:
        check_size([text for _field, text in texts], items=0)
    except TextRefusedError as refused:
        sizes = accumulate(len(text.encode()) for _field, text in texts)
        field = next(field for (field, _text), size in zip(texts, sizes, strict=True) if size > MAX_PLEDGE_BYTES)
        raise ImportRefusedError(field, str(refused)) from refused
