# https://github.com/docker-library/postgres: a user `postgres` with the id 999, data below /var/lib/postgresql, started by a script that
# makes a cluster where there is none and runs what lies in /docker-entrypoint-initdb.d.
FROM sightline-stand-in/base
RUN groupadd -r postgres --gid=999 && \
    useradd -r -g postgres --uid=999 --home-dir=/var/lib/postgresql --shell=/bin/bash postgres && \
    install -d -o postgres -g postgres -m 1777 /var/lib/postgresql && \
    install -d -o postgres -g postgres -m 3777 /var/run/postgresql && \
    mkdir /docker-entrypoint-initdb.d
COPY . /usr/lib/postgresql/18
RUN ln -s ../../15/bin/psql ../../15/bin/pg_isready /usr/lib/postgresql/18/bin/ && \
    ln -s "$(command -v gosu)" /usr/local/bin/ && \
    cp /stand-in/docker-entrypoint.sh /usr/local/bin/
ENV LANG=C.UTF-8 PG_MAJOR=18 PATH=$PATH:/usr/lib/postgresql/18/bin PGDATA=/var/lib/postgresql/18/docker
VOLUME /var/lib/postgresql
ENTRYPOINT ["docker-entrypoint.sh"]
STOPSIGNAL SIGINT
EXPOSE 5432
CMD ["postgres"]
