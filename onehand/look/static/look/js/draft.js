// A typed text is never lost: saved on the server, and in the browser while the server cannot be reached.
import { post } from "./post.js";

const area = document.querySelector("[data-draft-url]");
const line = document.querySelector("[data-draft-state]");
const kept = area && `draft:${area.dataset.draftUrl}`;
let timer = 0;

const local = {
  get: () => { try { return localStorage.getItem(kept); } catch { return null; } },
  set: (text) => { try { localStorage.setItem(kept, text); } catch { /* full or private: the page itself still holds it */ } },
  drop: () => { try { localStorage.removeItem(kept); } catch { /* nothing kept */ } },
};
const say = (state) => { if (line) line.textContent = line.dataset[state] || ""; };

const save = async () => {
  const text = area.value;
  try {
    const answer = await post(area.dataset.draftUrl, { text, seen: area.form.elements.seen?.value || "" }, { keepalive: text.length < 60000 });
    if (!answer.ok) throw new Error(String(answer.status));
    if (area.value === text) { local.drop(); say("saved"); }
  } catch {
    local.set(text);
    say("kept");
  }
};

const plain = (text) => text.replace(/\s+/g, " ").trim();
const arrived = (text) =>
  [...document.querySelectorAll("#timeline .text")].some((one) => plain(one.textContent).startsWith(plain(text).slice(0, 80)));

if (area) {
  const text = local.get();
  if (text && arrived(text)) local.drop();
  else if (text && !area.value.trim()) { area.value = text; say("kept"); }
  area.addEventListener("input", () => {
    local.set(area.value);
    say("saving");
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  });
  // Kept until the next page shows it among the messages: sending may fail on the way.
  area.form.addEventListener("submit", () => { clearTimeout(timer); local.set(area.value); });
  window.addEventListener("pagehide", () => { if (local.get() !== null && !area.form.dataset.sent) save(); });
}
