"""Amounts as people write them, and what of them is asked."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.amounts import (
    Amount,
    AmountRefusedError,
    AmountUnclearError,
    digits,
    read_amount,
    separated,
)

ARABIC, PERSIAN, DEVANAGARI = ({ord("0") + n: chr(zero + n) for n in range(10)} for zero in (0x660, 0x6F0, 0x966))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 000 000,50", "1000000.50"),
        ("1.000.000,50", "1000000.50"),
        ("1,000,000.50", "1000000.50"),
        ("1'000'000.50", "1000000.50"),
        ("1’000’000", "1000000"),
        ("1_000_000", "1000000"),
        ("1\u00a0000\u202f000", "1000000"),
        ("1\u2009000,5", "1000.50"),
        ("\u200e1 000\u200f", "1000"),
        ("12,00,000", "1200000"),
        ("1,00,000.50", "100000.50"),
        ("١٢٠٠٠", "12000"),
        ("١٬٠٠٠٬٠٠٠٫٥٠", "1000000.50"),
        ("١٢،٥", "12.50"),
        ("۱۲۰۰۰", "12000"),
        ("१२३४५", "12345"),
        ("１２３．５", "123.50"),
        ("0,5", "0.50"),
        (".5", "0.50"),
        ("1·50", "1.50"),
        ("500.–", "500"),
        ("500,--", "500"),
        ("500/-", "500"),
        ("500.", "500"),
        ("00", "0"),
        ("9 999 999 999 999.99", "9999999999999.99"),
        ("2 million", "2000000"),
        ("2,5 millions", "2500000"),
        ("2 millones", "2000000"),
        ("2 mil millones", "2000000000"),
        ("2 milliards", "2000000000"),
        ("2 billones", "2000000000000"),
        ("٢ مليون", "2000000"),
        ("٥ آلاف", "5000"),
        ("3k", "3000"),
        ("2.5m", "2500000"),
        ("12 lakh", "1200000"),
        ("1,5 crore", "15000000"),
        ("5 cr", "50000000"),
        ("2 MM", "2000000"),
        ("500 Tsd.", "500000"),
        ("2,5 Millionen", "2500000"),
        ("2 trillion", "2000000000000"),
        ("5 लाख", "500000"),
        ("2 करोड़", "20000000"),
        ("৫ লাখ", "500000"),
        ("1.2345 million", "1234500"),
        ("0.125 million", "125000"),
        ("1'234.567,89", "1234567.89"),
        ("12’345,678.90", "12345678.90"),
        (",5", "0.50"),
    ],
)
def test_number_is_read_as_it_is_written(typed, value):
    assert read_amount(typed) == Amount(Decimal(value))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("500 €", "500 EUR"),
        ("€500", "500 EUR"),
        ("€ 1 234,50", "1234.50 EUR"),
        ("CHF 1'000'000", "1000000 CHF"),
        ("CHF 500.–", "500 CHF"),
        ("usd 500", "500 USD"),
        ("500USD", "500 USD"),
        ("US$ 500", "500 USD"),
        ("U.S. $500", "500 USD"),
        ("CAD $500", "500 CAD"),
        ("$500 USD", "500 USD"),
        ("£20", "20 GBP"),
        ("₹12,00,000", "1200000 INR"),
        ("KSh 500", "500 KES"),
        ("USD 2 million", "2000000 USD"),
        ("CHF Mio. 2,5", "2500000 CHF"),
        ("500 k€", "500000 EUR"),
        ("2 millions d’euros", "2000000 EUR"),
        ("2 millones de francos suizos", "2000000 CHF"),
        ("3 ملايين فرنك سويسري", "3000000 CHF"),
        ("٥٠٠ يورو", "500 EUR"),
        ("300 Kenyan shillings", "300 KES"),
        ("300 dollars des États-Unis", "300 USD"),
        ("300 dólares estadounidenses", "300 USD"),
        ("300 دولار أمريكي", "300 USD"),
        ("300 nairas", "300 NGN"),
        ("1 500 Francs Suisses.", "1500 CHF"),
        ("0.500 KWD", "0.50 KWD"),
        ("Rp 500.000.000", "500000000 IDR"),
        ("RM50", "50 MYR"),
        ("R 1 000", "1000 ZAR"),
        ("R50k", "50000 ZAR"),
        ("500 Kč", "500 CZK"),
        ("500 Ft", "500 HUF"),
        ("Tk. 500", "500 BDT"),
        ("KD 1,000.50", "1000.50 KWD"),
        ("500 DT", "500 TND"),
        ("₱1,000.50", "1000.50 PHP"),
        ("N500,000.00", "500000 NGN"),
        ("GH¢500", "500 GHS"),
        ("USD$500", "500 USD"),
        ("CAD$ 500", "500 CAD"),
        ("US 500$", "500 USD"),
        ("500 (CHF)", "500 CHF"),
        ("CA $500", "500 CAD"),
        ("500 L.L.", "500 LBP"),
        ("500 K.D.", "500 KWD"),
        ("[CHF] 500", "500 CHF"),
        ("500 د.إ", "500 AED"),
        ("500 د.أ.", "500 JOD"),
        ("20 دولارًا أمريكيًا", "20 USD"),
        ("5 ملايين من الدولارات الأمريكية", "5000000 USD"),
        ("٣ دنانير كويتية", "3 KWD"),
        ("3 فرنكات سويسرية", "3 CHF"),
        ("50 جنيهًا مصرىًا", "50 EGP"),
        ("500 долларов США", "500 USD"),
    ],
)
def test_currency_is_read_with_the_number(typed, amount):
    assert str(read_amount(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "box", "amount"),
    [
        ("KSh.500", "", "500 KES"),
        ("KSh.1500", "", "1500 KES"),
        ("KSh.5", "", "5 KES"),
        ("TSh.500", "", "500 TZS"),
        ("S/.1500", "", "1500 PEN"),
        ("S/.50", "", "50 PEN"),
        ("S/.1,500.50", "", "1500.50 PEN"),
        ("SFr.500", "", "500 CHF"),
        ("CHF.500", "", "500 CHF"),
        ("EUR.500.–", "", "500 EUR"),
        ("US$.1500", "", "1500 USD"),
        ("US$.500", "", "500 USD"),
        ("Rs.500", "INR", "500 INR"),
        ("Rs.500/-", "PKR", "500 PKR"),
        ("Rs.500.50", "LKR", "500.50 LKR"),
        ("Rs.10,00,000/-", "INR", "1000000 INR"),
        ("Fr.500", "CHF", "500 CHF"),
        ("Fr.1'000", "CHF", "1000 CHF"),
        ("Fr.250.–", "CHF", "250 CHF"),
        ("д.500", "", ""),
        ("CHF .50", "", "0.50 CHF"),
        ("CHF:.50", "", "0.50 CHF"),
    ],
)
def test_full_stop_of_an_abbreviation_is_no_decimal_point(typed, box, amount):
    if amount:
        assert str(read_amount(typed, box)) == amount
    else:
        with pytest.raises(AmountRefusedError, match="no currency"):
            read_amount(typed, box)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("1.000", ["1000", "1"]),
        ("1'500.000", ["1500000", "1500"]),
        ("10’000,000", ["10000000", "10000"]),
        ("1'234.567", ["1234567"]),
        ("1 000.000", ["1000000", "1000"]),
        ("1\u202f000,000", ["1000000", "1000"]),
        ("1,000.000", ["1000000", "1000"]),
        ("1,0000", ["1"]),
        ("1000.000", ["1000000", "1000"]),
        ("KSh .500", ["500 KES", "0.50 KES"]),
        ("5 mil", ["5000", "5000000"]),
        ("BD$500", ["500 BBD", "500 BMD"]),
        ("LD 500", ["500 LRD", "500 LYD"]),
        ("0.500", ["0.50"]),
        ("0,500", ["0.50"]),
        ("١٢٫٥٠٠", ["12.50"]),
        ("US$.50", ["50 USD", "0.50 USD"]),
        ("CHF,500", ["500 CHF", "0.50 CHF"]),
        ("KES,٥٠", ["50 KES", "0.50 KES"]),
        ("50L", ["5000000", "50"]),
        ("LE.500", ["500 EGP", "500 SLE"]),
        ("Le 500", ["500 EGP", "500 SLE"]),
        ("100 lira", ["100 TRY", "100 LBP", "100 SYP"]),
        ("٥ ليرات", ["5 TRY", "5 LBP", "5 SYP"]),
        ("5 دراهم", ["5 AED", "5 MAD"]),
        ("P500", ["500 PHP", "500 BWP"]),
        ("Br 500", ["500 ETB", "500 BYN"]),
        ("Bs. 500", ["500 BOB", "500 VES"]),
        ("SR 500", ["500 SAR", "500 SCR"]),
        ("500 د.ا", ["500 AED", "500 JOD"]),
        ("1,000", ["1000", "1"]),
        ("12.500", ["12500", "12.50"]),
        ("12,505", ["12505"]),
        ("١٢،٥٠٠", ["12500", "12.50"]),
        ("CHF 1.000", ["1000 CHF", "1 CHF"]),
        ("1.250 million", ["1250000000", "1250000"]),
        ("2 billion", ["2000000000", "2000000000000"]),
        ("500 F CFA", ["500 XOF", "500 XAF"]),
        ("¥ 500", ["500 JPY", "500 CNY"]),
        ("¥1,000", ["1000 JPY", "1000 CNY", "1 JPY", "1 CNY"]),
    ],
)
def test_what_can_be_read_in_several_ways_is_asked(typed, readings):
    with pytest.raises(AmountUnclearError) as unclear:
        read_amount(typed)
    assert [str(each) for each in unclear.value.readings] == readings
    assert readings[0] in str(unclear.value)


def test_number_and_sign_that_are_both_unclear_are_asked_together():
    with pytest.raises(AmountUnclearError) as unclear:
        read_amount("$1.000")
    readings = [str(each) for each in unclear.value.readings]
    assert readings == ["1000 USD", "1000 AUD", "1000 CAD", "1000 NZD", "1 USD", "1 AUD", "1 CAD", "1 NZD"]


@pytest.mark.parametrize(("typed", "first"), [("$500", "500 USD"), ("500 dollars", "500 USD"), ("Rs. 500", "500 INR")])
def test_sign_that_many_share_is_asked_the_usual_ones_first(typed, first):
    with pytest.raises(AmountUnclearError) as unclear:
        read_amount(typed)
    assert str(unclear.value.readings[0]) == first
    assert len({each.currency for each in unclear.value.readings}) == len(unclear.value.readings) > 5


@pytest.mark.parametrize(
    ("typed", "box", "amount"),
    [
        ("$500", "AUD", "500 AUD"),
        ("500 francs", "RWF", "500 RWF"),
        ("500 €", "CHF", "500 EUR"),
        ("500", "CHF", "500"),
    ],
)
def test_box_says_whose_dollars_they_are_and_nothing_else(typed, box, amount):
    assert str(read_amount(typed, box)) == amount


def test_readings_are_said_with_their_decimals():
    with pytest.raises(
        AmountUnclearError, match=re.escape("“1.000” can be read as 1\u00a0000 or as 1.00. Write 1000 or 1.")
    ):
        read_amount("1.000")
    with pytest.raises(AmountUnclearError, match="or as a number with more than 2 decimals"):
        read_amount("12.505")
    with pytest.raises(AmountUnclearError, match=re.escape("“0.500” has more than 2 decimals. Write 0.50.")):
        read_amount("0.500")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a lot", "Enter a number"),
        ("NaN", "Enter a number"),
        ("1e500", "several numbers"),
        ("500-600", "several numbers"),
        ("1 million 500", "several numbers"),
        ("10²", "no currency"),
        ("about 500", "not one exact number"),
        ("ca. $500", "not one exact number"),
        ("$500 ca.", "not one exact number"),
        ("ca. 500", "not one exact number"),
        ("> 500", "not one exact number"),
        ("500*", "not one exact number"),
        ("CHF 500+", "not one exact number"),
        ("environ 500 CHF", "not one exact number"),
        ("más de 500", "not one exact number"),
        ("حوالي 500 دولار", "not one exact number"),
        ("Sum: 500", "no currency"),
        ("500 MT", "no currency"),
        ("2 сотни", "no currency"),
        ("(CHF 500)", "zero or more"),
        ("1 234.567,89", "separators"),
        ("1'234.567.89", "separators"),
        ("2 trillones", "no currency"),
        ("XYZ 500", "no currency"),
        ("500 people", "no currency"),
        ("500 CHF EUR", "two currencies"),
        ("€ 500 CHF", "two currencies"),
        ("1,200 000", "separators"),
        ("1,000,50", "separators"),
        ("12 34", "separators"),
        ("-5", "zero or more"),
        ("−5", "zero or more"),
        ("(500)", "zero or more"),
        ("CHF -5", "zero or more"),
        ("1.234.567,891", "no more than 2 decimals"),
        ("9" * 40, "no more than 13 digits"),
        ("20 000 billones", "no more than 13 digits"),
        ("1 " * 60, "too long"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(typed, says):
    with pytest.raises(AmountRefusedError, match=says):
        read_amount(typed)


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0", "\u200f"])
def test_nothing_typed_is_no_amount(typed):
    assert read_amount(typed) is None


amounts = st.decimals(0, Decimal("9999999999999.99"), places=2)


@given(amounts, st.sampled_from([".", ","]))
def test_amount_that_is_shown_is_read_as_itself(value, mark):
    shown = separated(value, mark)
    assert read_amount(shown) == read_amount(digits(value)) == Amount(value)


@given(amounts, st.sampled_from([ARABIC, PERSIAN, DEVANAGARI]))
def test_digits_of_any_script_are_the_same_number(value, script):
    assert read_amount(digits(value).translate(script)) == Amount(value)


@given(st.text(max_size=120))
def test_any_text_is_an_amount_or_is_refused(typed):
    readings: tuple[Amount | None, ...] = ()
    try:
        readings = (read_amount(typed),)
    except AmountUnclearError as unclear:
        readings = unclear.readings
    except AmountRefusedError:
        pass
    for read in readings:
        assert read is None or (read_amount(str(read)) == read and 0 <= read.value < 10**13)
