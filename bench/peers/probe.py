"""Which of the named modules this Python has: prints its own path and version, and every module's version or error."""

import importlib
import json
import platform
import sys

modules = {}
for name in sys.argv[1:]:
    try:
        modules[name] = {"version": importlib.import_module(name).__version__}
    except Exception as error:
        modules[name] = {"error": str(error)}
print(json.dumps({"executable": sys.executable, "python": platform.python_version(), "modules": modules}))
