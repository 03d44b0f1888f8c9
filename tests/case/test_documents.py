import hashlib

import pytest

from interdict.case import documents
from interdict.case.documents import keep_document
from interdict.core.errors import UsageError


def test_a_document_is_kept_under_its_digest_once(tmp_path):
    paper = tmp_path / "Zertifikat 证书.pdf"
    paper.write_bytes(b"shredded")
    kept = keep_document(paper, tmp_path / "kept")
    assert kept == keep_document(paper, tmp_path / "kept")
    assert kept.sha256 == hashlib.sha256(b"shredded").hexdigest()
    assert [path.read_bytes() for path in (tmp_path / "kept").iterdir()] == [b"shredded"]


def test_a_document_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        keep_document(tmp_path / "missing.pdf", tmp_path / "kept")


def test_a_document_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "LARGEST", 4)
    (tmp_path / "film.mov").write_bytes(b"12345")
    with pytest.raises(UsageError, match="may have"):
        keep_document(tmp_path / "film.mov", tmp_path / "kept")
