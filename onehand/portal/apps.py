from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "onehand.portal"
    label = "portal"
