"""What is new, pushed to browsers as server-sent events, and who else is on a page.

The application is in `app`, the one loop of a process in `hub`, the rows it reads come through `source`.
`announce` wakes the loops of all processes at the caller's commit.
"""

from __future__ import annotations


def announce() -> None:
    """Wake all live loops when the caller's transaction commits: call it in the transaction that adds rows.

    On PostgreSQL this is a NOTIFY; it only wakes, the rows are always read from the table. SQLite needs
    nothing, its loops see every commit.
    """
    from django.db import connection

    if connection.vendor == "postgresql":
        from onehand.foundation.live.listening import CHANNEL

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
