FROM node:20-slim AS build
WORKDIR /source
COPY . .
RUN npm ci --ignore-scripts && npm run build && npm pack --ignore-scripts

FROM node:20-slim
COPY --from=build /source/gongwen-lint-*.tgz /tmp/
# Without install scripts nothing is compiled.
RUN npm install --global --ignore-scripts /tmp/gongwen-lint-*.tgz && npm cache clean --force && rm /tmp/gongwen-lint-*.tgz
USER node
WORKDIR /data
ENTRYPOINT ["gongwen-lint"]
CMD ["--help"]
