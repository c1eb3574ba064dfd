from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "onehand.config"
    label = "wiring"

    def ready(self) -> None:
        from onehand.config import wiring

        wiring.connect()
