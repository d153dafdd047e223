"""The page that the product's objectives page is held against: a plain template, fed from memory."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commitments import document
from commitments.document import Fact, printed
from commitments.drafting.preview import live_objectives
from commitments.drafting.sections import SECTIONS
from commitments.models import Item, Pledge, User, menu
from commitments.readiness.report import report_on
from commitments.text.lines import blocks_of
from commitments.text.vocabulary.headings import words_for
from commitments.web import fixes
from commitments.web.views.clause_page import RELEVANCE
from commitments.web.views.signed_in import person_key

MEMORY: dict[str, dict[str, Any]] = {}
"""What the pages say, by the pledge's reference: plain dicts, lists and texts"""


@login_required
def signed_in(request: HttpRequest, reference: str) -> HttpResponse:
    """The page for who is signed in, as the product's is: it knows who asks, and reads all else from memory."""
    return for_anybody(request, reference)


def for_anybody(request: HttpRequest, reference: str) -> HttpResponse:
    """The page without any query."""
    return render(request, "reference.html", MEMORY[reference])


def remember(pledge: Pledge, user: User) -> None:
    """Put into memory what the page of this pledge says to this person."""
    doc = document.build(pledge)
    MEMORY[pledge.reference] = {
        "title": str(pledge),
        "reference": pledge.reference,
        "version": pledge.version_of("objectives"),
        "saves": sum(state.version for state in pledge.section_states.values()),
        "person_key": person_key(user),
        "look": fixes.tallies(report_on(pledge, doc))["objectives"].look,
        "name": user.get_short_name(),
        "email": user.email,
        "steps": [
            {"number": number, "slug": each.slug, "title": str(each.title), "is_here": each.slug == "objectives"}
            for number, each in enumerate(SECTIONS, start=1)
        ],
        "who": "",
        "relevance": [{"value": value, "label": str(label)} for value, label in RELEVANCE],
        "rows": _rows(pledge),
        **_paper(doc),
        "live": _live(pledge, doc),
    }


def _rows(pledge: Pledge) -> list[dict[str, Any]]:
    offered, items = menu(pledge.model_text), {item.key: item for item in pledge.items.all()}
    return [
        {
            "key": clause.slug,
            "title": clause.title,
            "text": items[clause.slug].text if clause.slug in items else clause.text,
            "relevance": clause.relevance,
            "relevance_label": str(clause.get_relevance_display()),
            "chosen": clause.slug in items,
            "is_stored": clause.slug in items,
            "orders_additions": sum(addition.slug in items for addition in offered.additions(clause)) > 1,
            "is_adapted": clause.slug in items and items[clause.slug].wording == Item.Wording.ADAPTED,
            "additions": [
                {
                    "key": addition.slug,
                    "title": addition.title,
                    "text": addition.text,
                    "chosen": addition.slug in items,
                    "is_stored": addition.slug in items,
                }
                for addition in offered.additions(clause)
            ],
        }
        for clause in offered.objectives
    ]


def _live(pledge: Pledge, doc: document.PledgeDocument) -> list[dict[str, Any]]:
    candidates = live_objectives(doc, menu(pledge.model_text), [], document.fillings(pledge, doc.parties))
    return [
        {
            "key": each.key,
            "title": each.title,
            "lead_in": each.lead_in,
            "chosen": each.chosen,
            "stem": each.stem,
            "end": each.end,
            "end_alone": each.end_alone,
            "additions": [
                {"key": one.key, "chosen": one.chosen, "before": one.before, "text": one.text} for one in each.additions
            ],
        }
        for each in candidates
    ]


def _paper(doc: document.PledgeDocument) -> dict[str, Any]:
    words = words_for(doc.language)
    return {
        "words": doc.words,
        "years": words.years.format(first=doc.period[0], last=doc.period[1]),
        "conference": doc.conference,
        "parties": [party.name for party in doc.parties],
        "introduction": list(doc.introduction),
        "opening": doc.opening,
        "themes": [
            {
                "number": theme.number,
                "name": theme.name,
                "actions": [
                    {"number": action.number, "text": action.text, "facts": _facts(facts)}
                    for action in theme.actions
                    for facts in [printed.action_facts(doc, action)]
                ],
            }
            for theme in doc.themes
        ],
        "indicators": [
            {"text": indicator.text, "facts": _facts(printed.indicator_facts(doc, indicator))}
            for indicator in doc.indicators
        ],
        "resources": ["\n".join(line.text for line in block) for block in blocks_of(doc.resources_text)],
        "lines": [
            {
                "kind": words.resource_kinds[line.kind],
                "description": line.description or "–",
                "provider": line.provider or "–",
                "amount": printed.amount(line, words) or "–",
            }
            for line in doc.resource_lines
        ],
        "totals": printed.totals(doc),
    }


def _facts(facts: list[Fact]) -> list[dict[str, Any]]:
    return [{"label": fact.label, "values": list(fact.values)} for fact in facts]
