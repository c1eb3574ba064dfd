// Files beside a text: chosen, dropped or pasted, each can be left out again. Without scripts the plain field works.
const number = (value) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
const size = (bytes) => (bytes < 1048576 ? `${number(Math.max(0.1, bytes / 1024))} KB` : `${number(bytes / 1048576)} MB`);

const enhance = (box) => {
  const field = box.querySelector("input");
  const list = box.querySelector("ul");
  const warning = box.querySelector("[role=alert]");
  let files = [];

  const keep = (kept) => {
    const carried = new DataTransfer();
    kept.forEach((file) => carried.items.add(file));
    files = kept;
    field.files = carried.files;
    const total = files.reduce((sum, file) => sum + file.size, 0);
    warning.textContent = total > box.dataset.files * 1048576 ? box.dataset.tooBig : "";
    field.setCustomValidity(warning.textContent);
    list.replaceChildren(...files.map(line));
    list.hidden = !files.length;
  };

  const line = (file, at) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "file";
    name.textContent = file.name;
    const length = document.createElement("span");
    length.className = "faint";
    length.textContent = size(file.size);
    const out = document.createElement("button");
    out.type = "button";
    out.className = "link";
    out.textContent = box.dataset.remove;
    out.setAttribute("aria-label", `${box.dataset.remove}: ${file.name}`);
    out.addEventListener("click", () => { keep(files.filter((_, n) => n !== at)); field.focus(); });
    item.append(name, length, out);
    return item;
  };

  const add = (more) => { if (more.length) keep([...files, ...more]); };
  field.addEventListener("change", () => add([...field.files]));
  field.form.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
  field.form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });
  field.form.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    add([...event.clipboardData.files]);
  });
  if (field.files.length) keep([...field.files]);
  box.dataset.ready = "";
};

document.querySelectorAll("[data-files]").forEach(enhance);
