// Parts that other systems hold: asked for when the page stands, so that a slow system holds up nobody.
const fill = async (place) => {
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(place.dataset.fetch, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
  } catch {
    // The link that stands there leads to the same.
  } finally {
    place.removeAttribute("aria-busy");
  }
};

document.querySelectorAll("[data-fetch]").forEach(fill);
