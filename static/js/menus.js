// Closes the menus of the bar by Escape and by a click anywhere else; Ctrl K opens the palette.
(() => {
  const open = () => [...document.querySelectorAll("[data-js-menu][open]")];
  const find = document.querySelector("[data-js-find]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of open()) {
        if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
        menu.open = false;
      }
    } else if (find && (event.ctrlKey || event.metaKey) && event.key === "k") {
      event.preventDefault();
      if (window.palette) return palette.open();
      window.palette = { open() {} }; // it is on its way
      document.head.append(Object.assign(document.createElement("script"), { src: find.dataset.jsFind }));
    }
  });
  document.addEventListener("click", (event) => open().forEach((menu) => (menu.open = menu.contains(event.target))));
})();
