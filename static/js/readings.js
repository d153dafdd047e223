// An amount that can be read in several ways: each is a button, and pressing it writes that into the field.
// Without this the button sends the form, with what it says in the place of what was typed.
(() => {
  const form = document.querySelector("[data-js-person]");
  if (!form) return; // only read
  const fieldOf = (name) => form.querySelector(`input[name="${CSS.escape(name)}"]`);
  const placeOf = (field) => field.closest("[data-js-question]");

  function write(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function offer(field, readings) {
    const row = document.createElement("p");
    row.className = "row readings";
    row.dataset.jsReadings = "";
    for (const [value, text] of readings) {
      const button = document.createElement("button");
      Object.assign(button, { type: "submit", className: "button secondary small", name: field.name, value });
      button.textContent = text;
      row.append(button, " ");
    }
    placeOf(field).append(row);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-js-readings] button");
    if (!button) return;
    event.preventDefault();
    const field = fieldOf(button.name);
    write(field, button.value);
    field.focus();
  });
  // What is typed anew is not what was asked.
  form.addEventListener("input", (event) => placeOf(event.target)?.querySelector("[data-js-readings]")?.remove());
  form.addEventListener("answered", ({ detail: answer }) => {
    for (const [name, readings] of Object.entries(answer.unclear)) {
      const field = fieldOf(name);
      placeOf(field).querySelector("[data-js-readings]")?.remove();
      offer(field, readings);
    }
  });
})();
