"""Admin mixins for role-based accounts: an administrator assigns roles, and nobody gets more than a role allows."""

from django.contrib import admin
from django.contrib.auth.models import Group

from baliportal.catalogue.admin.read_only import ReadOnly

from ..models import Official
from ..roles import ROLES


class OfficialInline(admin.TabularInline):
    model = Official
    autocomplete_fields = ("country",)
    verbose_name_plural = "Official of a state (for contributors)"


class RoleBasedAccounts:
    """Admin mixin for users: permissions come from roles alone, and nobody becomes a superuser here.

    Only a superuser changes the account of a superuser, and nobody changes their own roles. A user name is permanent,
    because the journal identifies people by it; an account is deactivated and never deleted.
    """

    list_display = ("username", "email", "first_name", "last_name", "roles_shown", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    filter_horizontal = ()
    inlines = (OfficialInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Role", {"fields": ("is_active", "is_staff", "groups"),
                  "description": " ".join(f"{role}: {meaning}" for role, meaning in ROLES.items())}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )  # fmt: skip
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request, obj=None):
        is_allowed = obj is None or not obj.is_superuser or request.user.is_superuser
        return is_allowed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        own_account = ("is_active", "is_staff", "groups") if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *(("username",) if obj else ()), *own_account)

    def get_inlines(self, request, obj):
        """Offer the country of an official on existing accounts only, and never on the signed-in user's own account."""
        return () if obj is None or obj == request.user else super().get_inlines(request, obj)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = Group.objects.filter(name__in=ROLES)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if "groups" in form.base_fields:
            form.base_fields["groups"].label = "Roles"
            form.base_fields["groups"].help_text = ""
        return form

    @admin.display(description="Roles")
    def roles_shown(self, user):
        return "Superuser" if user.is_superuser else ", ".join(group.name for group in user.groups.all())


class ReadOnlyGroups(ReadOnly):
    """Admin mixin for groups, which are generated from the role table and therefore read-only."""
