"""Backups: a site's rows in a form of our own, which both databases read, and which needs no program to be made.

A backup is a ZIP file: `rows/TABLE.jsonl` with a JSON list for each row, by primary key, and `manifest.json`, which
says at which migrations the database stood, and of each table its columns, how many rows it has, and their SHA-256.
Restored and backed up again, on the same or on the other kind of database, the tables have the same SHA-256.

The databases' own ways, SQLite's backup and pg_dump, are faster; but their files lead to no other kind of database,
hold sessions and codes, and pg_restore must be of the server's release on each machine that may need it.
"""
