// Enhanced navigation replaces the content of a page, and leaves to scripts what a browser does when it opens one.
let address = location.pathname;

Blazor.addEventListener("enhancedload", () => {
    for (const button of document.querySelectorAll(".reveal")) button.hidden = false;
    if (address === location.pathname) return;

    address = location.pathname;
    const start = document.querySelector("[autofocus]") ?? document.querySelector("h1");
    if (start?.matches("h1")) start.tabIndex = -1;
    start?.focus();
});
