// Review: keys judge; the words of a correction can be taken from what is selected.
import { writing } from "./keys.js";

const edit = document.getElementById("edit");
const correct = document.getElementById("correct");
if (edit && correct) {
  edit.hidden = true;
  correct.addEventListener("click", () => {
    edit.hidden = !edit.hidden;
    correct.setAttribute("aria-expanded", String(!edit.hidden));
    if (!edit.hidden) document.getElementById("c-type").focus();
  });
}

let selected = "";
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.anchorNode?.parentElement?.closest(".sentence")) selected = selection.toString().trim() || selected;
});
document.getElementById("take-words")?.addEventListener("click", () => {
  if (selected) document.getElementById("c-words").value = selected;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  const one = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (one) { event.preventDefault(); one.click(); }
});
