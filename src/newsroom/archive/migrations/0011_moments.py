import django.db.models.deletion
from django.db import migrations, models

from stet import news

GENRES = [(genre.value, genre.value) for genre in news.Genre]


def begun_with_its_article(apps, schema_editor):
    apps.get_model("archive", "Mention").objects.update(since=models.F("arrived"))


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0010_credits"),
    ]

    operations = [
        migrations.CreateModel(
            name="SourceBefore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(db_index=True)),
                ("standing", models.SmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Active"), ("paused", "Paused"), ("removed", "Removed")], max_length=10
                    ),
                ),
                ("silent_since", models.DateTimeField(null=True)),
                ("silence", models.CharField(blank=True, max_length=300)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="archive.owner",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="before", to="archive.source"
                    ),
                ),
            ],
            options={"ordering": ["until", "id"]},
        ),
        migrations.AddField(
            model_name="revision",
            name="genre",
            field=models.CharField(
                blank=True, choices=GENRES, help_text="empty in those of an old archive", max_length=12, default=""
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="revision",
            name="language",
            field=models.CharField(blank=True, max_length=12, default=""),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(condition=models.Q(("number__gt", 1)), fields=["arrived"], name="revision_later"),
        ),
        migrations.RemoveConstraint(model_name="mention", name="mention_once"),
        migrations.AddField(
            model_name="mention",
            name="since",
            field=models.DateTimeField(null=True, help_text="when the revision arrived that first mentions it"),
        ),
        migrations.RunPython(begun_with_its_article, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="mention",
            name="since",
            field=models.DateTimeField(help_text="when the revision arrived that first mentions it"),
        ),
        migrations.AddField(
            model_name="mention",
            name="until",
            field=models.DateTimeField(blank=True, help_text="when one arrived that does so no more", null=True),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("article", "subject"), name="mention_once"
            ),
        ),
    ]
