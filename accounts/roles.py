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
        "campaigns.add_material",
        "campaigns.change_material",
        "campaigns.delete_material",
        "campaigns.view_material",
        "engagement.add_shortlink",
        "engagement.view_shortlink",
        "core.change_sitesettings",
        "home.add_everydaywords",
        "home.change_everydaywords",
        "home.delete_everydaywords",
        "home.view_searchmiss",
        "wagtail_localize.submit_translation",
        "guides.add_repair",
        "guides.change_repair",
        "guides.view_repair",
        "guides.add_source",
        "guides.change_source",
        "guides.view_source",
        "guides.add_simpleapproval",
        "guides.change_simpleapproval",
        "guides.view_simpleapproval",
        "guides.view_guidefeedback",
        "guides.view_linkcheck",
    ],
    Role.FACILITATOR: [
        "events.add_event",
        "events.change_event",
        "events.view_event",
        "events.add_session",
        "events.change_session",
        "events.view_session",
        "events.add_schoolholiday",
        "events.change_schoolholiday",
        "events.delete_schoolholiday",
        "events.view_schoolholiday",
        "events.add_registration",
        "events.change_registration",
        "events.view_registration",
        "events.add_question",
        "events.change_question",
        "events.delete_question",
        "events.add_reminderrule",
        "events.change_reminderrule",
        "events.delete_reminderrule",
        "territory.add_venue",
        "territory.change_venue",
        "territory.view_venue",
        "engagement.view_message",
        "engagement.add_shortlink",
        "engagement.view_shortlink",
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
        # A rule that is over gets its last day of validity: it is not deleted.
        *(
            f"copro.{verb}_{model}"
            for model in ("dutyrule", "decision", "modeltext", "glossaryterm")
            for verb in ("view", "add", "change", "publish")
        ),
    ],
    Role.LANDLORD: ["events.view_event", "events.view_session", "events.view_registration", "events.view_figures"],
    Role.LEAD: [
        "events.view_event",
        "events.view_session",
        "events.view_figures",
        "engagement.view_shortlink",
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
