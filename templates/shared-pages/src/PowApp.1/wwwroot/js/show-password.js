// Users can look at the password that they type. Without this script, the button that does it stays hidden.
for (const button of document.querySelectorAll(".reveal")) button.hidden = false;

document.addEventListener("click", ({ target }) => {
    const button = target.closest(".reveal");
    if (button) show(button, button.getAttribute("aria-pressed") === "false");
});

// Browsers remember what is sent from a field of text.
document.addEventListener("submit", ({ target }) => {
    for (const button of target.querySelectorAll(".reveal")) show(button, false);
}, { capture: true });

function show(button, isShown) {
    document.getElementById(button.getAttribute("aria-controls")).type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
}
