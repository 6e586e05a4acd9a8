# Two stages: build the environment with everything needed for that, ship only the environment.
# What is installed is the wheel, which leaves the demo and its sandbox out (pyproject.toml).
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/hadir
COPY requirements.txt .
RUN /opt/hadir/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY core core
COPY db db
COPY handlers handlers
COPY bot bot
RUN /opt/hadir/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --create-home --home-dir /var/lib/hadir hadir \
    && install --directory --owner=hadir /var/lib/hadir/berkas
COPY --from=build /opt/hadir /opt/hadir
ENV PATH=/opt/hadir/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HADIR_HOST=0.0.0.0 \
    HADIR_METRICS_HOST=0.0.0.0 \
    HADIR_LOG_FORMAT=json \
    HADIR_REGIONS=/etc/hadir/regions \
    HADIR_FILES=/var/lib/hadir/berkas
USER hadir
WORKDIR /var/lib/hadir
EXPOSE 8080 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
CMD ["sh", "-c", "hadir migrate && exec hadir serve"]
