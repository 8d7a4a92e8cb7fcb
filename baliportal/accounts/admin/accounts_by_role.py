"""Accounts in the back office: an administrator gives roles, and cannot give himself or others more than a role has."""

from django.contrib import admin
from django.contrib.auth.models import Group

from baliportal.catalogue.admin.read_only import ReadOnly

from ..models import Official
from ..roles import ROLES


class OfficialInline(admin.TabularInline):
    model = Official
    autocomplete_fields = ("country",)
    verbose_name_plural = "Official of a state (for contributors)"


class AccountsByRole:
    """Rights come from roles alone: no permission is given to a person, and nobody becomes a superuser here.

    Accounts of superusers are theirs to change. One's own role is another administrator's to give. A name stays, for
    the journal knows people by it; an account is closed by taking `active` away, never deleted.
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
        theirs = obj is None or not obj.is_superuser or request.user.is_superuser
        return theirs and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        own = ("is_active", "is_staff", "groups") if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *(("username",) if obj else ()), *own)

    def get_inlines(self, request, obj):
        """The state of an account is said once the account is there, and one's own by somebody else."""
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


class GroupsOfTheTable(ReadOnly):
    """The groups that the table of roles makes: to be read, not to be changed."""
