#!/usr/bin/env bash
# threadpoolctl 3.8.0 with NumPy 2.4.6 (its OpenBLAS 0.3.31): a limit on the threads of BLAS that one thread has set is not lifted when another
# calls restore_original_limits(), and nothing says so; called again from the first thread it is lifted. Code that holds BLAS to
# one thread for a pool of workers, and lets the last worker restore, leaves the process at one thread.
# Seen: 2 threads, limited to 1; after the restoration in another thread 1 in both; after that in the first thread 2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check numpy==2.4.6 threadpoolctl==3.8.0
"$work/venv/bin/python" - <<'PYTHON'
import threading

import numpy as np
from threadpoolctl import ThreadpoolController, threadpool_info, threadpool_limits

np.linalg.eigvalsh(np.eye(2))


def count():
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


with threadpool_limits(limits=2, user_api="blas"):
    assert count() == {2}, "this needs two processors"
    limit = ThreadpoolController().limit(limits=1, user_api="blas")
    assert count() == {1}
    seen = []
    other = threading.Thread(target=lambda: (limit.restore_original_limits(), seen.append(count())))
    other.start()
    other.join()
    print("restored in another thread: there", seen[0], "here", count())
    assert seen[0] == count() == {1}
    limit.restore_original_limits()
    print("restored in this thread:", count())
    assert count() == {2}
PYTHON
