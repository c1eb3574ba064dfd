// J and K move through a list; the preview beside it follows; Enter opens.
import { typing } from "./keys.js";
import { fragment } from "./post.js";

const rows = () => [...document.querySelectorAll("[data-row]")];
let chosen = "";
let timer = 0;

const preview = (row) => {
  const pane = document.getElementById("preview");
  if (!pane || !row.dataset.preview || getComputedStyle(pane).display === "none") return;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    try {
      const page = await fragment(row.dataset.preview, "preview");
      if (row.dataset.row === chosen) { pane.replaceChildren(...page.body.childNodes); window.htmx?.process(pane); }
    } catch { /* the list itself still works */ }
  }, 80);
};

const choose = (row, focus = true) => {
  rows().forEach((other) => other.classList.toggle("chosen", other === row));
  chosen = row.dataset.row;
  row.scrollIntoView({ block: "nearest" });
  if (focus) row.querySelector("a")?.focus({ preventScroll: true });
  preview(row);
};

export const keepChosen = () => {
  const row = rows().find((one) => one.dataset.row === chosen);
  if (row) row.classList.add("chosen");
};

document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const all = rows();
  if (!all.length || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const at = all.findIndex((row) => row.dataset.row === chosen);
  choose(all[Math.min(all.length - 1, Math.max(0, at + step))]);
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (row && row.dataset.row !== chosen) choose(row, false);
});

document.addEventListener("htmx:afterSwap", keepChosen);
if (rows().length && document.getElementById("preview")) choose(rows()[0], false);
