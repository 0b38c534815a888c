"""`python -m forewarn`: the same as `forewarn`."""

import sys

from forewarn.cli.main import main

sys.exit(main())
