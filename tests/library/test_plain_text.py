"""`export_model_text` prints the source, whole."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commitments.models import ModelText

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parent.parent / "data" / "migration-2019.txt"


def exported(slug):
    out = StringIO()
    call_command("export_model_text", slug, stdout=out)
    return out.getvalue()


def normalised(text):
    return " ".join(text.split())


def test_export_equals_the_source_less_the_bookmarks():
    source = re.sub(r"\[bookmark: [^\]]*\]", "", SOURCE.read_text(encoding="utf-8"))
    assert normalised(exported("migration-2019")) == normalised(source)


def test_export_reads_like_a_document():
    lines = exported("migration-2019").splitlines()
    start = lines.index("C. Indicators for measuring progress")
    assert lines[start + 1] == ""
    assert [line[:6] for line in lines[start + 2 : start + 8]] == ["· New ", "· Nati", "· Nati", "· Coll", "· Part", ""]
    assert "· (potential additions: including" in lines
    assert "" not in (lines[0], lines[-1])


def test_export_leaves_retired_clauses_out(model_text):
    model_text.clauses.filter(slug="c-partnerships").update(retired=True)
    assert "Partnerships are developed" not in exported("migration-2019")


def test_export_of_an_unknown_text_names_those_there_are():
    with pytest.raises(CommandError) as raised:
        exported("trees-1999")
    assert str(raised.value) == "There is no model text “trees-1999”. There are: migration-2019."
    assert raised.value.returncode == 1


def test_export_from_an_empty_library_says_what_to_do():
    ModelText.objects.all().delete()
    with pytest.raises(CommandError, match="There are: none; run load_library first"):
        exported("migration-2019")
