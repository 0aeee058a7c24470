# The worker and the command of logkeep. On glibc, because Temporal's native core has no build for musl.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The only install script that matters brings a Node for development; this image is one.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json build.mjs ./
COPY src ./src
# Types and maps are for those who develop; the workflow bundle has its own map inside.
RUN node build.mjs && find dist \( -name '*.d.ts' -o -name '*.map' \) -delete

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
# Temporal's core comes for five platforms, and with its Rust sources: more than the rest of the image's packages.
RUN cd node_modules/@temporalio/core-bridge \
  && keep=$(node -p 'require("./common").getPrebuiltTargetName()') \
  && find releases -mindepth 1 -maxdepth 1 ! -name "$keep" -exec rm -r {} + \
  && rm -r sdk-core src bridge-macros \
  && cd /app && find node_modules -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete
# The slim image has no certificate authorities, and without them Temporal Cloud cannot be reached. Node brings Mozilla's.
RUN node -p 'require("node:tls").rootCertificates.join("\n")' > ca-certificates.crt

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="logkeep" \
  org.opencontainers.image.description="Durable backup, retention and restore for Elasticsearch log clusters, run by Temporal" \
  org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=packages /app/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY --from=build /app/dist ./dist
# For `docker exec … logkeep status`, and for Kubernetes, where a command replaces the entry point.
RUN ln -s /app/dist/client/main.js /usr/local/bin/logkeep
ENV NODE_ENV=production LOGKEEP_CONFIG=/etc/logkeep/logkeep.yaml
# A number, because Kubernetes cannot tell from a name that it is not root.
USER 1000:1000
EXPOSE 8080
# Asks where logkeep.yaml says that the worker listens; of no use where that is 0 (any free port).
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["node", "-e", "\
  const { configFile } = require('/app/dist/config/location'); \
  const { loadConfig } = require('/app/dist/config/load'); \
  fetch(`http://127.0.0.1:${loadConfig(configFile()).worker.healthPort}/healthz`).then(async (answer) => { \
    console.log(await answer.text()); \
    process.exitCode = answer.ok ? 0 : 1; \
  })"]
# Nothing or `worker` runs the worker; anything else is for the command: `docker run logkeep backup kubesphere`.
# `exec`, so that SIGTERM reaches Node and not a shell.
ENTRYPOINT ["/bin/sh", "-c", "\
  if [ \"$1\" = worker ]; then shift; exec node /app/dist/worker.js \"$@\"; fi; \
  if [ \"$1\" = logkeep ]; then shift; fi; \
  exec node /app/dist/client/main.js \"$@\"", "logkeep"]
CMD ["worker"]
