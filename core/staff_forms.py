"""What the forms of staff screens share."""


def problems(form) -> list[tuple[str, str]]:
    """Return what is wrong as (id of the field, sentence), for the summary at the top."""
    if form is None:
        return []
    return [
        (form[name].id_for_label if name in form.fields and not form.fields[name].widget.is_hidden else "", message)
        for name, messages_ in form.errors.items() for message in messages_
    ]  # fmt: skip
