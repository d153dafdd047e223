"""What happened to a pledge: its versions, any two of them compared, and the way back to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments import access, document
from commitments.document import printed as printing
from commitments.document.comparison import ComparedBox, ComparedText, compare
from commitments.drafting import history
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.history import Author, HistoryEntry
from commitments.drafting.restoring import name_version, restore
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.undoing import undo_removal
from commitments.models import Draft, Pledge
from commitments.models.row import RowName
from commitments.text.limits import TextRefusedError
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.forms.history import NameForm
from commitments.web.notices import back
from commitments.web.once import sent_once
from commitments.web.templatetags.moments import moment
from commitments.web.views.saving import unsplit
from commitments.web.views.section import refusals
from commitments.web.views.signed_in import signed_in

PAGE = 50
"""How many entries the history shows at once"""
LONGEST_NUMBER = 18  # digits of a primary key
MODEL, NOW = "model", "now"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("")
def versions(request: HttpRequest, reference: str) -> HttpResponse:
    """The list of versions. A POST gives the present one a name, or restores an older one."""
    pledge = access.editable_pledge(request, reference)
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        match Command.of(request.POST):
            case Command("restore", number):
                form = NameForm()
                after = _number(number)
                if after is None:
                    raise Http404
                with refusals(form):
                    restore(pledge, after, by=access.person(request))
                    messages.success(request, _("Restored. What was there before stays in the history."))
                    return redirect("pledge_detail", reference)
            case Command("undo" | "unsplit") as command:
                return _undo(request, pledge, command)
            case _:
                if form.is_valid():
                    name_version(pledge, form.cleaned_data["name"], by=access.person(request))
                    return redirect("pledge_history", reference)
    before = _number(request.GET.get("before", ""))
    entries = history.entries(pledge, before)
    context = {
        "pledge": pledge,
        "form": form,
        "entries": [(entry, _sections(entry.sections)) for entry in history.with_authors(pledge, entries[:PAGE])],
        "more_before": entries[PAGE - 1].first if len(entries) > PAGE else "",
        "choices": _choices(entries[:PAGE]),
        "may_edit": access.may_edit(pledge),
        **Errand(Draft(pledge), access.actor(request)).onward(request.path),
    }
    status = 422 if form.is_bound or form.errors else 200
    return render(request, "commitments/history/list.html", context, status=status)


def _undo(request: HttpRequest, pledge: Pledge, command: Command) -> HttpResponse:
    """Take back a removal, or a split; the button names the section, and the version of it that was saved then.

    Say what came of it, on the page on which the button stood.
    """
    section, _dash, version = command.key.rpartition("-")
    number = _number(version)
    if section not in BY_SLUG or number is None:
        raise Http404
    if command.verb == "unsplit":
        unsplit(request, pledge, section, number)
        return back(request, otherwise=BY_SLUG[section].url(pledge))
    rows: list[RowName] = []
    try:
        rows = undo_removal(pledge, section, number, by=access.person(request))
    except (TextRefusedError, WrongStateError) as refused:
        messages.error(request, str(refused))
    else:
        if rows:
            messages.success(request, _("It is back, as it was."))
        else:
            messages.info(request, _("Nothing to undo: it is there again, or was changed since."))
    return back(request, [row.key for row in rows], otherwise=BY_SLUG[section].url(pledge))


@dataclass(frozen=True)
class Marked:
    """A passage as the page shows it: with its number among those that changed, and everybody who changed it."""

    passage: ComparedText
    number: int
    """From 1; 0 for one that is the same"""
    author: Author | None


@signed_in
@require_safe
def comparison(request: HttpRequest, reference: str) -> HttpResponse:
    """Any two versions, or one and the model text, in one."""
    pledge = access.readable_pledge(request, reference)
    ends = request.GET.get("from", MODEL), request.GET.get("to", NOW)
    old, new = (_document(pledge, end) for end in ends)
    chapters, count = marked(compare(old, new), _authors(pledge, *ends))
    names = [_name(pledge, end) for end in ends]
    context = {
        "pledge": pledge,
        "chapters": chapters,
        "count": count,
        "ends": ends,
        "names": names,
        "choices": _choices(history.entries(pledge)[:PAGE], also=dict(zip(ends, names, strict=True))),
        "restorable": _number(ends[0]) if access.may_edit(pledge) and ends[0] not in (MODEL, NOW) else None,
        **Errand(Draft(pledge), access.actor(request), new if ends[1] == NOW else None).onward(request.path),
        **printing.context(new, title_level=2),
    }
    return render(request, "commitments/history/compare.html", context)


def _number(typed: str) -> int | None:
    """Return a primary key as it stands in an address, or None where it is none."""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else None


def _document(pledge: Pledge, end: str) -> document.PledgeDocument:
    """Return the document at one end of a comparison: `model`, `now`, or the primary key of a change."""
    if end == MODEL:
        return document.build(history.as_model(pledge))
    if end == NOW:
        return document.build(pledge)
    after = _number(end)
    if after is None:
        raise Http404
    return document.build(history.as_of(pledge, after))


def _authors(pledge: Pledge, start: str, end: str) -> dict[str, Author]:
    after, until = (_number(point) if point != NOW else pledge.changes.newest() for point in (start, end))
    if until is None:
        return {}
    return dict(history.authors(pledge, after or 0, until))


def marked(chapters: list[ComparedBox], authors: dict[str, Author]) -> tuple[list[dict[str, Any]], int]:
    """Return the chapters with their passages numbered, and how many changed."""
    count, shown = 0, []
    for chapter in chapters:
        passages = []
        for passage in chapter.passages:
            is_changed = passage.kind != "same"
            count += is_changed
            author = _author(passage, authors) if is_changed else None
            passages.append(Marked(passage, count if is_changed else 0, author))
        shown.append({"heading": chapter.heading, "passages": passages})
    return shown, count


def _author(passage: ComparedText, authors: Mapping[str, Author]) -> Author | None:
    """Return everybody who changed a passage; of all parties, or all lines, whoever changed one of them."""
    found = [author for name, author in authors.items() if name == passage.name or name.startswith(f"{passage.name}:")]
    return reduce(lambda one, other: other.after(one), sorted(found, key=lambda each: each.at)) if found else None


def _sections(slugs: tuple[str, ...]) -> str:
    titles = (_("Blanks") if slug == "check" else str(BY_SLUG[slug].title) for slug in slugs if slug in BY_SLUG)
    return ", ".join(titles)


def _choices(entries: list[HistoryEntry], also: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    """Return the versions that can be compared, the newest first; `also` are those that are compared now."""
    choices = [(NOW, _("As it stands now"))]
    for entry in entries:
        when = moment(entry.end)
        choices.append((str(entry.last), ", ".join([when, entry.who, *entry.names])))
    if entries:
        choices.append((str(min(entry.first for entry in entries) - 1), _("Before all of these")))
    choices += [(end, name) for end, name in (also or {}).items() if end not in {*dict(choices), MODEL}]
    return [*choices, (MODEL, _("The model text"))]


def _name(pledge: Pledge, end: str) -> str:
    """Return what an end of a comparison is called."""
    if end in (MODEL, NOW):
        return dict(_choices([]))[end]
    last = pledge.changes.filter(pk__lte=_number(end) or 0).select_related("by").last()
    if not last:
        return _("the beginning")
    return f"{moment(last.at)}, {last.by or '–'}"
