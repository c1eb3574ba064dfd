// Ctrl-K: commands of this page (everything with data-key or data-command, and the navigation), people and cases.
import { act, isFirst, label } from "./keys.js";

const dialog = document.getElementById("palette");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
let at = 0;
let asked = 0;
let timer = 0;

const commands = (words) =>
  [...document.querySelectorAll("[data-key], [data-command], nav a.nav")]
    .filter((element) => !dialog.contains(element) && words.every((word) => label(element).toLowerCase().includes(word)))
    .map((element) => ({ text: label(element), end: element.dataset.key && isFirst(element) ? element.dataset.keyShown || element.dataset.key.toUpperCase() : "", run: () => act(element) }));

const option = (choice, index) => {
  const line = document.createElement("div");
  line.role = "option";
  line.id = `palette-${index}`;
  const text = document.createElement("span");
  text.className = "cut";
  text.textContent = choice.text;
  line.append(text);
  if (choice.end) {
    const end = document.createElement(choice.url ? "span" : "kbd");
    end.className = choice.url ? "faint" : "";
    end.textContent = choice.end;
    line.append(end);
  }
  // The click ends here: a menu that it opens must not be closed again as by a click beside it.
  line.addEventListener("click", (event) => { event.stopPropagation(); dialog.close(); choice.run(); });
  return line;
};

const mark = (index) => {
  const all = [...list.children];
  at = all.length ? (index + all.length) % all.length : 0;
  all.forEach((line, n) => line.setAttribute("aria-selected", n === at));
  input.setAttribute("aria-activedescendant", all[at]?.id || "");
  all[at]?.scrollIntoView({ block: "nearest" });
};

const show = (choices) => { list.replaceChildren(...choices.map(option)); mark(0); };

const cases = async (text) => {
  const answer = await fetch(`${dialog.dataset.searchUrl}?q=${encodeURIComponent(text)}`, { credentials: "same-origin" });
  if (!answer.ok) return [];
  const { people, items } = await answer.json();
  const choice = (words, end, url) => ({ text: words, end, url, run: () => { location.href = url; } });
  return [
    ...people.map((one) => choice(one.name, one.address, one.url)),
    ...items.map((one) => choice(`${one.subject} · ${one.customer}`, String(one.number), one.url)),
  ];
};

const look = () => {
  const text = input.value.trim();
  const found = commands(text.toLowerCase().split(/\s+/).filter(Boolean));
  const mine = ++asked;
  show(found);
  clearTimeout(timer);
  if (text.length < 2) return;
  timer = setTimeout(async () => {
    const hits = await cases(text).catch(() => []);
    if (mine === asked) show([...found, ...hits]);
  }, 120);
};

export const openPalette = () => {
  if (dialog.open) { dialog.close(); return; }
  input.value = "";
  look();
  dialog.showModal();
  input.focus();
};

if (dialog) {
  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter") list.children[at]?.click();
    else if (event.key === "Escape") dialog.close();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openPalette(); }
  });
  document.querySelectorAll("[data-palette]").forEach((button) => button.addEventListener("click", (event) => { event.preventDefault(); openPalette(); }));
}
