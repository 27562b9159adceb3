# The product in one image: `docker compose up` starts it beside a PostgreSQL.
FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN python3 peyvand manage check && .venv/bin/python -m pip install -q --require-hashes -r requirements-dev.lock \
    && .venv/bin/python -m build --wheel --no-isolation --outdir /wheel

FROM python:3.11-slim
COPY --from=build /wheel/*.whl /src/requirements.lock /tmp/
RUN pip install --no-cache-dir --require-hashes -r /tmp/requirements.lock \
    && pip install --no-cache-dir --no-deps /tmp/*.whl && rm /tmp/*.whl \
    && useradd --system --create-home --home-dir /var/lib/peyvand peyvand
USER peyvand
ENV PEYVAND_DATA_DIR=/var/lib/peyvand
VOLUME /var/lib/peyvand
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["sh", "-c", "peyvand setup && exec peyvand serve --host 0.0.0.0"]
