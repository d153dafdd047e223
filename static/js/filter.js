// Filter the list of clauses in place. Without this the form's own Apply button does it.
(() => {
  const words = document.querySelector("[data-js-filter-words]");
  const who = document.querySelector("[data-js-filter-who]");
  const count = document.querySelector("[data-js-filter-count]");
  if (!words || !who) return;
  document.querySelectorAll("[data-js-needless]").forEach((element) => (element.hidden = true));

  function filter() {
    const wanted = words.value.toLocaleLowerCase();
    const rows = [...document.querySelectorAll("[data-js-row]")];
    let shown = 0;
    for (const row of rows) {
      const fits = row.textContent.toLocaleLowerCase().includes(wanted);
      row.hidden = !fits || (who.value !== "" && row.dataset.jsWho !== who.value);
      shown += !row.hidden;
    }
    count.textContent =
      wanted || who.value ? count.dataset.words.replace("{n}", shown).replace("{t}", rows.length) : "";
  }

  words.addEventListener("input", filter);
  who.addEventListener("change", filter);
  // Enter searches; it doesn't save the page.
  words.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
})();
