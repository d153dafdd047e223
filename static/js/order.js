// Rows move in place, by button and by dragging: of the paper, of the plan, resource lines, parties. The server is told
// each time.
// Without this the buttons send the page, and it comes back in the new order.
(() => {
  const form = document.querySelector("[data-js-person]");
  const paper = document.querySelector("[data-js-paper]");
  const plan = form?.plan; // lists between which a row may move: plan.js
  const live = document.querySelector("[data-js-live]");
  if (!form?.keep) return;
  const MOVES = 'button[name="move-up"], button[name="move-down"]';
  const wayOf = (button) => (button.name === "move-up" ? "up" : "down");
  const find = (key) => form.querySelector(`[data-js-item="${CSS.escape(key)}"]`);
  const all = (item) => [...item.parentElement.children].filter((row) => row.dataset.jsItem);
  // A line that is to be taken out is gone already where the order is kept.
  const rows = (item) => all(item).filter((row) => !row.matches('[hidden], :has([name$="-remove"]:checked)'));

  // The first row can't go up, the last one not down: their buttons say so and stay where they are.
  function mark() {
    for (const button of form.querySelectorAll(MOVES)) {
      const way = wayOf(button);
      const item = find(button.value);
      if (!item) continue;
      const list = rows(item);
      // Additions have theirs in the list: only for two or more is there an order.
      if (button.closest("[data-js-additions]")) button.parentElement.hidden = item.hidden || list.length < 2;
      if (item.hidden) continue;
      const isLast = list.at(way === "up" ? 0 : -1) === item && !plan?.beyond(item, way);
      button.ariaDisabled = isLast ? "true" : null;
    }
    for (const grip of paper.querySelectorAll("[data-js-addition] > [data-js-grip]"))
      grip.hidden = rows(grip.parentElement).length < 2;
  }

  function say(words, item) {
    const list = rows(item);
    const place = words.replace("{n}", list.indexOf(item) + 1).replace("{t}", list.length);
    live.textContent = plan ? `${plan.name(item)}: ${place}` : place;
  }

  // How a list stands, so that it can be put back; what stands around its rows stays.
  function stand(item) {
    const order = all(item);
    return { item, order, home: item.parentElement, end: order.at(-1).nextSibling };
  }

  function restore({ order, home, end }) {
    for (const row of order) home.insertBefore(row, end);
  }

  // A row whose number is written on it takes the one of the row that stood there before. The plan comes anew instead.
  function moved(item, before) {
    const numbers = (row) => [...row.querySelectorAll("[data-js-number]")];
    const texts = before.order.map((row) => numbers(row).map((number) => number.textContent));
    if (!plan) all(item).forEach((row, n) => numbers(row).forEach((number, m) => (number.textContent = texts[n][m])));
    item.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
    mark();
  }

  // Several moves are told one after the other; sending the page waits for them.
  let queue = Promise.resolve();
  let waiting = 0;
  let isLeaving = false;
  let cuts = 0;

  function tell(command, before) {
    const since = cuts;
    waiting += 1;
    form.dataset.saving = waiting;
    queue = queue
      .then(() => since === cuts && !isLeaving && post(command, before))
      .finally(() => {
        waiting -= 1;
        if (!waiting) delete form.dataset.saving;
      });
  }

  async function post(command, before) {
    await form.keep(); // what is typed first
    let response;
    try {
      response = await fetch(location.href, { method: "POST", body: form.command(command) });
    } catch {
      // No connection: everything goes back to where it was before this move, and what was to follow is forgotten.
      cuts += 1;
      const after = stand(before.item);
      restore(before);
      moved(before.item, after);
      live.textContent = live.dataset.unmoved;
      return;
    }
    // Refused, or signed out meanwhile: send the page, so that its reader sees what the server says.
    if (!response.ok || new URL(response.url).pathname !== location.pathname) return send(command);
    if (waiting > 1) return response.body?.cancel();
    if (paper.contains(before.item)) {
      form.redraw?.(); // what names its number elsewhere
      return response.body?.cancel();
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    form.redraw?.(page);
    plan?.renew(page);
    grips();
    mark();
  }

  function send(command) {
    isLeaving = true;
    form.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of Object.entries(command)) formData.set(name, value);
    });
    form.requestSubmit();
  }

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !waiting || isLeaving) return;
    event.preventDefault();
    queue.then(() => isLeaving || form.requestSubmit(event.submitter));
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest(MOVES);
    if (!button) return;
    const way = wayOf(button);
    const item = find(button.value);
    if (!item) return;
    event.preventDefault();
    const list = rows(item);
    if (!list.includes(item)) return;
    const other = list[list.indexOf(item) + (way === "up" ? -1 : 1)];
    const slot = other ? null : plan?.beyond(item, way);
    if (!other && !slot) return say(way === "up" ? live.dataset.first : live.dataset.last, item);
    const before = stand(item);
    // The neighbour goes past it: what is moved itself would lose the focus.
    if (slot) {
      slot[way === "up" ? "append" : "prepend"](item);
      button.focus();
    } else if (way === "up") item.after(other);
    else item.before(other);
    moved(item, before);
    button.scrollIntoView({ block: "nearest" });
    say(live.dataset.moved, item);
    tell({ [button.name]: button.value }, before);
  });

  // Dragging, by the number. Escape puts the row back.
  let drag;
  form.isDragged = () => Boolean(drag);

  function follow(event) {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { item } = drag;
    const slot = plan?.at(item, event.clientY);
    if (slot && slot !== item.parentElement) slot.append(item);
    for (let tries = rows(item).length; tries; tries -= 1) {
      const list = rows(item);
      const place = list.indexOf(item);
      const [before, after] = [list[place - 1], list[place + 1]];
      if (before && !isPast(before, event)) item.after(before);
      else if (after && isPast(after, event)) item.before(after);
      else break;
    }
    const box = paper.contains(item) ? paper : document.scrollingElement;
    const view = paper.contains(item) ? paper.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    if (event.clientY < view.top + 40) box.scrollTop -= 12;
    if (event.clientY > Math.min(view.bottom, innerHeight) - 40) box.scrollTop += 12;
  }

  // Whether the pointer is past the middle of a row: below it, or, within a line of text, after it.
  function isPast(row, event) {
    const boxes = row.getClientRects();
    const box = boxes[boxes.length >> 1];
    if (!row.matches("span")) return event.clientY > box.top + box.height / 2;
    if (event.clientY < box.top || event.clientY > box.bottom) return event.clientY > box.bottom;
    const isAfter = event.clientX > box.left + box.width / 2;
    return getComputedStyle(row).direction === "rtl" ? !isAfter : isAfter;
  }

  function drop(isKept) {
    if (!drag) return;
    const { item, was } = drag;
    drag = null;
    item.classList.remove("held");
    if (!isKept) restore(was);
    const list = rows(item);
    const before = was.order.filter((row) => list.includes(row)).indexOf(item);
    const place = list.indexOf(item);
    const isElsewhere = item.parentElement !== was.home;
    if (place === before && !isElsewhere) return;
    moved(item, was);
    say(live.dataset.moved, item);
    const command = { place: item.dataset.jsItem, position: place + 1 };
    tell(isElsewhere ? { ...command, heading: item.parentElement.dataset.jsSlot } : command, was);
  }

  function drags(grip, item) {
    grip.addEventListener("pointerdown", (event) => {
      // A finger on a legend scrolls the page.
      if (event.button || drag || (event.pointerType === "touch" && !("jsGrip" in grip.dataset))) return;
      event.preventDefault();
      form.setPointerCapture(event.pointerId); // not the grip: it goes along into another list
      item.classList.add("held");
      drag = { item, pointer: event.pointerId, was: stand(item) };
    });
  }
  form.addEventListener("pointermove", follow);
  form.addEventListener("pointerup", () => drop(true));
  form.addEventListener("pointercancel", () => drop(false));
  function grips() {
    for (const item of form.querySelectorAll("[data-js-dragged]:not(:has(> [data-js-grip]))")) {
      const grip = Object.assign(document.createElement("span"), { className: "grip" });
      grip.dataset.jsGrip = "";
      if ("jsAddition" in item.dataset) item.firstElementChild.after(grip);
      else item.append(grip);
      drags(grip, item);
    }
  }
  grips();
  for (const legend of form.querySelectorAll("[data-js-item] > legend")) drags(legend, legend.parentElement);
  document.addEventListener("keydown", (event) => event.key === "Escape" && drop(false));
  document.addEventListener("change", (event) => event.target.name === "pick" && mark());
  window.addEventListener("pageshow", mark);
  paper.addEventListener("drawn", () => {
    grips();
    mark();
  });
})();
