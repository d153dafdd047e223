// What this device keeps of drafts until the server has it. Signing out clears it; one can choose to keep nothing.
(() => {
  const CHOICE = "pb-keep";
  const store = localStorage;
  // Every page has a name, locked as long as it lives: so others can tell what it keeps from what was left behind.
  const own = crypto.randomUUID();
  navigator.locks?.request(own, () => new Promise(() => {}));
  const last = sessionStorage["pb-page"]; // the last one in this tab that had something to keep
  if (document.querySelector("[data-js-person]")) sessionStorage["pb-page"] = own;
  let isOut = false;

  const keys = (start = "") => Object.keys(store).filter((key) => key.startsWith(`pb:${start}`));
  const keeps = () => store[CHOICE] !== "no";
  const clear = () => keys().forEach((key) => store.removeItem(key));
  const read = (key) => JSON.parse(store[key]);

  window.device = {
    keeps,
    forget: (key) => store.removeItem(key),
    // Keep what a page holds; with nothing to hold, forget it. False where it could not be kept.
    write(page, held) {
      const key = `pb:${page}:${own}`;
      store.removeItem(key);
      if (!held || isOut) return true;
      try {
        if (keeps()) store[key] = JSON.stringify(held);
      } catch {
        return false;
      }
      return keeps();
    },
    // What is left of a page where it is open no more.
    async left(page) {
      const open = (await navigator.locks?.query())?.held.map((lock) => lock.name) || [];
      const isLeft = (key) => ![own, ...open].includes(key.split(":").pop());
      return keys(`${page}:`)
        .filter(isLeft)
        .map((key) => ({ key, ...read(key) }));
    },
  };

  const choice = document.querySelector("[data-js-keep-nothing]");
  if (choice) {
    choice.closest("label").hidden = false;
    choice.checked = !keeps();
    choice.addEventListener("change", () => {
      store[CHOICE] = choice.checked ? "no" : "yes";
      if (choice.checked) clear();
    });
  }

  for (const form of document.querySelectorAll("[data-js-leaves]"))
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await document.querySelector("[data-js-person]")?.keep?.();
      if (keys().length && !confirm(form.dataset.jsLeaves)) return;
      isOut = true;
      clear();
      form.submit();
    });

  // Both texts of a conflict are seen on their page: once one is chosen, this device need not hold the other.
  const settles = document.querySelector("[data-js-settles]");
  settles?.addEventListener("submit", () => {
    sessionStorage["pb-settling"] = JSON.stringify([
      `pb:${settles.dataset.jsSettles}:${location.pathname}:${last}`,
      [...settles.querySelectorAll("[data-js-field]")].map((place) => place.dataset.jsField),
    ]);
  });
  if (document.querySelector("[data-js-settled]") && sessionStorage["pb-settling"]) {
    const [key, fields] = JSON.parse(sessionStorage["pb-settling"]);
    const held = store[key] ? read(key) : { fields: {} };
    for (const field of fields) delete held.fields[field];
    if (Object.keys(held.fields).length) store[key] = JSON.stringify(held);
    else store.removeItem(key);
  }
})();

// Times are shown in the zone of the browser where the profile names none (web/zone.py).
document.cookie = `zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; max-age=31536000; samesite=lax`;
