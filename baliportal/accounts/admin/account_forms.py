"""Account forms in the admin. Django's own forms are bound to `auth.User`, so a custom user model needs these two."""

from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from ..models import User


class AccountCreationForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User


class AccountChangeForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User
