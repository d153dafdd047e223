// What a click takes out of a list comes back as it was, an objective with its additions, as long as the page is open.
// Comes with the first such click (preview.js). Without this one ticks again what one wants to have back.
const taken = []; // the boxes that went with each click, the last one at the end
const note = Object.assign(document.createElement("p"), { className: "note" });
const undo = Object.assign(document.createElement("button"), { className: "button secondary small", type: "button" });
undo.textContent = document.querySelector("[data-js-live]").dataset.undo;
let show;

export function offer(boxes, tick) {
  taken.push(boxes);
  show = tick;
  say();
}

function say() {
  while (taken.length && taken.at(-1)[0].checked) taken.pop(); // ticked again by hand
  note.remove();
  if (!taken.length) return;
  const [box] = taken.at(-1);
  note.replaceChildren(`${box.labels[0].textContent.trim()}: ${document.querySelector("[data-js-live]").dataset.removed} `, undo);
  let messages = document.querySelector("[data-js-messages]");
  if (!messages) {
    messages = Object.assign(document.createElement("div"), { className: "messages" });
    messages.dataset.jsMessages = "";
    document.querySelector("header").after(messages);
  }
  messages.append(note);
}

undo.addEventListener("click", () => {
  const boxes = taken.pop();
  for (const box of boxes) {
    box.checked = true;
    show(box);
  }
  boxes[0].focus();
  boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", say);
