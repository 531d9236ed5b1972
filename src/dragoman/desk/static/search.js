// Search: searches are saved in this browser; facets come a moment after the rows.
const KEY = "dragoman-searches";
const list = document.getElementById("saved");
const button = document.getElementById("save-search");

function read() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; }
}

function show() {
  const saved = read();
  list.hidden = saved.length === 0;
  list.replaceChildren(...saved.map(({ name, address }) => {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: address, textContent: name });
    const away = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "×" });
    away.setAttribute("aria-label", `Forget the search ${name}`);
    away.addEventListener("click", () => { write(read().filter((one) => one.address !== address)); });
    item.append(link, " ", away);
    return item;
  }));
}

function write(saved) {
  localStorage.setItem(KEY, JSON.stringify(saved));
  show();
}

if (button) {
  show();
  button.addEventListener("click", () => {
    const asked = new URLSearchParams(location.search);
    asked.delete("after");
    for (const [name, value] of [...asked]) if (!value) asked.delete(name);
    const words = [...asked].map(([name, value]) => `${name} ${value}`).join(", ");
    const address = `/search/${button.dataset.kind}?${asked}`;
    const name = `${button.dataset.kind}${words ? `: ${words}` : ""}`;
    write([{ name, address }, ...read().filter((one) => one.address !== address)].slice(0, 20));
  });
}

const facets = document.getElementById("facets");
if (facets) {
  const answer = await fetch(facets.dataset.from);
  if (answer.ok) {
    // Made by our own templates, with everything escaped that came from pages.
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    facets.replaceChildren(...parsed.body.childNodes);
  } else facets.remove();
}
