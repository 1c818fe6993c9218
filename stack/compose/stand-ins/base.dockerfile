# What the stand-ins are made from: Debian with the programs that official images have from elsewhere. The scripts that stand in for
# those of official images are in /stand-in.
FROM sightline-stand-in/debian:bookworm
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && \
    apt-get install --yes --no-install-recommends busybox-static gosu openjdk-17-jre-headless postgresql-client && \
    rm -rf /var/lib/apt/lists/*
COPY files /stand-in
RUN chmod -R u=rwX,go=rX /stand-in && chmod +x /stand-in/*
