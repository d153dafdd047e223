// Rewording in place: the wording's field opens in the list, with the official wording and what differs beside it.
// Without this Reword leads to a page of its own.
(() => {
  const form = document.querySelector("[data-js-person]");
  if (!form) return;
  const address = (key) => new URL(`../items/${key}/?in=place`, location.href.replace(/actions\/[^/]+\//, "actions/"));

  async function part(key) {
    const response = await fetch(address(key));
    if (!response.ok || response.redirected) throw new Error(response.status);
    const page = document.createElement("template");
    page.innerHTML = await response.text();
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

  const wordingOf = (key) => document.getElementById(key)?.querySelector("[data-js-wording]");

  // The list and the paper say at once what is typed; saving prints it properly, blanks marked.
  function show(key, text) {
    const row = wordingOf(key);
    if (row) row.textContent = text;
    const item = document.querySelector(`[data-js-paper] [data-js-item="${CSS.escape(key)}"]`);
    const place = item?.querySelector("[data-js-text]") || (item?.matches("li") ? item.firstElementChild : item);
    if (!place) return;
    const isPart = item.matches("[data-js-addition]");
    const [keep, until] = [place.querySelector("[data-js-theme-number]") || (isPart && place.firstElementChild), place.querySelector("[data-js-addition]")];
    for (const node of [...place.childNodes]) {
      if (node === until) break;
      node.remove();
    }
    if (keep) place.insertBefore(keep, until);
    place.insertBefore(new Text(isPart || until ? text.replace(/[.;]\s*$/, "") : text), until);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="reword"]');
    const key = button?.value;
    if (button) {
      event.preventDefault();
      form
        .keep()
        .then(() => open(key, button.closest("[data-js-meta]")))
        .catch(() => form.requestSubmit(button));
    }
    const official = event.target.closest("[data-js-official]");
    if (official) {
      const field = official.closest("[data-js-tailor]").querySelector("textarea");
      field.value = official.dataset.jsOfficial;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  // Once a wording is saved, it is drawn anew: in the list with its blanks marked, and what differs from the official one.
  form.addEventListener("taken", async (event) => {
    for (const unit of event.detail.filter((name) => name.endsWith("-text"))) {
      const key = unit.slice(0, -5);
      const opened = document.getElementById(`in-place-${key}`);
      if (!opened) continue;
      const fresh = await part(key);
      opened.querySelector("[data-js-differs]").replaceWith(fresh.querySelector("[data-js-differs]"));
      if (opened.querySelector("textarea").value === fresh.querySelector("textarea").value)
        wordingOf(key)?.replaceWith(fresh.querySelector("[data-js-drawn]").content.firstElementChild);
    }
  });

  document.addEventListener("reword", ({ detail: [unit, done] }) => {
    const button = form.querySelector(`button[name="reword"][value="${CSS.escape(unit.slice(0, -5))}"]`);
    if (button) open(unit.slice(0, -5), button.closest("[data-js-meta]")).then(done, done);
    else done();
  });
})();
