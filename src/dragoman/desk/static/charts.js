// Charts: specifications come as JSON, are drawn by Vega without evaluating text as code, and follow light and dark.
const dark = matchMedia("(prefers-color-scheme: dark)");

async function draw(box) {
  const place = box.querySelector(".drawn");
  const from = new URL(box.dataset.spec, location.href);
  from.searchParams.set("dark", dark.matches);
  const answer = await fetch(from);
  if (!answer.ok) {
    place.textContent = (await answer.json()).error ?? "This chart could not be drawn.";
    return;
  }
  const spec = await answer.json();
  fit(spec, place.clientWidth);
  const options = { ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: { disableDefaultStyle: true } };
  const { view } = await window.vegaEmbed(place, spec, options);
  place.querySelector("svg")?.setAttribute("role", "img");
  place.querySelector("svg")?.setAttribute("aria-label", box.dataset.label);
  // The chart has one name; its parts would each want one of their own.
  for (const part of place.querySelectorAll("svg [role]")) part.removeAttribute("role");
  if (box.dataset.brush) follow(view);
}

/** Charts of a fixed width take that of the page. */
function fit(spec, width) {
  for (const part of spec.vconcat ?? [spec]) if (typeof part.width === "number") part.width = Math.max(240, width - 90);
}

/** Follows the brush: the days it spans can be gone to. */
function follow(view) {
  const button = document.getElementById("brushed");
  if (!button) return;
  view.addSignalListener("brush", (_, value) => {
    const span = Object.values(value ?? {})[0];
    button.hidden = !span;
    if (!span) return;
    const [since, until] = span.map((one) => new Date(one)).sort((a, b) => a - b).map((one) =>
      `${one.getFullYear()}-${String(one.getMonth() + 1).padStart(2, "0")}-${String(one.getDate()).padStart(2, "0")}`);
    const address = new URL(location.href);
    address.searchParams.set("since", since);
    address.searchParams.set("until", until);
    button.href = address;
    button.textContent = `Show ${since} to ${until} alone`;
  });
}

/** Parts that take their time come a moment after the page. */
async function part(box) {
  const answer = await fetch(box.dataset.part);
  if (!answer.ok) return;
  // Made by our own templates, with everything escaped that came from pages.
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  box.replaceChildren(...parsed.body.childNodes);
}

const parts = Promise.all([...document.querySelectorAll("[data-part]")].map(part));
const boxes = [...document.querySelectorAll("[data-spec]")];
async function all() {
  for (const box of boxes) await draw(box).catch((error) => { box.querySelector(".drawn").textContent = `This chart could not be drawn: ${error.message}`; });
  document.body.dataset.drawn = "yes";
}
await all();
await parts;
dark.addEventListener("change", all);

document.getElementById("copy-link")?.addEventListener("click", async (event) => {
  await navigator.clipboard.writeText(location.href);
  event.target.textContent = "Copied";
});
document.getElementById("print")?.addEventListener("click", () => print());
