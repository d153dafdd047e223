"""Which blanks say nothing of what belongs there, in four languages."""

from __future__ import annotations

import pytest

from commitments.text.general_blanks import is_general


@pytest.mark.parametrize(
    "blank",
    [
        *("[…]", "[...]", "[ ]", "[12]", "[___]", "[x]", "[X]", "[XX]", "[xxx]", "[n°]", "[20XX]", "[xx %]", "[?]"),
        *("[to be completed]", "[To be completed.]", "[date]", "[Date]", "[the date]", "[insert date]", "[name]"),
        *("[amount]", "[number]", "[TBC]", "[TBD]", "[insert]", "[insert here]", "[date to be confirmed]", "[title]"),
        *("[insert the amount]", "[date or year]", "[exact figure]"),
        *("[à compléter]", "[à préciser]", "[nom]", "[montant]", "[nombre]", "[la date]", "[date à confirmer]"),
        *("[por completar]", "[fecha]", "[monto]", "[el número]", "[fecha por confirmar]", "[insertar fecha]"),
        *("[يحدد لاحقا]", "[التاريخ]", "[المبلغ]", "[الاسم]", "[العدد]", "[سيتم تحديده لاحقاً]"),
    ],
)
def test_general_words_may_mean_another_thing_in_each_place(blank):
    assert is_general(blank)


@pytest.mark.parametrize(
    "blank",
    [
        *("[National Society]", "[COUNTRY/REGION]", "[Partner organisation]", "[name of the hotline]", "[place]"),
        *("[date of the next Assembly]", "[including VAT]", "[in Geneva]", "[number of branches]", "[review/assess]"),
        *("[nom du partenaire]", "[Société nationale]", "[nombre del socio]", "[اسم الشريك]"),
        f"[{'x' * 60}]",
    ],
)
def test_named_blank_means_one_thing_everywhere(blank):
    assert not is_general(blank)
