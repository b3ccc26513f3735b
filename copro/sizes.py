from django.utils.translation import gettext as _


def in_words(least: int | None, most: int | None) -> str:
    """Say for which sizes of building a text is; both bounds are inclusive, nothing for buildings of any size."""
    if least and most:
        return _("from %(least)s to %(most)s lots") % {"least": least, "most": most}
    if least:
        return _("%(least)s lots or more") % {"least": least}
    return _("%(most)s lots at most") % {"most": most} if most else ""
