"""The libraries of the system that lay out PDF documents: Pango and HarfBuzz, which WeasyPrint loads.

python -m tests.support.pdf_libs see-to     have them on this machine, installing Debian's packages if we may
"""

import subprocess
import sys

from tests.support.machine import Missing, apt_install, nothing_may_be_skipped

PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


def are_here() -> bool:
    """Say whether WeasyPrint finds them; asked in a process of its own: a failed import leaves half a module."""
    command = [sys.executable, "-c", "import weasyprint"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def see_to() -> None:
    """Have them, or raise Missing."""
    if not are_here() and not (apt_install(*PACKAGES) and are_here()):
        raise Missing(
            f"the libraries for PDF. Get them with: apt-get install {' '.join(PACKAGES)}   (macOS: brew install pango)"
        )


def main(arguments: list[str]) -> int:
    if arguments != ["see-to"]:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        see_to()
    except Missing as missing:
        print(f"Missing: {missing}", file=sys.stderr)
        return 1 if nothing_may_be_skipped() else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
