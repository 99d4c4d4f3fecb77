"""What every verdict rests on besides the theory: the machinery, Python, libraries, processor, BLAS, environment.

Libraries count by the name, size and time of each of their files, so that an upgrade counts as much as a line
changed by hand. Anything that differs makes everything to be judged again.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import util
from pathlib import Path

from softpot.numerics.machinery.ledger import versions
from softpot.numerics.machinery.unchanged.places import machinery_files

__all__ = ["common", "libraries", "parts"]

SCHEMA = 1

NUMERICAL = ("sympy", "mpmath", "gmpy2", "numpy", "scipy", "flint")
_BUNDLED = ("{}.libs", ".{}.dylibs")
_VARIABLES = (
    "BLIS_", "FLINT_", "GLIBC_TUNABLES", "GOTO_", "KMP_", "LD_LIBRARY_PATH", "LD_PRELOAD", "MKL_", "MPMATH_", "NPY_",
    "NUMBA_", "NUMEXPR_", "NUMPY_", "OMP_", "OPENBLAS_", "PYTHONHASHSEED", "PYTHONOPTIMIZE", "SCIPY_", "SOFTPOT_",
    "SYMPY_", "VECLIB_",
)  # fmt: skip
"""How the variables begin that these libraries look at."""
_FLAGS = (sys.flags.optimize, sys.flags.hash_randomization, sys.flags.utf8_mode)
_BLAS = ("blas", "lapack", "mkl", "blis", "atlas", "accelerate", "flexi", "gomp", "omp")


def common(packages: Iterable[str] = ()) -> str:
    """A hash of all of it; ``packages``: further packages that the theory imports."""
    return hashlib.sha256(repr(sorted(parts(packages).items())).encode()).hexdigest()


def parts(packages: Iterable[str] = ()) -> dict[str, str]:
    """Each part by itself, so that it can be told which one differs."""
    return {
        "schema": str(SCHEMA),
        "machinery": _contents(machinery_files()),
        "python": f"{sys.version} {sys.implementation.cache_tag} {_FLAGS} {sys.float_info!r}",
        "platform": f"{platform.system()} {platform.machine()} {_c_library()}",
        "processor": _processor(),
        "versions": repr(versions()),
        "libraries": libraries({*NUMERICAL, *packages}),
        "BLAS": _blas(),
        "environment": repr(
            sorted((k, v) for k, v in os.environ.items() if k.startswith(_VARIABLES))
        ),
    }


def libraries(names: Iterable[str]) -> str:
    """A hash of where some packages lie and of name, size and time of their files."""
    digest = hashlib.sha256()
    for name in sorted(set(names)):
        for place in _places(name):
            digest.update(f"{name} {place}\n".encode())
            for line in _stamps(place):
                digest.update(line.encode(errors="surrogatepass"))
    return digest.hexdigest()


def _places(name: str) -> Iterator[str]:
    """The folders, or the file, of a package, and of the libraries that came with it."""
    module = sys.modules.get(name)
    spec = getattr(module, "__spec__", None)
    if spec is None:
        with suppress(ImportError, ValueError):
            spec = util.find_spec(name)
    if spec is None:
        yield "not installed"
        return
    folders = list(spec.submodule_search_locations or ())
    yield from folders or [str(spec.origin)]
    for folder in folders:
        for pattern in _BUNDLED:
            bundled = os.path.join(os.path.dirname(folder), pattern.format(name))
            if os.path.isdir(bundled):
                yield bundled


def _stamps(place: str) -> Iterator[str]:
    """Name, size and time of a file, or of all files in a folder."""
    if not os.path.isdir(place):
        with suppress(OSError):
            found = os.stat(place)
            yield f"{place} {found.st_size} {found.st_mtime_ns}\n"
        return
    waiting = [place]
    while waiting:
        folder = waiting.pop()
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir():
                    if entry.name not in ("__pycache__", "tests"):
                        waiting.append(entry.path)
                elif not entry.name.endswith((".pyc", ".pyi")):
                    found = entry.stat()
                    yield f"{entry.path} {found.st_size} {found.st_mtime_ns}\n"


def _contents(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file} {len(content)}\n".encode(errors="surrogatepass"))
        digest.update(content)
    return digest.hexdigest()


def _c_library() -> str:
    with suppress(AttributeError, OSError, ValueError):
        return str(os.confstr("CS_GNU_LIBC_VERSION"))
    return platform.version()


def _processor() -> str:
    """The processor's model and what it can do."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    kept = (
        "model name",
        "vendor_id",
        "cpu family",
        "model",
        "stepping",
        "flags",
        "Features",
        "CPU ",
    )
    told = sorted({line for line in text.splitlines() if line.startswith(kept)})
    return f"{told} {platform.processor()} {_simd()}"


def _simd() -> str:
    """What NumPy finds that the processor can do."""
    for name in ("numpy._core._multiarray_umath", "numpy.core._multiarray_umath"):
        module = sys.modules.get(name)
        if module is not None:
            return repr(sorted(getattr(module, "__cpu_features__", {}).items()))
    return ""


def _blas() -> str:
    """The libraries for linear algebra that this process has loaded, where the system tells."""
    import scipy.linalg

    del scipy
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    files = {line.split(maxsplit=5)[5] for line in lines if line.count(" ") >= 5 and "/" in line}
    found = sorted(f for f in files if any(word in os.path.basename(f).lower() for word in _BLAS))
    return repr([line for file in found for line in _stamps(file)])
