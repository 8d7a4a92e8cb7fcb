// After an error the cursor stands in the first field that is to be mended, and not at the top of the page.
// Once all is loaded: before that, an address that names a place in the page takes the cursor away again.
addEventListener("load", () => document.querySelector("form [aria-invalid='true']")?.focus());
