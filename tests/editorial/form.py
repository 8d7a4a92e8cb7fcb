"""Admin forms as a browser submits them."""

from django.urls import reverse


def change_url(entry, view_name="change", *more):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view_name}", args=[entry.pk, *more])


def open_form(client, entry):
    """Return the data that the form of an entry would submit unchanged."""
    return form_data(client.get(change_url(entry)))


def send(client, entry, **values):
    """Open the form of an entry, replace these values, and save."""
    return client.post(change_url(entry), open_form(client, entry) | values)


def form_data(response):
    """Return the data that the open form would submit unchanged, inlines included."""
    data = {}
    inlines = response.context["inline_admin_formsets"]
    forms = [response.context["adminform"].form, *(form for inline in inlines for form in inline.formset.forms)]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value not in (None, "") and value is not False:
                data[bound.html_name] = [str(v) for v in value] if isinstance(value, list | tuple) else str(value)
    for inline in inlines:
        data |= {bound.html_name: bound.value() for bound in inline.formset.management_form}
    return data
