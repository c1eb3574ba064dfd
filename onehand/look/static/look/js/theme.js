// Classic script in the head, so that the chosen theme is there before the first paint.
(() => {
  const root = document.documentElement;
  const read = () => { try { return localStorage.getItem("theme") || ""; } catch { return ""; } };
  const show = (theme) => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; };
  if (read()) show(read());
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-set]");
    if (!button) return;
    try { localStorage.setItem("theme", button.dataset.themeSet); } catch { /* private mode: for this page only */ }
    show(button.dataset.themeSet);
    mark();
  });
  const mark = () => {
    const theme = root.dataset.theme || "";
    document.querySelectorAll("[data-theme-set]").forEach((button) => button.setAttribute("aria-pressed", button.dataset.themeSet === theme));
  };
  document.addEventListener("DOMContentLoaded", mark);
})();
