from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "onehand.actions"
    label = "actions"

    def ready(self) -> None:
        from onehand.actions.sentences import SENTENCES
        from onehand.cases import sentences

        sentences.add(SENTENCES)
