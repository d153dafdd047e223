// Closes the menus of the bar by Escape and by a click anywhere else; Ctrl K opens the palette.
(() => {
  const open = () => [...document.querySelectorAll("[data-js-menu][open]")];
  const find = document.querySelector("[data-js-find]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of open()) {
        const isInside = menu.contains(document.activeElement);
        menu.open = false;
        if (isInside) menu.querySelector("summary").focus();
      }
    } else if (find && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === "k") {
      event.preventDefault();
      if (window.palette) window.palette.open();
      else if (!document.querySelector(`script[src="${find.dataset.jsFind}"]`))
        document.head.append(Object.assign(document.createElement("script"), { src: find.dataset.jsFind }));
    }
  });
  document.addEventListener("click", (event) => open().forEach((menu) => (menu.open = menu.contains(event.target))));
})();
