"""App config of Django's admin with the portal's own sign-in; `admin.site` is this site everywhere."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "baliportal.accounts.sign_in.admin_site.PortalAdminSite"
