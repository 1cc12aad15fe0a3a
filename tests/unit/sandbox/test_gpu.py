"""Queries about GPUs, with stand-ins for ``nvidia-smi``, device nodes and driver."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.errors import IsolationError
from grader.sandbox import gpu, libraries
from grader.sandbox.gpu import Gpu, device_nodes, driver_facts, gpus, running_children, used_bytes


@pytest.fixture
def nvidia_smi(tmp_path, monkeypatch):
    """``nvidia_smi("echo …")``: a script that is the only program on the path."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def make(script):
        program = tmp_path / "nvidia-smi"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    return make


def test_each_gpu_is_named_with_its_driver_and_memory(nvidia_smi):
    nvidia_smi(
        '[ "$*" = "--query-gpu=name,driver_version,memory.total --format=csv,noheader" ] || exit 9\n'
        "echo 'NVIDIA H100 80GB HBM3, 580.159.04, 81559 MiB'\n"
        "echo 'NVIDIA GB10, 580.159.04, [N/A]'"
    )
    assert gpus() == (
        Gpu(name="NVIDIA H100 80GB HBM3", driver="580.159.04", memory_mib=81559),
        Gpu(name="NVIDIA GB10", driver="580.159.04", memory_mib=0),
    )


@pytest.mark.parametrize(
    "script",
    ["exit 9", "echo 'Failed to initialize NVML: Driver/library version mismatch'", "kill -9 $$", ":"],
    ids=["error", "words", "killed", "silence"],
)
def test_a_driver_that_does_not_answer_means_no_gpu(nvidia_smi, script):
    nvidia_smi(script)
    assert gpus() == ()


def test_a_driver_that_hangs_means_no_gpu(nvidia_smi, monkeypatch):
    monkeypatch.setattr(gpu, "_TIMEOUT_S", 0.1)
    nvidia_smi("exec /bin/sleep 60")
    assert gpus() == ()


