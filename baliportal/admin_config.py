"""Django's admin with the portal's own way in; `admin.site` is this site everywhere."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "baliportal.accounts.sign_in.admin_site.PortalAdminSite"
