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

// What stands around the conversation follows, unless somebody is just using it.
const refreshAround = async () => {
  const page = await fragment(location.pathname, "case");
  const known = area()?.form.elements.seen.value;
  for (const part of [".case-head .about", ".verbs", "#side"]) {
    const old = document.querySelector(part);
    const fresh = page.querySelector(part);
    if (!old || !fresh || old.contains(document.activeElement) || old.querySelector("details[open]")) continue;
    fresh.querySelectorAll("[name=seen]").forEach((field) => { if (known) field.value = known; });
    old.replaceWith(fresh);
  }
};

export const refreshTimeline = async () => {
  const list = document.getElementById("timeline");
  const page = await fragment(list.dataset.url, "timeline");
  const fresh = page.getElementById("timeline");
  if (!fresh) return;
  let others = 0;
  let more = false;
  for (const item of [...fresh.children]) {
    const old = document.getElementById(item.id);
    if (!old) {
      item.classList.add("fresh");
      list.append(item);
      more = true;
      others += item.hasAttribute("data-matters") ? 1 : 0;
    } else if (old.dataset.version !== item.dataset.version && !old.contains(document.activeElement)) {
      old.replaceWith(item);
    }
  }
  list.dataset.seen = fresh.dataset.seen;
  if (!area()?.value.trim()) seen(fresh.dataset.seen);
  else if (others) notice(others);
  if (more) await refreshAround();
};
