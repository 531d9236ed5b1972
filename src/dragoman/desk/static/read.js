// Read: pointing at a mark lights its record, and the other way; a value leads to its reason.
const main = document.getElementById("main");

function light(record, on) {
  for (const one of main.querySelectorAll(`[data-record="${CSS.escape(record)}"]`)) one.classList.toggle("lit", on);
}
for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  main.addEventListener(begin, (event) => { const one = event.target.closest("[data-record]"); if (one) light(one.dataset.record, true); });
  main.addEventListener(end, (event) => { const one = event.target.closest("[data-record]"); if (one) light(one.dataset.record, false); });
}

for (const box of main.querySelectorAll("[data-show]")) {
  const change = () => main.classList.toggle(`hide-${box.dataset.show}`, !box.checked);
  box.addEventListener("change", change);
  change();
}

main.addEventListener("click", (event) => {
  const mark = event.target.closest(".page mark[data-record]");
  if (mark) document.getElementById(mark.dataset.record)?.scrollIntoView({ block: "nearest" });
  const value = event.target.closest(".value");
  if (!value) return;
  const why = value.closest(".card").querySelector("details.why");
  why.open = true;
  const wanted = value.dataset.part;
  let first = null;
  for (const part of why.querySelectorAll("dl > div")) {
    const asked = part.dataset.part === wanted || (wanted === "type" && ["clause", "line", "turned down"].includes(part.dataset.part)) || (["source", "target"].includes(wanted) && part.dataset.part === "rule");
    part.classList.toggle("asked", asked);
    if (asked) first ??= part;
  }
  (first ?? why).scrollIntoView({ block: "nearest" });
});

// Coming from a row: its sentence is lit.
const asked = new URLSearchParams(location.search);
if (asked.has("from")) {
  const card = [...main.querySelectorAll("[data-first]")].find((one) => one.dataset.first === asked.get("from") && one.dataset.last === asked.get("to"));
  if (card) {
    light(card.dataset.record, true);
    card.classList.add("now");
    document.getElementById(`at-${card.dataset.record}`)?.scrollIntoView({ block: "center" });
    if (matchMedia("(min-width: 60.01rem)").matches) card.scrollIntoView({ block: "nearest" });
  }
}
