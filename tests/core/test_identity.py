"""The portal's identity is a setting: a colour that cannot be read is refused, the rest reaches pages without code."""

import colorsys
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.roles import Role
from core import colours, identity
from core.models import CustomImage, PartnerLogo, SiteSettings
from tests import factories as make
from tests.core.test_images import form as image_form
from tests.core.test_images import png

ROOT = django_settings.BASE_DIR
OWN = "#0b5a63"
HUES = [
    "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue / 24, level, saturation))
    for hue in range(24)
    for level in (0.02, 0.3, 0.5, 0.9)
    for saturation in (0.3, 1)
]


@pytest.fixture
def portal(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield SiteSettings.objects.create(site=make.home_page().get_site())
    cache.clear()  # of the renditions, whose files go with this test


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def logo(name="logo.png", **fields) -> CustomImage:
    file = ImageFile(ContentFile(png(400, 100), name=name), name=name)
    return CustomImage.objects.create(**{"title": "Logo", "file": file, "is_decorative": True} | fields)


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


# The colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54), (OWN, OWN, 1)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert colours.contrast(one, other) == colours.contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("colour", [OWN, "#000000", "#ffffff", "#7a1f5c", "#00ff00"])
def test_tone_at_its_own_lightness_is_the_colour_itself(colour):
    assert colours.tone(colour, colours.lightness(colour)) == colour


@pytest.mark.parametrize("accent", [OWN, "#7A1F5C", "#000000", "#1d4ed8"])
def test_accent_that_can_be_read_is_taken(accent):
    assert identity.validate_accent(accent) is None


@pytest.mark.parametrize(
    "accent", ["", "teal", "#abc", "0b5a63", "#0b5a6g", "#0b5a63;", "#0b5a63\n", "url(x)", "#" + "0" * 400]
)
def test_accent_that_is_no_colour_is_refused(accent, english):
    with pytest.raises(ValidationError) as refused:
        identity.validate_accent(accent)
    assert refused.value.code == "hex"


@pytest.mark.parametrize(
    ("accent", "ratio"), [("#3fa0aa", "2.43"), ("#ffffff", "1.00"), ("#f2b632", "1.44"), ("#767676", "3.59")]
)
def test_accent_of_poor_contrast_is_refused_with_the_ratio_and_a_tone_that_passes(accent, ratio, english):
    with pytest.raises(ValidationError) as refused:
        identity.validate_accent(accent)
    [message] = refused.value.messages
    worst, ground = identity.worst(accent, 0)
    assert f"the contrast with the ground {ground} is {identity.measured(worst)}, and 4.5 is needed" in message
    assert identity.measured(worst) == ratio
    nearest = re.search(r"The nearest tone that can be read is (#\w{6})", message)[1]
    assert identity.validate_accent(nearest) is None


def test_a_ratio_is_never_rounded_up(english):
    assert identity.measured(4.4999) == "4.49"


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_tone_of_every_hue_can_be_read_on_every_ground(scheme):
    ink = identity.tokens()["ink"][scheme]
    for colour in HUES:
        accent = identity.readable(colour, 0)
        assert identity.validate_accent(accent) is None
        action, strong, tint, on_action = identity.palette(accent)[scheme]
        for text, ground in [
            *((tone, ground) for tone in (action, strong) for ground in [*identity.grounds(scheme), tint]),
            (on_action, action), (on_action, strong), (ink, tint),
        ]:  # fmt: skip
            assert colours.contrast(text, ground) >= identity.TEXT, (accent, text, ground)


def test_white_text_of_the_staff_screens_can_be_read_on_the_accent():
    for colour in HUES:
        accent = identity.readable(colour, 0)
        shades = dict(re.findall(r"--w-color-([\w-]+):(#\w{6});", identity.staff_colours(*identity.palette(accent))))
        for name in ("primary", "primary-200", "secondary", "secondary-400", "secondary-600"):
            assert colours.contrast(shades[name], "#ffffff") >= identity.TEXT, (accent, name)


def test_grounds_are_those_of_the_style_sheets():
    source = (ROOT / "assets" / "css" / "tokens.css").read_text()
    assert len(identity.grounds(0)) == len(
        re.findall(r"--(?:ground|surface|sunken|(?!action)\w+-tint|tint-\w+):", source)
    )
    assert identity.palette("") == identity.palette(OWN)
    assert identity.palette("")[0].action == OWN


@pytest.mark.parametrize("accent", ["#fff}body{display:none", "</style><script>", "rgb(0,0,0)"])
def test_style_sheet_holds_no_colour_that_was_not_checked(accent):
    assert identity.style_sheet(accent) == identity.style_sheet("")


# The style sheet on the pages


def test_style_sheet_with_its_version_may_be_kept_for_a_year(client, portal):
    SiteSettings.objects.update(accent="#7a1f5c")
    answer = client.get("/identite.css", {"v": identity.version("#7a1f5c")})
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--action:light-dark(#7a1f5c," in answer.text
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("query", [{}, {"v": "old"}, {"v": "\x00"}])
def test_style_sheet_of_another_version_is_kept_for_a_minute(client, portal, query):
    assert client.get("/identite.css", query)["Cache-Control"] == "public, max-age=60"


def test_style_sheet_without_a_site_is_the_portals_own(client, db):
    assert client.get("/identite.css").text == identity.style_sheet("")


def test_version_changes_with_the_colour():
    assert len({identity.version(accent) for accent in ("", "#7a1f5c", "#1d4ed8")}) == 3


def test_pages_link_the_style_sheet_only_when_an_accent_is_set(client, portal):
    assert soup(client.get("/")).find_all("link", href=re.compile("identite")) == []
    SiteSettings.objects.update(accent="#7a1f5c")
    page = soup(client.get("/"))
    sheets = [link["href"] for link in page.find_all("link", rel="stylesheet")]
    assert sheets == ["/static/css/habiter.css", f"/identite.css?v={identity.version('#7a1f5c')}"]
    assert page.find_all("style") == page.select("[style]") == []


@pytest.mark.browser
def test_accent_colours_buttons_by_day_and_by_night(new_page, live_server):
    portal = SiteSettings.objects.create(site=make.home_page().get_site(), accent="#7a1f5c")
    make.agenda_page()
    for at, scheme in enumerate(("light", "dark")):
        page = new_page(color_scheme=scheme)
        page.goto(f"{live_server.url}/agenda/")
        shown = page.locator("main .button").first.evaluate("e => getComputedStyle(e).backgroundColor")
        red, green, blue = (int(part) for part in re.findall(r"\d+", shown))
        assert f"#{red:02x}{green:02x}{blue:02x}" == identity.palette(portal.accent)[at].action


# Logo and partners


def test_logo_stands_beside_the_name_and_in_the_tab(client, portal):
    SiteSettings.objects.update(logo=logo())
    page = soup(client.get("/"))
    for place in (".brand", ".foot__brand"):
        [picture] = page.select(f"{place} img")
        assert (picture["alt"], picture["height"]) == ("", "68")
        assert page.select_one(place).text.strip() == "Habiter"
    [icon] = page.find_all("link", rel="icon")
    assert icon["type"] == "image/png"
    assert page.select(".brand svg") == []


def test_without_a_logo_the_drawn_house_stands_there(client, portal):
    page = soup(client.get("/"))
    assert len(page.select(".brand svg")) == len(page.select(".foot__brand svg")) == 1
    assert page.find("link", rel="icon")["href"] == "/static/favicon.svg"


def test_logo_whose_picture_is_deleted_gives_the_house_back(client, portal):
    image = logo()
    SiteSettings.objects.update(logo=image)
    image.delete()
    assert len(soup(client.get("/")).select(".brand svg")) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("logo.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * (16 * 1024 * 1024)),
    ],
    ids=["svg with a script", "svg called png", "16 MB"],
)
def test_file_that_is_no_sound_picture_never_becomes_a_logo(db, name, content):
    refused = image_form(content, name, is_decorative="on")
    assert not refused.is_valid()
    assert "file" in refused.errors


def test_logo_of_10_mb_is_refused_with_its_weight(portal, english):
    portal.logo = logo(file_size=10 * 1024 * 1024)
    with pytest.raises(ValidationError) as refused:
        portal.full_clean()
    assert refused.value.message_dict == {
        "logo": ["This file weighs 10.0\u00a0MB. A logo of 2.0\u00a0MB at most is plenty."]
    }


def test_logo_whose_file_is_lost_can_still_be_changed(portal):
    portal.logo = CustomImage.objects.create(title="x", file="original_images/lost.png", width=9, height=9)
    assert portal.full_clean() is None


def test_partners_stand_at_the_foot_in_their_order(client, portal):
    for order, (name, url) in enumerate([("Ville", "https://ville.example/"), ("Bailleur", ""), ("Caisse", "")]):
        image = logo() if name != "Caisse" else None
        PartnerLogo.objects.create(settings=portal, sort_order=2 - order, name=name, url=url, image=image)
    items = soup(client.get("/")).select(".partners li")
    assert [item.img["alt"] if item.img else item.text.strip() for item in items] == ["Caisse", "Bailleur", "Ville"]
    assert [item.a and item.a["href"] for item in items] == [None, None, "https://ville.example/"]


def test_portal_without_partners_shows_no_band_and_spends_no_query_on_them(
    client, portal, django_assert_max_num_queries
):
    client.get("/")
    with django_assert_max_num_queries(12) as made:
        page = soup(client.get("/"))
    assert page.select(".partners") == []
    asking = [query["sql"] for query in made if 'FROM "core_partnerlogo"' in query["sql"]]
    assert [sql for sql in asking if "EXISTS" not in sql] == []


def test_ten_partners_cost_no_more_queries_than_one(client, portal, django_assert_max_num_queries):
    def queries() -> int:
        client.get("/")  # renditions are made, then kept in the cache
        with django_assert_max_num_queries(16) as made:
            client.get("/")
        return len(made)

    PartnerLogo.objects.create(settings=portal, name="A", image=logo())
    one = queries()
    for n in range(9):
        PartnerLogo.objects.create(settings=portal, name=f"B{n}", image=logo(f"{n}.png"))
    assert queries() == one


# The screen of the settings


def posted(portal, **fields) -> dict:
    known = {"name": "Habiter", "accent": "", "logo": "", "partner_logos": inline_formset([])}
    languages = [code for code, _ in django_settings.LANGUAGES]
    texts = {f"{name}_{n}": "" for name in ("tagline", "footer_text", "demo_banner") for n in range(len(languages))}
    return nested_form_data(known | texts | fields)


def test_editor_saves_the_identity(client, portal):
    client.force_login(make.staff(Role.EDITOR))
    image = logo()
    partners = inline_formset([{"name": "Ville", "image": image.pk, "url": "https://ville.example/"}])
    address = f"/admin/settings/core/sitesettings/{portal.site_id}/"
    answer = client.post(
        address, posted(portal, name="Chez nous", accent="#7A1F5C", logo=image.pk, partner_logos=partners)
    )
    assert answer.status_code == 302, answer.context["form"].errors
    portal = SiteSettings.objects.get()
    assert (portal.name, portal.accent, portal.logo) == ("Chez nous", "#7a1f5c", image)
    assert [partner.name for partner in portal.partners] == ["Ville"]


def test_editor_reads_why_a_colour_is_refused(client, portal):
    client.force_login(make.staff(Role.EDITOR))
    answer = client.post(f"/admin/settings/core/sitesettings/{portal.site_id}/", posted(portal, accent="#f2b632"))
    [said] = answer.context["form"].errors["accent"]
    assert identity.readable("#f2b632", 0) in said
    assert said in soup(answer).text
    assert SiteSettings.objects.get().accent == ""


# The staff's own screens


def test_login_carries_the_name_the_authority_and_the_accent(client, portal):
    SiteSettings.objects.update(name="Chez nous", authority="Ville d’Ailleurs", accent="#7a1f5c", logo=logo())
    page = soup(client.get("/admin/login/"))
    assert "Chez nous" in page.h1.text
    assert page.title.text.strip().endswith("Chez nous")
    assert page.select_one(".hb-authority").text == "Ville d’Ailleurs"
    assert len(page.select(".login-logo img")) == 1
    assert f"/identite.css?v={identity.version('#7a1f5c')}" in [link["href"] for link in page.find_all("link")]
    assert "Wagtail" not in page.main.text
    assert page.find("label", attrs={"for": "id_password"}).text.split()[0] != "Password"  # in French


def test_staff_home_carries_the_name_and_the_portals_own_accent(client, portal):
    client.force_login(make.admin())
    page = soup(client.get("/admin/"))
    assert page.title.text.strip().endswith("Habiter")
    assert "Habiter" in page.find("template", attrs={"data-wagtail-sidebar-branding-logo": True}).text
    assert f"/identite.css?v={identity.version('')}" in [link["href"] for link in page.find_all("link")]
    foreign = [
        tag
        for tag in page.find_all(["link", "script", "img"])
        if re.match(r"(https?:)?//", tag.get("href") or tag.get("src") or "")
    ]
    assert foreign == []


def test_login_without_a_site_still_opens(client, db):
    assert "Habiter" in soup(client.get("/admin/login/")).h1.text


# Nothing of one town in the code of pages


def test_nothing_of_tours_is_written_in_templates_or_style_sheets():
    local = re.compile(
        r"\b(tours|touraine|tourangel\w+|loire|m[ée]tropole|artemis|ligeris|sanitas|adil|37\d{3})\b", re.IGNORECASE
    )
    files = [
        *(ROOT / "templates").rglob("*.*"), *ROOT.glob("*/templates/**/*.*"), *(ROOT / "assets").rglob("*.css"),
        *(ROOT / "static" / "css").glob("*.css"), *(ROOT / "static" / "js").glob("*.js"),
    ]  # fmt: skip
    assert len(files) > 60
    comments = re.compile(r"/\*.*?\*/|{% comment.*?endcomment %}|{#.*?#}", re.DOTALL)
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in files
        for match in local.finditer(comments.sub("", path.read_text(encoding="utf-8")))
    ]
    assert found == []
