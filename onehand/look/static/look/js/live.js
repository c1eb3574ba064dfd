// Server-sent events: the stream only says that something happened; the page fetches what it may see.
import { fragment } from "./post.js";
import { showPresence } from "./presence.js";
import { refreshTimeline } from "./timeline.js";
import { keepChosen } from "./rows.js";

const { liveUrl, agent, case: number } = document.body.dataset;
let timer = 0;

const refreshList = async () => {
  const list = document.getElementById("cases");
  if (!list || list.contains(document.activeElement?.closest("form"))) return;
  const page = await fragment(location.href, "cases");
  const fresh = page.getElementById("cases");
  const counts = page.getElementById("counts");
  if (counts) document.getElementById("counts")?.replaceWith(counts);
  const held = document.activeElement?.closest("[data-row]")?.dataset.row;
  if (!fresh || fresh.innerHTML === list.innerHTML) return;
  list.replaceWith(fresh);
  window.htmx?.process(fresh);
  keepChosen();
  if (held) fresh.querySelector(`[data-row="${CSS.escape(held)}"] a`)?.focus({ preventScroll: true });
};

const refresh = (entry) => {
  const mine = entry.subject === "case" && String(entry.id) === number;
  clearTimeout(timer);
  timer = setTimeout(() => {
    refreshList().catch(() => {});
    if (number && (mine || entry.again)) refreshTimeline().catch(() => {});
  }, 100);
};

const listen = () => {
  const stream = new EventSource(liveUrl);
  let lost = false;
  stream.addEventListener("entry", (event) => {
    const entry = JSON.parse(event.data);
    if (!number || (entry.subject === "case" && String(entry.id) === number)) refresh(entry);
  });
  stream.addEventListener("presence", (event) => {
    const { topic, here } = JSON.parse(event.data);
    const others = here.filter((one) => String(one.who_id) !== agent);
    if (topic === `case:${number}`) showPresence(others.map((one) => ({ name: one.who_name, doing: one.doing })));
  });
  stream.addEventListener("reload", () => refresh({ again: true }));
  // The browser sends Last-Event-ID by itself; a refresh covers what the server no longer holds.
  stream.addEventListener("open", () => { if (lost) refresh({ again: true }); lost = false; });
  stream.addEventListener("error", () => {
    lost = true;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
  window.addEventListener("pagehide", () => stream.close(), { once: true });
};

if (liveUrl) listen();
window.addEventListener("pageshow", (event) => { if (event.persisted && liveUrl) { listen(); refresh({ again: true }); } });
