#!/bin/sh
# Runs once, when the database container makes its cluster: the role that migrates, the role the product works as, and
# the one customers' messages are read under. The passwords are those of the addresses Statedesk is given.
set -eu
secrets=${STATEDESK_SECRETS:-/run/secrets}

password() {
  sed -n 's#^postgres\(ql\)\{0,1\}://[^:/]*:\([^@]*\)@.*#\2#p' "$secrets/$1" | head -n 1
}

owner=$(password database_owner_url)
app=$(password database_url)
if [ -z "$owner" ] || [ -z "$app" ]; then
  echo "database_url and database_owner_url must be of the form postgresql://ROLE:PASSWORD@HOST/statedesk" >&2
  exit 1
fi

case "$owner$app" in
  *[!A-Za-z0-9_-]*)
    echo "The passwords may have letters, digits, - and _ only: openssl rand -hex 24 makes one." >&2
    exit 1
    ;;
esac

# Of this very input psql reads the words, so that no password stands in the list of processes.
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "${POSTGRES_USER:-postgres}" --dbname postgres <<SQL
\set owner_password '$owner'
\set app_password '$app'
CREATE ROLE statedesk_owner LOGIN PASSWORD :'owner_password' NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
CREATE ROLE statedesk_app LOGIN PASSWORD :'app_password' NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
CREATE ROLE statedesk_public_reader NOLOGIN NOSUPERUSER NOBYPASSRLS;
GRANT statedesk_public_reader TO statedesk_app WITH INHERIT FALSE, SET TRUE;
CREATE DATABASE statedesk OWNER statedesk_owner ENCODING 'UTF8' TEMPLATE template0;
GRANT CONNECT, TEMPORARY ON DATABASE statedesk TO statedesk_app;
REVOKE ALL ON DATABASE statedesk FROM PUBLIC;
SQL
