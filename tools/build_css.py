"""Build static/css/habiter.css from assets/css: fixed order, comments and leading white space out, nothing else.

Run it after a change of a style sheet, and commit what it writes: `python tools/build_css.py`.
`python tools/build_css.py --check` fails when the committed file is not what the sources give.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "assets" / "css"
TARGET = ROOT / "static" / "css" / "habiter.css"
ORDER = ["fonts.css", "tokens.css", "base.css", "layout.css"]
LAST = ["forced-colors.css", "utilities.css", "print.css"]
PAIR = re.compile(r"^\s*(--[\w-]+):\s*light-dark\(([^(),]+),\s*([^(),]+)\);", re.MULTILINE)


def source_files() -> list[Path]:
    """Return the sources in the order in which the browser reads them."""
    components = sorted((SOURCES / "components").glob("*.css"))
    return [SOURCES / name for name in ORDER] + components + [SOURCES / name for name in LAST]


def squeeze(text: str) -> str:
    """Take out comments, blank lines and leading white space."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def older_browsers(tokens: str) -> str:
    """Say the same colours again for browsers from before 2024, which do not know light-dark()."""
    pairs = PAIR.findall(tokens)
    light = "".join(f"{name}:{value.strip()};" for name, value, _ in pairs)
    dark = "".join(f"{name}:{value.strip()};" for name, _, value in pairs)
    return (
        "@supports not (color: light-dark(#000, #fff)) {\n@layer tokens {\n"
        f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        "@media print { :root { " + light + " } }\n}\n}"
    )


def build() -> str:
    """Return the whole style sheet."""
    parts = ["@layer tokens, base, layout, components, utilities;"]
    for path in source_files():
        text = path.read_text(encoding="utf-8")
        parts.append(squeeze(text))
        if path.name == "tokens.css":
            parts.append(older_browsers(text))
    return "\n".join(parts) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail when the committed file is out of date")
    arguments = parser.parse_args()
    css = build()
    if arguments.check:
        fresh = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == css
        if not fresh:
            print("static/css/habiter.css is out of date: run python tools/build_css.py", file=sys.stderr)
        return 0 if fresh else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(css, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
