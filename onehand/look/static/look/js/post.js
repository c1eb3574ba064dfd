// Form posts from scripts: same fields, same CSRF rule as the form itself.
const token = () =>
  document.querySelector("meta[name=csrf-token]")?.content ||
  document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="))?.slice(10) || "";

export const post = (url, fields, { headers, ...options } = {}) =>
  fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest", ...headers },
    credentials: "same-origin",
    ...options,
  });

export const fragment = async (url, target) => {
  const answer = await fetch(url, { headers: { "HX-Request": "true", "HX-Target": target }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};
