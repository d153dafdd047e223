"""Makes the kept text of the newest format anew: `python -m tests.document.keep_revision`, from the root.

For a format that no release has written yet, while fields are still added to it. A text of a released format is kept
for good: who signed such a one signed its bytes.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import django

KEPT = Path(__file__).parents[1] / "data" / "revisions"
LIST = "Take one or more of these measures:\n• set up a joint commission that will\n  – review the law;\n• report."


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pledgebuilder.settings")
    django.setup()
    # Models are there only now.
    from commitments.document import Addition, Objective, freeze, thaw  # noqa: PLC0415
    from commitments.document.freezing import FORMATS  # noqa: PLC0415
    from commitments.text.additions import printed_objective  # noqa: PLC0415

    first = thaw((KEPT / "pledgebuilder-revision-1.json").read_text("utf-8"), status="agreed")
    measures = Objective("measures", None, "", LIST, "own", (Addition("m", "m", "both; Deep.", "own"),), "including")
    objectives = [
        replace(
            each,
            printed=printed_objective(
                each.text,
                each.additions_lead_in,
                [addition.text for addition in each.additions],
                is_official=each.wording == "official",
            ),
        )
        for each in (*first.objectives, measures)
    ]
    newest = FORMATS.newest.name
    path = KEPT / f"{newest.replace('/', '-')}.json"
    path.write_text(freeze(replace(first, objectives=tuple(objectives), frozen_as="")), "utf-8")
    print(path.name, json.loads(path.read_text("utf-8"))["format"])


if __name__ == "__main__":
    main()
