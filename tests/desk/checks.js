// What every page must keep: returns a list of faults in sentences. Run inside the page.
const faults = [];
const seen = (one) => { const box = one.getBoundingClientRect(); return box.width > 1 && box.height > 1 && getComputedStyle(one).visibility !== "hidden"; };
const say = (one) => one.outerHTML.slice(0, 90);

if (document.documentElement.lang !== "en") faults.push("the page says no language");
if (!document.title) faults.push("the page has no title");
for (const landmark of ["main", "header", "nav", "footer"]) if (!document.querySelector(landmark)) faults.push(`no ${landmark}`);
for (const nav of document.querySelectorAll("nav")) if (!nav.getAttribute("aria-label")) faults.push(`a nav without a name: ${say(nav)}`);
if (document.querySelectorAll("h1").length !== 1) faults.push(`${document.querySelectorAll("h1").length} first headings`);

let last = 0;
for (const heading of document.querySelectorAll("main h1, main h2, main h3, main h4")) {
  if (!seen(heading) && !heading.classList.contains("unseen")) continue;
  const level = Number(heading.tagName[1]);
  if (last && level > last + 1) faults.push(`a heading skips a level: ${say(heading)}`);
  last = level;
}

const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(`the id ${id} stands twice`);
for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
  if (!one.labels?.length && !one.getAttribute("aria-label")) faults.push(`a field without a label: ${say(one)}`);
}
for (const one of document.querySelectorAll("a[href], button, summary")) {
  if (!(one.getAttribute("aria-label") || one.textContent.trim())) faults.push(`nothing says what this does: ${say(one)}`);
}
for (const one of document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")) {
  for (const name of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
    for (const id of (one.getAttribute(name) ?? "").split(" ").filter(Boolean)) if (!document.getElementById(id)) faults.push(`${name} leads nowhere: ${say(one)}`);
  }
}
for (const svg of document.querySelectorAll(".drawn svg")) if (!svg.getAttribute("aria-label")) faults.push("a chart without a name");
for (const table of document.querySelectorAll("table")) if (!table.caption) faults.push(`a table without a caption: ${say(table)}`);
for (const one of document.querySelectorAll("[tabindex]")) if (Number(one.tabIndex) > 0) faults.push(`the order of tabs is forced: ${say(one)}`);

// Contrast of text against what lies under it (WCAG 2.2 AA).
const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
const light = ({ r, g, b }) => [r, g, b].map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)).reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
const under = (one) => { for (let at = one; at; at = at.parentElement) { const ground = parse(getComputedStyle(at).backgroundColor); if (ground.a > 0.99) return ground; } return { r: 255, g: 255, b: 255 }; };
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const told = new Set();
while (texts.nextNode()) {
  const one = texts.currentNode.parentElement;
  if (!texts.currentNode.textContent.trim() || !seen(one) || one.closest("svg, .unseen, .skip, [disabled], script, style, option")) continue;
  const style = getComputedStyle(one);
  const [a, b] = [light(parse(style.color)), light(under(one))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const size = parseFloat(style.fontSize);
  const wanted = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  const key = `${style.color} on ${JSON.stringify(under(one))}`;
  if (ratio < wanted && !told.has(key)) { told.add(key); faults.push(`contrast ${ratio.toFixed(2)} (${key}): ${say(one)}`); }
}

if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) faults.push(`the page is ${document.documentElement.scrollWidth - document.documentElement.clientWidth} pixels too wide`);
return faults;
