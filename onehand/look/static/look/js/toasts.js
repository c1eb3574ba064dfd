// A plain message goes by itself, an undo stays until the next page; a click or Escape removes either.
const toasts = () => document.querySelectorAll(".toast");

document.addEventListener("click", (event) => {
  const toast = event.target.closest(".toast");
  if (toast && !event.target.closest("button")) toast.remove();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") toasts().forEach((toast) => toast.remove());
});

setTimeout(() => document.querySelectorAll("p.toast").forEach((toast) => toast.remove()), 8000);
