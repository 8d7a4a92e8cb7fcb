"""The form by which a visitor tells the editors something."""

from django import forms

from baliportal.catalogue.schema.scalars import one_line_end

from ..models.feedback import MAX_MESSAGE, MAX_SOURCE
from .form_token import new_token, read_token

TRAP = "website"
EXPIRED = "This form was open for more than a day, or came from elsewhere. Your words are still here: send it again."


class Message(forms.CharField):
    """Text of many lines, whose line ends count as one character, as in the browser."""

    def to_python(self, value):
        return super().to_python(one_line_end(value or ""))


class FeedbackForm(forms.Form):
    """The message, where it can be read, and an e-mail address for questions; the last two may be empty.

    TRAP is a field that no person sees: what fills it is a program.
    """

    message = Message(
        label="What is missing or wrong?",
        max_length=MAX_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write what you would like to tell us."},
    )
    source = forms.CharField(
        label="Where can it be read? (may be empty)",
        help_text="A web address, or the gazette, page and date. Nothing is changed here without a source.",
        max_length=MAX_SOURCE,
        required=False,
    )
    email = forms.EmailField(
        label="Your e-mail address (may be empty)",
        help_text="Only to ask you back. Only editors see it, and it is deleted after 12 months.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)

    def __init__(self, data=None):
        """Take the posted fields, None for an empty form; a token that no longer holds is replaced."""
        self.nonce = read_token(data.get("token", "")) if data else ""
        self.is_trapped = bool(data and data.get(TRAP))
        if not self.nonce:
            data = data and {**data.dict(), "token": new_token()}
        super().__init__(data, initial={"token": new_token()}, label_suffix="")

    def clean(self):
        if not self.nonce:
            raise forms.ValidationError(EXPIRED)
        return super().clean()
