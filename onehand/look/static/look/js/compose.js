// Ctrl/Cmd-Enter sends; a form is sent once (its hidden key makes a second arrival harmless anyway).
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.form) return;
  event.preventDefault();
  const buttons = [...event.target.form.querySelectorAll(event.shiftKey ? "button[data-anyway]" : "button[data-send]")];
  event.target.form.requestSubmit(buttons.find((button) => button.checkVisibility?.() ?? true));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  // After this turn, since a disabled button would not be part of what is sent.
  setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => { button.disabled = true; }));
});

// Coming back by the browser's history must not find a dead form.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
  });
});

document.addEventListener("click", (event) => {
  const mention = event.target.closest("[data-mention]");
  const key = event.target.closest("[data-key-for]");
  if (mention) {
    const area = mention.form.elements.text;
    const begun = area.value[area.selectionStart - 1] === "@" ? 1 : 0;
    area.setRangeText(mention.dataset.mention, area.selectionStart - begun, area.selectionEnd, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (key) setTimeout(() => document.getElementById(key.dataset.keyFor)?.focus());
});

// An empty field folds when it is left. Not while the pointer is down, or what is pressed moves away before it is released.
document.addEventListener("pointerdown", () => {
  const form = document.querySelector(".composer form:focus-within");
  if (!form) return;
  form.dataset.held = "";
  const release = () => setTimeout(() => delete form.dataset.held);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, release, { once: true });
}, { capture: true });
