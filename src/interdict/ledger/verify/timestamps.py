"""Verification of RFC 3161 time stamps, against certificates that the verifier trusts."""

from datetime import datetime

from cryptography import x509

from interdict.ledger.verify.notes import MalformedError


def stamped_at(response: bytes, message: bytes, certificates: bytes) -> datetime:
    """
    When an authority saw the message.

    Args:
        response: TimeStampResp, DER.
        message: What was stamped.
        certificates: PEM of the authority's root, and of the authority itself where the response has none.
    Returns: The time it states, UTC.
    Raises: MalformedError where the response is none, or does not verify; ImportError without the extra.
    Sources: RFC 3161, sections 2.4.2 and 2.3 (the certificate's purpose).
    """
    import rfc3161_client as tsp

    builder = tsp.VerifierBuilder()
    try:
        for certificate in x509.load_pem_x509_certificates(certificates):
            if certificate.issuer == certificate.subject:
                builder = builder.add_root_certificate(certificate)
            else:
                builder = builder.tsa_certificate(certificate)
        found = tsp.decode_timestamp_response(response)
        builder.build().verify_message(found, message)
        time: datetime = found.tst_info.gen_time
    except (ValueError, tsp.VerificationError) as error:
        raise MalformedError(f"the time stamp does not verify: {error}") from None
    return time
