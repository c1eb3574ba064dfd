"""Mail in and out against real servers: Dovecot, Exim, a token endpoint."""
