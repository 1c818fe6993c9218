# https://github.com/nodejs/docker-node: node and npm below /usr/local, a user `node` with the id 1000. How npm is to be used here
# (npmrc) comes along: what is built from this image has no other way to know.
FROM sightline-stand-in/debian:bookworm
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
COPY bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
COPY npmrc /usr/local/etc/npmrc
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && \
    ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx && \
    ln -s node /usr/local/bin/nodejs && \
    npm --version
CMD ["node"]
