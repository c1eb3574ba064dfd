// Menus are <details>: scripts only close them again and put the focus inside.
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details.menu") || !menu.open) return;
  open().forEach((other) => { if (other !== menu && !other.contains(menu)) other.open = false; });
  menu.querySelector(".menu-body :is(input:not([type=hidden]), select, textarea)")?.focus();
}, true);

document.addEventListener("click", (event) => {
  open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  open().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});
