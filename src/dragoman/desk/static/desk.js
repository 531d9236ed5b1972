// What every page does: keys, dropping files, following a piece of work.
import { writing } from "./keys.js";

const ROOMS = { a: "/", s: "/search/events", t: "/tie", w: "/world", r: "/review", k: "/knowledge" };
const formKey = document.querySelector("meta[name=form-key]").content;
const main = document.getElementById("main");

const dialog = document.getElementById("keys");
document.getElementById("keys-open").addEventListener("click", () => dialog.showModal());

let going = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || dialog.open) return;
  if (event.key === "?") { event.preventDefault(); dialog.showModal(); return; }
  if (Date.now() - going < 1500 && ROOMS[event.key]) {
    event.stopImmediatePropagation();
    location.href = ROOMS[event.key];
    return;
  }
  if (event.key === "g") { going = Date.now(); return; }
  if (event.key === "/") {
    event.preventDefault();
    const words = document.querySelector("[data-words]");
    if (words) words.focus(); else location.href = "/search/events";
  }
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
});

/** Moves to the next or the previous row, or record. */
function step(by) {
  const rows = [...main.querySelectorAll("table.rows tbody tr, .card")];
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.classList.contains("now") || row.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + by))];
  for (const row of rows) row.classList.toggle("now", row === next);
  (next.querySelector("a") ?? next).focus();
  next.scrollIntoView({ block: "nearest" });
}

// Back to what was written, after a fault in it.
document.getElementById("back")?.addEventListener("click", (event) => {
  if (history.length > 1) { event.preventDefault(); history.back(); }
});

// Adding
const form = document.getElementById("add");
if (form) {
  const files = document.getElementById("files");
  document.addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("dragging"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dragging"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dragging");
    if (event.dataTransfer.files.length) send(withFiles(event.dataTransfer.files));
    else document.getElementById("text").value = event.dataTransfer.getData("text");
  });
  files.addEventListener("change", () => { if (files.files.length) send(new FormData(form)); });
  form.addEventListener("submit", (event) => { event.preventDefault(); send(new FormData(form)); });
  document.getElementById("use-example")?.addEventListener("click", () => {
    const text = document.getElementById("text");
    text.value = [...document.querySelectorAll("#example p")].map((one) => one.textContent).join("\n\n");
    text.focus();
  });
}

function withFiles(dropped) {
  const data = new FormData(form);
  data.delete("files");
  for (const file of dropped) data.append("files", file);
  return data;
}

async function send(data) {
  tell("Sending …");
  const answer = await fetch("/add", { method: "POST", body: data, headers: { accept: "application/json", "x-form-key": formKey } });
  const said = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { error: await answer.text() };
  if (!answer.ok) { tell(said.error); return; }
  form.reset();
  follow(said.job);
}

function tell(words, done = 0, total = 0) {
  const box = document.getElementById("progress");
  box.hidden = false;
  box.querySelector("p").textContent = words;
  const bar = box.querySelector("progress");
  bar.hidden = total === 0;
  bar.max = total || 1;
  bar.value = done;
}

async function follow(id) {
  const answer = await fetch(`/jobs/${id}`, { headers: { accept: "application/json" } });
  const job = await answer.json();
  if (job.state === "done" && job.added.length === 1 && !job.aside.length) {
    location.href = `/article?id=${encodeURIComponent(job.added[0][0])}`;
  } else if (job.state === "done" || job.state === "failed") {
    location.href = `/jobs/${id}`;
  } else {
    tell(job.state === "waiting" ? "Waiting for the language model …" : `${job.done} of ${job.total} read …`, job.done, job.total);
    setTimeout(follow, 400, id);
  }
}

const job = document.getElementById("job");
if (job?.dataset.over === "no") setInterval(async () => {
  const answer = await fetch(`/jobs/${job.dataset.job}`, { headers: { accept: "application/json" } });
  const { state, done, total } = await answer.json();
  job.querySelector("progress").value = done;
  job.querySelector("p").textContent = `${done} of ${total} read …`;
  if (state === "done" || state === "failed") location.reload();
}, 700);
