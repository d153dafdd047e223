"""What a box says that nothing stands in, in every printed form and language."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document

from commitments.document import PledgeDocument
from commitments.document.shape import FIRST_FORMAT
from commitments.exports import docx, html, text
from commitments.exports.pdf import pages
from commitments.text.vocabulary.headings import WORDS
from tests.exports import samples

FORMS: dict[str, Callable[[PledgeDocument], str]] = {
    "html": lambda document: html.render(document).decode(),
    "pdf": pages.page,
    "text": lambda document: text.render(document).decode(),
    "docx": lambda document: "\n".join(each.text for each in Document(io.BytesIO(docx.render(document))).paragraphs),
}
BARE = replace(samples.CIRCULATING, objectives=(), themes=(), indicators=(), resources_text="", resource_lines=())


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("form", FORMS)
def test_each_empty_box_of_a_frozen_text_says_that_nothing_is_stated(form, language):
    words = WORDS[language]
    for status in ("in-circulation", "agreed", "submitted"):
        written = FORMS[form](replace(BARE, language=language, status=status))
        assert written.count(words.none_stated) == 4
        assert [said for said in words.nothing_yet if said in written] == []


@pytest.mark.parametrize("form", FORMS)
def test_each_empty_box_of_a_draft_says_that_nothing_was_chosen_yet(form):
    written = FORMS[form](replace(BARE, status="draft", seal=None))
    assert [written.count(said) for said in WORDS["en"].nothing_yet] == [1, 1, 1, 1]
    assert "None stated" not in written


@pytest.mark.parametrize("form", FORMS)
def test_full_boxes_say_nothing_of_the_kind(form):
    assert "None stated" not in FORMS[form](samples.SIGNED)
    assert "None stated" not in FORMS[form](replace(samples.SIGNED, resource_lines=()))
    assert "None stated" not in FORMS[form](replace(samples.SIGNED, resources_text=""))


@pytest.mark.parametrize("form", FORMS)
def test_empty_box_stands_behind_the_introduction_that_is_no_objective(form):
    written = FORMS[form](replace(samples.SIGNED, objectives=()))
    assert written.count("None stated") == 1
    assert written.index("jointly pledge") < written.index("None stated") < written.index("B) Action plan")


@pytest.mark.parametrize("form", FORMS)
def test_text_frozen_in_the_first_format_is_printed_as_it_was_signed(form):
    assert "None stated" not in FORMS[form](replace(BARE, status="agreed", frozen_as=FIRST_FORMAT))
