from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "onehand.timeline"
    label = "timeline"
