"""Part: migrate the data folder of the environment, and load the demo when asked."""

from __future__ import annotations

import sys


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if "demo" in sys.argv[1:]:
        from onehand.config import demo

        demo.load()


if __name__ == "__main__":
    main()
