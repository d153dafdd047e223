"""Whether the server of this container answers: exit status 1 if not."""

import os
import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 4
AS_THROUGH_THE_PROXY = {"Host": os.environ.get("ALLOWED_HOSTS", "").partition(",")[0], "X-Forwarded-Proto": "https"}

try:
    connection = HTTPConnection("127.0.0.1", 8000, timeout=SECONDS)
    connection.request("GET", "/healthz", headers=AS_THROUGH_THE_PROXY)
    status = connection.getresponse().status
except (OSError, HTTPException) as error:
    sys.exit(f"no answer: {error}")
if status >= 500:
    sys.exit(f"answered {status}")
