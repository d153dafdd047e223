# The site as an image: `docker build --tag pledgebuilder .`, then compose.yaml. `make image` runs each of these steps on a
# plain Debian tree, where there is no Docker, and asks the server that comes out of it for its pages.

# What is only needed to build stays in this stage.
FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends python3 python3-venv
WORKDIR /srv/pledgebuilder
COPY requirements.txt ./
# pip and its friends leave once they have installed the rest: the site needs none of them.
RUN python3 -m venv .venv && \
    .venv/bin/pip install --no-cache-dir --no-compile --require-hashes --requirement requirements.txt && \
    .venv/bin/pip uninstall --yes setuptools pip
COPY manage.py pyproject.toml ./
COPY pledgebuilder pledgebuilder/
COPY commitments commitments/
COPY templates templates/
COPY static static/
COPY fixtures fixtures/
COPY deploy deploy/
# The key and the host are for this line alone: collecting files asks for neither, but the settings do.
RUN SECRET_KEY=$(python3 -c "import secrets; print(secrets.token_hex(32))") ALLOWED_HOSTS=localhost \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0 && \
    .venv/bin/python -m compileall -q .venv/lib commitments pledgebuilder

FROM debian:bookworm-slim
# The fonts are 155 MB, most of the image: what they hold can be printed. age encrypts backups.
RUN apt-get update && apt-get install --yes --no-install-recommends python3 ca-certificates tzdata age \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    fonts-noto-core fonts-noto-cjk fonts-symbola fonts-unifont fonts-hanazono && \
    rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* && \
    useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin pledges
WORKDIR /srv/pledgebuilder
# Owned by root: the site can change nothing of itself. With a read-only root it needs a /tmp, and nothing else.
COPY --from=build /srv/pledgebuilder ./
ENV PATH=/srv/pledgebuilder/.venv/bin:/usr/bin:/bin PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LANG=C.UTF-8 BEHIND_PROXY=1
USER pledges
EXPOSE 8000
# A server that is asked to end answers what it has begun.
STOPSIGNAL SIGINT
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "deploy/healthcheck.py"]
CMD ["waitress-serve", "--listen=*:8000", "--threads=8", "--connection-limit=1000", "--max-request-body-size=6000000", \
     "--trusted-proxy=*", "--trusted-proxy-headers=x-forwarded-for x-forwarded-proto", "pledgebuilder.wsgi:application"]
