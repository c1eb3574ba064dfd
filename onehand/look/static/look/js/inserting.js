// Words put into the reply: a known value, a template, a sentence of amends; and copied ones.
const area = () => document.querySelector(".composer textarea");

const changed = (field) => {
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const keepNumber = (form, name, value) => {
  if (!value || [...form.querySelectorAll(`[name=${name}]`)].some((one) => one.value === String(value))) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value });
  form.append(field);
};

// The first gap of a template is selected, so that typing fills it.
const selectGap = (field, since) => {
  const gap = /\[[^[\]\n]{1,80}\?\]/.exec(field.value.slice(since));
  if (gap) field.setSelectionRange(since + gap.index, since + gap.index + gap[0].length);
};

export const insert = (text, { template, macro, steps } = {}) => {
  const field = area();
  if (!field) return;
  const start = field.selectionStart;
  const before = field.value.slice(0, start);
  const glue = before && !/\s$/.test(before) ? (text.length > 60 ? "\n\n" : " ") : "";
  field.setRangeText(glue + text, start, field.selectionEnd, "end");
  keepNumber(field.form, "templates", template);
  keepNumber(field.form, "macro", macro);
  const line = field.form.querySelector("[data-macro]");
  if (line && macro) { line.hidden = false; line.querySelector(".soft").title = steps || ""; }
  changed(field);
  selectGap(field, start);
};

const replace = (words, instead) => {
  const field = area();
  const at = field.value.indexOf(words);
  if (at < 0) return;
  field.focus();
  field.setSelectionRange(at, at + words.length);
  if (instead) { field.setRangeText(instead, at, at + words.length, "end"); changed(field); }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert], [data-copy], [data-select], [data-keep]");
  if (!button) return;
  const { insert: value, copy, select, instead, keep } = button.dataset;
  if (value) insert(value);
  if (copy) navigator.clipboard?.writeText(copy).catch(() => {});
  if (select) replace(select, instead);
  if (keep && area()) {
    event.preventDefault();
    keepNumber(area().form, "keep", keep);
    area().focus();
    if (area().value.trim()) changed(area());
  }
  const menu = button.closest("details.menu");
  if (menu) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyI") return;
  const first = document.querySelector("[data-insert-first]");
  if (!first) return;
  event.preventDefault();
  first.click();
});
