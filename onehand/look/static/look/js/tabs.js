// On a narrow screen the parts of a case are tabs; without scripts they simply follow each other.
const tabs = document.querySelector("[data-tabs]");
const parts = tabs?.closest(".case");

const show = (name) => {
  parts.dataset.tab = name;
  tabs.querySelectorAll("a").forEach((tab) => {
    if (tab.dataset.shows === name) tab.setAttribute("aria-current", "true"); else tab.removeAttribute("aria-current");
  });
};

if (parts) {
  tabs.addEventListener("click", (event) => {
    const tab = event.target.closest("a");
    if (!tab) return;
    event.preventDefault();
    show(tab.dataset.shows);
  });
  // A link to a part that is hidden shows it first.
  document.addEventListener("click", (event) => {
    const place = event.target.closest("a[href^='#']")?.hash.slice(1);
    const part = place && document.getElementById(place)?.closest(".talk, .side");
    if (part && !tabs.contains(event.target)) show(part.id);
  });
  show("talk");
  if (getComputedStyle(tabs).display !== "none" && !location.hash) {
    document.querySelector("#timeline > :last-child")?.scrollIntoView({ block: "center" });
  }
}
