"""Each tip names the version of the charter whose rules on rewards hold for it. Those of before name none: no version promised any."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from fairwitness.office.guards import guarded
from fairwitness.sealed.guards_of_promises import RULES_STAY


class Migration(migrations.Migration):
    """A column, and its guard."""

    dependencies = [
        ("office", "0000_all_at_once"),
        ("sealed", "0000_all_at_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="tip",
            name="charter",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="office.charterversion",
            ),
        ),
        guarded(RULES_STAY),
    ]
