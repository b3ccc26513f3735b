#!/bin/sh
# Print the path of a Python that Habiter runs on (3.12, 3.13 or 3.14), or say in one line what is missing.
# Usage: find_python.sh [any]      "any" accepts every Python ≥ 3.9: enough to install uv.
# PYTHON=… in the environment is tried first. A version manager's shims (pyenv, asdf, mise) obey .python-version.

home=${HOME:-$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)}
if [ "$1" = any ]; then low=9; high=99; else low=12; high=14; fi
fits="import sys; sys.exit(not (3, $low) <= sys.version_info[:2] <= (3, $high))"

pyenv=${PYENV_ROOT:-$home/.pyenv}/versions
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.14 python3.12 python \
  "$pyenv"/3.13.*/bin/python3 "$pyenv"/3.14.*/bin/python3 "$pyenv"/3.12.*/bin/python3; do
  path=$(command -v "$candidate" 2>/dev/null) || continue
  if "$path" -c "$fits" >/dev/null 2>&1; then
    "$path" -c 'import sys; print(sys.executable)'
    exit 0
  fi
done

uv=$(command -v uv || echo .tools/bin/uv)
if [ "$1" != any ] && [ -x "$uv" ]; then
  # Any fitting Python that uv sees; else one that it downloads, where it may.
  "$uv" python find --no-project '>=3.12,<3.15' 2>/dev/null && exit 0
  "$uv" python install --quiet 3.13 2>/dev/null && "$uv" python find --no-project 3.13 2>/dev/null && exit 0
fi

if [ "$1" = any ]; then
  echo "Missing: python3. Get it with your system's packages (Debian: apt-get install python3 python3-venv)." >&2
else
  echo "Missing: Python 3.12, 3.13 or 3.14. Get it with: pyenv install 3.13   or   uv python install 3.13   (then run make again; PYTHON=/path/to/python3 names one elsewhere)." >&2
fi
exit 1
