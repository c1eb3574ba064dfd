// One key a verb: elements say theirs in data-key; what they do stays what a click would do.
export const typing = (element) => Boolean(element?.closest("input:not([type=radio],[type=checkbox]), textarea, select, [contenteditable]"));
export const label = (element) => element.dataset.label || element.textContent.trim().replace(/\s+/g, " ");
export const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

export const act = (element) => {
  if (element.matches("summary")) {
    element.parentElement.open = true;
  } else if (element.matches("textarea, input:not([type=radio]), [data-focus]")) {
    element.focus();
  } else {
    element.click();
  }
};

// Of several with the same key that one acts which stands beside or in the chosen row, else the first.
const bearer = (key) => {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  return all.find((element) => element.closest("#preview") && visible(element)) || all.find((element) => element.closest(".chosen")) || all[0];
};
export const isFirst = (element) => bearer(element.dataset.key) === element;

const keysHelp = () => {
  const dialog = document.getElementById("keys");
  const list = dialog?.querySelector("[data-keys]");
  if (!list) return;
  const first = [...document.querySelectorAll("[data-key]")].filter(isFirst);
  list.replaceChildren(...first.map((element) => {
    const line = document.createElement("div");
    const key = document.createElement("kbd");
    key.textContent = element.dataset.keyShown || element.dataset.key.toUpperCase();
    line.append(label(element), key);
    return line;
  }));
  dialog.showModal();
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") { event.preventDefault(); keysHelp(); return; }
  const element = bearer(event.key.toLowerCase());
  if (!element) return;
  event.preventDefault();
  act(element);
});
