// What becomes of a connection that was lost. With a dialog of this id, the framework shows none of its own.
const dialog = document.getElementById("components-reconnect-modal");

dialog.addEventListener("components-reconnect-state-changed", async ({ detail: { state } }) => {
    if (state === "show") dialog.showModal();
    if (state === "hide") dialog.close();

    // The server is there, but no longer keeps the page. Or the session has ended meanwhile, and the page leads elsewhere.
    if (state === "rejected" || (state === "retrying" && await leadsElsewhere())) location.reload();
});

dialog.querySelector("button").addEventListener("click", () => location.reload());

async function leadsElsewhere() {
    const response = await fetch(location.href, { method: "HEAD", redirect: "manual" }).catch(() => null);
    return response?.type === "opaqueredirect";
}
