// While a reply is written, the server says what it answers and promises; the choices stand below the text. Nothing is
// sent that its writer has not seen: a promise found in the last words is shown first.
import { post } from "./post.js";

const form = document.querySelector("[data-check-url]");
const area = form?.elements.text;
const box = () => document.getElementById("check");
let timer = 0;
let asking = null;
let asked = Boolean(document.querySelector("#problem"));
let read = area?.value.trim() && form.querySelector("[name=checked]") ? area.value : "";

const isReply = () => form.elements.mode?.value !== "note";
const promised = () => [...form.querySelectorAll("[name=promise-text]")].map((one) => one.value);
const unanswered = () => [...form.querySelectorAll("[name=answers]")].some((one) => !one.checked && !form.elements[`why-${one.value}`]?.value.trim());
const known = () => Boolean(form.querySelector("[data-instead]"));
const stuck = () => Boolean(form.querySelector(".find [data-select]:not([data-instead])")) || [...form.querySelectorAll("[name=claim-evidence]")].some((one) => !one.value);
const holds = () => unanswered() || known() || stuck();

const show = () => {
  const anyway = form.querySelector("[data-anyway]");
  if (!holds()) asked = false;
  box().classList.toggle("asks", asked);
  if (anyway) anyway.hidden = !asked || stuck();
};

const check = async () => {
  clearTimeout(timer);
  asking?.abort();
  asking = new AbortController();
  const text = area.value;
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const answer = await post(form.dataset.checkUrl, fields, { signal: asking.signal });
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("check");
  read = text;
  if (!fresh || box().contains(document.activeElement)) return;
  const open = [...box().querySelectorAll("details[open]")].map((one) => one.closest(".choice")?.textContent);
  box().replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((one) => { if (open.includes(one.closest(".choice")?.textContent)) one.open = true; });
  show();
};

const ask = () => {
  asked = true;
  show();
  box().classList.add("asks");
  const why = box().querySelector("[data-held]");
  if (why) why.textContent = why.dataset.held;
  const first = box().querySelector("[data-select], [name=claim-evidence], [name=answers]:not(:checked), [name=promise]");
  first?.focus();
  box().scrollIntoView({ block: "nearest" });
};

if (form && box()) {
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (isReply()) check().catch(() => {}); }, 350);
  });
  form.addEventListener("change", (event) => { if (box().contains(event.target)) show(); });
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!isReply() || button?.matches("[data-anyway]") || (button?.formAction || "").endsWith("/note/") || form.dataset.checked) return;
    const seen = promised();
    if (read === area.value) {
      if (holds()) { event.preventDefault(); ask(); }
      return;
    }
    event.preventDefault();
    area.focus();
    await check().catch(() => { read = area.value; });  // the server checks again
    if (holds() || promised().some((text) => !seen.includes(text))) { ask(); return; }
    form.dataset.checked = "1";
    form.requestSubmit(button);
    delete form.dataset.checked;
  }, true);
  if (area.value.trim() && !read) check().catch(() => {});
  show();
}
