"""Exim's configuration file for the tests."""

from __future__ import annotations

from pathlib import Path

from tests.support.certificate import Certificate
from tests.support.ports import HOST
from tests.support.process import Account

MAIN = r"""
primary_hostname = {hostname}
exim_user = {user}
exim_group = {group}
# The servers run without any rights from the start; Exim must not look for root.
deliver_drop_privilege
never_users =
spool_directory = {folder}/spool
log_file_path = {folder}/logs/%slog
pid_file_path = {folder}/exim.pid
local_interfaces = {host}
daemon_smtp_ports = {port} : {tls_port}
tls_on_connect_ports = {tls_port}
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
keep_environment =
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_max = 200
smtp_accept_queue_per_connection = 0
message_size_limit = {size}
dsn_advertise_hosts = *
chunking_advertise_hosts =
qualify_domain = {hostname}
delay_warning = 4h
acl_smtp_mail = mail
acl_smtp_rcpt = rcpt
acl_smtp_data = accept

begin acl

mail:
{admission}
  accept

rcpt:
  deny    recipients = lsearch;{folder}/refused
          message = ${{lookup{{$local_part@$domain}}lsearch{{{folder}/refused}}}}
  defer   recipients = lsearch;{folder}/deferred
          message = ${{lookup{{$local_part@$domain}}lsearch{{{folder}/deferred}}}}
  accept

begin routers

bouncing:
  driver = redirect
  caseful_local_part
  address_data = ${{lookup{{$local_part@$domain}}lsearch{{{folder}/bouncing}}{{$value}}fail}}
  data = :fail: $address_data
  allow_fail

stalled:
  driver = redirect
  address_data = ${{lookup{{$local_part@$domain}}lsearch{{{folder}/stalled}}{{$value}}fail}}
  data = :defer: $address_data
  allow_defer

routed:
  driver = manualroute
  caseful_local_part
  address_data = ${{lookup{{$domain}}lsearch*{{{folder}/routes}}{{$value}}fail}}
  route_data = {host}::${{extract{{port}}{{$address_data}}}}
  transport = by_${{extract{{protocol}}{{$address_data}}}}
  self = send

here:
  driver = accept
  caseful_local_part
  transport = mailbox

begin transports

# The length limit is lifted: a test may send lines that RFC 5322, 2.1.1 forbids.
by_smtp:
  driver = smtp
  allow_localhost
  hosts_try_fastopen =
  hosts_try_chunking =
  tls_verify_hosts =
  tls_try_verify_hosts =
  message_linelength_limit = 50000000
  connect_timeout = 5s
  final_timeout = 60s

by_lmtp:
  driver = smtp
  protocol = lmtp
  port = 24
  allow_localhost
  hosts_try_fastopen =
  hosts_try_chunking =
  hosts_avoid_tls = *
  message_linelength_limit = 50000000
  connect_timeout = 5s
  final_timeout = 60s

mailbox:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  envelope_to_add
  return_path_add
  delivery_date_add

begin retry

* * F,4d,1s

begin rewrite

begin authenticators
"""

PASSWORDS = r"""
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{user}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
  server_advertise_condition = ${{if def:tls_in_cipher}}

login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_condition = ${{if and{{{{eq{{$auth1}}{{{user}}}}}{{eq{{$auth2}}{{{password}}}}}}}}}
  server_set_id = $auth1
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""

# The client sends "user=U^Aauth=Bearer T^A^A"; Exim's plaintext driver leaves it whole in $auth1.
TOKENS = r"""
xoauth2:
  driver = plaintext
  public_name = XOAUTH2
  server_prompts = :
  server_condition = ${{if match{{${{readsocket{{inet:{host}:{port}}}\
      {{GET /introspect?${{sg{{$auth1}}{{\N^user=([^\x01]+)\x01auth=Bearer ([A-Za-z0-9_-]+)\x01\x01$\N}}\
      {{username=\$1&token=\$2}}}} HTTP/1.0\r\n\r\n}}{{5s}}{{\n}}{{}}}}}}{{"active": true}}}}
  server_set_id = ${{sg{{$auth1}}{{\N^user=([^\x01]*)\x01.*$\N}}{{\$1}}}}
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""

SIGNED_IN_ONLY = """
  deny    !encrypted = *
          message = 530 5.7.0 Must issue a STARTTLS command first
  deny    !authenticated = *
          message = 530 5.7.0 Authentication required
"""


def configuration(
    *,
    folder: Path,
    account: Account,
    certificate: Certificate,
    port: int,
    tls_port: int,
    hostname: str,
    size: str,
    credentials: tuple[str, str] | None,
    introspection_port: int | None,
) -> str:
    """The whole file. `credentials` (user, password) or a token server make sign-in compulsory."""
    guarded = credentials is not None or introspection_port is not None
    text = MAIN.format(
        folder=folder, user=account.name, group=account.group, host=HOST, port=port, tls_port=tls_port,
        certificate=certificate.chain, key=certificate.key, hostname=hostname, size=size,
        admission=SIGNED_IN_ONLY if guarded else "",
    )  # fmt: skip
    if credentials is not None:
        text += PASSWORDS.format(user=credentials[0], password=credentials[1])
    if introspection_port is not None:
        text += TOKENS.format(host=HOST, port=introspection_port)
    return text
