"""The roles of the team, as groups with their permissions. `setup_site` brings the groups to what stands here."""

from enum import StrEnum

from django.contrib.auth.models import Group, Permission
from django.db.models import Q


class Role(StrEnum):
    """Names of the groups, in French as staff read them."""

    EDITOR = "Rédaction"
    FACILITATOR = "Animation"
    ARTEMIS = "Artemis"
    LANDLORD = "Bailleur"
    LEAD = "Pilotage"


ACCESS_ADMIN = "wagtailadmin.access_admin"
PERMISSIONS: dict[Role, list[str]] = {
    Role.EDITOR: [
        "core.add_theme",
        "core.change_theme",
        "core.change_room",
        "territory.view_neighbourhood",
        "territory.change_contactpoint",
        "territory.add_contactpoint",
        "events.view_event",
        "core.change_sitesettings",
        "wagtail_localize.submit_translation",
    ],
    Role.FACILITATOR: [
        "events.add_event",
        "events.change_event",
        "events.view_event",
        "events.add_session",
        "events.change_session",
        "events.view_session",
        "events.add_registration",
        "events.change_registration",
        "events.view_registration",
        "territory.add_venue",
        "territory.change_venue",
        "territory.view_venue",
        "engagement.view_message",
    ],
    Role.ARTEMIS: [
        "events.view_event",
        "events.view_session",
        "engagement.view_message",
        "copro.view_advicerequest",
        "copro.change_advicerequest",
        "copro.view_requestdocument",
        "copro.view_requestslink",
        "copro.add_answertemplate",
        "copro.change_answertemplate",
        "copro.delete_answertemplate",
        "copro.view_coownership",
        "copro.add_coownership",
        "copro.change_coownership",
        "copro.view_vulnerabilitynote",
        "copro.add_vulnerabilitynote",
        "copro.view_rnicimport",
        "copro.add_rnicimport",
        "copro.add_rnicmapping",
        "copro.change_rnicmapping",
        "copro.delete_rnicmapping",
    ],
    Role.LANDLORD: ["events.view_event", "events.view_session", "events.view_registration", "events.view_figures"],
    Role.LEAD: [
        "events.view_event",
        "events.view_session",
        "events.view_figures",
        "engagement.exercise_rights",
        "engagement.view_purgereport",
    ],
}


def set_up_roles() -> dict[Role, Group]:
    """Create the groups and give each exactly the permissions listed above; rights on pages are the site's."""
    groups = {}
    for role, names in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        wanted = Q(pk=None)
        for name in [ACCESS_ADMIN, *names]:
            app, codename = name.split(".")
            wanted |= Q(content_type__app_label=app, codename=codename)
        keep = group.permissions.filter(content_type__app_label__in=["wagtailimages", "wagtaildocs"])
        group.permissions.set([*Permission.objects.filter(wanted), *keep])
        groups[role] = group
    return groups
