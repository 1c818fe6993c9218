"""Ranks series by BARO (Pham et al., FSE 2024), as the package RCAEval has it: the robust scorer, told when the fault was caused.

Reads {"causedAt": seconds, "times": [...], "series": {"name": [...]}} from stdin, writes the names, the likeliest first, to stdout.
Needs RCAEval (--no-deps will do), numpy, pandas and scikit-learn.
"""

import importlib.util
import json
import sys
from pathlib import Path

import pandas

# The package's front door loads every method, and with them PyTorch: this one needs none of that.
package = Path(importlib.util.find_spec("RCAEval").origin).parent
spec = importlib.util.spec_from_file_location("baro", package / "e2e" / "baro.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)

asked = json.load(sys.stdin)
data = pandas.DataFrame({"time": asked["times"], **asked["series"]}).ffill().fillna(0)
# As the package's own benchmark cleans what it reads: what never changes tells nothing.
data = data.loc[:, (data != data.iloc[0]).any()]
# Where nothing was measured any more, there is nothing to rank.
if (data["time"] >= asked["causedAt"]).any() and (data["time"] < asked["causedAt"]).any():
    ranks = module.baro(data, inject_time=asked["causedAt"])["ranks"]
else:
    ranks = []
json.dump([name for name in ranks if name != "time"], sys.stdout)
