// Fetches the scripts of what one does with a page after what one sees of it: on a slow line the page comes first.
for (const src of document.currentScript.dataset.jsThen.trim().split(/\s+/))
  document.head.append(Object.assign(document.createElement("script"), { src, async: false, fetchPriority: "low" }));
