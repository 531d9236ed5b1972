/** Whether keys are letters of what somebody writes. */
export function writing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}
