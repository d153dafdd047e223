"""How pdfium reads a line, and what is set apart so that it reads it right."""

from __future__ import annotations

import pytest

from commitments.exports.pdf import order
from commitments.exports.pdf.direction import Run


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("of בא in 20", "of אב in 20"),
        ("2023 תנש בא", "אב שנת 2023"),
        ("תנש COVID-19 בא", "אב -19COVID שנת"),
        ("x בא דג y", "x אב גד y"),
        ("(בא)", "\ufffdאב\ufffd"),
    ],
)
def test_stretches_are_read_forward_or_backward(drawn, read):
    assert order.by_pdfium(drawn) == read


def pieces(drawn, *runs):
    units = [[Run(*run)] for run in runs]
    return [["".join(order.said(drawn, unit)) for unit in part] for part in order.parts(drawn, units)]


def test_line_that_is_read_right_is_one_part():
    assert pieces("2023 תנש בא", (4, 11, False), (0, 4, True)) == [[" תנש בא", "2023"]]


def test_word_that_is_turned_about_is_set_apart():
    drawn = "תנש COVID-19 בא"
    assert pieces(drawn, (12, 15, False), (4, 12, True), (0, 4, False)) == [[" בא"], ["COVID-19"], ["תנש "]]


def test_words_that_change_places_are_set_apart():
    assert pieces("x בא דג y", (0, 2, True), (2, 7, False), (7, 9, True)) == [["x "], ["בא דג"], [" y"]]
