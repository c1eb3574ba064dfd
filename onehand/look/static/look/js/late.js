// A promise turns late on the open page at its time, before the server has said so; then its verbs follow.
import { refreshTimeline } from "./timeline.js";

const turn = () => {
  let turned = false;
  document.querySelectorAll("[data-turns-late]").forEach((place) => {
    if (Date.parse(place.dataset.turnsLate) > Date.now()) return;
    const mark = place.querySelector(".mark");
    const shape = mark.querySelector("use");
    shape.setAttribute("href", shape.getAttribute("href").replace(/#.*/, "#late"));
    mark.className = "mark level-late";
    mark.lastChild.textContent = place.dataset.word;
    place.closest(".promise")?.classList.replace("owed", "late");
    place.removeAttribute("data-turns-late");
    turned = true;
  });
  if (turned) refreshTimeline(true).catch(() => {});
};

if (document.querySelector("[data-case]")) setInterval(turn, 5000);
