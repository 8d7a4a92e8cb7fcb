// After an error the cursor stands in the first field that is to be mended, and not at the top of the page.
document.querySelector("form [aria-invalid='true']")?.focus();
