"""No models: the index is a virtual table on SQLite and made by the migration."""
