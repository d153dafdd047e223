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


@pytest.mark.parametrize(
    "forms",
    [
        "دولار دولارًا دولارات دولاران دولارين الدولارات dollar dollars dólares долларов",
        "دينار دينارًا دنانير ديناران دينارات dinar dinars dinares",
        "درهم درهمًا دراهم درهمان dirham dirhams",
        "ليرة ليره ليرات ليرتان ليرتين lira liras",
        "ريال ريالًا ريالات ريالان rial rials riyals riales",
        "فرنك فرنكًا فرنكات فرنكان franc francs francos",
        "جنيه جنيهًا جنيهات جنيهان pounds livres libras",
        "شلن شلنات شلنغ شلنغات shilling shillings chelines",
        "روبية روبيات روبيه rupees roupies rupias",
        "كرونة كرونات kroner couronnes coronas",
        "روبل روبلات rubles roubles rublos рублей",
        "بيزو بيزوات pesos",
        "manat manats مانات",
        "som soms",
    ],
)
def test_every_form_of_a_shared_name_means_the_same_currencies(forms):
    meant = {form: set(meanings(form)) for form in forms.split()}
    [together] = set(map(frozenset, meant.values()))
    assert len(together) > 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("دولارات أمريكية", "USD"),
        ("دولارًا أميركيًا", "USD"),
        ("دولارًا كنديًا", "CAD"),
        ("دنانير أردنية", "JOD"),
        ("دينارًا تونسيًا", "TND"),
        ("دراهم إماراتية", "AED"),
        ("درهما مغربيا", "MAD"),
        ("ليرات لبنانية", "LBP"),
        ("ريالات سعودية", "SAR"),
        ("جنيهات مصرية", "EGP"),
        ("جنيهًا إسترلينيًا", "GBP"),
        ("شلنًا كينيًا", "KES"),
        ("روبيات هندية", "INR"),
        ("كرونات سويدية", "SEK"),
        ("ينًا يابانيًا", "JPY"),
    ],
)
def test_arabic_names_are_known_in_every_form(words, code):
    assert meanings(words) == (code,)


@pytest.mark.parametrize("words", ["", "Sum", "gold", "or", "ذهب زيمبابوي قديم", "XYZ", "people", "mil", "DEM", "²"])
def test_words_that_are_no_currency_in_use(words):
    assert meanings(words) == ()


def test_every_sign_means_currencies_in_use():
    assert {code for code in SIGNS if meanings(code) != (code,)} == set()
    assert {code for code, signs in SIGNS.items() for sign in signs if code not in meanings(sign)} == set()
