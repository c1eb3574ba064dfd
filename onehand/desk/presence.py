"""Who looks at a case or writes in it now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from onehand.cases.access import access_case
from onehand.desk.entrance import for_agents
from onehand.foundation.live import presence as live
from onehand.team.models import Agent


@require_POST
@for_agents
def presence(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    topic = f"case:{access_case(agent, number).pk}"
    doing = request.POST.get("doing", "")
    if doing == "gone":
        live.leave(topic, agent.pk)
    elif doing == "viewing":
        live.say(topic, agent.pk, agent.display_name, "viewing")
    elif doing == "typing":
        live.say(topic, agent.pk, agent.display_name, "typing")
    else:
        return HttpResponse(status=400)
    return HttpResponse(status=204)
