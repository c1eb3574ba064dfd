from django.apps import AppConfig


class DefectsConfig(AppConfig):
    name = "onehand.defects"
    label = "defects"

    def ready(self) -> None:
        from onehand.cases import sentences
        from onehand.defects.sentences import SENTENCES

        sentences.add(SENTENCES)
