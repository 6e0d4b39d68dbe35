# One container with an embedded database: docker run -v touchstone:/data -p 3000:3000 --env-file touchstone.env touchstone
FROM node:24-slim AS build
WORKDIR /touchstone
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev

FROM node:24-slim
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /touchstone
COPY --from=build /touchstone/package.json ./
COPY --from=build /touchstone/node_modules ./node_modules
COPY --from=build /touchstone/drizzle ./drizzle
COPY --from=build /touchstone/docs/measures.md ./docs/measures.md
COPY --from=build /touchstone/dist ./dist
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production HOST=0.0.0.0 TOUCHSTONE_DATA=/data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/main.js"]
CMD ["serve"]
