// Words selected in a customer's message become a question by one click.
import { typing } from "./keys.js";

const form = () => document.querySelector("#panel-questions form.menu-body");
let button = null;

const chosen = () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return null;
  const text = selection.toString().trim();
  const place = selection.getRangeAt(0).commonAncestorContainer;
  const message = (place.nodeType === 1 ? place : place.parentElement)?.closest("[data-message]");
  return message && text.length > 2 && text.length <= 500 ? { text, message: message.dataset.message, box: selection.getRangeAt(0).getBoundingClientRect() } : null;
};

const note = () => {
  const found = chosen();
  const fields = form();
  if (!found || !fields) return false;
  fields.elements.text.value = found.text;
  let field = fields.elements.message;
  if (!field) {
    field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "message" });
    fields.append(field);
  }
  field.value = found.message;
  document.getSelection().removeAllRanges();
  fields.requestSubmit();
  return true;
};

const offer = () => {
  const found = chosen();
  if (!found || typing(document.activeElement)) { button?.remove(); button = null; return; }
  if (!button) {
    const like = document.querySelector("#panel-questions summary");
    if (!like) return;
    button = document.createElement("button");
    button.type = "button";
    button.className = "button primary floating";
    button.textContent = document.body.dataset.question;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", note);
    document.body.append(button);
  }
  button.style.insetInlineStart = `${Math.max(8, Math.min(found.box.left, innerWidth - 160))}px`;
  button.style.insetBlockStart = `${Math.max(8, found.box.top - 40)}px`;
};

document.addEventListener("selectionchange", offer);
document.addEventListener("scroll", offer, true);
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "q" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (note()) event.preventDefault();
}, true);
