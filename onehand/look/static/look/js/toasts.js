// A plain message goes by itself, an undo stays until the next page; a click or Escape removes either.
const toasts = () => document.querySelectorAll(".toast");

// Of what was done without leaving the page; an undo is a form like that of a page.
export const say = (text, { undo, late } = {}) => {
  const place = document.querySelector(".toasts");
  if (!place || !text) return;
  const line = document.createElement(undo ? "form" : "p");
  line.className = "toast";
  if (late) line.role = "alert";
  const words = document.createElement("span");
  words.textContent = text;
  line.append(words);
  if (undo) {
    line.method = "post";
    line.action = undo.url;
    line.dataset.inPlace = "";
    line.addEventListener("submit", () => setTimeout(() => line.remove()));
    const button = document.createElement("button");
    button.className = "button";
    button.dataset.key = "z";
    button.dataset.label = button.textContent = document.body.dataset.undo;
    line.append(button);
  }
  place.replaceChildren(line);
  setTimeout(() => line.remove(), undo ? 20000 : 8000);
};

document.addEventListener("click", (event) => {
  const toast = event.target.closest(".toast");
  if (toast && !event.target.closest("button")) toast.remove();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toasts().forEach((toast) => toast.remove());
});

setTimeout(() => document.querySelectorAll("p.toast").forEach((toast) => toast.remove()), 8000);
