"""manage.py export_pledge"""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from commitments.exports.registry import FORMATS
from tests.exports.files import files
from tests.exports.reading import text_of
from tests.factories import make_pledge


@pytest.mark.django_db
@pytest.mark.parametrize("slug", FORMATS)
def test_file_is_written(slug, tmp_path):
    target = tmp_path / "pledge"
    call_command("export_pledge", make_pledge(title="Ours").reference, format=slug, output=target)
    assert target.read_bytes().startswith(files()[slug].start)


@pytest.mark.django_db
def test_annex_is_added_where_it_is_asked_for(tmp_path):
    target, reference = tmp_path / "pledge.pdf", make_pledge(title="Ours").reference
    call_command("export_pledge", reference, "--format", "pdf", "--annex", "--output", str(target))
    assert "Global Compact for Safe, Orderly and Regular Migration" in text_of(target.read_bytes())
    call_command("export_pledge", reference, "--format", "pdf", "--output", str(target))
    assert "Annex" not in text_of(target.read_bytes())


@pytest.mark.django_db
def test_annex_of_a_format_that_has_none_is_refused(tmp_path):
    target = tmp_path / "pledge.txt"
    with pytest.raises(CommandError, match=r"^--annex: text has none\."):
        call_command("export_pledge", make_pledge().reference, format="text", annex=True, output=target)
    assert not target.exists()


@pytest.mark.django_db
def test_without_output_the_bytes_go_to_standard_output(capsysbinary):
    call_command("export_pledge", make_pledge(title="Ours").reference, format="text")
    assert capsysbinary.readouterr().out.startswith(b"Draft, not yet agreed\nOurs\n")


@pytest.mark.django_db
def test_unknown_pledge_is_named_and_nothing_is_written(tmp_path):
    target = tmp_path / "pledge.pdf"
    with pytest.raises(CommandError, match=r"^reference: there is no pledge PB-NONE\.$"):
        call_command("export_pledge", "PB-NONE", format="pdf", output=target)
    assert not target.exists()


@pytest.mark.django_db
def test_pledge_that_cannot_be_printed_is_refused_and_nothing_is_written(tmp_path):
    target = tmp_path / "pledge.pdf"
    with pytest.raises(CommandError, match="PRIVATE USE"):
        call_command("export_pledge", make_pledge(title="Joy \ue000").reference, format="pdf", output=target)
    assert not target.exists()


@pytest.mark.django_db
def test_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"^--output: .*none/x can't be written: No such file or directory\.$"):
        call_command("export_pledge", make_pledge().reference, format="text", output=tmp_path / "none" / "x")


@pytest.mark.django_db
def test_unknown_format_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'odt'"):
        call_command("export_pledge", make_pledge().reference, "--format", "odt")
