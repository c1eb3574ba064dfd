import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actions", "0007_due_process")]

    operations: list[migrations.operations.base.Operation] = [
        # A reversal that was given up does not stand in the way of a second one.
        migrations.AlterField(
            model_name="run",
            name="undoes",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversals",
                to="actions.run",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["dropped", "refused"]), _negated=True),
                fields=("undoes",),
                name="run_undone_once",
            ),
        ),
    ]
