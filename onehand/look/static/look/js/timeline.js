// Brings new entries into an open case without closing what is unfolded and without touching a half-written answer.
import { fragment } from "./post.js";

const seen = (seq) => document.querySelectorAll("[name=seen]").forEach((field) => { field.value = seq; });
const area = () => document.querySelector(".composer textarea");

const notice = (fresh) => {
  const box = document.querySelector("[data-outdated]");
  if (!box) return;
  box.hidden = false;
  box.querySelector("[data-outdated-count]").textContent = String(fresh);
  box.querySelector("button").onclick = () => {
    seen(document.getElementById("timeline").dataset.seen);
    box.hidden = true;
    area().focus();
  };
};

const isBusy = (part) => part.contains(document.activeElement) || part.querySelector("details.menu[open]");

const replace = (old, fresh) => {
  if (!old || !fresh || isBusy(old)) return;
  old.replaceWith(fresh);
  window.htmx?.process(fresh);
};

// Each panel for itself, so that only the one in which somebody is just at work stays as it is.
const replacePanels = (side, fresh) => {
  const busy = new Map([...side.children].filter(isBusy).map((panel) => [panel.id, panel]));
  [...side.children].forEach((panel) => { if (busy.get(panel.id) !== panel) panel.remove(); });
  let last = null;
  for (const panel of [...fresh.children]) {
    const kept = busy.get(panel.id);
    if (kept) { last = kept; continue; }
    if (last) last.after(panel); else side.prepend(panel);
    window.htmx?.process(panel);
    last = panel;
  }
};

// What stands around the conversation follows, unless somebody is just using it.
const refreshAround = async () => {
  const url = document.getElementById("timeline").dataset.url.replace(/timeline\/$/, "around/");
  const page = await fragment(url, "side");
  const known = area()?.form.elements.seen.value;
  page.querySelectorAll("[name=seen]").forEach((field) => { if (known) field.value = known; });
  replace(document.querySelector(".case-head .about"), page.querySelector(".about"));
  replace(document.querySelector(".case-head .verbs"), page.querySelector(".verbs"));
  replacePanels(document.getElementById("side"), page.getElementById("side"));
};

export const refreshTimeline = async (changed = false) => {
  const list = document.getElementById("timeline");
  const page = await fragment(list.dataset.url, "timeline");
  const fresh = page.getElementById("timeline");
  if (!fresh) return;
  let others = 0;
  for (const item of [...fresh.children]) {
    const old = document.getElementById(item.id);
    if (!old) {
      item.classList.add("fresh");
      list.append(item);
      window.htmx?.process(item);
      others += item.hasAttribute("data-matters") ? 1 : 0;
    } else if (old.dataset.version !== item.dataset.version && !old.contains(document.activeElement)) {
      old.replaceWith(item);
    }
  }
  const more = changed || list.dataset.seen !== fresh.dataset.seen;
  list.dataset.seen = fresh.dataset.seen;
  if (!area()?.value.trim()) seen(fresh.dataset.seen);
  else if (others) notice(others);
  if (more) await refreshAround();
};
