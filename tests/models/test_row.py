"""What rows are called where changes and comments are stored."""

from __future__ import annotations

import pytest

from commitments.models.row import PLEDGE_ROW, RowName, Table


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        (PLEDGE_ROW, "pledge"),
        (RowName(Table.PLEDGE, "opening"), "pledge:opening"),
        (RowName(Table.ITEM, "a-protect-from-harm"), "item:a-protect-from-harm"),
        (RowName(Table.PARTY, "party-0123456789"), "party:party-0123456789"),
        (RowName(Table.LINE, "line-0123456789"), "line:line-0123456789"),
        (RowName(Table.BLANK, "[date: 12:00]"), "blank:[date: 12:00]"),
    ],
)
def test_row_name_is_stored_and_read(name, stored):
    assert str(name) == stored
    assert RowName.of(stored) == name


@pytest.mark.parametrize("stored", ["", ":", "junk", "Item:x", "items:x", " item:x"])
def test_name_of_no_table_is_refused(stored):
    with pytest.raises(ValueError, match="is not a valid Table"):
        RowName.of(stored)
