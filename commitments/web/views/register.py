"""The public register of published pledges: a list, a picture by region and theme, a feed, data, and each text.

Anybody reads it. What is published access/public.py says; what of it is shown, web/register.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from uuid import NAMESPACE_URL, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments import access, document
from commitments.document import printed
from commitments.document.address import address
from commitments.exports.registry import FORMATS
from commitments.models import Revision
from commitments.signing.publishing import was_in_register
from commitments.web import register
from commitments.web.pledge_filter import PledgeFilter, menus
from commitments.web.register import RegisterEntry, RegisterPage
from commitments.web.shared import drawn, shared

IN_FEED, IN_DATA = 30, 100
"""How many pledges a feed has, and one page of the data"""
DATA_FORMAT = "pledgebuilder-register/1"
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
"""Since when an empty feed is as it is: nothing was published before"""


@require_safe
@shared
def pledges(request: HttpRequest) -> HttpResponse:
    """The register, the one published last on top; its filters stand in the address."""
    chosen = PledgeFilter.of(request.GET.dict())
    found = chosen.apply(access.published_pledges())
    page = register.page_of(found, after=request.GET.get("after", ""))
    context = {
        "page": page,
        "count": register.count(found),
        "chosen": chosen,
        "menus": menus(chosen),
        "older": chosen.address(after=page.after) if page.after else "",
        "first": "" if page.is_first else chosen.address(),
        "query": chosen.address() if chosen else "",
    }
    return drawn(request, "commitments/register/list.html", context)


@require_safe
@shared
def picture(request: HttpRequest) -> HttpResponse:
    """How many published pledges there are by region and theme: a table, each figure of which leads to its pledges."""
    return drawn(request, "commitments/register/picture.html", {"grid": register.grid(access.published_pledges())})


def of_published(view: Callable[[HttpRequest, Revision], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Hand a view the text that is published now; answer 410 where that was taken back, and 404 where it never was."""

    @wraps(view)
    def answer(request: HttpRequest, reference: str) -> HttpResponse:
        try:
            revision = access.published_text(reference)
        except Http404:
            if not was_in_register(reference):
                raise
            return drawn(request, "commitments/register/gone.html", {"reference": reference}, status=410)
        return view(request, revision)

    return answer


@require_safe
@shared
@of_published
def text(request: HttpRequest, revision: Revision) -> HttpResponse:
    """One published pledge, at an address that stays."""
    shown = document.of_revision(revision, status=revision.pledge.status, is_public=True)
    context = {
        "revision": revision,
        "pledge": revision.pledge,
        "entry": register.entries([revision.pledge])[0],
        **printed.context(shown, title_level=2),
    }
    return drawn(request, "commitments/register/text.html", context)


@require_safe
@shared
@of_published
def text_data(request: HttpRequest, revision: Revision) -> HttpResponse:
    """One published pledge as JSON, in the form of pledge.schema.json."""
    shown = document.of_revision(revision, status=revision.pledge.status, is_public=True)
    return HttpResponse(FORMATS["json"].render(shown), content_type="application/json")


@require_safe
@of_published
def text_pdf(request: HttpRequest, revision: Revision) -> HttpResponse:
    """Lead to the signed PDF of the text that is published now."""
    return redirect("verify_pdf", revision.code)


@require_safe
@shared
def data(request: HttpRequest) -> HttpResponse:
    """The register as JSON, page by page, with the same filters. docs/register.md says what each field means."""
    chosen = PledgeFilter.of(request.GET.dict())
    found = chosen.apply(access.published_pledges())
    page = register.page_of(found, after=request.GET.get("after", ""), size=IN_DATA)
    said = {
        "format": DATA_FORMAT,
        "pledges": [_data(entry) for entry in page.entries],
        "next": address("register_data") + chosen.address(after=page.after) if page.after else None,
    }
    return HttpResponse(json.dumps(said, ensure_ascii=False, indent=1) + "\n", content_type="application/json")


def _data(entry: RegisterEntry) -> dict[str, object]:
    pledge = entry.pledge
    return {
        "reference": pledge.reference,
        "title": pledge.title,
        "language": pledge.language,
        "conference": pledge.model_text.conference,
        "model_text": pledge.model_text.slug,
        "period": [pledge.period_start, pledge.period_end],
        "published": _moment(pledge.published_at),
        "parties": [
            {"kind": party.kind, "code": party.code, "name": name}
            for party, name in zip(entry.parties, entry.names, strict=True)
        ],
        "regions": entry.regions,
        "themes": list(entry.themes),
        "address": address("register_text", pledge.reference),
        "data": address("register_text_data", pledge.reference),
        "pdf": address("register_text_pdf", pledge.reference),
        "signatures": address("verify", entry.code),
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


class RegisterFeed(Atom1Feed):
    """An Atom feed (RFC 4287) whose entries say which language they are in."""

    def item_attributes(self, item: dict[str, object]) -> dict[str, str]:
        return {"xml:lang": str(item["language"])}

    def latest_post_date(self) -> datetime:
        """Return when it changed last; an empty one did not change since there is a register."""
        return super().latest_post_date() if self.items else FIRST


@require_safe
@shared
def feed(request: HttpRequest) -> HttpResponse:
    """The pledges published last, as an Atom feed, with the same filters."""
    chosen = PledgeFilter.of(request.GET.dict())
    page = register.page_of(chosen.apply(access.published_pledges()), size=IN_FEED)
    return HttpResponse(_atom(page, chosen), content_type="application/atom+xml; charset=utf-8")


def _atom(page: RegisterPage, chosen: PledgeFilter) -> str:
    query = chosen.address() if chosen else ""
    made = RegisterFeed(
        title=_("Published pledges"),
        link=address("register") + query,
        description=_("Pledges to the International Conference of the Red Cross and Red Crescent, the newest first"),
        language="en",
        author_name="Pledgebuilder",
        feed_url=address("register_feed") + query,
        feed_guid=_urn(f"register{query}"),
    )
    for entry in page.entries:
        pledge, parties = entry.pledge, ", ".join(entry.names)
        made.add_item(
            title=pledge.title or pledge.reference,
            link=address("register_text", pledge.reference),
            description=escape(parties),  # which a reader takes for HTML
            unique_id=_urn(pledge.reference),
            author_name=parties or "Pledgebuilder",
            pubdate=pledge.published_at,
            updateddate=pledge.published_at,
            categories=entry.themes,
            language=pledge.language,
        )
    return made.writeString("utf-8")


def _urn(name: str) -> str:
    """Return what names a feed or an entry for good, wherever the site moves to."""
    return uuid5(NAMESPACE_URL, f"urn:x-pledgebuilder:{name}").urn
