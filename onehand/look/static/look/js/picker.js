// The list of templates: narrowed while typing, opened by "/" in an empty text. It stands inside the form of the reply,
// so that its entries are no forms themselves.
import { insert } from "./inserting.js";
import { post } from "./post.js";
import { say } from "./toasts.js";

document.addEventListener("click", async (event) => {
  const entry = event.target.closest("[data-template]");
  if (!entry) return;
  try {
    const answer = await post(entry.dataset.template, {}, { headers: { Accept: "application/json", "HX-Request": "true" } });
    const told = await answer.json();
    entry.closest("details").open = false;
    if (answer.ok) insert(told.insert, told); else say(told.problem, { late: true });
  } catch {
    say(document.body.dataset.offline, { late: true });
  }
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-narrow]")) return;
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  event.target.parentElement.querySelectorAll("[data-words]").forEach((line) => {
    line.hidden = !words.every((word) => line.dataset.words.includes(word));
  });
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (field.matches?.("[data-narrow]") && event.key === "Enter") {
    event.preventDefault();
    field.parentElement.querySelector("[data-template]:not([hidden])")?.click();
    return;
  }
  const picker = document.querySelector("details.picker");
  if (event.key !== "/" || !picker || !field.matches?.(".composer textarea") || field.value) return;
  event.preventDefault();
  picker.open = true;
});

// What is fetched into an open menu takes the focus, as what stands there from the beginning does.
document.addEventListener("htmx:afterSwap", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (menu) menu.querySelector(".menu-body :is(textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=datetime-local]))")?.focus();
});

// The call that a promise asks for opens with the promise chosen.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-call]");
  const menu = document.querySelector("details[data-calls]");
  if (!link || !menu) return;
  event.preventDefault();
  menu.querySelector("[hx-get]").setAttribute("hx-get", link.href);
  window.htmx?.process(menu.querySelector("[hx-get]"));
  menu.open = true;
});
