"""Plain text, for the Conference's form."""

from __future__ import annotations

from dataclasses import replace

from commitments.document import Action, Indicator, Objective
from commitments.exports import text
from tests.exports import samples
from tests.exports.files import File

FILE = File("text", "text/plain; charset=utf-8", "txt", b"Draft, not yet agreed\nOurs\n")


def test_text_has_the_boxes_in_order_and_every_item():
    written = text.render(samples.ENGLISH).decode()
    positions = [written.index(f"\n\n{letter}) ") for letter in "ABCD"]
    assert positions == sorted(positions)
    items: list[Objective | Action | Indicator] = [
        *samples.ENGLISH.objectives,
        *samples.ENGLISH.actions,
        *samples.ENGLISH.indicators,
    ]
    for item in items:
        assert item.text.rstrip(".") in written


def test_text_numbers_items_and_says_their_facts():
    written = text.render(samples.ENGLISH).decode()
    assert "\n\n1. Work to uphold the safety" in written
    assert (
        f"\n\n1.1 {samples.ACTIONS[0]}"
        "\n   Lead: Government of Kenya, Kenya Red Cross Society"
        "\n   Unit: Department of Migration"
        "\n   Time frame: January 2020 – 2022"
        "\n   Serves objective 1\n" in written
    )


def test_text_lists_resources_with_totals():
    written = text.render(samples.ENGLISH).decode().replace("\u00a0", " ")
    assert written.endswith(
        "Volunteers give about 9,000 hours a year.\n\n"
        "- Financial; Running three Service Points; Government of Kenya; CHF 120 000\n"
        "- Financial; Training; Kenya Red Cross Society; CHF 4 500.50\n"
        "- Human; Two coordinators; Kenya Red Cross Society\n"
        "- Material; Vehicles; EUR 30 000\n"
        "Total: CHF 124 500.50\n"
        "Total: EUR 30 000\n"
    )


def test_head_says_what_and_by_whom():
    assert text.render(samples.ENGLISH).decode().split("\n\n")[0].splitlines() == [
        "Draft, not yet agreed",
        "Access and dignity for migrants in Kenya",
        "Pledge for the period 2019–2023",
        "33rd International Conference of the Red Cross and Red Crescent",
        "Parties: Government of Kenya, Kenya Red Cross Society",
        "Open pledge: other parties may sign until 31 December 2021 is over everywhere on earth (UTC−12)",
        "Reference: PB-7KQ3M-9XAB2",
    ]


def test_empty_draft_says_that_nothing_is_there():
    assert (
        text.render(samples.EMPTY)
        .decode()
        .endswith(
            "A) Objectives of the pledge\n\nNo objectives chosen yet.\n\nB) Action plan\n\nNo actions chosen yet.\n\n"
            "C) Indicators for measuring progress\n\nNo indicators chosen yet.\n\n"
            "D) Resource implications\n\nNothing on resources yet.\n"
        )
    )


def test_agreed_pledge_has_no_stamp_and_invents_nothing():
    written = text.render(replace(samples.EMPTY, status="agreed")).decode()
    assert "Draft" not in written
    assert "yet" not in written
