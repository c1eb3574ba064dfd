import "./menus.js";
import "./keys.js";
import "./rows.js";
import "./palette.js";
import "./tabs.js";
import "./asked.js";
import "./inplace.js";
import "./checking.js";
import "./compose.js";
import "./draft.js";
import "./files.js";
import "./picker.js";
import "./late.js";
import "./live.js";
import "./toasts.js";

// What was pressed while the page was still loading acts when htmx listens too: it does from this event on, and a menu
// that opens before would stay without what it fetches.
document.addEventListener("DOMContentLoaded", () => {
  for (const pressed of window.keysSoFar?.() ?? []) {
    const event = new KeyboardEvent("keydown", { ...pressed, bubbles: true, cancelable: true });
    (document.activeElement || document.body).dispatchEvent(event);
  }
});
