"""Starts the server that lies beside this file, with whatever Python runs it.

Written so that old ones can read it as well: what they get to say is which version is needed.
"""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("this is Python %d.%d, and 3.11 or newer is needed" % sys.version_info[:2])

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "libs"))
try:
    # What is compiled, for each version of Python by itself: better noticed now than with the first document.
    for name in ("rapidfuzz", "tree_sitter", "tree_sitter_markdown", "tree_sitter_yaml", "yaml"):
        __import__(name)
    from forewarn.cli.main import main
except Exception as error:
    sys.exit("the server in the extension does not run with Python %d.%d: %s" % (sys.version_info[:2] + (error,)))

sys.exit(main())
