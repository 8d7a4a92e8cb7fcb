"""Forms of sign-in. Every input has an `autocomplete` hint, so that password managers can fill it in."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from ..encryption import SecretUnreadable
from . import second_factor

WRONG_CODE = "That code is not right, or it was used before. Wait for the next one and type that."


class SignInForm(AdminAuthenticationForm):
    """User name and password of a member of staff."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": "The name and the password do not go together. Check capital letters, then try again.",
    }
    required_css_class = "required"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.widget.attrs.pop("autofocus", False) and self.is_bound:
                continue  # After an error the focus belongs to the error.
        self.fields["username"].label = "Name"


class AnyAccountForm(SignInForm):
    """User name and password of any active account, staff or not."""

    def confirm_login_allowed(self, user):
        AuthenticationForm.confirm_login_allowed(self, user)  # past that of the admin, which refuses who is not staff


class CodeForm(forms.Form):
    """A code from the app, or a recovery code."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
        error_messages={"required": "Type the code."},
    )


class AppCodeForm(CodeForm):
    """The six digits that the app shows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "The six digits that the app shows"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        del self.fields["code"].widget.attrs["autofocus"]  # The steps above the input are to be read first.


class PasswordAgainForm(CodeForm):
    """The password of the signed-in user, and a code where they have a second factor.

    A wrong password counts as a failed sign-in. The code is looked at after the right password only, because looking
    at it uses it up.
    """

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "Type your password."},
    )
    field_order = ("password", "code")

    def __init__(self, request, *args, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)
        if second_factor.is_set_up(request.user):
            self.fields["code"].label = "Code from your app, or a recovery code"
            del self.fields["code"].widget.attrs["autofocus"]
        else:
            del self.fields["code"]

    def clean_password(self):
        password = self.cleaned_data["password"]
        if authenticate(self.request, username=self.request.user.get_username(), password=password) is None:
            self.password_is_wrong = True
            raise ValidationError("That is not your password.")
        return password

    def clean(self):
        if "code" in self.fields and not self.errors:
            try:
                device, _ = second_factor.verify(self.request.user, self.cleaned_data["code"])
            except (second_factor.Throttled, SecretUnreadable) as problem:
                self.add_error("code", str(problem))
            else:
                if device is None:
                    self.add_error("code", WRONG_CODE)
        return self.cleaned_data


class ReasonForm(forms.Form):
    """The reason an administrator gives, stored in the account history."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        help_text="Say how you made sure who asked: in person, by a call to a known number. It is kept for ever.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why: the history keeps the reason."},
    )
