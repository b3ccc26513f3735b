from django.core.management.base import BaseCommand

from guides import link_checks


class Command(BaseCommand):
    help = (
        "Visit the addresses of other sites that guides and their sources name; the report of links shows the answers."
    )

    def handle(self, **options):
        checks = [link_checks.check(url) for url in link_checks.addresses()]
        broken = [each for each in checks if each.is_broken]
        for each in broken:
            self.stdout.write(f"✕ {each.url}: {each.status}")
        self.stdout.write(f"{len(checks)} addresses visited, {len(broken)} broken.")
