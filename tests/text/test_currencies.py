"""What a code, a sign or a name of a currency can mean."""

from __future__ import annotations

import pytest

from commitments.text.currencies import SIGNS, meanings


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("CHF", "CHF"),
        ("kes", "KES"),
        ("€", "EUR"),
        ("Euros", "EUR"),
        ("Swiss francs", "CHF"),
        ("francs suisses", "CHF"),
        ("franco suizo", "CHF"),
        ("فرنك سويسري", "CHF"),
        ("U.S. dollars", "USD"),
        ("dollars américains", "USD"),
        ("dólares americanos", "USD"),
        ("دولار أمريكي", "USD"),
        ("دولار امريكي", "USD"),
        ("pounds sterling", "GBP"),
        ("yen", "JPY"),
        ("Rand", "ZAR"),
        ("taka", "BDT"),
        ("gourdes", "HTG"),
        ("ريال سعودي", "SAR"),
    ],
)
def test_words_that_mean_one_currency(words, code):
    assert meanings(words) == (code,)


@pytest.mark.parametrize(
    ("words", "some"),
    [
        ("$", {"USD", "AUD", "CAD"}),
        ("dollars", {"USD", "AUD", "CAD"}),
        ("francs", {"CHF", "RWF", "XOF"}),
        ("francs CFA", {"XOF", "XAF"}),
        ("shillings", {"KES", "TZS", "UGX", "SOS"}),
        ("rupees", {"INR", "PKR", "NPR"}),
        ("دينار", {"JOD", "KWD", "TND"}),
        ("pesos", {"MXN", "COP", "PHP"}),
    ],
)
def test_words_that_several_currencies_share(words, some):
    assert some <= set(meanings(words))


@pytest.mark.parametrize("words", ["", "XYZ", "people", "mil", "DEM", "²"])
def test_words_that_are_no_currency_in_use(words):
    assert meanings(words) == ()


def test_every_sign_means_currencies_in_use():
    assert {code for code in SIGNS if meanings(code) != (code,)} == set()
    assert {code for code, signs in SIGNS.items() for sign in signs if code not in meanings(sign)} == set()
