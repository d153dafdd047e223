"""Turns become signature requests, in the program alone: tables, columns and constraints keep their names.

The rows are never written anew, so the triggers that guard signatures stay, and so does every hash. RenameModel stands
at the top, and not in SeparateDatabaseAndState, so that Django renames the content type, too.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def signature(name: str) -> models.OneToOneField[Any, Any]:
    return models.OneToOneField(
        db_column="turn_id",
        on_delete=django.db.models.deletion.PROTECT,
        related_name="signature",
        to=f"commitments.{name}",
    )


def join_request(name: str) -> models.OneToOneField[Any, Any]:
    return models.OneToOneField(
        db_column="turn_id",
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="join_request",
        to=f"commitments.{name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0012_co_signing"),
    ]

    operations = [
        migrations.AlterModelTable(name="turn", table="commitments_turn"),
        migrations.AlterField(model_name="signature", name="turn", field=signature("turn")),
        migrations.AlterField(model_name="joinrequest", name="turn", field=join_request("turn")),
        migrations.RenameModel(old_name="Turn", new_name="SignatureRequest"),
        migrations.RenameField(model_name="signature", old_name="turn", new_name="signature_request"),
        migrations.RenameField(model_name="joinrequest", old_name="turn", new_name="signature_request"),
        migrations.AlterField(
            model_name="signaturerequest",
            name="circulation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signature_requests",
                to="commitments.circulation",
            ),
        ),
        migrations.AlterField(
            model_name="signaturerequest",
            name="invitation",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="signature_request",
                to="commitments.invitation",
            ),
        ),
    ]
