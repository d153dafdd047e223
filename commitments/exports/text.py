"""Plain text: the four boxes in order, ready to be pasted into the Conference's form on the web."""

from __future__ import annotations

from commitments.document import Action, Indicator, PledgeDocument, printed
from commitments.document.printed import Fact
from commitments.exports import signature_blocks
from commitments.text.vocabulary.headings import words_for

INDENT = "   "


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as plain text in UTF-8: an empty line between paragraphs, no line broken within one."""
    words = words_for(document.language)
    boxes = [_objectives(document), _actions(document), _indicators(document), _resources(document)]
    blocks = _head(document)
    for heading, empty, content in zip(words.boxes, words.nothing_yet, boxes, strict=True):
        blocks.append(heading)
        blocks += content or ([empty] if printed.is_draft(document) else [])
    blocks += _seal(document)
    return ("\n\n".join(blocks) + "\n").encode()


def _head(document: PledgeDocument) -> list[str]:
    words = words_for(document.language)
    parties = words.comma.join(party.name for party in document.parties) or words.parties_blank
    lines = [
        printed.stamp(document),
        document.title or words.title_blank,
        printed.subtitle(document),
        document.conference,
        f"{words.parties}{words.colon}{parties}",
        printed.openness(document),
        f"{words.reference}{words.colon}{document.reference}",
    ]
    return ["\n".join(filter(None, lines))]


def _objectives(document: PledgeDocument) -> list[str]:
    numbered = [f"{number}. {objective.sentence}" for number, objective in enumerate(document.objectives, start=1)]
    return [*document.introduction, *filter(None, [document.opening]), *numbered]


def _actions(document: PledgeDocument) -> list[str]:
    blocks, words = [], words_for(document.language)
    for theme in document.themes:
        blocks.append(f"{theme.number}. {theme.name or words.other_actions}")
        blocks += [_with_facts(document, f"{action.number} {action.text}", action) for action in theme.actions]
    return blocks


def _indicators(document: PledgeDocument) -> list[str]:
    return [
        _with_facts(document, f"{number}. {indicator.text}", indicator)
        for number, indicator in enumerate(document.indicators, start=1)
    ]


def _resources(document: PledgeDocument) -> list[str]:
    words = words_for(document.language)
    lines = []
    for line in document.resource_lines:
        said = (words.resource_kinds[line.kind], line.description, line.provider, printed.amount(line, words))
        lines.append("- " + "; ".join(filter(None, said)))
    lines += [f"{words.total}{words.colon}{total}" for total in printed.totals(document)]
    return [*printed.paragraphs(document.resources_text), *filter(None, ["\n".join(lines)])]


def _seal(document: PledgeDocument) -> list[str]:
    """Return who signed a frozen text and how it is checked; nothing for a draft, which goes into the form as it is."""
    words, check = words_for(document.language), signature_blocks.check(document)
    if not check:
        return []
    signed = []
    for block in signature_blocks.blocks(document):
        named = (f"{label}{words.colon}{said}" for label, said in block.lines)
        lines = filter(None, (*named, block.note, block.said))
        signed.append("\n".join([block.party, *(INDENT + line for line in lines)]))
    how = "\n".join(f"{label}{words.colon}{said}" for label, said in check.lines)
    return [words.signatures, *signed, words.seal.heading, how, check.meaning]


def _with_facts(document: PledgeDocument, text: str, item: Action | Indicator) -> str:
    words = words_for(document.language)
    facts: list[Fact] = (
        printed.action_facts(document, item) if isinstance(item, Action) else printed.indicator_facts(document, item)
    )
    return "\n".join([text, *(INDENT + printed.as_text(fact, words) for fact in facts)])
