from django import forms


class WholeNumberField(forms.IntegerField):
    """A number as people write it: "10 000" is ten thousand, whatever space stands in it."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)
