// Classic script in the head: the page is seen before its modules have run, and quick hands press a key at once.
// Such keys are kept here and pressed again by desk.js when everything listens.
(() => {
  const kept = [];
  const keep = (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (palette) event.preventDefault();
    else if (typing || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    event.stopImmediatePropagation();
    kept.push({ key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey });
  };
  document.addEventListener("keydown", keep, true);
  window.keysSoFar = () => {
    document.removeEventListener("keydown", keep, true);
    return kept.splice(0);
  };
})();
