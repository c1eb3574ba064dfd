import django.db.models.deletion
from django.db import migrations, models

import onehand.foundation.clock


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0006_courses"),
        ("cases", "0004_find_late_answers"),
        ("people", "0003_find_identities_by_value"),
        ("team", "0001_agents_and_calendars"),
    ]

    operations = [
        migrations.CreateModel(
            name="Blocking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("hearing", "Hearing"),
                            ("deciding", "Deciding"),
                            ("executing", "Executing"),
                            ("blocked", "Blocked"),
                            ("appealed", "Appealed"),
                            ("releasing", "Releasing"),
                            ("ended", "Ended"),
                        ],
                        default="hearing",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_blocked", "Not Blocked"),
                            ("lapsed", "Lapsed"),
                            ("withdrawn", "Withdrawn"),
                            ("upheld", "Upheld"),
                            ("lifted", "Lifted"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("evidence", models.TextField()),
                ("proposed_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                ("hearing_until", models.DateTimeField()),
                ("heard_at", models.DateTimeField(null=True)),
                ("decide_by", models.DateTimeField(null=True)),
                ("blocks", models.BooleanField(null=True)),
                ("decision", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("closing_reason", models.TextField(blank=True)),
                ("in_force", models.BooleanField(default=False)),
                ("why", models.JSONField(default=dict)),
                ("key", models.CharField(max_length=100, null=True, unique=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="blocking", to="cases.case"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="blockings", to="people.customer"
                    ),
                ),
                (
                    "decider",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.message"
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"),
                ),
                (
                    "told",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.message"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                ("decide_by", models.DateTimeField()),
                ("late_at", models.DateTimeField(null=True)),
                ("nobody_at", models.DateTimeField(null=True)),
                ("upheld", models.BooleanField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("corrected", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decider",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.message"
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.message"
                    ),
                ),
                (
                    "blocking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appeal", to="actions.blocking"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HearingLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(choices=[("hearing", "Hearing"), ("appeal", "Appeal")], max_length=10)),
                ("hashed", models.CharField(max_length=64, null=True, unique=True)),
                ("made_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "blocking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="actions.blocking"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Provisional",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                ("agreed", models.BooleanField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("in_force_at", models.DateTimeField(null=True)),
                ("over_at", models.DateTimeField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"),
                ),
                (
                    "blocking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="provisional", to="actions.blocking"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("announced", "Announced"),
                            ("stopped", "Stopped"),
                            ("done", "Done"),
                            ("refused", "Refused"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("claimed_email", models.CharField(blank=True, max_length=320)),
                ("claimed_order", models.CharField(blank=True, max_length=60)),
                ("claimed_postcode", models.CharField(blank=True, max_length=20)),
                ("order_proved_at", models.DateTimeField(null=True)),
                ("order_failed_at", models.DateTimeField(null=True)),
                ("identified", models.CharField(blank=True, max_length=200)),
                ("announced_at", models.DateTimeField(null=True)),
                ("wait_until", models.DateTimeField(null=True)),
                ("waited_at", models.DateTimeField(null=True)),
                ("new_proved_at", models.DateTimeField(null=True)),
                ("old_confirmed_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_from", models.CharField(blank=True, max_length=320)),
                ("reason", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "account_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to="people.customer",
                    ),
                ),
                (
                    "announced_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recovery", to="cases.case"
                    ),
                ),
                (
                    "chosen_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"
                    ),
                ),
                (
                    "identified_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.agent"
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.identity"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(choices=[("new", "New"), ("known", "Known")], max_length=10)),
                ("recipient", models.CharField(blank=True, max_length=320)),
                ("hashed", models.CharField(max_length=64, null=True, unique=True)),
                ("made_at", models.DateTimeField(default=onehand.foundation.clock.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=10)),
                (
                    "recovery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="actions.recovery"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="blocking",
            index=models.Index(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=["state", "hearing_until"],
                name="blocking_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="blocking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("customer",), name="blocking_once_per_customer"
            ),
        ),
        migrations.AddConstraint(
            model_name="blocking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decider__isnull", True),
                    models.Q(("decider", models.F("proposer")), _negated=True),
                    _connector="OR",
                ),
                name="blocking_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="provisional",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second__isnull", True), models.Q(("second", models.F("asked_by")), _negated=True), _connector="OR"
                ),
                name="provisional_by_two",
            ),
        ),
    ]
