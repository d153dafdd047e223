// Rewording in place: the wording's field opens in the list, with the official wording and what differs beside it.
// Without this Reword leads to a page of its own.
(() => {
  const form = document.querySelector("form[data-person]");
  if (!form) return;
  const address = (key) => new URL(`../items/${key}/?in=place`, location.href.replace(/actions\/[^/]+\//, "actions/"));

  async function part(key) {
    const answer = await fetch(address(key));
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const page = document.createElement("template");
    page.innerHTML = await answer.text();
    return page.content.firstElementChild;
  }

  async function open(key, place) {
    const there = document.getElementById(`in-place-${key}`);
    if (there) {
      there.hidden = !there.hidden; // with what is typed in it
      return;
    }
    const opened = await part(key);
    place.after(opened);
    document.dispatchEvent(new Event("fields"));
    const field = opened.querySelector("textarea");
    field.focus();
    field.addEventListener("input", () => show(key, field.value));
  }

  // The list and the paper say at once what is typed; saving prints it properly, blanks marked.
  function show(key, text) {
    const row = document.getElementById(key)?.querySelector(".wording");
    if (row) row.textContent = text;
    const item = document.querySelector(`.paper [data-p="${CSS.escape(key)}"]`);
    const place = item?.querySelector(".item-text") || (item?.matches("li") ? item.firstElementChild : item);
    if (!place) return;
    const isPart = item.matches("[data-addition]");
    const [keep, until] = [place.querySelector(":scope > .number") || (isPart && place.firstElementChild), place.querySelector("[data-addition]")];
    for (const node of [...place.childNodes]) {
      if (node === until) break;
      if (node !== keep) node.remove();
    }
    place.insertBefore(new Text(isPart || until ? text.replace(/[.;]\s*$/, "") : text), until);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="reword"]');
    const key = button?.value;
    if (button) {
      event.preventDefault();
      form
        .keep()
        .then(() => open(key, button.closest(".meta")))
        .catch(() => form.requestSubmit(button));
    }
    const official = event.target.closest("[data-official]");
    if (official) {
      const field = official.closest(".tailor").querySelector("textarea");
      field.value = official.dataset.official;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  // Once a wording is saved, what differs from the official one is drawn anew.
  form.addEventListener("taken", async (event) => {
    for (const unit of event.detail.filter((name) => name.endsWith("-text"))) {
      const key = unit.slice(0, -5);
      const old = document.getElementById(`in-place-${key}`)?.querySelector(".differs");
      if (old) old.replaceWith((await part(key)).querySelector(".differs"));
    }
  });

  document.addEventListener("reword", ({ detail: [unit, done] }) => {
    const button = form.querySelector(`button[name="reword"][value="${CSS.escape(unit.slice(0, -5))}"]`);
    if (button) open(unit.slice(0, -5), button.closest(".meta")).then(done, done);
    else done();
  });
})();
