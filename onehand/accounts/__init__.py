"""Sign-in accounts, API tokens and sign-in links. An account is neither agent nor customer; those link to it."""
