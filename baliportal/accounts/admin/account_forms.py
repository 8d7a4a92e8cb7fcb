"""Forms of accounts in the admin: Django's own name their model, so a user model of ours needs these two."""

from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from ..models import User


class AccountCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User


class AccountChangeForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User
