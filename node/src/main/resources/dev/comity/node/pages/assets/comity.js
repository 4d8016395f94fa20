// Adds copy buttons to commands and keys. Pages are complete without it.
"use strict";
for (const source of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = source.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.querySelector("code").textContent.trim());
    button.textContent = source.dataset.copied;
    setTimeout(() => { button.textContent = source.dataset.copy; }, 2000);
  });
  const frame = document.createElement("div");
  frame.className = "copyable";
  source.replaceWith(frame);
  frame.append(source, button);
}
