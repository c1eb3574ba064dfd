
import django.db.models.deletion
import onehand.defects.models
import onehand.foundation.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0004_find_late_answers'),
        ('people', '0003_find_identities_by_value'),
        ('team', '0001_agents_and_calendars'),
    ]

    operations = [
        migrations.CreateModel(
            name='Defect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=onehand.defects.models._code, max_length=32, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('what_de', models.CharField(blank=True, max_length=500)),
                ('what_en', models.CharField(blank=True, max_length=500)),
                ('note_de', models.CharField(blank=True, max_length=500)),
                ('note_en', models.CharField(blank=True, max_length=500)),
                ('department', models.CharField(blank=True, max_length=100)),
                ('state', models.CharField(choices=[('open', 'Open'), ('fixed', 'Fixed'), ('reopened', 'Reopened')], default='open', max_length=10)),
                ('public', models.BooleanField(default=False)),
                ('expected_at', models.DateTimeField(null=True)),
                ('backend', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(blank=True, max_length=60)),
                ('step', models.CharField(blank=True, max_length=60)),
                ('cause', models.CharField(blank=True, max_length=200)),
                ('opened_at', models.DateTimeField(default=onehand.foundation.clock.now)),
                ('fixed_at', models.DateTimeField(null=True)),
                ('done_de', models.CharField(blank=True, max_length=500)),
                ('done_en', models.CharField(blank=True, max_length=500)),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('turn', models.PositiveIntegerField(default=0)),
                ('words', models.JSONField(default=dict)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='team.agent')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='defects', to='team.agent')),
            ],
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('agent', 'Agent'), ('suggestion', 'Suggestion'), ('me_too', 'Me Too'), ('warned', 'Warned')], max_length=10)),
                ('at', models.DateTimeField(default=onehand.foundation.clock.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('works', models.BooleanField(null=True)),
                ('works_at', models.DateTimeField(null=True)),
                ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='team.agent')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='defect_links', to='cases.case')),
                ('defect', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='defects.defect')),
            ],
        ),
        migrations.CreateModel(
            name='NotThis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=onehand.foundation.clock.now)),
                ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='team.agent')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='not_these_defects', to='cases.case')),
                ('defect', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='not_these', to='defects.defect')),
            ],
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('fixed', 'Fixed'), ('expected', 'Expected'), ('warning', 'Warning')], max_length=10)),
                ('turn', models.PositiveIntegerField()),
                ('about', models.CharField(blank=True, max_length=200)),
                ('outcome', models.CharField(blank=True, choices=[('written', 'Written'), ('already', 'Already'), ('by_hand', 'By Hand'), ('needless', 'Needless')], max_length=10)),
                ('ended_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='defect_tellings', to='cases.case')),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.customer')),
                ('defect', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='defects.defect')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.message')),
            ],
        ),
        migrations.AddIndex(
            model_name='defect',
            index=models.Index(fields=['state', '-opened_at'], name='defect_by_state'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(fields=('defect', 'case'), name='defect_and_case_once'),
        ),
        migrations.AddConstraint(
            model_name='notthis',
            constraint=models.UniqueConstraint(fields=('defect', 'case'), name='not_this_defect_once'),
        ),
        migrations.AddIndex(
            model_name='telling',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['defect'], name='defect_to_be_told'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.UniqueConstraint(fields=('defect', 'kind', 'turn', 'case'), name='defect_told_once'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'warning')), fields=('defect', 'customer'), name='defect_warned_once'),
        ),
    ]
