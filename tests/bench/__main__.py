"""Measures what the project promises of its speed, prints a table, and ends with 1 if a promise is broken.

    python -m tests.bench [dashboard]

With `dashboard` only the lists of pledges: on PostgreSQL by .ci/with-postgres. Everything takes about four minutes. Not
part of the tests: the figures are ratios within one run, and wobble with the machine.
"""

from __future__ import annotations

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

import django

django.setup()

from tests.bench import (  # noqa: E402 - Django comes first
    after_saving,
    check,
    dashboard,
    freezing,
    objectives,
    pdf,
    saving,
    signing,
)
from tests.bench.measure import Table  # noqa: E402
from tests.bench.site import Site, full_pledge, typical_pledge  # noqa: E402


def main() -> int:
    """Run every benchmark and return the exit status."""
    table, site = Table(), Site()
    if "dashboard" not in sys.argv:
        measure_all(table, site)
    dashboard.measure(table, site)
    print(table.text())
    return 1 if table.is_missed else 0


def measure_all(table: Table, site: Site) -> None:
    """Everything but the lists, which need many pledges: those come last, so that nothing else meets them."""
    typical, full = typical_pledge(site.organisation), full_pledge(site.organisation)
    objectives.measure(table, site, "typical pledge", typical, at_most=objectives.RATIO_LIMIT)
    objectives.measure(table, site, "every clause chosen", full)
    after_saving.measure(table, site, "typical pledge", typical, at_most=after_saving.OF_A_TYPICAL_PLEDGE)
    after_saving.measure(table, site, "every clause chosen", full, at_most=after_saving.OF_EVERY_CLAUSE)
    saving.measure(table, site, typical, full)
    saving.measure_difference(table, full)
    check.measure(table, site, typical, full)
    freezing.measure(table, full)
    signing.measure(table)
    pdf.measure(table, typical)


if __name__ == "__main__":
    sys.exit(main())
