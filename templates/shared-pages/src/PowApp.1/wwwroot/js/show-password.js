// Users can look at the password that they type. Without this script, the button that does it stays hidden.
for (const button of document.querySelectorAll(".reveal")) {
    const field = document.getElementById(button.getAttribute("aria-controls"));
    const show = isShown => {
        field.type = isShown ? "text" : "password";
        button.setAttribute("aria-pressed", isShown);
    };

    button.hidden = false;
    button.addEventListener("click", () => show(field.type === "password"));
    field.form.addEventListener("submit", () => show(false)); // Browsers remember what is sent from a field of text.
}
