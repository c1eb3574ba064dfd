// Forms that act without leaving the page: what is being typed elsewhere stays, the parts that changed are fetched.
import { insert } from "./inserting.js";
import { post } from "./post.js";
import { refreshTimeline } from "./timeline.js";
import { say } from "./toasts.js";

const send = async (form, button) => {
  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  const url = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const answer = await post(url, [...fields].filter(([, value]) => typeof value === "string"), {
    headers: { Accept: "application/json", "HX-Request": "true" },
  });
  if (answer.status === 401) { location.href = answer.headers.get("HX-Redirect") || location.href; return null; }
  return { ok: answer.ok, ...(await answer.json()) };
};

// Where the work goes on when the button that was pressed has gone.
const goOn = (menu, proposal) => {
  if (menu) menu.querySelector("summary")?.focus();
  else if (proposal) document.querySelector(".proposal button")?.focus();
};

const act = async (form, button) => {
  const buttons = [...form.querySelectorAll("button")];
  buttons.forEach((one) => { one.disabled = true; });
  try {
    const told = await send(form, button);
    if (!told) return;
    if (!told.ok) { say(told.problem, { late: true }); return; }
    const menu = form.closest("details.menu");
    const proposal = form.matches(".proposals");
    if (menu) menu.open = false;
    if (!proposal) form.reset();
    if (told.insert) insert(told.insert, told);
    if (told.said) say(told.said, { undo: told.undo });
    document.activeElement?.blur();
    await refreshTimeline(true);
    if (!told.insert) goOn(menu?.isConnected ? menu : null, proposal);
  } catch {
    say(document.body.dataset.offline, { late: true });
  } finally {
    buttons.forEach((one) => { one.disabled = false; });
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-in-place]") || !document.getElementById("timeline")) return;
  event.preventDefault();
  if (form.reportValidity()) act(form, event.submitter);
});
