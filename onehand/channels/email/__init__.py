"""Mail in by IMAP and SMTP/LMTP, out by SMTP or into the local outbox."""
