"""`python -m fairwitness` is `fairwitness`."""

from __future__ import annotations

import sys

from fairwitness.cli import main

sys.exit(main())
