// Tells colleagues that this case is open here, and shows who else has it open.
import { post } from "./post.js";

const body = document.body;
const line = document.getElementById("presence");
const area = document.querySelector(".composer textarea");
let typed = 0;

const doing = () => (Date.now() - typed < 20000 ? "typing" : "viewing");
const beat = () => { if (!document.hidden) post(body.dataset.presenceUrl, { doing: doing() }).catch(() => {}); };

export const showPresence = (who) => {
  if (!line) return;
  const say = (one) => (one.doing === "typing" ? line.dataset.typing : line.dataset.viewing).replace("{name}", one.name);
  line.querySelector("[data-who]").textContent = who.map(say).join(" · ");
  line.hidden = who.length === 0;
};

if (body.dataset.presenceUrl) {
  beat();
  setInterval(beat, 15000);
  area?.addEventListener("input", () => {
    const fresh = doing() === "viewing";
    typed = Date.now();
    if (fresh) beat();
  });
  window.addEventListener("pagehide", () => post(body.dataset.presenceUrl, { doing: "gone" }, { keepalive: true }).catch(() => {}));
}
