"""Whether the server of this container answers: exit status 1 if not."""

import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 4

try:
    connection = HTTPConnection("127.0.0.1", 8000, timeout=SECONDS)
    connection.request("GET", "/healthz")
    status = connection.getresponse().status
except (OSError, HTTPException) as error:
    sys.exit(f"no answer: {error}")
if status != 200:
    sys.exit(f"answered {status}")
