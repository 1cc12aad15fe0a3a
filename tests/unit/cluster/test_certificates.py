"""Certificates of a cluster: who may connect, for how long, and who can read the keys."""

from __future__ import annotations

import datetime as dt
import stat

import pytest
import yaml

from grader.cluster.certificate import DAYS, ROLES, CertificateFiles, write_certificates
from grader.errors import UsageError

x509 = pytest.importorskip("cryptography.x509", reason="pip install 'grader[cluster]'")


def loaded(path):
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_each_role_has_a_certificate_of_the_one_authority(certificates):
    authority = loaded(certificates / "ca.pem")
    for role in ROLES:
        loaded(certificates / f"{role}.pem").verify_directly_issued_by(authority)


def test_names_and_addresses_stand_in_the_certificates(tmp_path):
    write_certificates(["grading.example.org", "10.0.0.5"], tmp_path / "new")
    names = loaded(tmp_path / "new" / "worker.pem").extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["grading.example.org"]
    assert [str(each) for each in names.value.get_values_for_type(x509.IPAddress)] == ["10.0.0.5"]


def test_they_hold_for_thirty_days(tmp_path):
    now = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    write_certificates(["localhost"], tmp_path / "new", now=now)
    found = loaded(tmp_path / "new" / "client.pem")
    assert found.not_valid_before_utc <= now
    assert found.not_valid_after_utc - found.not_valid_before_utc == dt.timedelta(days=DAYS)


def test_only_the_owner_can_read_the_keys_and_the_authority_has_none(certificates):
    assert stat.S_IMODE(certificates.stat().st_mode) == 0o700
    keys = sorted(certificates.glob("*.key"))
    assert [key.name for key in keys] == sorted(f"{role}.key" for role in ROLES)
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


@pytest.mark.parametrize("role", ROLES)
def test_the_settings_for_dask_demand_encryption_and_name_the_files(certificates, role):
    settings = yaml.safe_load((certificates / f"{role}.yaml").read_text())["distributed"]
    assert settings["comm"]["require-encryption"] is True
    files = CertificateFiles.of(certificates, role)
    assert settings["comm"]["tls"]["ca-file"] == str(files.authority)
    assert settings["comm"]["tls"][role] == {"cert": str(files.certificate), "key": str(files.key)}
    assert settings["scheduler"]["allowed-failures"] == 1


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds files already"):
        write_certificates(["localhost"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(
        UsageError, match=r"ca\.pem: there is no such file. Name with --certificates the folder"
    ):
        CertificateFiles.of(tmp_path, "client")