def test_without_nvidia_smi_there_is_no_gpu(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert gpus() == ()


def test_memory_in_use_is_that_of_all_gpus(nvidia_smi):
    nvidia_smi("[ \"$1\" = --query-gpu=memory.used ] && printf '3 MiB\\n1021 MiB\\n'")
    assert used_bytes() == 1 << 30


def test_no_answer_about_memory_is_not_taken_for_no_memory(nvidia_smi):
    nvidia_smi("exit 9")
    with pytest.raises(
        IsolationError, match=r"nvidia-smi does not say how much memory of the GPU is in use\. Try"
    ):
        used_bytes()


def test_device_nodes_are_those_there_are(tmp_path, monkeypatch):
    for name in ("nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm", "nvidia-modeset", "nvidia-caps"):
        (tmp_path / name).touch()
    nodes = [node.replace("/dev", str(tmp_path)) for node in gpu._DEVICE_NODES]
    monkeypatch.setattr(gpu, "_DEVICE_NODES", nodes)
    assert [Path(path).name for path in device_nodes()] == [
        "nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm",
    ]  # fmt: skip


def test_facts_of_a_gpu_are_named_by_where_they_lie(tmp_path, monkeypatch):
    """``drivers/nvidia`` contains links to the devices; a jail has to show their targets."""
    device, drivers = tmp_path / "devices/pci0/0000:01:00.0", tmp_path / "bus/pci/drivers/nvidia"
    device.mkdir(parents=True)
    drivers.mkdir(parents=True)
    for name in ("vendor", "numa_node", "resource0"):
        (device / name).touch()
    (drivers / "0000:01:00.0").symlink_to("../../../../devices/pci0/0000:01:00.0")
    (drivers / "bind").touch()
    monkeypatch.setattr(
        gpu, "_FACTS", [fact.replace("/sys", str(tmp_path)) for fact in gpu._FACTS if "nvidia/" in fact]
    )
    found = [path for path in driver_facts() if path.startswith(str(tmp_path))]
    assert found == [str(device / "numa_node"), str(device / "vendor")]


@pytest.fixture
def driver(tmp_path, monkeypatch):
    """A folder with a driver's libraries, as a host mounts it into a container."""
    folder = tmp_path / "nvidia" / "lib64"
    folder.mkdir(parents=True)
    (folder / "libcuda.so.580").touch()
    (folder / "libcuda.so.1").symlink_to("libcuda.so.580")
    (folder / "libcuda.so").symlink_to("libcuda.so.1")
    (folder / "libnvidia-ptxjitcompiler.so.1").symlink_to("../../store/libnvidia-ptxjitcompiler.so.580")
    (folder / "libnvidia-ml.so.1").symlink_to("libnvidia-ml.so.550")  # of a driver that was removed
    (folder / "libGLX_nvidia.so.0").touch()
    store = tmp_path / "store"
    store.mkdir()
    (store / "libnvidia-ptxjitcompiler.so.580").touch()
    monkeypatch.setattr(libraries, "_DRIVER_FOLDERS", (str(folder),))
    return folder


def test_a_worker_sees_the_drivers_libraries_and_where_their_links_lead(driver, tmp_path):
    paths = libraries.visible_paths.__wrapped__(("numpy",), gpu=True)
    assert [path.removeprefix(f"{tmp_path}/") for path in paths if path.startswith(str(tmp_path))] == [
        "nvidia/lib64/libcuda.so", "nvidia/lib64/libcuda.so.1", "nvidia/lib64/libcuda.so.580",
        "nvidia/lib64/libnvidia-ptxjitcompiler.so.1", "store/libnvidia-ptxjitcompiler.so.580",
    ]  # fmt: skip
    usual = libraries.visible_paths.__wrapped__(("numpy",))
    assert not any(path.startswith((str(tmp_path), "/usr/bin", "/usr/include")) for path in usual)


def test_a_folder_that_is_a_link_is_visible_as_a_link(tmp_path):
    """As /lib is on many systems. By its path through the link, the jail would make the file visible a second time."""
    (tmp_path / "usr" / "lib").mkdir(parents=True)
    (tmp_path / "usr" / "lib" / "libcuda.so.580").touch()
    (tmp_path / "usr" / "lib" / "libcuda.so").symlink_to("../lib/libcuda.so.580")
    (tmp_path / "lib").symlink_to("usr/lib")
    steps = libraries._link_steps(tmp_path / "lib" / "libcuda.so")
    assert [str(step.relative_to(tmp_path)) for step in steps] == [
        "lib", "usr/lib/libcuda.so", "usr/lib/libcuda.so.580",
    ]  # fmt: skip


def test_a_folder_that_the_loader_does_not_know_is_named_in_the_environment(driver, monkeypatch):
    monkeypatch.setattr(libraries, "_driver_folders_of_loader", lambda: ())
    environment = libraries.gpu_environment.__wrapped__()
    assert environment["LD_LIBRARY_PATH"] == environment["TRITON_LIBCUDA_PATH"] == str(driver)


def test_a_folder_that_the_loader_knows_is_not_put_before_the_others(driver, monkeypatch):
    """Libraries of packages would be searched for there first."""
    monkeypatch.setattr(libraries, "_driver_folders_of_loader", lambda: (driver,))
    environment = libraries.gpu_environment.__wrapped__()
    assert "LD_LIBRARY_PATH" not in environment
    assert environment["TRITON_LIBCUDA_PATH"] == str(driver)


def test_tools_are_looked_for_where_they_lie(driver, tmp_path, monkeypatch):
    (tmp_path / "cc").touch()
    (tmp_path / "cc").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert libraries.gpu_environment.__wrapped__()["PATH"] == str(tmp_path)
    monkeypatch.setenv("PATH", "/no-such-folder")
    assert libraries.gpu_environment.__wrapped__()["PATH"] == "/usr/bin"


def test_the_loader_is_asked_for_the_drivers_folders(tmp_path, monkeypatch):
    listing = (
        "2 libs found in cache `/etc/ld.so.cache'\n"
        "\tlibz.so.1 (libc6,x86-64) => /lib/libz.so.1\n"
        "\tlibcuda.so.1 (libc6,x86-64) => /opt/driver/libcuda.so.1\n"
        "\tlibnvidia-ml.so.1 (libc6,x86-64) => /opt/driver/libnvidia-ml.so.1\n"
    )
    monkeypatch.setattr(libraries.subprocess, "run", lambda *_, **__: type("Done", (), {"stdout": listing}))
    assert [str(folder) for folder in libraries._driver_folders_of_loader.__wrapped__()] == ["/opt/driver"]


def test_a_machine_without_ldconfig_has_no_folders_known(monkeypatch):
    def missing(*_, **__):
        raise FileNotFoundError("/sbin/ldconfig")

    monkeypatch.setattr(libraries.subprocess, "run", missing)
    assert libraries._driver_folders_of_loader.__wrapped__() == ()


def test_a_child_that_ended_while_it_was_counted_is_not_running():
    ended = os.posix_spawn("/bin/true", ["true"], {})
    os.waitid(os.P_PID, ended, os.WEXITED | os.WNOWAIT)
    assert gpu._process_state(ended) == "Z"
    before = running_children(os.getpid())
    os.waitpid(ended, 0)
    assert gpu._process_state(ended) == "X"
    assert running_children(os.getpid()) == before
