# syntax=docker/dockerfile:1

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json tsconfig.build.json ./
# The sources are not here yet: dependencies are a layer of their own, built once per lock file.
RUN npm ci --ignore-scripts
COPY src ./src
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded server is for machines without Postgres: a container is given one.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production \
    STATBANK_HOME=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json catalogue.yaml LICENSE ./
COPY sql ./sql
COPY examples ./examples
COPY reports ./reports
COPY surveys ./surveys
RUN chmod 755 dist/cli.js && ln -s /app/dist/cli.js /usr/local/bin/statbank && install -d -o node -g node /data
USER node
VOLUME /data
# Healthy means that the database is there and is what it should be.
HEALTHCHECK --interval=1m --timeout=20s --start-period=30s CMD ["statbank", "doctor", "--quiet"]
ENTRYPOINT ["statbank"]
CMD ["--help"]
