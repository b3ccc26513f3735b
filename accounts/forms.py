from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts import attempts, second_factor


class StaffCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"landlord"}


class StaffEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"landlord"}


class StaffLoginForm(LoginForm):
    """Wagtail's own, with the code of a second factor and an end to guessing. No answer says which part was wrong."""

    code = forms.CharField(
        label=_("Code of your application"), required=False, max_length=20,
        help_text=_("Six figures, or a recovery code. Leave it empty if you have set none up."),
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    error_messages = LoginForm.error_messages | {
        "invalid_login": _("The name, the password or the code is not right. Try again."),
        "too_many": _("Too many attempts. Wait a quarter of an hour, or ask for a new password."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")  # Wagtail's has none in French

    def clean(self):
        name = self.cleaned_data.get("username", "")
        if attempts.are_over(self.request, name):
            raise forms.ValidationError(self.error_messages["too_many"], code="too_many")
        cleaned = super().clean()
        user = self.get_user()
        if user and not second_factor.accepts(user, cleaned.get("code", "")):
            raise self.get_invalid_login_error()
        if user:
            attempts.forgive(self.request, name)
        return cleaned


class StaffPasswordResetForm(PasswordResetForm):
    """Wagtail's own, which lets nobody flood the mailbox of somebody else."""

    def save(self, *args, **kwargs):
        if not attempts.too_many_resets(self.cleaned_data["email"]):
            super().save(*args, **kwargs)


class CodeForm(forms.Form):
    """A code, and what it is given for."""

    SET, CODES, OFF = "set", "codes", "off"

    use_required_attribute = False

    act = forms.ChoiceField(choices=[(SET, SET), (CODES, CODES), (OFF, OFF)], widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code shown by the application"), max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Give the code that the application shows.")},
    )  # fmt: skip
