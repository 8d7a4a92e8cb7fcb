"""Admin of themes, countries, groups of countries, terms and former addresses."""

from django.contrib import admin

from ..models import (
    CountryGroup,
    CountryGroupMembership,
    CountryName,
    FormerAddress,
    PortalSettings,
    Term,
    TermName,
    Topic,
    TopicName,
)
from .base import PartInline, RecordedAdmin
from .read_only import ReadOnly


class TopicNameInline(PartInline):
    model = TopicName


class CountryNameInline(PartInline):
    model = CountryName


class TermNameInline(PartInline):
    model = TermName


@admin.register(Topic)
class TopicAdmin(RecordedAdmin):
    list_display = ("label", "parent", "position", "definition")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("label", "slug", "definition", "names__text")
    autocomplete_fields = ("parent",)
    readonly_fields = ("public_id",)
    inlines = (TopicNameInline,)

    def view_on_site(self, topic):
        return topic.get_absolute_url()


class CountryAdmin(RecordedAdmin):
    """Countries; `editorial` registers them, as it knows who may choose which."""

    list_display = ("name", "code")
    search_fields = ("name", "code", "names__text")
    readonly_fields = ("public_id",)
    inlines = (CountryNameInline,)


class CountryGroupMembershipInline(PartInline):
    model = CountryGroupMembership
    autocomplete_fields = ("country",)


@admin.register(CountryGroup)
class CountryGroupAdmin(RecordedAdmin):
    list_display = ("label", "slug", "full_name")
    search_fields = ("label", "slug", "full_name", "memberships__country__name")
    readonly_fields = ("public_id",)
    inlines = (CountryGroupMembershipInline,)

    def view_on_site(self, group):
        return group.get_absolute_url()


@admin.register(Term)
class TermAdmin(RecordedAdmin):
    list_display = ("label", "slug", "stands_for")
    search_fields = ("label", "slug", "names__text")
    readonly_fields = ("public_id",)
    inlines = (TermNameInline,)


@admin.register(FormerAddress)
class FormerAddressAdmin(ReadOnly, admin.ModelAdmin):
    """Former addresses, which redirect; they are created when a record's address changes, never by hand."""

    list_display = ("kind", "slug", "entry")
    list_filter = ("kind",)
    search_fields = ("slug", "entry__title")
    list_select_related = ("entry",)


@admin.register(PortalSettings)
class PortalSettingsAdmin(RecordedAdmin):
    """The one record of settings: added once, never deleted."""

    list_display = ("__str__", "secretariat_email", "support_office_email", "exit_url")
    readonly_fields = ("public_id",)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not PortalSettings.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
