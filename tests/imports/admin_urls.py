"""Addresses of the admin pages of a model."""

from django.urls import reverse


def admin_url(model, view_name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view_name}", args=args)
