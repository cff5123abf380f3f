"""The web server with everything that the front relies on."""

from __future__ import annotations

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from fairwitness.site.front.limits import connections, no_core_dumps, raise_open_files

TARGET = "fairwitness.site.front.serving:application"
HEADERS = 30_000  # milliseconds for the headers of a request
BUFFER = 128 * 1024  # bytes of each connection that wait to be read
LAST_WORDS = 10  # seconds between Ctrl-C and the end of requests that have not ended by then


def serve(address: str, port: int, workers: int = 1) -> None:
    """Serve until Ctrl-C. There is no access log."""
    raise_open_files()
    no_core_dumps()
    Granian(
        TARGET,
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS, max_buffer_size=BUFFER),
        backlog=1024,
        backpressure=connections(),
        workers_kill_timeout=LAST_WORDS,
        respawn_failed_workers=True,  # one that dies takes nobody's line away
        log_level=LogLevels.warning,
        log_access=False,
        websockets=False,
    ).serve()
