from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_document USING fts5(
    place UNINDEXED, words, detail='none', prefix='2 3 4', tokenize="unicode61 remove_diacritics 0"
)
"""
POSTGRES = [
    "CREATE TABLE search_document (id bigint PRIMARY KEY, place bigint NOT NULL, words tsvector NOT NULL)",
    "ALTER TABLE search_document ALTER COLUMN words SET STATISTICS 1000",
    "CREATE INDEX search_words ON search_document USING gin (words) WITH (fastupdate = off)",
]


def create(apps, schema_editor):
    statements = [SQLITE] if schema_editor.connection.vendor == "sqlite" else POSTGRES
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_document")


class Migration(migrations.Migration):
    operations = [migrations.RunPython(create, drop)]
