"""Compiles numerics/spectrum/native/levels.c into the wheel where there is a C compiler.

Where there is none, one line says so, and NumPy computes the levels. Two libraries are made on x86-64: one for every
such processor, and one for those with AVX2 and FMA, which is several times faster; the right one is chosen when it
is loaded. No Python header is needed, so one wheel serves all versions of Python.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
EDITABLE = ".editable"
"""As `dev-mode-dirs` in pyproject.toml has it."""

FOLDER = Path("numerics/spectrum/native")
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
FLAGS = ["-std=gnu11", "-O3", "-fPIC", "-shared", "-fvisibility=hidden", "-Wno-psabi"]
VARIANTS = {"_levels": []}
if platform.machine().lower() in ("x86_64", "amd64"):
    VARIANTS["_levels_v3"] = ["-mavx2", "-mfma", "-mbmi", "-mbmi2"]


def compiler() -> list[str] | None:
    """$CC, or the first of cc, gcc and clang that is there; the vectors in the code need GCC's or Clang's dialect."""
    if os.environ.get("CC"):
        return shlex.split(os.environ["CC"])
    found = next((c for c in ("cc", "gcc", "clang") if shutil.which(c)), None)
    return [found] if found else None


def compile_into(folder: Path) -> list[Path]:
    """The libraries, compiled; RuntimeError with the reason where that fails."""
    program = compiler()
    if program is None:
        raise RuntimeError("there is no C compiler (cc, gcc or clang)")
    made = []
    for name, extra in VARIANTS.items():
        target = folder / f"{name}{SUFFIX}"
        command = [
            *program,
            *FLAGS,
            *extra,
            str(HERE / FOLDER / "levels.c"),
            "-o",
            str(target),
            "-lm",
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            raise RuntimeError(f"{program[0]} does not run: {error.strerror}") from None
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["no reason given"])[0]
            raise RuntimeError(f"{program[0]} failed: {said}")
        made.append(target)
    ctypes.CDLL(str(made[0]))  # what cannot be loaded is of no use
    return made


def link_the_package() -> None:
    """Link the package into a folder of its own, which an editable installation puts on the path.

    On the root of the checkout `derive`, `numerics`, `reports`, `tests` would stand there too, in the way of a
    namespace package of that name in somebody's project.
    """
    link = HERE / EDITABLE / "softpot"
    if link.exists():
        return
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(Path("..") / "softpot", target_is_directory=True)
    except OSError as error:
        raise RuntimeError(
            f"an editable installation needs symbolic links, which fail here ({error.strerror}); "
            "install without --editable"
        ) from None


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """hatchling's hook: into the wheel, or beside the source for an editable installation."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tell hatchling what was made."""
        editable = version == "editable"
        if editable:
            link_the_package()
        folder = HERE / FOLDER if editable else Path(tempfile.mkdtemp(prefix="softpot-"))
        self._temporary = None if editable else folder
        try:
            made = compile_into(folder)
        except (RuntimeError, OSError) as error:
            self.app.display_warning(
                f"softpot without compiled levels, which NumPy computes then: {error}"
            )
            return
        build_data["pure_python"] = False
        build_data["tag"] = (
            f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"
        )
        if not editable:
            for path in made:
                build_data["force_include"][str(path)] = f"softpot/{FOLDER.as_posix()}/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave no temporary folder."""
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
